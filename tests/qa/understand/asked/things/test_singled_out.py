"""Questions for those things of which something is so."""

from __future__ import annotations

import pytest

from qa.understand.asked.comparison import compared
from qa.understand.asked.things.singled_out import singled_out
from qa.understand.asked.things.superlative import superlative


@pytest.mark.parametrize(
    "question",
    [
        "Which boats are longer than 9 metres?",
        "Vilka båtar kostar mindre än 50 000 kr?",
        "boats over 9 metres",
        "what boats have room for at least 6?",
        "Vilka båtar är minst 9 meter?",
        "Vilka båtar ligger närmare land än 50 meter?",
        "Which boats are closer to the shore than 50 metres?",
    ],
)
def test_a_bound_singles_things_out(question: str) -> None:
    found = singled_out(question)
    assert found is not None
    assert found.bounds is not None
    assert compared(question) is None
    assert superlative(question) is None


@pytest.mark.parametrize(("question", "lacking"), [("boats", False), ("boats that lack", True)])
def test_what_something_is_not_so_of_may_be_asked_for(question: str, lacking: bool) -> None:
    found = singled_out(f"Which {question} a mast?")
    assert found is not None
    assert (found.bounds, found.is_lacking) == (None, lacking)


@pytest.mark.parametrize(
    "question",
    [
        "How many boats are longer than 9 metres?",
        "What is the fee for boats over 9 metres?",
        "Is the fee over 500 kr?",
        "Why is the fee over 500 kr?",
        "Vad kostar en båt över 9 meter?",
        "When does the harbour open?",
    ],
)
def test_other_questions_single_nothing_out(question: str) -> None:
    assert singled_out(question) is None
