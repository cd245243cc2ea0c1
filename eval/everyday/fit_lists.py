"""Fit how likely it is that a list is the one asked for, where a reader has read it.

    python -m eval.everyday.fit_lists FILE… [--reader NAME]

FILE is a questions-X.jsonl of everyday questions with its documents beside it, on which no reader
was trained. Of every question that asks for a list, or may, each list that a reader reads is an
example; the one asked for is that of which at least half of the items are quoted in a good answer.
Writes "list_with_reader" into qa/evidence/weights.json (a logistic regression), and on what it was
fitted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

from eval.fit.reader_folders import Asked, asked_in, documents_in
from qa.assistant import Assistant
from qa.evidence.asked_list import with_readings
from qa.evidence.weights import WEIGHTS_FILE
from qa.settings import Settings
from qa.understand.asked.answer_shape import list_asked

INTERCEPT = "intercept"

Row = tuple[dict[str, float], bool]


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--reader", help="As in citera's settings.")
def main(files: tuple[Path, ...], reader: str | None) -> None:
    """Fit on the questions in FILES, and write the weights."""
    rows = [*chain(*(list_rows(path, Settings(reader=reader)) for path in files))]
    fitted = {
        "list_with_reader": fit(rows),
        "fitted_on_lists": {"lists": len(rows), "asked for": sum(right for _, right in rows)},
    }
    shipped = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    WEIGHTS_FILE.write_text(json.dumps(shipped | fitted, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(fitted, indent=2))


def fit(rows: list[Row]) -> dict[str, float]:
    """The weight of each feature: cosines differ by little and log-odds by much, so each is
    measured by its own deviation while it is fitted.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    names = sorted(set(chain(*(features for features, _ in rows))) - {INTERCEPT})
    table = np.array([[features.get(name, 0.0) for name in names] for features, _ in rows])
    scaler = StandardScaler().fit(table)
    model = LogisticRegression(max_iter=10_000)
    model.fit(scaler.transform(table), [right for _, right in rows])
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - weights @ scaler.mean_)
    return {INTERCEPT: intercept, **dict(zip(names, weights.tolist(), strict=True))}


def list_rows(path: Path, settings: Settings) -> Iterator[Row]:
    """The features of every list that is read for a question of a file, and whether it is the one
    asked for.
    """
    assistant = Assistant.from_documents(documents_in(path), settings=settings)
    for question in asked_in(path):
        yield from _rows(Asked.of(assistant, question))


def _rows(asked: Asked) -> Iterator[Row]:
    answerer = asked.answerer
    text = answerer.query(asked.meant).text
    kind = list_asked(text)
    if answerer.reader is None or not kind:
        return
    read = answerer.reader, answerer.index, text, kind
    for each in with_readings(*read, asked.lists(), asked.evidence):
        quoted = asked.quoted(each.found)
        yield each.features(kind), 2 * len(quoted) >= len(each.found.items)


if __name__ == "__main__":
    main()
