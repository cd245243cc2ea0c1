"""Words are found as they are read on the page, whatever they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.web.viewer.find import MAX_HITS, find

TEXT = "The Lamp\nwas lit. | GET | /rooms | Ö-lampan: **the lamp** was (lit)."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lamp", ["Lamp", "lamp", "lamp"]),
        ("the lamp was", ["The Lamp\nwas", "the lamp** was"]),
        ("get /rooms", ["GET | /rooms"]),
        ("ö-LAMPAN", ["Ö-lampan"]),
        ("(lit).", ["(lit)."]),
        ("l.mp", []),
        ("", []),
        (" | ** ", []),
    ],
)
def test_words_are_found(words: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in find(TEXT, words)] == found


def test_hits_of_a_part_begin_in_it() -> None:
    start = TEXT.index("the lamp")
    assert find(TEXT, "lamp", (start - 5, start + 5)) == [(start + 4, start + 8)]
    assert find(TEXT, "the lamp was", (start, start + 1)) == find(TEXT, "the lamp was")[1:]


def test_there_is_a_limit() -> None:
    assert len(find("a " * 5_000, "a")) == MAX_HITS


@given(st.text(max_size=30), st.text("ab |*`\n", max_size=60))
def test_nothing_typed_is_a_pattern(words: str, text: str) -> None:
    for start, end in find(text, words):
        assert 0 <= start < end <= len(text)
