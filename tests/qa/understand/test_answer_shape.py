"""Which shape of answer a question asks for."""

from __future__ import annotations

import pytest

from qa.understand.answer_shape import asks_for_total, compared, defined_by, is_total, list_asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How do I change the filter?", "steps"),
        ("what to do in case of fire", "steps"),
        ("How is the pump cleaned?", "steps"),
        ("hur byter jag filter", "steps"),
        ("Hur rengörs pumpen?", "steps"),
        ("vad gör man när larmet går", "steps"),
        ("Which rules apply in the hall?", "list"),
        ("List the known problems", "list"),
        ("Vilka regler gäller?", "list"),
        ("vad ingår i avgiften", "list"),
        ("What can be left at the depot?", "open"),
        ("What is a lock?", ""),
        ("How long does it take?", ""),
        ("Hur många bor där?", ""),
        ("Is the hall open?", ""),
        ("Vem är ordförande?", ""),
    ],
)
def test_steps_and_lists_are_known_by_their_questions(question: str, asked: str) -> None:
    assert list_asked(question) == asked


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is a “drain hose”?", "drain hose"),
        ("what does OVK stand for", "OVK"),
        ("Vad är en shuntventil för nåt?", "shuntventil"),
        ("vad betyder FTX", "FTX"),
        ("What is the price of a ticket for a child of seven?", ""),
        ("Where is the hose?", ""),
    ],
)
def test_the_term_of_a_definition(question: str, term: str) -> None:
    assert defined_by(question) == term


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
    ],
)
def test_two_things_that_are_compared(question: str, sides: str) -> None:
    assert compared(question) == tuple(sides.split())


@pytest.mark.parametrize("question", ["Who are Ada and Bo?", "What changed?", "När öppnar badet?"])
def test_nothing_is_compared(question: str) -> None:
    assert compared(question) is None


def test_totals() -> None:
    assert asks_for_total("How much is it in all?")
    assert asks_for_total("vad blir det totalt")
    assert is_total("Summa")
    assert not is_total("Heating")
