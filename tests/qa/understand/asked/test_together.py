"""Whether a question asks of several things in one breath, and which."""

from __future__ import annotations

import pytest

from qa.understand.asked.together import how_many_asked, joined


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("purchase year of Orca and Heron?", ("Orca", "Heron")),
        ("tiderna på bryggan och i hamnen", ("bryggan", "hamnen")),
        ("the price for the red berth and for the blue berth", ("berth", "blue")),
        ("What does the Orca cost?", None),
        ("Where is it and who is there?", None),
    ],
)
def test_two_things_may_be_joined_by_and(question: str, words: tuple[str, str] | None) -> None:
    assert joined(question) == words


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("How many guests came in both years?", 2),
        ("vad kostade de två båtarna", 2),
        ("the depth of all three harbours", 3),
        ("How deep is the harbour?", 0),
    ],
)
def test_a_question_may_say_of_how_many_things_it_asks(question: str, count: int) -> None:
    assert how_many_asked(question) == count
