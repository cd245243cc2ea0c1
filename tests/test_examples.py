"""What README.md, the pages of docs/ and the app give as examples, asked of the bundled model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import Assistant
from qa.library.cache import sample_corpus
from qa.web.wording.examples import EXAMPLES

pytestmark = pytest.mark.one_process
ROOT = Path(__file__).parents[1]

ANSWERS = {
    "What does Thailand use its drone for?": "forest fires",
    "Hur många kameror finns i Belgrad?": "1,000 cameras",
    "How many cameras are there in Belgrade?": "1,000 cameras",
}
FOLLOW_UPS = {
    ("Hur mycket minskade bilköerna i Quito?", "Och i Harare?"): "Harare",
    ("How many cameras are there in Belgrade?", "And in Islamabad?"): "Islamabad",
}


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant.from_documents(sample_corpus())


def shown() -> str:
    return "".join((ROOT / page).read_text("utf-8") for page in ("README.md", "docs/python-api.md"))


@pytest.mark.parametrize(("question", "said"), ANSWERS.items())
def test_an_example_is_answered_by_what_its_first_quote_says(
    assistant: Assistant, question: str, said: str
) -> None:
    assert question in shown()
    answer = assistant.ask(question)
    assert answer.answered
    assert said in " ".join(answer.citations[0].quote.split())


@pytest.mark.parametrize(("asked", "about"), FOLLOW_UPS.items())
def test_a_follow_up_of_an_example_is_understood(
    assistant: Assistant, asked: tuple[str, str], about: str
) -> None:
    first, leaning = asked
    assert first in shown()
    assert leaning in shown()
    chat = assistant.conversation()
    chat.ask(first)
    answer = chat.ask(leaning)
    assert about in (answer.understood or "")
    assert answer.answered
    assert any(about in each.title + each.quote for each in answer.citations)


def examples_named(name: str) -> Iterator[str]:
    return (question for each in EXAMPLES.values() for kind, question in each if kind == name)


def test_the_pages_examples_show_what_they_say(assistant: Assistant) -> None:
    for question in examples_named("example_across"):
        answer = assistant.ask(question)
        assert answer.answered
        assert any(each.language != answer.language for each in answer.citations)
    for question in examples_named("example_differ"):
        assert assistant.ask(question).sides
    for question in examples_named("example_refused"):
        assert not assistant.ask(question).answered
