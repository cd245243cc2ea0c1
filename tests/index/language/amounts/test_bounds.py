"""Bounds of amounts, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.language.amounts.bounds import Bounds, bounds, bounds_between, open_bounds, units_in

INFINITE = Decimal("Infinity")
MORE, LESS = Decimal("12").next_plus(), Decimal("12").next_minus()


@pytest.mark.parametrize(
    ("texts", "low", "high"),
    [
        (("over 12 kg", "more than 12", "longer than 12", "över 12", "fler än 12"), MORE, INFINITE),
        (("under 12", "cheaper than 12", "below 12", "mindre än 12", "kortare än 12"), None, LESS),
        (
            ("at least 12", "12 or more", "12 kg and over", "minst 12"),
            12,
            INFINITE,
        ),
        (("12+", "12 years or older", "12 eller fler", "≥ 12"), 12, INFINITE),
        (("at most 12", "up to 12", "12 or less", "högst 12", "12 eller färre"), None, 12),
    ],
)
def test_an_amount_has_one_bound(
    texts: tuple[str, ...], low: Decimal | int | None, high: Decimal | int
) -> None:
    for text in texts:
        (found,) = open_bounds(text)
        assert (found.low, found.high) == (-INFINITE if low is None else low, high), text


@pytest.mark.parametrize("text", ["12 kg", "over the hill", "under 2023", "1/2", "9-12"])
def test_other_numbers_have_none(text: str) -> None:
    assert open_bounds(text) == []


def test_a_year_with_a_unit_is_an_amount() -> None:
    assert len(open_bounds("over 2000 kg")) == 1


def test_an_amount_has_two_bounds() -> None:
    assert bounds("150–199") == [Bounds(Decimal(150), Decimal(199))]
    (found,) = bounds_between("Which weigh between 5 and 10 kg?")
    assert found == Bounds(Decimal(5), Decimal(10), frozenset({"kg"}))
    assert bounds_between("mellan 2019 och 2021") == []


def test_what_is_within_bounds_is_held() -> None:
    found = Bounds(Decimal(5), Decimal(10))
    held = [found.hold(each) for each in map(Decimal, (4, 5, 10, 11))]
    assert held == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("180 kvadratmeter", {"m2"}),
        ("Area (m²)", {"m2"}),
        ("550 SEK", {"kr"}),
        ("80 procents", {"%"}),
        ("en 45-åring", {"year"}),
        ("a 9 year old", {"year"}),
        ("five minutes", {"min"}),
        ("Name", set()),
    ],
)
def test_units_are_one_in_every_language(text: str, units: set[str]) -> None:
    assert units_in(text) == units
