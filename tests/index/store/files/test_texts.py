"""Texts in one array."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.store.files.texts import Texts, concatenate_texts

# Lone surrogates too, which files can bring.
TEXTS = st.lists(st.text(st.characters(exclude_categories=())), max_size=8)


@given(TEXTS, st.randoms(use_true_random=False))
def test_texts_are_kept_and_taken_in_any_order(texts: list[str], random: Random) -> None:
    held = Texts.from_arrays(Texts.of(texts).to_arrays("name"), "name")
    assert (list(held), [held[place] for place in range(len(held))]) == (texts, texts)
    places = list(range(len(texts)))
    random.shuffle(places)
    assert list(held.take(np.array(places, np.int64))) == [texts[place] for place in places]


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_one_list_of_texts_follows_the_other(lists: list[list[str]]) -> None:
    joined = concatenate_texts([Texts.of(texts) for texts in lists])
    assert list(joined) == [text for texts in lists for text in texts]


@given(TEXTS, st.text())
def test_a_text_is_found_among_sorted_ones(texts: list[str], other: str) -> None:
    ordered = sorted(set(texts))
    held = Texts.of(ordered)
    assert [held.place_of(text) for text in ordered] == list(range(len(ordered)))
    assert (held.place_of(other) is None) == (other not in ordered)
