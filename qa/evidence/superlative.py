"""Which of several things has most: the row of a table with the greatest or least value of what is
asked, or a sentence that says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

from index import Index
from index.language.analysis import terms
from index.language.lexicons import any_of
from index.split.rows import cells_of
from qa.evidence.confidence import probability
from qa.evidence.fitting import not_on_another
from qa.evidence.read import Evidence, same_table
from qa.evidence.retrieve import Query
from qa.understand.asked.answer_shape import is_sum
from qa.understand.asked.things.superlative import Superlative, superlative

LIKELIEST = 5  # sentences, best first, of which one says it or is a row of the table
MIN_ROWS = 3
MIN_PROBABILITY = 0.2  # that it answers, from which it may be said
SAID = 1.0  # log-odds for what has the superlative, or the value, that is asked for
MIN_APART = 0.01  # cosine between the question and two columns
_NUMBER = re.compile(r"[-−–]?\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?!\d)|[-−–]?\d+(?:[.,]\d+)?")
_YEAR = re.compile(r"\s*((?:1[89]|20)\d\d)(?:-\d\d(?:-\d\d)?)?\s*")
_PRICED = re.compile(rf"\b{any_of('prices', 'currencies')}\b|[$€£]|\bkr\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Column:
    label: str
    cells: tuple[str, ...]
    values: tuple[float, ...]

    @property
    def is_of_years(self) -> bool:
        return all(map(_YEAR.fullmatch, self.cells))

    @property
    def is_of_prices(self) -> bool:
        return _PRICED.search(" ".join((self.label, *self.cells[:1]))) is not None


def extremes_first(index: Index, query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, after what has most of what the question asks for, if it asks for that."""
    asked = superlative(query.text)
    if asked is None or not evidence or evidence[0].listed:
        return list(evidence)
    likely = not_on_another(index, query.text, evidence)
    found = [*_sentences(index, asked, likely), *_rows(index, query, asked, likely)]
    best = max(found, key=lambda each: each.side, default=None)
    if best is None or best.side < probability(evidence):
        return list(evidence)
    return [replace(best, placed_by="superlative"), *evidence]


def _sentences(index: Index, asked: Superlative, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Those that say it."""
    return [
        replace(each, side=_surer(probability([each])))
        for each in evidence[:LIKELIEST]
        if each.kind != "row"
        and probability([each]) >= MIN_PROBABILITY
        and asked.is_said_in(index.text_of(each.sentence))
    ]


def _surer(likely: float) -> float:
    return 1 / (1 + exp(-(log(likely / (1 - likely)) + SAID)))


def _rows(
    index: Index, query: Query, asked: Superlative, evidence: Sequence[Evidence]
) -> list[Evidence]:
    """The row with the greatest or least value, of the table of the likeliest row."""
    row = next((each for each in evidence[:LIKELIEST] if each.kind == "row"), None)
    if row is None:
        return []
    rows = [each for each in evidence if same_table(index, row, each)]
    rows = list({each.sentence.row: each for each in rows if not _is_sum(index, each)}.values())
    likely = max(probability([each]) for each in rows) if rows else 0.0
    column = _column_asked(index, query, asked, _columns(index, rows))
    if len(rows) < MIN_ROWS or likely < MIN_PROBABILITY or column is None:
        return []
    extreme = (min if asked.is_least else max)(column.values)
    if column.values.count(extreme) > 1:
        return []
    return [replace(rows[column.values.index(extreme)], side=_surer(likely))]


def _is_sum(index: Index, row: Evidence) -> bool:
    return is_sum(cells_of(index.text_of(row.sentence))[0])


def _columns(index: Index, rows: Sequence[Evidence]) -> list[_Column]:
    """The columns, after the first, of which each cell has a number."""
    if not rows or (block := index.block_of(rows[0].sentence)) is None:
        return []
    start, end = block.leads[0]
    labels = cells_of(index.documents[rows[0].sentence.document_id].text[start:end])
    cells = [cells_of(index.text_of(each.sentence)) for each in rows]
    if any(len(each) != len(labels) for each in cells):
        return []
    columns = zip(labels[1:], list(zip(*cells, strict=True))[1:], strict=True)
    return [each for label, column in columns if (each := _column(label, column)) is not None]


def _column(label: str, cells: Sequence[str]) -> _Column | None:
    values = [value for cell in cells if (value := _value(cell)) is not None]
    return _Column(label, tuple(cells), tuple(values)) if len(values) == len(cells) else None


def _value(cell: str) -> float | None:
    found = _NUMBER.search(cell)
    if found is None:
        return None
    number = re.sub(r"[ \u00a0\u202f]|,(?=\d{3}(?!\d))", "", found[0])
    return float(number.replace("−", "-").replace("–", "-").replace(",", "."))


def _column_asked(
    index: Index, query: Query, asked: Superlative, columns: Sequence[_Column]
) -> _Column | None:
    if asked.kind in ("oldest", "newest"):
        return next((each for each in columns if each.is_of_years), None)
    if asked.kind in ("cheapest", "dearest"):
        return next((each for each in columns if each.is_of_prices), None)
    words = set(terms(query.text, query.language))
    named = [each for each in columns if words & set(terms(each.label, query.language))]
    return named[0] if len(named) == 1 else _likest(index, query, named or columns)


def _likest(index: Index, query: Query, columns: Sequence[_Column]) -> _Column | None:
    """The column whose label is most like the question, if one surely is."""
    if not columns:
        return None
    likeness = index.lazy_cosines([each.label for each in columns], query.vector)
    first, *others = sorted(zip(likeness, columns, strict=True), key=lambda each: -each[0])
    return first[1] if not others or first[0] - others[0][0] >= MIN_APART else None
