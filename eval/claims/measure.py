"""How well claims are held against documents, by kind and languages, beside two simple gates.

    python -m eval.claims.measure CLAIMS DOCUMENTS [--given] [--every N] [--reader NAME]

CLAIMS and DOCUMENTS are as in eval.claims.cases. Evidence is searched for in all documents, as when
a user's text is checked; with `--given` a claim is held against the sentences that the file names.
`--every`: takes every N-th claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from eval.claims.cases import Case, answerer_over, cases
from index.language.analysis import terms
from qa.answerer import Answerer
from qa.cli.options import path_type
from qa.settings import Settings
from qa.verify.claim import hold
from qa.verify.types import Verdict
from qa.verify.verdict import VERDICTS

MIN_OVERLAP = 0.5  # share of a claim's words in one sentence, from which the gate by words opens


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a case: the verdict, and those of the two gates."""

    kind: str
    languages: str
    label: Verdict
    verdict: Verdict
    verbatim: Verdict
    overlap: Verdict


def row_of(case: Case, answerer: Answerer) -> Row:
    """Hold a claim, and ask both gates."""
    held = hold(case.index, answerer.reader, case.text, case.language, case.sentences)
    return Row(
        case.kind,
        case.languages,
        case.label,
        held.verdict,
        _verbatim(case),
        _by_overlap(case),
    )


def _verbatim(case: Case) -> Verdict:
    """Supported where the documents say it in the same words, but for case and white space."""
    said = " ".join(case.text.lower().split()).rstrip(".")
    texts = (" ".join(case.index.text_of(each).lower().split()) for each in case.sentences)
    return "supported" if any(said in text for text in texts) else "not_found"


def _by_overlap(case: Case) -> Verdict:
    """Supported where one sentence has so many of its words."""
    claimed = set(terms(case.text, case.language))
    texts = (set(terms(case.index.text_of(each), case.language)) for each in case.sentences)
    best = max((len(claimed & text) for text in texts), default=0)
    return "supported" if best >= MIN_OVERLAP * len(claimed) else "not_found"


def macro_f1(labels: Sequence[Verdict], verdicts: Sequence[Verdict]) -> float:
    """The mean over the three verdicts of the harmonic mean of precision and recall."""
    pairs = list(zip(labels, verdicts, strict=True))
    found = []
    for each in VERDICTS:
        right = sum(label == verdict == each for label, verdict in pairs)
        total = labels.count(each) + verdicts.count(each)
        found.append(2 * right / total if total else 0.0)
    return sum(found) / len(found)


def passed(labels: Sequence[Verdict], verdicts: Sequence[Verdict]) -> float:
    """The share of contradicted claims that are called supported."""
    called = [v for label, v in zip(labels, verdicts, strict=True) if label == "contradicted"]
    return called.count("supported") / len(called) if called else 0.0


def catching(labels: Sequence[Verdict], verdicts: Sequence[Verdict]) -> tuple[float, float]:
    """Precision and recall of not calling supported what is not."""
    caught = [label != "supported" for label, v in zip(labels, verdicts, strict=True)
              if v != "supported"]  # fmt: skip
    false = sum(label != "supported" for label in labels)
    return sum(caught) / (len(caught) or 1), sum(caught) / (false or 1)


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Lines with the figures of all, of each gate, and by languages and kind."""
    labels = [each.label for each in rows]
    yield f"{'':24}{'n':>6} {'F1':>6} {'passed':>7} {'prec.':>6} {'recall':>6}"
    for name in ("verdict", "verbatim", "overlap"):
        yield _line(name, labels, [getattr(each, name) for each in rows])
    for field in ("languages", "label", "kind"):
        for value in sorted({getattr(each, field) for each in rows}):
            part = [each for each in rows if getattr(each, field) == value]
            yield _line(value, [each.label for each in part], [each.verdict for each in part])


def _line(name: str, labels: Sequence[Verdict], verdicts: Sequence[Verdict]) -> str:
    precision, recall = catching(labels, verdicts)
    right = sum(one == other for one, other in zip(labels, verdicts, strict=True)) / len(labels)
    figures = (macro_f1(labels, verdicts), passed(labels, verdicts), precision, recall)
    return f"{name:24}{len(labels):6} " + " ".join(f"{each:6.3f}" for each in (*figures, right))


@click.command()
@click.argument("claims", type=path_type)
@click.argument("documents", type=path_type)
@click.option("--given", is_flag=True, help="Hold against the evidence named, without searching.")
@click.option("--every", type=click.IntRange(1), default=1, help="Take every N-th claim.")
@click.option("--reader", help="As in citera's settings.")
def main(claims: Path, documents: Path, given: bool, every: int, reader: str | None) -> None:
    """Print the table."""
    answerer = answerer_over(documents, Settings(reader=reader))
    rows = [row_of(each, answerer) for each in cases(claims, answerer, given, every)]
    print("\n".join(table(rows)))


if __name__ == "__main__":
    main()
