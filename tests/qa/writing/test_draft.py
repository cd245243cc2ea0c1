"""A language model's text is cut into sentences as it comes, with what each cites."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.writing.draft import DraftSentence, drafted

Cited = list[tuple[str, tuple[int, ...]]]


def sentences(*chunks: str, language: str = "en") -> Cited:
    return [(each.text, each.cited) for each in drafted(chunks, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It has nine. [1] Two left. [2]", [("It has nine.", (1,)), ("Two left.", (2,))]),
        ("It has nine [1]. Two left [2].", [("It has nine.", (1,)), ("Two left.", (2,))]),
        ("Both are old. [1][3] [2, 4]", [("Both are old.", (1, 3, 2, 4))]),
        ("Dr. Smith left [1] in 2019.", [("Dr. Smith left in 2019.", (1,))]),
        ("Nothing is cited.", [("Nothing is cited.", ())]),
        ("**Two** left. [" + "9" * 5_000 + "]", [("Two left.", (0,))]),
        ("[1] Two left.", [("Two left.", ())]),
        ("- Nine. [1]\n2. Two. [2]\n## Three", [("Nine.", (1,)), ("Two.", (2,)), ("Three", ())]),
        ("", []),
        ("\n \n[1]\n", []),
    ],
)  # fmt: skip
def test_sentences_and_what_they_cite(
    text: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert sentences(text) == expected
    assert sentences(*text) == expected, "one character at a time"


def test_a_sentence_comes_when_the_next_one_has_begun() -> None:
    taken: list[str] = []

    def chunks() -> Iterator[str]:
        for chunk in ("Nine cranes. ", "[1", "] Two ", "left. [2] Now", " three."):
            taken.append(chunk)
            yield chunk

    live = drafted(chunks(), "en")
    assert next(live) == DraftSentence("Nine cranes.", (1,), 0, False)
    assert taken[-1] == "] Two "
    assert next(live).text == "Two left."
    assert taken[-1] == " three."


def test_lines_and_items_are_told() -> None:
    drafts = list(drafted(["One. Two.\n- Three."], "en"))
    assert [(each.line, each.is_item) for each in drafts] == [(0, False), (0, False), (1, True)]


def test_swedish_abbreviations_end_no_sentence() -> None:
    said = sentences("De såldes t.ex. Malmö och bl.a. Lund. [1] Sedan slut. [2]", language="sv")
    assert [cited for _, cited in said] == [(1,), (2,)]


@given(st.text(st.sampled_from("Ab. [1]2,;\n-#*"), max_size=40), st.integers(1, 7))
def test_how_it_comes_does_not_matter(text: str, size: int) -> None:
    chunks = [text[start : start + size] for start in range(0, len(text), size)]
    assert sentences(*chunks) == sentences(text)
