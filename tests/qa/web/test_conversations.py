"""Conversations survive the browser; all else is passed over; exports are harmless."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Document
from qa.types import Answer, Citation, Turn
from qa.web.conversations import (
    MAX_NAME_LENGTH,
    Kept,
    as_json,
    as_markdown,
    as_value,
    from_browser,
    name_of,
)
from qa.web.page import View

QUOTE = "The *mast* cost <b>12 000</b> euro."
DOCUMENT = Document("a_b.txt", "[x](javascript:alert(1))", QUOTE, "en")
CITATION = Citation(1, DOCUMENT.id, DOCUMENT.title, QUOTE, 0, len(QUOTE), "en", None, 0.5)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
citations = st.builds(
    Citation,
    st.integers(1, 9),
    texts,
    texts,
    texts,
    st.integers(0, 9),
    st.integers(0, 9),
    texts,
    st.none() | st.integers(1, 9),
    st.floats(0, 1),
    scanned=st.none() | st.floats(0, 1),
)
some_citations = st.lists(citations, max_size=3).map(tuple)
answers = st.builds(
    Answer,
    question=texts,
    text=texts,
    citations=some_citations,
    answered=st.booleans(),
    confidence=st.floats(0, 1),
    language=texts,
    hits=st.just(()),
    nearest=some_citations,
    understood=st.none() | texts,
    sides=st.lists(st.lists(st.integers(1, 9), max_size=2).map(tuple), max_size=2).map(tuple),
)
turns = st.lists(st.builds(Turn, texts, answers), max_size=3).map(tuple)


def kept_with(conversation: tuple[Turn, ...]) -> st.SearchStrategy[Kept]:
    count = len(conversation)
    collections = st.lists(texts, min_size=count, max_size=count).map(tuple)
    return st.builds(Kept, texts, texts, st.just(conversation), collections)


conversations = st.lists(turns.flatmap(kept_with), max_size=4)


@given(conversations)
def test_what_a_browser_kept_comes_back(kept: list[Kept]) -> None:
    assert from_browser(json.loads(json.dumps([as_value(each) for each in kept]))) == kept


_values = st.none() | st.booleans() | st.floats() | texts
anything = st.recursive(
    _values, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
)


@given(anything)
def test_anything_else_that_a_browser_sends_is_no_conversation(value: Any) -> None:
    assert from_browser(value) == []


def test_one_damaged_answer_does_not_pass_for_a_conversation() -> None:
    value = json.loads(json.dumps(as_value(kept_of(1))))
    value["turns"][0]["answer"]["citations"] = [{"quote": 7}]
    assert from_browser([value]) == []


def test_what_was_kept_without_collections_comes_back() -> None:
    value = as_value(kept_of(1))
    del value["collections"]
    assert [each.collections for each in from_browser([value])] == [("",)]


def kept_of(number: int) -> Kept:
    answer = Answer("How much?", f"“{QUOTE}” [1]", (CITATION,), True, 0.9, "en", ())
    return Kept(f"id-{number}", f"Name {number}", (Turn("How *much*?", answer),), ("Masts",))


def test_an_export_as_json_holds_the_citations() -> None:
    exported = json.loads(as_json(kept_of(1)))
    assert exported["name"] == "Name 1"
    assert exported["turns"][0]["answer"]["citations"][0]["quote"] == QUOTE


def test_an_export_as_markdown_shows_everything_to_the_letter() -> None:
    view = View({DOCUMENT.id: DOCUMENT}.__getitem__, "en")
    assert as_markdown(kept_of(1), [view]) == (
        "# Name 1\n\n## How \\*much\\*?  \n\n"
        "“The \\*mast\\* cost \\<b\\>12 000\\</b\\> euro.” \\[1\\]  \n\n"
        "\\[1\\] \\[x\\]\\(javascript:alert\\(1\\)\\) \\(English, a\\_b.txt\\)  \n"
    )


@pytest.mark.parametrize("question", ["How much?", "word " * 100, " a \n b "])
def test_a_conversation_is_called_by_its_first_question(question: str) -> None:
    name = name_of(question)
    assert len(name) <= MAX_NAME_LENGTH
    assert " ".join(question.split()).startswith(name.removesuffix("…"))
