"""Vector search: exactly the cosines that NumPy computes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.vectors import VectorIndex

if TYPE_CHECKING:
    from index.embed import Vectors


def unit_vectors(count: int, dimension: int, seed: int) -> Vectors:
    """Random directions."""
    vectors = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


@given(st.integers(1, 200), st.integers(1, 250), st.integers(0, 99))
def test_search_equals_brute_force(count: int, k: int, seed: int) -> None:
    vectors, query = unit_vectors(count, 16, seed), unit_vectors(1, 16, seed + 1)[0]
    ids = np.random.default_rng(seed).choice(2**63 - 1, count, replace=False).tolist()
    cosines = vectors @ query
    expected = sorted(zip(ids, cosines.tolist(), strict=True), key=lambda pair: -pair[1])[:k]
    found = VectorIndex.build(ids, vectors).search(query, k)
    assert [number for number, _ in found] == [number for number, _ in expected]
    np.testing.assert_allclose([c for _, c in found], [c for _, c in expected], atol=1e-6)


def test_the_same_vector_itself_is_found_first_with_cosine_1() -> None:
    vectors = unit_vectors(50, 16, 0)
    number, cosine = VectorIndex.build(range(50), vectors).search(vectors[31], 1)[0]
    assert (number, round(cosine, 5)) == (31, 1.0)


def test_of_equal_passages_the_lower_id_comes_first() -> None:
    same = np.repeat(unit_vectors(1, 16, 0), 3, axis=0)
    assert [number for number, _ in VectorIndex.build([9, 2, 5], same).search(same[0], 3)] == [
        2,
        5,
        9,
    ]


def test_a_saved_index_finds_the_same(tmp_path: Path) -> None:
    vectors, query = unit_vectors(40, 16, 0), unit_vectors(1, 16, 1)[0]
    index = VectorIndex.build(range(40), vectors)
    index.save(tmp_path / "vectors")
    loaded = VectorIndex.load(tmp_path / "vectors")
    assert len(loaded) == 40
    assert loaded.search(query, 40) == index.search(query, 40)


def test_stored_vectors_come_back_in_the_order_asked_for() -> None:
    vectors = unit_vectors(5, 16, 0)
    index = VectorIndex.build([10, 11, 12, 13, 14], vectors)
    np.testing.assert_array_equal(index.vectors_of([13, 10]), vectors[[3, 0]])
