"""Which questions say too little by themselves."""

from __future__ import annotations

import pytest

from qa.understand.chat.unclear import lone_word, says_nothing


@pytest.mark.parametrize(
    "question",
    ["Why?", "varför?", "and?", "The second one", "how much is it", "och den andra då?", "Vem?"],
)
def test_without_a_word_to_search_for_a_question_says_nothing(question: str) -> None:
    assert says_nothing(question)
    assert lone_word(question) is None


@pytest.mark.parametrize(("question", "word"), [("pris?", "pris"), ("The price?", "price")])
def test_a_word_may_stand_alone(question: str, word: str) -> None:
    assert lone_word(question) == word
    assert not says_nothing(question)


@pytest.mark.parametrize(
    "question", ["opening hours library", "Which price?", "What is the price?", "varför regn?"]
)
def test_what_asks_something_is_no_lone_word(question: str) -> None:
    assert lone_word(question) is None
    assert not says_nothing(question)
