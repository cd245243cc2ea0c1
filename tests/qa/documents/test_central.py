"""LexRank."""

from __future__ import annotations

import numpy as np
import pytest

from qa.documents.central import centralities


def test_what_is_like_many_others_is_central() -> None:
    vectors = np.eye(5, dtype=np.float32)[[0, 0, 0, 1, 2]]
    ranks = centralities(vectors)
    assert ranks.sum() == pytest.approx(1)
    assert min(ranks[:3]) >= max(ranks[3:]) - 1e-9  # but for rounding


def test_a_bias_draws_to_what_it_favours() -> None:
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 1]]
    ranks = centralities(vectors, np.array([0.0, 0.0, 1.0, 1.0]))
    assert min(ranks[2:]) > max(ranks[:2])


def test_one_sentence_is_all() -> None:
    assert centralities(np.ones((1, 1), dtype=np.float32)).tolist() == [1.0]
