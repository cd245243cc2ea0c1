"""What a question takes for granted."""

from __future__ import annotations

import pytest

from qa.understand.presupposition import presupposition_of


@pytest.mark.parametrize(
    ("question", "premise"),
    [
        ("Why did Huawei leave Serbia?", "Did Huawei leave Serbia?"),
        ("when  was the\nharbour closed", "Was the harbour closed?"),
        ("Where are the cameras made?", "Are the cameras made?"),
        ("Varför lämnade Huawei Serbien?", "Lämnade Huawei Serbien?"),
        ("När stängdes hamnen?", "Stängdes hamnen?"),
    ],
)
def test_without_its_interrogative_a_question_asks_whether(question: str, premise: str) -> None:
    assert presupposition_of(question) == premise


@pytest.mark.parametrize(
    "question",
    [
        "How many cameras are there?",
        "Who left Serbia?",
        "Var kamerorna dyra?",
        "Why?",
        "Varför ",
        "Why not ask the mayor?",
        "When it rains, who pays?",
        "När det regnar, vem betalar?",
        "Does it rain?",
    ],
)
def test_other_questions_suppose_nothing_that_could_be_asked(question: str) -> None:
    assert presupposition_of(question) is None
