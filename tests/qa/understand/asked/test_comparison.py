"""Which two things a question compares, and what it asks of each alone."""

from __future__ import annotations

import pytest

from qa.understand.asked.comparison import compared


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "What is the difference in notice between the landlord and the tenant?",
            "landlord tenant",
        ),
        ("Single swim: adult vs senior?", "adult senior"),
        ("which is cheaper, the Ork 20 or the 35?", "20 35"),
        ("Vad kostade platsen 2023 jämfört med 2024?", "2023 2024"),
        ("skillnad i öppettid mellan vardag och helg", "vardag helg"),
        ("do men or women live longer", "men women"),
        ("How does rainfall in Oslo compare with Bergen?", "Oslo Bergen"),
        ("Vilken sjö är djupast, Siljan eller Vättern?", "Siljan Vättern"),
        ("Siljan och Vättern: vilken är störst?", "Siljan Vättern"),
        ("Which bridge is longest, North or South?", "North South"),
        ("Orca vs Heron, how long are they?", "Orca Heron"),
        ("How long is Orca, and Heron?", "Orca Heron"),
        ("what does the Ork 20 weigh, and the Ork 35?", "20 35"),
        ("What did the berth cost before 2020, and now?", "2020 now"),
        ("When was pier B built, and pier C?", "B C"),
        ("fångst 2019 jmf 2020", "2019 2020"),
        ("fires 2019 v 2020, any better?", "2019 2020"),
        ("hur många gäster 2019 och 2020", "2019 2020"),
        ("var det fler bränder 2020 än 2019", "2020 2019"),
        ("Har Orca plats för fler gäster än Heron?", "Orca Heron"),
        ("Vad fick Sand respektive Berg i lön?", "Sand Berg"),
        ("did the toll get more expensive between 2019 and 2020", "2019 2020"),
        ("How is the fee for Orca and the letter to Ada different?", "Orca letter"),
        ("vad kostade turen 2019 och vad kostar den 2020", "2019 2020"),
    ],
)
def test_two_things_that_are_compared(question: str, sides: str) -> None:
    comparison = compared(question)
    assert comparison is not None
    assert comparison.sides == tuple(sides.split())


def test_a_number_is_named_with_the_thing_that_has_it() -> None:
    comparison = compared("What is the weight of the Orca 13 compared to the Heron X?")
    assert comparison is not None
    assert comparison.sides == ("Orca 13", "Heron")
    assert comparison.questions == (
        "What is the weight of the Orca 13?",
        "What is the weight of the Heron X?",
    )


@pytest.mark.parametrize(
    "question",
    [
        "Who are Ada and Bo?",
        "What changed?",
        "När öppnar badet?",
        "Vilka äger mer än tio procent?",
        "How many fires were there between 2019 and 2020?",
        "Where is the harbour, and who runs it?",
        "vilken båt är längst och vilken är kortast",
        "how many percent did travel increase compared to 2019",
    ],
)
def test_nothing_is_compared(question: str) -> None:
    assert compared(question) is None


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How tall is the spruce compared with the birch?",
            "How tall is the spruce?",
            "How tall is the birch?",
        ),
        (
            "Vem är äldst, Ada Berg eller Bo Ek i laget?",
            "Vem är äldst, Ada Berg i laget?",
            "Vem är äldst, Bo Ek i laget?",
        ),
        (
            "How did the toll change between 2019 and 2021?",
            "the toll 2019?",
            "the toll 2021?",
        ),
    ],
)
def test_what_is_asked_of_each_alone(question: str, one: str, other: str) -> None:
    comparison = compared(question)
    assert comparison is not None
    assert comparison.questions == (one, other)


def test_a_thousand_alternatives_are_read_in_no_time() -> None:
    for said in ("and who ", "or which ", "vs ", "eller vem ", "older or "):
        assert compared((said * 700)[:2000]) is None
