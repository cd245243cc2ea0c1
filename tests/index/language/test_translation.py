"""Words, and what they are called in another language."""

from __future__ import annotations

from pathlib import Path

import pytest

import index.language.translation
from index.language.analysis import stems
from index.language.translation import FILES, translations

LINES = [
    (pair, line)
    for pair, name in FILES.items()
    for line in Path(index.language.translation.__file__)
    .with_name(name)
    .read_text("utf-8")
    .splitlines()
]


def called(text: str, language: str) -> dict[str, list[str]]:
    return {
        each.words: [" ".join(way) for way in each.ways] for each in translations(text, language)
    }


@pytest.mark.parametrize(
    ("text", "language", "word", "way"),
    [
        ("What are the fees?", "sv", "fees?", "avgift"),
        ("Hur många avgifter?", "en", "avgifter?", "fee"),
        ("the opening hours today", "sv", "opening hours", "öppettid"),
        ("Vilka är öppettiderna?", "en", "öppettiderna?", "open hour"),
        ("påminnelseavgiften", "en", "påminnelseavgiften", "remind fee"),
    ],
)
def test_words_are_found_in_any_form(text: str, language: str, word: str, way: str) -> None:
    assert way in called(text, language)[word]


def test_words_of_which_nothing_is_known_are_left_out() -> None:
    assert called("Qwertilda frobnicated", "sv") == {}
    assert called("the fees", "fi") == {}
    assert called("", "sv") == {}


def test_every_line_has_words_on_both_sides() -> None:
    for pair, line in LINES:
        sides = line.split("|")
        assert len(sides) == len(pair), line
        for language, side in zip(pair, sides, strict=True):
            assert any(stems(way, language) for way in side.split(",")), line


def test_no_line_stands_twice() -> None:
    assert len({line for _, line in LINES}) == len(LINES)
