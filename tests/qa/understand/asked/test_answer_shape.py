"""Which shape of answer a question asks for."""

from __future__ import annotations

import pytest

from qa.understand.asked.answer_shape import (
    defined_by,
    is_contents,
    is_total_asked,
    list_asked,
    names_contents,
)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How do I change the filter?", "steps"),
        ("what to do in case of fire", "steps"),
        ("How is the pump cleaned?", "steps"),
        ("hur byter jag filter", "steps"),
        ("Hur rengörs pumpen?", "steps"),
        ("vad gör man när larmet går", "steps"),
        ("Have got a new filter. How do I fit it?", "steps"),
        ("what's the drill when it leaks", "steps"),
        ("The kit has arrived. Which parts are there?", "list"),
        ("vad ligger i lådan", "list"),
        ("Which rules apply in the hall?", "list"),
        ("List the known problems", "list"),
        ("Vilka regler gäller?", "list"),
        ("vad ingår i avgiften", "list"),
        ("What can be left at the depot?", "open"),
        ("What is a lock?", ""),
        ("How long does it take?", ""),
        ("Hur många bor där?", ""),
        ("Is the hall open?", ""),
        ("Går det att frysa soppan?", ""),
        ("Vad betyder gult kort i en felrapport från verkstaden?", ""),
        ("what is meant by solidity in the annual report of the firm?", ""),
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
    ("question", "asked"),
    [
        ("ingredients of the rye bread", "open"),
        ("which trains go north and when", "list"),
        ("when do the trains go", ""),
        ("vilka tåg går norrut och när", "list"),
        ("Is the oak or the ash taller?", ""),
        ("Hur ändras priset mellan vinter och sommar?", "open"),
        ("what shoud I do if the pump stops", "steps"),
    ],
)
def test_what_is_asked_first_decides(question: str, asked: str) -> None:
    assert list_asked(question) == asked


def test_an_agenda_is_a_list_of_what_comes() -> None:
    assert is_contents("Agenda")
    assert is_contents("Innehåll")
    assert not is_contents("Agenda for change in the harbour")
    assert names_contents("what was on the agenda")
    assert not names_contents("what was decided")


@pytest.mark.parametrize(
    ("question", "cell", "is_asked"),
    [
        ("How much is it in all?", "Total", True),
        ("How much is it in all?", "All", True),
        ("How much is it in all?", "Allotment", False),
        ("How much is the heating?", "Total", False),
        ("vad blir det totalt", "Summa", True),
        ("vad är genomsnittet", "Summa", False),
        ("vad är genomsnittet", "Medelvärde", True),
    ],
)
def test_the_row_of_the_total_or_mean_that_is_asked_for(
    question: str, cell: str, is_asked: bool
) -> None:
    assert is_total_asked(question, cell) is is_asked
