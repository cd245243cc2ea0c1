"""What an index is made with."""

from __future__ import annotations

import pytest

from index.settings import DEFAULTS, IndexSettings, SizeLimits


@pytest.mark.parametrize(("held", "left"), [(0, 12), (5, 7), (12, 0), (20, 0)])
def test_what_an_index_holds_counts_against_the_limit(held: int, left: int) -> None:
    limits = SizeLimits(exact_up_to=3, sentences_up_to=12)
    assert limits.beside(held) == SizeLimits(exact_up_to=3, sentences_up_to=left)


def test_the_defaults_are_those_of_each_part() -> None:
    assert IndexSettings() == DEFAULTS
    assert (DEFAULTS.split.max_tokens, DEFAULTS.limits.sentences_up_to) == (200, 200_000)
