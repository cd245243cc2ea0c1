"""Which rows of a table a question asks for: those whose amount is within the bounds it names,
those that have what it asks for, or all that hold as much of it as the best one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from index import Index
from index.language.amounts.bounds import units_in
from index.language.analysis import terms
from index.search.coverage import LookedFor
from qa.evidence.confidence import probability
from qa.evidence.lists import ItemList, SectionLists
from qa.evidence.read import Evidence, asked_words
from qa.evidence.retrieve import Query
from qa.evidence.tables.table import Column, Table, table_of
from qa.evidence.tables.words import begun
from qa.understand.asked.another import weekdays_asked
from qa.understand.asked.answer_shape import list_asked
from qa.understand.asked.comparison import compared
from qa.understand.asked.things.singled_out import SingledOut, singled_out
from qa.understand.asked.things.superlative import superlative

CONSIDERED = 60  # sentences, best first, whose tables may be asked
MIN_APART = 0.01  # cosine between the question and the labels of two columns
MAX_BEHIND = 0.015  # and to the likest of all
MIN_ROW = 0.02  # probability, however unlikely a reader finds each row by itself
MIN_ASKED = 0.4  # as for a sentence (`Settings.least_confidence`)

# Log-odds that rows are asked for, beside those of their table's likeliest row.
MARKED = 1.0  # a column says of each whether it is so
BOUNDED = 1.5  # a column has amounts on both sides of the bounds that the question names
NAMED = 1.0  # its label, or the unit, stands in the question
THINGS_NAMED = 0.7  # what the rows are stands there


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Some rows of a table, by their places, and how much speaks for them."""

    places: tuple[int, ...]
    odds: float


def rows_first(index: Index, query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, after the rows that the question singles out, if it does."""
    asked = singled_out(query.text)
    if asked is None or not evidence or compared(query.text) or superlative(query.text):
        return list(evidence)
    tables = list(_tables(index, evidence))
    found = [
        _placed(table, within, chosen, _surer(_likely(within), chosen.odds))
        for table, within in tables
        if (chosen := _chosen(index, query, asked, table, _language(within))) is not None
    ]
    best = max(found, key=lambda each: each.list_probability, default=None)
    if best is not None and best.list_probability >= max(MIN_ASKED, probability(evidence)):
        return [best, *evidence]
    if list_asked(query.text) == "list":
        return _all_alike(index, query, tables, evidence)
    return list(evidence)


def _tables(
    index: Index, evidence: Sequence[Evidence]
) -> Iterator[tuple[Table, Sequence[Evidence]]]:
    """The tables and lists that evidence stands in, each with that."""
    sections = SectionLists()
    within: dict[tuple[str, tuple[int, int]], tuple[ItemList, list[Evidence]]] = {}
    for each in evidence[:CONSIDERED]:
        document = index.documents[each.sentence.document_id]
        if (found := sections.at(document, each.sentence.start)) is not None:
            within.setdefault((document.id, found.items[0]), (found, []))[1].append(each)
    for found, of_list in within.values():
        if (table := table_of(index, found)) is not None:
            yield table, of_list


def _likely(evidence: Iterable[Evidence]) -> float:
    """That the likeliest answers: a sentence, or the list that stands before them."""
    return max(MIN_ROW, *(probability([each]) for each in evidence))


def _language(evidence: Sequence[Evidence]) -> str:
    return evidence[0].hit.passage.language


def _surer(likely: float, odds: float) -> float:
    return 1 / (1 + exp(-(log(likely / (1 - likely)) + odds)))


def _placed(table: Table, within: Sequence[Evidence], chosen: _Chosen, likely: float) -> Evidence:
    """One of the rows, if it was found, that stands for all of them."""
    items = tuple(table.found.items[place] for place in chosen.places)
    own = (each for each in within if _stands_in(each, items))
    first = next(own, within[0])
    listed = replace(table.found, items=items, lead=None, heading=None)
    return replace(first, listed=listed, list_probability=likely, placed_by="rows")


def _stands_in(evidence: Evidence, items: Iterable[tuple[int, int]]) -> bool:
    return any(start <= evidence.sentence.start < end for start, end in items)


def _chosen(
    index: Index, query: Query, asked: SingledOut, table: Table, language: str
) -> _Chosen | None:
    """The rows that are within the bounds asked for, or have what is asked for."""
    fitting = _bounded(asked, table) if asked.bounds else _marked(asked, table)
    found = [(column, rows) for column, rows in fitting if any(rows) and not all(rows)]
    named = [_named(query.text, asked, column) for column, _ in found]
    if not found:
        return None
    best = max(named)
    columns = [column for column, _ in found]
    place = named.index(best) if best else _likest(index, query, table, columns)
    held = [] if asked.bounds else _held(index, query, table, language)
    if place is None or (any(held) and not best):
        return None
    rows = found[place][1]
    if best and not asked.bounds:  # "a projector and a piano"
        alike = [
            of_column for of_column, named_by in zip(found, named, strict=True) if named_by == best
        ]
        rows = [all(each) for each in zip(*(fits for _, fits in alike), strict=True)]
    if any(held):
        rows = _with_most(rows, held)
    if not any(rows):
        return None
    odds = BOUNDED if asked.bounds else MARKED
    odds += NAMED * bool(best) + THINGS_NAMED * _names_things(index, query, table)
    return _Chosen(tuple(row for row, fits in enumerate(rows) if fits), odds)


def _with_most(rows: Sequence[bool], held: Sequence[frozenset[LookedFor | int]]) -> list[bool]:
    """Those of some rows that hold as much of the question as any row does."""
    most = max(map(len, held))
    return [fits and len(each) == most for fits, each in zip(rows, held, strict=True)]


def _bounded(asked: SingledOut, table: Table) -> Iterator[tuple[Column, list[bool]]]:
    """The columns of amounts, with which rows are within the bounds; of no other unit."""
    bounds = asked.bounds
    if bounds is None:
        return
    for column in table.columns():
        units = units_in(column.text)
        amounts = column.amounts(bounds.units)
        if amounts and not (bounds.units and units and not bounds.units & units):
            yield column, [each is not None and bounds.hold(each) for each in amounts]


def _marked(asked: SingledOut, table: Table) -> Iterator[tuple[Column, list[bool]]]:
    """The columns that say whether something is so, with the rows for which it is, or is not."""
    for column in table.columns():
        if (marks := column.marks()) is not None:
            yield column, [each is not asked.is_lacking and each is not None for each in marks]


def _named(question: str, asked: SingledOut, column: Column) -> float:
    """How surely the question names a column: by its label, by a unit or a price; 0 where not."""
    unit = asked.bounds is not None and bool(asked.bounds.units & units_in(column.text))
    return begun(column.label, question) + unit


def _likest(index: Index, query: Query, table: Table, columns: Sequence[Column]) -> int | None:
    """The place, among some columns, of that whose label is most like the question, if one surely
    is, and hardly less so than any other but the first.
    """
    others = [each for each in table.columns() if each.place and each.label]
    places = [each.place for each in columns if each.place and each.label]
    if not places:
        return None
    cosines = index.lazy_cosines([each.label for each in others], query.vector)
    likeness = {each.place: cosine for each, cosine in zip(others, cosines, strict=True)}
    first, *further = sorted(places, key=lambda place: -likeness[place])
    is_apart = not further or likeness[first] - likeness[further[0]] >= MIN_APART
    is_likest = max(likeness.values()) - likeness[first] <= MAX_BEHIND
    found = (number for number, each in enumerate(columns) if each.place == first)
    return next(found) if is_apart and is_likest else None


def _names_things(index: Index, query: Query, table: Table) -> bool:
    """Whether the question names what the rows are: by the first label, or above the table."""
    document = index.documents[table.found.document_id]
    above = f"{table.labels[0]} {table.found.above(document)} {document.title}"
    return begun(above, query.text) > 0


def _all_alike(
    index: Index,
    query: Query,
    tables: Iterable[tuple[Table, Sequence[Evidence]]],
    evidence: Sequence[Evidence],
) -> list[Evidence]:
    """The evidence, after all rows that hold what the best one holds, where that is a row; or after
    those that hold most, where all of its table is.
    """
    best = evidence[0]
    table, within = next(
        ((table, within) for table, within in tables if best in within), (None, ())
    )
    if table is None or not table.found.is_table:
        return list(evidence)
    held = _held(index, query, table, _language(within))
    most = max(held, key=len) if best.listed else held[_place(table, best)]
    alike = tuple(place for place, each in enumerate(held) if most and most <= each)
    if not (best.listed is not None or len(alike) > 1) or not 0 < len(alike) < len(held):
        return list(evidence)
    odds = THINGS_NAMED * _names_things(index, query, table)
    likely = _surer(probability([best]), odds)
    return [_placed(table, within, _Chosen(alike, 0.0), likely), *evidence]


def _held(
    index: Index, query: Query, table: Table, language: str
) -> list[frozenset[LookedFor | int]]:
    """Of each row what words and days of the question it holds, and the labels do not."""
    labels = set(terms(" ".join(table.labels), language))
    asked = [each for each in asked_words(index, query, language) if not each.is_in(labels)]
    days = weekdays_asked(query.text)
    return [
        frozenset((*_said(asked, terms(row, language)), *(days & weekdays_asked(row))))
        for row in map(" ".join, table.rows)
    ]


def _said(asked: Sequence[LookedFor], words: Sequence[str]) -> list[LookedFor]:
    return [each for each in asked if each.is_in(words)]


def _place(table: Table, row: Evidence) -> int:
    items = enumerate(table.found.items)
    return next(place for place, item in items if _stands_in(row, (item,)))
