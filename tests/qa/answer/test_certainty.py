"""The word for how sure an answer is."""

from dataclasses import replace

import pytest

from qa import Answer
from qa.answer.certainty import MIN_LIKELY, MIN_SURE, certainty
from qa.answer.compose import certainty_text

ANSWER = Answer("How much?", "…", (), True, 1.0, "en", ())


@pytest.mark.parametrize(
    ("confidence", "word"),
    [(1.0, "sure"), (MIN_SURE, "sure"), (MIN_LIKELY, "likely"), (MIN_LIKELY - 0.01, "unsure")],
)
def test_confidence_is_said_in_a_word(confidence: float, word: str) -> None:
    answer = replace(ANSWER, confidence=confidence)
    assert certainty(answer) == word
    assert certainty_text(answer).lower().startswith(word)


def test_of_what_is_no_answer_nothing_is_said() -> None:
    assert certainty(replace(ANSWER, answered=False)) is None
    assert certainty_text(replace(ANSWER, kind="documents")) == ""
