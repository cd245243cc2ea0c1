"""What value a question asks for, in Swedish and English, and which values are of that kind."""

from __future__ import annotations

import pytest

from qa.answer.quantities import values
from qa.understand.asked.asked_value import AskedValue, asked_for, is_asked_for, is_yes_or_no


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How many cameras has Ellery?", AskedValue("count", ("cameras", "has", "ellery"))),
        (
            "Hur många kameror finns det i Ellery?",
            AskedValue("count", ("kameror", "finns", "det", "i")),
        ),
        ("How much did it cost?", AskedValue("money")),
        ("Vad går underhållet på om året?", AskedValue("money", rate="/year")),
        ("What share of them failed?", AskedValue("share")),
        ("Hur stor andel gick sönder?", AskedValue("share")),
        ("How much did crime fall?", AskedValue("share")),
        ("Vilken ränta betalar Etiopien?", AskedValue("share")),
        ("När öppnade hamnen?", AskedValue("date")),
        ("How long does it last?", AskedValue("duration")),
        ("Hur många dagar gäller det?", AskedValue("duration")),
        ("Why did it cost so much?", None),
        ("Var står det hur många dagar det gäller?", None),
        ("How many cameras has Ellery, and how many has Norrhamn?", None),
        ("Vad är ett visum?", None),
        ("Cameras in Ellery", None),
    ],
)
def test_what_a_question_asks_for(question: str, asked: AskedValue | None) -> None:
    assert asked_for(question) == asked


@pytest.mark.parametrize(
    ("question", "stated", "of_that_kind"),
    [
        ("How many cameras has Ellery?", "The town has 40 new cameras.", [40]),
        ("Hur många kameror har Ellery?", "The town has 40 new cameras.", [40]),
        ("How many cities have them?", "They are in 230 cities of 100 countries.", [230]),
        ("How many masts are there?", "The town has 40 new cameras.", []),
        ("What did the harbour cost?", "It cost 9 million dollars and 2 a year.", [9e6]),
        ("What does it cost a year?", "It cost 9 dollars, and 2 dollars a year.", [2]),
        ("How long does it last?", "It lasts 14 days for 30 percent of 40 ships.", [14]),
        ("What share of the ships came?", "It lasts 14 days for 30 percent of 40 ships.", [30]),
    ],
)
def test_of_a_sentences_values_those_of_the_kind_asked_for_are_told(
    question: str, stated: str, of_that_kind: list[float]
) -> None:
    asked = asked_for(question)
    assert asked is not None
    found = [
        each.low
        for each in values(stated)
        if is_asked_for(each, asked, "en", question.startswith(("How", "What")))
    ]
    assert found == of_that_kind


@pytest.mark.parametrize(
    ("noun", "other", "same"),
    [
        ("hotels", "hotell", True),
        ("cameras", "kameror", True),
        ("stations", "stationerna", True),
        ("ferries", "kameror", False),
        ("policies", "poliser", False),
    ],
)
def test_across_languages_nouns_are_compared_by_how_they_are_written(
    noun: str, other: str, same: bool
) -> None:
    asked = asked_for(f"How many {noun} has Ellery?")
    [value] = values(f"Ellery har 40 {other}.")
    assert asked is not None
    assert is_asked_for(value, asked, "sv", same_language=False) == same


def test_a_question_for_yes_or_no_starts_with_its_verb() -> None:
    assert is_yes_or_no("Do the police of Ellery leak films?")
    assert is_yes_or_no("Läcker polisen filmer?")
    assert is_yes_or_no("Förorenar fabriken ån?")
    assert is_yes_or_no("may guides keep tips")
    assert is_yes_or_no("Måste jag ha bygglov?")
    assert is_yes_or_no("skickas födelsemärket alltid på analys")
    assert is_yes_or_no("i missed the first meetings, can i still join")
    assert is_yes_or_no("Will it open this spring, before June?")
    assert not is_yes_or_no("Var ligger biblioteket?")
    assert not is_yes_or_no("When it rains, can we, or where do we go?")
    assert not is_yes_or_no("For how many years is it valid?")
    assert not is_yes_or_no("Under vilka år gäller det?")
    assert not is_yes_or_no("Efter hur många år gäller det?")
    assert not is_yes_or_no("What do the police deny?")
