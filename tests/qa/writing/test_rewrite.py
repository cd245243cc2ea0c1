"""A follow-up is put in full by the model, with no name or number but the conversation's."""

from __future__ import annotations

import pytest

from qa import Answer, Turn
from qa.errors import LanguageModelError
from qa.understand.followup import understand
from qa.writing.rewrite import ModelRewriting, stays_within
from tests.fakes import ScriptedModel

TURNS = [
    Turn(
        "What is the harbour fee in Oslo?",
        Answer("", "According to “Fees”: “It is 40 euro in 2019.” [1]", (), True, 0.9, "en", ()),
    )
]
ASKED = "And how was it before that?"


def understood(model: ScriptedModel, question: str = ASKED) -> str:
    return ModelRewriting(model, understand)(question, TURNS).in_full


def test_a_follow_up_is_put_in_full() -> None:
    model = ScriptedModel("What was the harbour fee in Oslo before 2019?")
    assert understood(model) == "What was the harbour fee in Oslo before 2019?"
    assert "harbour fee in Oslo" in model.shown
    assert model.closed == 1


@pytest.mark.parametrize(
    "said",
    [
        "What was the harbour fee in Bergen before that?",
        "Bergen: what was the harbour fee?",
        "What was the harbour fee in Oslo in 2017?",
        "NOT_IN_SOURCES",
        "",
        "What was the fee in Oslo?\nIt was 30.",
        "What was the fee in Oslo" + " then" * 100,
        LanguageModelError("the server is down."),
    ],
)
def test_else_the_rules_decide(said: str | Exception) -> None:
    assert understood(ScriptedModel(said)) == understand(ASKED, TURNS).in_full


@pytest.mark.parametrize("question", ["Who owns the ships of the town?", "What else?"])
def test_a_clear_question_or_a_request_is_not_shown_to_the_model(question: str) -> None:
    model = ScriptedModel()
    assert understood(model, question) == understand(question, TURNS).in_full
    assert model.asked == []


def test_names_may_be_written_otherwise_than_there() -> None:
    assert stays_within("What was OSLO like in 2019?", "oslo, 2019.")
    assert not stays_within("What was Oslo like in 2019?", "oslo, 20190.")
