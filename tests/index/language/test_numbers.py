"""Numbers and dates: one token in every notation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.numbers import numbers, ranges


@pytest.mark.parametrize(
    ("token", "notations"),
    [
        ("1000", ["1000", "1 000", "1\u00a0000", "1\u202f000", "1,000", "1, 000"]),
        ("1234567", ["1234567", "1 234 567", "1,234,567"]),
        ("12.5", ["12.5", "12,5", "12,50", "12.5%"]),
        ("2760000000", ["2,76 miljarder", "2.76 billion", "2 760 000 000", "2,760,000,000"]),
        ("5000000", ["5 miljoner", "5 million", "5,000,000"]),
        ("3000", ["3 tusen", "3 thousand", "3 000"]),
        (
            "2019-09-25",
            [
                "den 25 september 2019",
                "25 September 2019",
                "25th of September 2019",
                "September 25, 2019",
                "25 sept. 2019",
                "2019-09-25",
            ],
        ),
        ("2020-05-03", ["3 maj 2020", "May 3, 2020", "2020-05-03"]),
    ],
)
def test_every_notation_has_the_same_token(token: str, notations: list[str]) -> None:
    for notation in notations:
        for text in (notation, f"({notation}).", f"Ett {notation}, sedan"):
            assert token in numbers(text)[0], text


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("In 2018, 200 cameras", ["2018", "200"]),
        ("from 12, 30 and 400", ["12", "30", "400"]),
        ("version 3.10.2", []),
        ("08-123 456", ["456"]),
        ("at 10:30", []),
        ("1 0000", ["1", "0000"]),
        ("COVID-19 and B52", []),
        ("2019-13-25", []),
        ("0 200 personer", ["0", "200"]),
    ],
)
def test_what_only_resembles_one_number_is_not_joined(text: str, tokens: list[str]) -> None:
    assert numbers(text)[0] == tokens


def test_the_words_stay_and_a_dates_year_and_day_are_tokens() -> None:
    found, rest = numbers("Den 5 maj 2019 kostade det 2,5 miljoner kronor.")
    assert sorted(found) == ["2.5", "2019", "2019-05-05", "2500000", "5"]
    assert rest.split() == ["Den", "maj", "kostade", "det", "miljoner", "kronor."]


@given(st.integers(1000, 10**15))
def test_grouping_changes_nothing(number: int) -> None:
    for separator in (",", ", ", " ", "\u2009"):
        assert numbers(f"{number:,}".replace(",", separator))[0] == [str(number)]


@given(st.text(alphabet="0123456789.,-: \u0663²majseptember"))
def test_no_text_is_too_odd(text: str) -> None:
    assert all(token and not token.isspace() for token in numbers(text)[0])


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("50,001–250,000 SEK", [("50001", "250000")]),
        ("6 to 8 years | 3-4 days", [("6", "8"), ("3", "4")]),
        ("1,5 till 2 meter", [("1.5", "2")]),
        ("2024-01-01 | 20-115002 | 0999-41 77 30 | 8–6 | 7", []),
    ],
)
def test_ranges_of_numbers(text: str, limits: list[tuple[str, str]]) -> None:
    assert ranges(text) == [(Decimal(low), Decimal(high)) for low, high in limits]
