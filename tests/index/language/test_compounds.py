"""Compounds: split into words that the corpus has."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.language.compounds import MAX_COMPOUND, compound_links, split_compound

LINKS = compound_links("sv")
KNOWN = {
    "övervakning": 9, "kamer": 9, "polis": 5, "station": 4, "gat": 3, "järn": 2, "väg": 6,
    "hus": 7, "kyrk": 2, "gård": 2, "övervakningskamer": 1, "sta": 1, "tion": 1,
}  # fmt: skip


def frequency(word: str) -> int:
    return KNOWN.get(word, 0)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("övervakningskamer", ["övervakning", "kamer"]),
        ("kameraövervakning", ["kamer", "övervakning"]),
        ("gatukamer", ["gat", "kamer"]),
        ("kyrkogård", ["kyrk", "gård"]),
        ("järnvägsstation", ["järn", "väg", "station"]),
        ("polishus", ["polis", "hus"]),
    ],
)
def test_a_compound_is_split_into_known_words(word: str, parts: list[str]) -> None:
    assert split_compound(word, frequency, LINKS) == parts


@pytest.mark.parametrize(
    "word", ["kamer", "kameror", "husx", "xhus", "huskamerax", "polis2hus", "", "hus" * 20]
)
def test_a_word_that_is_none_stays_whole(word: str) -> None:
    assert split_compound(word, frequency, LINKS) == []


def test_of_two_ways_the_one_with_the_commoner_parts_is_taken() -> None:
    counts = {"glas": 9, "skål": 4, "glass": 1, "kål": 1}
    assert split_compound("glasskål", lambda word: counts.get(word, 0), LINKS) == ["glas", "skål"]
    counts = {"glas": 1, "skål": 1, "glass": 4, "kål": 9}
    assert split_compound("glasskål", lambda word: counts.get(word, 0), LINKS) == ["glass", "kål"]


@given(st.lists(st.sampled_from(sorted(KNOWN)), min_size=2, max_size=3), st.sampled_from(LINKS))
def test_the_parts_are_known_and_make_up_the_word(words: list[str], link: str) -> None:
    word = link.join(words)
    assume(len(word) <= MAX_COMPOUND)
    parts = split_compound(word, frequency, LINKS)
    assert len(parts) > 1
    assert all(map(frequency, parts))
    rest = word
    for part in parts:
        start = rest.index(part)
        assert rest[:start] in LINKS
        rest = rest[start + len(part) :]
    assert rest == ""
