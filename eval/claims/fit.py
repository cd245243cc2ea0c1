"""Fit the weights that turn a claim beside a quote into a verdict.

    python -m eval.claims.fit CLAIMS DOCUMENTS [CLAIMS DOCUMENTS]... [--reader NAME]
        [--out FILE]

Evidence is searched for, as when a text is checked, and of what is found the nearest quote is
learnt from, whatever the file names. Writes the part of qa/verify/verdict_weights.json, or of FILE
in its place, that the reader needs: "likeness" with `--reader off`, "claims" for a reader that
holds claims, else "reader". Claims that the reader learnt from must not be used.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from eval.claims.cases import answerer_over, cases
from qa.cli.options import path_type
from qa.settings import Settings
from qa.verify.claim import compared_best
from qa.verify.features import Comparison, quotes_among
from qa.verify.types import Verdict
from qa.verify.verdict import (
    WEIGHTS_FILE,
    features,
    kind_of,
    probabilities,
    verdict_of,
)

MAX_PASSED = 0.05  # share of contradicted claims that may be called supported
SURENESS = 0.95  # that no more are, among claims of the same make
FOLDS = 5
STEP = 0.01
STRENGTH = 1.0  # inverse regularisation strength, of features of deviation 1


@dataclass(frozen=True, slots=True)
class Example:
    """A claim beside the nearest quote. `group`: its document, of whose claims none is used to fit
    what another of them is judged by.
    """

    compared: Comparison
    label: Verdict
    group: str


@click.command()
@click.argument("files", nargs=-1, required=True, type=path_type)
@click.option("--reader", help="As in citera's settings.")
@click.option("--out", type=path_type, default=WEIGHTS_FILE, help="Write this file.")
def fit(files: tuple[Path, ...], reader: str | None, out: Path) -> None:
    """Fit on pairs of files, write the weights, print what was found."""
    if len(files) % 2:
        raise click.UsageError("give files in pairs: claims, and the documents they are of")
    examples: list[Example] = []
    for claims, documents in zip(files[::2], files[1::2], strict=True):
        examples += examples_of(claims, documents, Settings(reader=reader))
    write(examples, [each.name for each in files[::2]], out)


def examples_of(claims: Path, documents: Path, settings: Settings) -> list[Example]:
    """Those of a file of claims, in both languages, with the evidence found for each."""
    answerer = answerer_over(documents, settings)
    examples = []
    for case in cases(claims, answerer, given=False):
        if quotes := quotes_among(case.sentences):
            asked = answerer.index, answerer.reader, case.text, case.language
            examples.append(Example(compared_best(*asked, quotes), case.label, case.document))
    return examples


def write(examples: Sequence[Example], names: Sequence[str], out: Path = WEIGHTS_FILE) -> None:
    """Fit, and write the model with the others that ship."""
    kind = kind_of(examples[0].compared)
    least = least_supported(examples)
    fitted_on = [*names, f"{len(examples)} claims"]
    model = {**fitted_model(examples), "least_supported": least, "fitted_on": fitted_on}
    shipped = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    text = json.dumps(shipped | {kind: model}, indent=2, sort_keys=True)
    out.write_text(f"{text}\n", encoding="utf-8")
    print(f"{kind}: called supported from {least:.2f}")


def fitted_model(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """The weights of each verdict, of features as they are; each verdict weighs the same."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    names = list(features(examples[0].compared))
    rows = np.array([list(features(each.compared).values()) for each in examples])
    mean, deviation = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=5_000)
    model.fit((rows - mean) / deviation, [each.label for each in examples])
    weights = model.coef_ / deviation
    intercepts = model.intercept_ - weights @ mean
    return {
        verdict: {"intercept": float(start), **dict(zip(names, of_verdict.tolist(), strict=True))}
        for verdict, start, of_verdict in zip(model.classes_, intercepts, weights, strict=True)
    }


def least_supported(examples: Sequence[Example]) -> float:
    """The least probability from which surely no more contradicted claims are called supported than
    may be, by models that were fitted without their documents.
    """
    groups = sorted({each.group for each in examples})
    found: list[dict[Verdict, float]] = []
    for fold in range(FOLDS):
        left_out = set(groups[fold::FOLDS])
        model: Any = fitted_model([each for each in examples if each.group not in left_out])
        found += [
            probabilities(each.compared, model)
            for each in examples
            if each.group in left_out and each.label == "contradicted"
        ]
    steps = (round(STEP * n, 2) for n in range(round(1 / STEP) + 1))
    return next(least for least in steps if _passed_at_most(found, least) <= MAX_PASSED)


def _passed_at_most(found: Sequence[dict[Verdict, float]], least: float) -> float:
    """The share that is called supported, as high as it may be by chance (Clopper and Pearson
    1934); 0 where none was and too few were tried.
    """
    from scipy.stats import beta

    passed = sum(verdict_of(each, least) == "supported" for each in found)
    if not passed:
        return 0.0
    return float(beta.ppf(SURENESS, passed + 1, len(found) - passed))


if __name__ == "__main__":
    fit()
