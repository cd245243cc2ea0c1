"""What the columns of a table say."""

from __future__ import annotations

from decimal import Decimal

from index import Index
from qa.evidence.lists import list_at
from qa.evidence.tables.table import Table, table_of
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import index_of

NOTHING: frozenset[str] = frozenset()


def table_in(text: str) -> Table:
    index: Index = index_of(make_document(text))
    (document,) = index.documents.values()
    found = list_at(document, document.text.index("Birch"))
    assert found is not None
    table = table_of(index, found)
    assert table is not None
    return table


def test_a_table_has_labelled_columns() -> None:
    table = table_in("Pier | Depth, m | Crane\nAlder | 2.1 | yes\nBirch | 0.8 | no\n")
    pier, depth, crane = table.columns()
    assert (pier.label, pier.cells) == ("Pier", ("Alder", "Birch"))
    assert pier.amounts(NOTHING) is None
    assert depth.amounts(NOTHING) == [Decimal("2.1"), Decimal("0.8")]
    assert depth.marks() is None
    assert crane.marks() == [True, False]


def test_cells_may_be_marked_in_many_ways() -> None:
    (_, crane, power) = table_in(
        "Pier | Kran | El\nAlder | x | ja\nBirch | – | nej, aldrig\n"
    ).columns()
    assert crane.marks() == [True, False]
    assert power.marks() == [True, False]


def test_days_are_open_or_closed() -> None:
    table = table_in("Day | Term\nBirch day | 14:00–18:00\nMonday | closed\nSunday | 9-12\n")
    assert [each.marks() for each in table.columns()] == [None, [True, False, True]]


def test_a_column_that_says_more_marks_nothing() -> None:
    table = table_in("Pier | Crane | Slip\nAlder | yes | yes\nBirch | ask | yes\n")
    assert [each.marks() for each in table.columns()] == [None, None, None]


def test_the_items_of_a_list_are_rows_of_one_cell() -> None:
    table = table_in("Walks:\n\n- Alder, 12 km, 2 hours\n- Birch, 7 km, 1 hour\n")
    (walks,) = table.columns()
    assert walks.label == ""
    assert walks.amounts(frozenset({"km"})) == [Decimal(12), Decimal(7)]
    assert walks.amounts(frozenset({"h"})) == [Decimal(2), Decimal(1)]
