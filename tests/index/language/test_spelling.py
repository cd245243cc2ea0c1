"""Other ways to write a word."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.spelling import LETTERS, folded, is_one_edit_away, one_edit_away

words = st.text(alphabet=LETTERS, min_size=1, max_size=8)


def distance(one: str, other: str) -> int:
    """Damerau and Levenshtein's, without edits inside an exchange, by the usual table."""
    table = [[row or column for column in range(len(other) + 1)] for row in range(len(one) + 1)]
    for row in range(1, len(one) + 1):
        table[row][0] = row
        for column in range(1, len(other) + 1):
            table[row][column] = min(
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                table[row - 1][column - 1] + (one[row - 1] != other[column - 1]),
            )
            if one[row - 2 : row] == other[column - 2 : column][::-1] and min(row, column) > 1:
                table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
    return table[-1][-1]


@pytest.mark.parametrize("typed", ["kamra", "kamerra", "kamara", "kaemra", "amera", "kameran"])
def test_each_kind_of_slip_is_one_edit(typed: str) -> None:
    assert "kamera" in one_edit_away(typed)


@given(words)
def test_every_candidate_is_at_distance_one(word: str) -> None:
    candidates = one_edit_away(word)
    assert {distance(word, each) for each in candidates} == {1}


@given(words, words)
def test_every_word_at_distance_one_is_a_candidate(one: str, other: str) -> None:
    assert (other in one_edit_away(one)) == (distance(one, other) == 1)


@given(words, words, st.randoms())
def test_a_word_is_told_from_candidates_as_by_making_them(
    one: str, other: str, random: Random
) -> None:
    near = random.choice(sorted(one_edit_away(one)))
    assert is_one_edit_away(one, other) == (other in one_edit_away(one))
    assert is_one_edit_away(one, near)


@pytest.mark.parametrize(
    ("word", "plain"),
    [("kameraövervakning", "kameraovervakning"), ("Ångström", "Angstrom"), ("ide\u0301", "ide")],
)
def test_a_folded_word_has_no_marks(word: str, plain: str) -> None:
    assert folded(word) == plain == folded(plain)
