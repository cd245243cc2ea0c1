"""Values that sentences state, in both languages and every notation, as what can be compared."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer.quantities import Value, agree, rate, values, years


def only(sentence: str) -> Value:
    [value] = values(sentence)
    return value


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1 000", 1000),
        ("1\u00a0000", 1000),
        ("1,000", 1000),
        ("1, 000", 1000),
        ("1.000.000", 1_000_000),
        ("tusen", 1000),
        ("2,76 miljarder", 2.76e9),
        ("2.76 billion", 2.76e9),
        ("två miljoner", 2e6),
        ("two hundred thousand", 200_000),
        ("a million", 1e6),
        ("en miljon", 1e6),
        ("twenty-five", 25),
        ("tjugofem", 25),
        ("ett dussin", 12),
        ("12,345", 12_345),
    ],
)
def test_an_amount_is_the_same_in_every_notation(written: str, amount: float) -> None:
    value = only(f"There are {written} cameras.")
    assert (value.kind, value.low) == ("count", value.high)
    assert value.low == pytest.approx(amount)
    assert value.counted == ("cameras",)


@given(st.integers(2100, 999_999_999))
def test_groups_of_thousands_are_one_number(amount: int) -> None:
    for separator in (",", " ", "\u00a0"):
        written = f"{amount:,}".replace(",", separator)
        assert only(f"{written} kameror").low == amount


@pytest.mark.parametrize(
    ("sentence", "kind", "amount", "unit"),
    [
        ("It cost $126 million.", "money", 126e6, "USD"),
        ("Det kostade 126 miljoner dollar.", "money", 126e6, "USD"),
        ("more than €200 million", "money", 200e6, "EUR"),
        ("en avgift på 30\u00a0000 euro", "money", 30_000, "EUR"),
        ("Det kostar 350 kr.", "money", 350, "SEK"),
        ("Upkeep is 4.7 million dollars a year.", "money", 4.7e6, "USD/year"),
        ("Underhållet går på 4,7 miljoner dollar om året.", "money", 4.7e6, "USD/year"),
        ("dropped by 46%", "share", 46, "%"),
        ("minskade med 46 procent", "share", 46, "%"),
        ("rose by 3 percentage points", "share", 3, "points"),
        ("a 20-year loan", "duration", 20 * 365.2425, "day"),
        ("i två veckor", "duration", 14, "day"),
        ("det gäller ett år", "duration", 365.2425, "day"),
        ("inom 12 minuter", "duration", 12 / 1440, "day"),
    ],
)
def test_a_unit_is_the_same_in_both_languages(
    sentence: str, kind: str, amount: float, unit: str
) -> None:
    value = only(sentence)
    assert (value.kind, value.unit) == (kind, unit)
    assert value.low == pytest.approx(amount)


@pytest.mark.parametrize(
    "written",
    [
        "25 september 2019",
        "25 September, 2019",
        "September 25, 2019",
        "2019-09-25",
        "25th of September 2019",
    ],
)
def test_a_day_is_the_same_in_every_notation(written: str) -> None:
    value = only(f"Bilden togs den {written}.")
    day = date(2019, 9, 25).toordinal()
    assert (value.kind, value.low, value.high) == ("date", day, day)


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("It began in 2018.", {2018}),
        ("between 2019-2022", {2019, 2022}),
        ("in the 1990s", {1990, 1999}),
        ("på 1990-talet", {1990, 1999}),
        ("på 1800-talet", {1800, 1899}),
        ("in March 2018 and on 3 May", {2018}),
        ("1800 kameror, 2000 dollar och 1900 personer", set()),
        ("31 February 2019", set()),
        ("från 2022 till 2019-2015", {2022}),
    ],
)
def test_years_are_told_from_amounts(sentence: str, named: set[int]) -> None:
    assert years(sentence) == named


def test_each_number_of_a_sentence_counts_something_of_its_own() -> None:
    found = values(
        "Det ska ha 1 000 kameror på 800 ställen i en stad med omkring två miljoner invånare."
    )
    assert [(each.low, each.counted) for each in found] == [
        (1000, ("kameror",)),
        (800, ("ställen",)),
        (2e6, ("invånare",)),
    ]
    assert [each.rough for each in found] == [False, False, True]


@pytest.mark.parametrize(
    "sentence",
    [
        "At least 75 countries use it, and 50 of them bought it from Huawei.",
        "Minst 75 länder använder det, och 50 av dem köpte det av Huawei.",
        "75 länder använder det, 50 av dessa länder köpte det.",
    ],
)
def test_of_them_counts_what_was_counted_before(sentence: str) -> None:
    found = values(sentence)
    assert [each.low for each in found] == [75, 50]
    assert found[0].counted[0] == found[1].counted[0]


def test_the_part_and_the_whole_count_the_same_things() -> None:
    found = values("With 89 out of 1,100 companies, China is the best represented.")
    assert [(each.low, each.counted) for each in found] == [
        (89, ("companies",)),
        (1100, ("companies",)),
    ]


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [("10–12 procent", 10, 12), ("10 to 12 per cent", 10, 12), ("10 till 12 procent", 10, 12)],
)
def test_a_range_has_two_ends(written: str, low: float, high: float) -> None:
    value = only(written)
    assert (value.low, value.high) == (low, high)


def test_the_scale_after_a_range_is_that_of_both_its_ends() -> None:
    value = only("10–12 million cameras")
    assert (value.low, value.high) == (10e6, 12e6)


def test_so_many_each_is_not_so_many() -> None:
    assert only("knappt två kameror per invånare").unit == "each"
    assert only("två kameror i hamnen").unit == ""


@pytest.mark.parametrize(
    "sentence", ["Hundreds of cameras", "hundratals kameror", "Huawei 5G", "v2.0.1x"]
)
def test_what_is_vague_or_part_of_a_name_is_no_value(sentence: str) -> None:
    assert values(sentence) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("126 million dollars", "$126 million", True),
        ("126 million dollars", "$30 million", False),
        ("46 per cent", "22 procent", False),
        ("about 230 cities", "228 städer", True),
        ("230 cities", "228 städer", False),
        ("over 150 countries", "more than 70 countries", False),
        ("10–12 procent", "11 %", True),
        ("in 2018", "12 mars 2018", True),
        ("in about 2018", "in 2019", False),
        ("ett år", "12 months", True),
        ("ett år", "11 months", False),
        ("about one year", "350 days", True),
    ],
)
def test_values_agree_within_what_is_stated(one: str, other: str, same: bool) -> None:
    assert agree(values(one)[-1], values(other)[-1]) == same


@given(st.floats(1, 1e9), st.floats(1, 1e9), st.booleans(), st.booleans())
def test_agreement_has_no_direction_and_every_value_agrees_with_itself(
    low: float, other: float, rough: bool, other_rough: bool
) -> None:
    one, two = (
        Value("count", low, low, rough=rough),
        Value("count", other, other, rough=other_rough),
    )
    assert agree(one, two) == agree(two, one)
    assert agree(one, one)


@given(st.text(max_size=300))
def test_any_text_has_values_with_ends_in_order(text: str) -> None:
    assert all(value.low <= value.high for value in values(text))


def test_a_rate_is_read_at_the_start_only() -> None:
    assert rate(" a year") == rate(" om året") == "/year"
    assert rate(" of work a year") == ""
