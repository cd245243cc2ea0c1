"""Rows that a question singles out are quoted together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer.cite import cite_each
from qa.answer.select import Selection
from qa.evidence.confidence import probability
from qa.evidence.tables.rows_asked import rows_first
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import evidence_of, index_of
from tests.qa.evidence.test_read import query

PIERS = (
    "Piers of the harbour\n\n"
    "Pier | Depth (m) | Crane | Keeper | Price (kr) | Slip\n"
    "Alder | 2.1 | yes | Ines Holt | 4 200 | no\n"
    "Birch | 2.8 | no | Per Lund | 950 | no\n"
    "Cedar | 1.4 | yes | Ines Holt | 1 100 | yes\n"
    "Dogwood | 3.6 | no | Ines Holt | 2 000 | yes\n"
)


def rows_for(question: str, text: str = PIERS, cosine: float = 0.9, first: int = 0) -> list[str]:
    """The first words of the rows that are quoted first, where some are singled out."""
    index = index_of(make_document(text))
    evidence = [replace(each, cosine=cosine) for each in evidence_of(index)]
    evidence = [*evidence[first:], *evidence[:first]]
    best = rows_first(index, query(question), evidence)[0]
    if best.listed is None:
        return []
    assert best.placed_by == "rows"
    (statements,) = cite_each(index, [Selection(((best,),))])
    lines = [line for each in statements for line in each.quoted.quote.split("\n")]
    return [line.split()[0] for line in lines]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which piers have a depth over 2 metres?", ["Alder", "Birch", "Dogwood"]),
        ("Which pier is deeper than 3 m?", ["Dogwood"]),
        ("Which piers cost less than 1,200 kr?", ["Birch", "Cedar"]),
        ("piers between 1 and 2.5 metres", ["Alder", "Cedar"]),
        ("Which piers have a crane?", ["Alder", "Cedar"]),
        ("Which piers have no crane?", ["Birch", "Dogwood"]),
        ("Which piers does Ines Holt keep?", ["Alder", "Cedar", "Dogwood"]),
        ("Which piers of Per Lund have no crane?", ["Birch"]),
        ("Which piers have a crane and a slip?", ["Cedar"]),
    ],
)
def test_the_rows_asked_for_are_quoted_and_no_others(question: str, rows: list[str]) -> None:
    assert rows_for(question) == rows


@pytest.mark.parametrize(
    "question",
    [
        "Which piers weigh over 2 kg?",  # no column has that unit
        "Which piers are deeper than 9 m?",  # none is
        "Which piers are deeper than 1 m?",  # all are
        "How deep is Cedar?",
        "Has Cedar a crane?",
        "Which has a crane, Alder or Birch?",
    ],
)
def test_where_no_rows_are_singled_out_all_stays(question: str) -> None:
    assert rows_for(question) == []


def test_rows_of_a_table_that_hardly_answers_are_not_quoted() -> None:
    assert rows_for("Which piers have a crane?", cosine=0.3) == []


def test_days_are_the_same_in_every_language() -> None:
    text = "Group | Day | Room\nPling | Monday | 1\nBrass | Thursday | 2\nChoir | Thursdays | 1\n"
    found = rows_for("vilka övar på torsdagar?", text, first=1)
    assert found == ["Brass", "Choir"]


def test_items_of_a_list_are_singled_out_by_their_unit() -> None:
    text = (
        "Walks on the island:\n\n- Alder, 12 km, 2 hours\n- Birch, 7 km, 9 hours\n- Cedar, 4 km\n"
    )
    assert rows_for("Which walks are shorter than 8 km?", text) == ["-", "-"]


def test_what_is_singled_out_is_likelier_than_each_row() -> None:
    index = index_of(make_document(PIERS))
    evidence = evidence_of(index)
    best = rows_first(index, query("Which piers have a crane?"), evidence)
    assert probability(best) > probability(evidence)
