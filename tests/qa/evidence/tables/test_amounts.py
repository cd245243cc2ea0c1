"""Rows with a range that has an amount of the question."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.evidence.tables.amounts import amount_of, amounts, in_range

LABELS = ("Frame", "Height", "Age", "Rent")
ROWS = (
    ("small", "under 120 cm", "4–7", "30 kr"),
    ("middle", "120–149 cm", "8–11", "40 kr"),
    ("large", "150 cm or more", "12 and older", "50 kr"),
)


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Which frame for a child of 105 cm?", 0),
        ("vilken ram passar den som är 130 cm lång", 1),
        ("What is the rent for 190 cm?", 2),
        ("What is the rent for those under 120 cm?", 0),
        ("What is the rent between 125 and 140 cm?", 1),
        ("What is the rent for those over 130 cm?", None),
        ("Which frame for somebody of 9?", 1),
        ("Which frame for somebody aged 9?", 1),
        ("Vilken ram får 9 personer?", 1),
        ("Which frame for 500 kg?", None),
        ("Which frame did they have in 2011?", None),
        ("What is frame 9 for?", None),
        ("Which frame is red?", None),
    ],
)
def test_a_row_has_the_range_with_the_amount(question: str, row: int | None) -> None:
    assert in_range(question, LABELS, ROWS) == [place == row for place in range(len(ROWS))]


def test_one_range_tells_no_rows_apart() -> None:
    assert not any(in_range("for 6", ("Name", "Age"), [("Ask", "4–7"), ("Elm", "none")]))


def test_dates_and_names_are_no_amounts() -> None:
    assert amounts("plot 12 on 5 May 2024") == []
    assert [each.low for each in amounts("1 250 kr or 7,5 kg")] == [Decimal(1250), Decimal("7.5")]


def test_a_cell_has_an_amount_with_its_unit() -> None:
    assert amount_of("−3.5 °C") == Decimal("-3.5")
    assert amount_of("2 hours, 7 km", frozenset({"km"})) == 7
    assert amount_of("07:15") is None
    assert amount_of("closed") is None
