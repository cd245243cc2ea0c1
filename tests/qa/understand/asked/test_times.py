"""Which two times of one thing a question asks for, and of what time a text says that it is."""

from __future__ import annotations

import pytest

from qa.understand.asked.times import time_kind, time_kinds, two_times


@pytest.mark.parametrize(
    ("question", "sides", "of_other"),
    [
        (
            "What did the berth cost in 2019 and what does it cost now?",
            ("2019", "now"),
            "What did the berth cost now?",
        ),
        (
            "hur många båtar låg där i höstas och hur många i vår?",
            ("i höstas", "i vår"),
            "hur många båtar låg där i vår?",
        ),
        (
            "How many came to the meeting in 2019 and how many the year after?",
            ("2019", "the year after"),
            "How many came to the meeting the year after?",
        ),
        (
            "fee for guests last year and this year",
            ("last year", "this year"),
            "fee for guests this year",
        ),
        ("lön för hamnvakt förr och nu", ("förr", "nu"), "lön för hamnvakt nu"),
        ("hur mycket fisk 2019 jämfört med i år?", ("2019", "i år"), "hur mycket fisk i år?"),
    ],
)
def test_the_same_is_asked_of_two_times(
    question: str, sides: tuple[str, str], of_other: str
) -> None:
    found = two_times(question)
    assert found is not None
    assert (found[0], found[1][1]) == (sides, of_other)


@pytest.mark.parametrize(
    "question",
    [
        "What did the berth cost in 2019?",
        "What did he build last year and where does he live now?",
        "Who led the club in 2019 and who mended the roof of the shed in 2020?",
        "When was the pier built and when was it mended?",
        "How many boats came between last year and this year?",
        "fångst 2019 och 2020",
    ],
)
def test_two_things_or_one_time_are_not_two_times_of_one(question: str) -> None:
    assert two_times(question) is None


def test_a_text_says_of_what_time_it_is_in_any_language() -> None:
    assert time_kinds("The club now has 40 boats.") == time_kinds("I år är de 40.") == {"now"}
    assert time_kinds("Förra året var de 30.") == {"earlier"}
    assert not time_kinds("The club has 40 boats.")


def test_a_side_is_a_time_if_it_is_nothing_else() -> None:
    assert [time_kind(side) for side in ("nu", "last year", "2019", "the now")] == [
        "now",
        "earlier",
        None,
        None,
    ]
