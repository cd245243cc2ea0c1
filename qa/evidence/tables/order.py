"""Evidence → the same, the rows of each table in the order of what their cells hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from index import Index
from index.split.rows import cells_of
from index.types import Span
from qa.evidence.read import Evidence
from qa.evidence.tables.amounts import in_range
from qa.evidence.tables.words import begun

IN_RANGE = 2.0
"""Log-odds for a row that has a range with the amount asked about: a reader knows the table that
answers, and not which range has a number. Of 28 such rows that stood first 27 answered, of which it
was sure to .4 on average without this (12 of everyday, "b", "e", and eval/fit/reader_everyday,
"xa", and 16 of a folder of nothing else)."""


def rows_in_order(index: Index, question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, rows of one table changing places: those first whose cells hold more of the
    question, or the beginnings of its compounds, and of them that whose range has a number of it
    ("6 to 8 years" for seven). They share the labels of their columns, so their cells are all that
    tells them apart.
    """
    places: defaultdict[tuple[str, Span, bool], list[int]] = defaultdict(list)
    for place, each in enumerate(evidence):
        block = index.block_of(each.sentence) if each.kind == "row" else None
        if block is not None and block.leads:
            key = each.sentence.document_id, block.leads[0], each.judgement is None
            places[key].append(place)
    ordered = list(evidence)
    for (document, (start, end), _), of_table in places.items():
        labels = cells_of(index.documents[document].text[start:end])
        rows = [evidence[place] for place in of_table]
        cells = [cells_of(index.text_of(row.sentence)) for row in rows]
        ranged = in_range(question, labels, cells)
        held = [_held(index, question, row) for row in rows]
        order = sorted(range(len(rows)), key=lambda at: (not ranged[at], -held[at]))
        for number, (place, at) in enumerate(zip(of_table, order, strict=True)):
            row = _as_sure(rows[at], rows[0]) if ranged[at] else rows[at]
            ordered[place] = replace(row, placed_by="table") if at > number else row
    return ordered


def _held(index: Index, question: str, row: Evidence) -> float:
    """How much of the question a row holds."""
    return round(row.coverage + begun(question, index.text_of(row.sentence)), 2)


def _as_sure(row: Evidence, best: Evidence) -> Evidence:
    """A row likelier to answer than the best of its table."""
    if row.judgement is None or best.judgement is None:
        return row
    judgement = replace(best.judgement, span=row.judgement.span)
    return replace(row, judgement=judgement, surer=row.surer + IN_RANGE)
