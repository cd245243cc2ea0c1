"""Rows of a table change places by what their cells hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import Hit
from qa.evidence.read import Evidence
from qa.evidence.tables.order import rows_in_order
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import index_of


def test_of_the_rows_of_a_table_the_one_with_the_questions_words_comes_first() -> None:
    text = "Place | Weekdays | Saturdays\nSolvik | 10-19 | 11-15\nNorrby | 12-18 | closed"
    index = index_of(make_document(text))
    (solvik, norrby) = index.sentences
    hit = Hit(next(iter(index.passages.values())), 0.9, text, 0.8)
    found = [
        Evidence(each, hit, 0.7, covered, own_language=True, number_asked=False, kind="row")
        for each, covered in ((solvik, 0.2), (norrby, 0.6))
    ]
    assert rows_in_order(index, "Norrby", found) == found[::-1]
    prose = [replace(each, kind="prose") for each in found]
    assert rows_in_order(index, "Norrby", prose) == prose


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Who approves 180 000 kronor?", 1),
        ("who approves 51,000", 1),
        ("Who approves a purchase of 20?", 0),
        ("Who approved purchases in 2024?", 0),
    ],
)
def test_of_the_rows_of_a_table_the_one_whose_range_has_the_number_comes_first(
    question: str, first: int
) -> None:
    text = "Amount | Quotes | Days\n10–50 000 | 1 | 5\n50,001 to 250,000 | 2 | 10"
    index = index_of(make_document(text))
    hit = Hit(next(iter(index.passages.values())), 0.9, text, 0.8)
    rows = [
        Evidence(each, hit, 0.7, 0.2, own_language=True, number_asked=False, kind="row")
        for each in index.sentences
    ]
    assert rows_in_order(index, question, rows)[0] == rows[first]


def test_a_row_may_begin_a_compound_of_the_question() -> None:
    text = "Kostnad, mkr | 2019 | 2020\nBränsle | 20 | 30\nLöner | 40 | 50"
    index = index_of(make_document(text))
    hit = Hit(next(iter(index.passages.values())), 0.9, text, 0.8)
    fuel, wages = (
        Evidence(each, hit, 0.7, 0.2, own_language=True, number_asked=False, kind="row")
        for each in index.sentences
    )
    assert (
        rows_in_order(index, "bränslekostnaden 2019?", [wages, fuel])[0].sentence == fuel.sentence
    )
    assert rows_in_order(index, "kostnaden 2019?", [wages, fuel])[0].sentence == wages.sentence
