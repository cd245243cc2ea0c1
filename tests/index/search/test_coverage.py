"""How much of what is looked for a text holds."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.coverage import LookedFor, coverage, looked_for
from index.search.word_search import TermVariant
from tests.index.search.test_bm25 import build, numbered


def wanted(rarities: Mapping[str, float]) -> list[LookedFor]:
    return [LookedFor(each, (TermVariant("text", (term,), 1),)) for term, each in rarities.items()]


@pytest.mark.parametrize(
    ("rarities", "terms", "share"),
    [
        ({"a": 1.0, "b": 3.0}, ["b"], 0.75),
        ({"a": 1.0, "b": 3.0}, ["b", "b", "c"], 0.75),
        ({"a": 1.0, "b": 3.0}, ["b", "a"], 1.0),
        ({"a": 1.0, "b": 3.0}, [], 0.0),
        ({}, ["a"], 0.0),
    ],
)
def test_coverage_is_a_share_of_the_weight(
    rarities: dict[str, float], terms: list[str], share: float
) -> None:
    assert coverage(wanted(rarities), terms) == share


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 20)),
    st.lists(st.sampled_from("abcdefgh")),
    st.lists(st.sampled_from("abcdefgh")),
)
def test_more_terms_never_cover_less(
    rarities: dict[str, float], terms: list[str], more: list[str]
) -> None:
    found = wanted(rarities)
    assert 0 <= coverage(found, terms) <= coverage(found, terms + more) <= 1 + 1e-9


def test_a_word_of_another_language_is_held_where_one_of_its_ways_is() -> None:
    words = build("sv", numbered(["Avgiften höjs.", "En medlemsavgift.", "En medlem."]))
    (fee,) = looked_for(words, [], foreign="what fee")
    assert [fee.is_in(terms) for terms in (["avgift"], ["medlemsavgift"], ["hamn"])] == [
        True, True, False,
    ]  # fmt: skip


def test_what_stays_the_same_is_looked_for_once() -> None:
    words = build("sv", numbered(["En sport i augusti."]))
    assert len(looked_for(words, ["sport"], foreign="sport in august")) == 2
