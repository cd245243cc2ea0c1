"""Vector search: the cosines that NumPy computes of the vectors as they are kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.vectors import (
    PassageVectors,
    RowFilter,
    SegmentVectors,
    SentenceVectors,
    VectorIndex,
    cells_for,
    merge_passage_vectors,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.types import Vectors


def unit_vectors(count: int, dimension: int, seed: int) -> Vectors:
    """Random directions."""
    vectors = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def build(ids: Sequence[int], vectors: Vectors) -> VectorIndex:
    """An index of one segment, with `ids` sorted."""
    return VectorIndex([leg(ids, vectors)])


def leg(ids: Sequence[int], vectors: Vectors, deleted: Collection[int] = ()) -> SegmentVectors:
    """A segment's vectors under sorted ids."""
    order = np.argsort(ids)
    live = np.array([ids[place] not in deleted for place in order], dtype=np.bool_)
    numbers = np.array(ids, dtype=np.int64)[order]
    return SegmentVectors(PassageVectors.of(vectors[order]), numbers, live if deleted else None)


@given(st.integers(1, 200), st.integers(1, 250), st.integers(0, 99))
def test_search_equals_brute_force(count: int, k: int, seed: int) -> None:
    vectors, query = unit_vectors(count, 16, seed), unit_vectors(1, 16, seed + 1)[0]
    ids = np.random.default_rng(seed).choice(2**63 - 1, count, replace=False).tolist()
    kept = vectors.astype(np.float16).astype(np.float32)
    cosines = kept @ query
    expected = sorted(zip(ids, cosines.tolist(), strict=True), key=lambda pair: -pair[1])[:k]
    found = build(ids, vectors).search(query, k)
    np.testing.assert_allclose([c for _, c in found], [c for _, c in expected], atol=1e-6)
    for number, cosine in found:
        np.testing.assert_allclose(cosine, cosines[ids.index(number)], atol=1e-6)


@given(st.integers(2, 60), st.integers(1, 70), st.integers(0, 99))
def test_neither_segments_nor_what_is_deleted_change_anything(
    count: int, k: int, seed: int
) -> None:
    vectors, query = unit_vectors(count, 16, seed), unit_vectors(1, 16, seed + 1)[0]
    chance = np.random.default_rng(seed)
    ids = chance.choice(2**63 - 1, count, replace=False).tolist()
    deleted = set(chance.choice(ids, count // 3, replace=False).tolist())
    cut = int(chance.integers(1, count))
    divided = VectorIndex(
        [leg(ids[:cut], vectors[:cut], deleted), leg(ids[cut:], vectors[cut:], deleted)]
    )
    left = [place for place in range(count) if ids[place] not in deleted]
    whole = build([ids[place] for place in left], vectors[left])
    assert len(divided) == len(whole) == len(left)
    assert divided.search(query, k) == whole.search(query, k)
    asked = [ids[place] for place in left[::-2]]
    np.testing.assert_array_equal(divided.vectors_of(asked), whole.vectors_of(asked))


def test_the_same_vector_itself_is_found_first_with_cosine_1() -> None:
    vectors = unit_vectors(50, 16, 0)
    number, cosine = build(range(50), vectors).search(vectors[31], 1)[0]
    assert (number, round(cosine, 3)) == (31, 1.0)


def test_of_equal_passages_the_lower_id_comes_first() -> None:
    same = np.repeat(unit_vectors(1, 16, 0), 3, axis=0)
    assert [number for number, _ in build([9, 2, 5], same).search(same[0], 3)] == [2, 5, 9]


def encoded(vectors: PassageVectors) -> bytes:
    """The bytes of its file."""
    chunks: list[bytes] = []
    vectors.encode(lambda chunk: chunks.append(bytes(chunk)))
    return b"".join(chunks)


def test_a_saved_index_finds_the_same(tmp_path: Path) -> None:
    vectors, query = unit_vectors(40, 16, 0), unit_vectors(1, 16, 1)[0]
    made = PassageVectors.of(vectors)
    (tmp_path / "vectors").write_bytes(encoded(made))
    mapped = PassageVectors.map(tmp_path / "vectors")
    assert len(mapped) == 40
    for one, other in zip(
        mapped.search(query, 40, None), made.search(query, 40, None), strict=True
    ):
        np.testing.assert_array_equal(one, other)


def test_joined_vectors_are_those_in_the_order_asked_for() -> None:
    vectors = unit_vectors(9, 16, 0)
    parts = [PassageVectors.of(vectors[:4]), PassageVectors.of(vectors[4:])]
    joined = merge_passage_vectors(parts, np.array([8, 0, 5]))
    expected = PassageVectors.of(vectors[[8, 0, 5]])
    np.testing.assert_array_equal(joined.decode(np.arange(3)), expected.decode(np.arange(3)))
    assert encoded(joined) == encoded(expected)


@given(st.integers(0, 20), st.integers(0, 99))
def test_vectors_are_kept_well_and_do_not_change_again(count: int, seed: int) -> None:
    vectors, rows = unit_vectors(count, 384, seed), np.arange(count)
    for kind, tolerance in ((PassageVectors, 1e-4), (SentenceVectors, 1e-3)):
        once = kind.of(vectors).decode(rows)
        np.testing.assert_allclose(once, vectors, atol=tolerance)
        np.testing.assert_array_equal(kind.of(once).decode(rows), once)
    query = unit_vectors(1, 384, seed + 1)[0]
    kept = SentenceVectors.of(vectors)
    np.testing.assert_allclose(kept.dot(rows, query), kept.decode(rows) @ query, atol=1e-6)


def topics(count: int, seed: int) -> Vectors:
    """Vectors like e5's: in a narrow cone, in topics."""
    chance = np.random.default_rng(seed)
    cone = chance.normal(size=64)
    centres = chance.normal(size=(20, 64))
    made = 2 * cone + centres[chance.integers(20, size=count)] + chance.normal(size=(count, 64)) / 2
    unit: Vectors = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    return unit


@cache
def in_cells() -> tuple[Vectors, PassageVectors, Vectors]:
    """Many vectors, the same in cells, and what those hold."""
    vectors = topics(6_000, 0)
    cells = PassageVectors.of(vectors).sized(5_000)
    return vectors, cells, cells.decode(np.arange(6_000))


def test_many_vectors_are_searched_by_cells_and_nearly_all_of_the_nearest_found() -> None:
    vectors, cells, _ = in_cells()
    exact = PassageVectors.of(vectors)
    assert (exact.sized(6_000).cells, cells.cells) == (0, cells_for(6_000))
    found = 0
    for query in topics(50, 0):
        rows, cosines = cells.search(query, 10, None)
        np.testing.assert_allclose(cosines, vectors[rows] @ query, atol=4e-3)
        found += len(set(rows) & set(exact.search(query, 10, None)[0]))
    assert found >= 0.97 * 500


def found_in_cells(query: Vectors, live: NDArray[np.bool_]) -> int:
    """How many of the ten nearest that are live a search finds."""
    _, cells, decoded = in_cells()
    distances = ((decoded - query) ** 2).sum(axis=1)
    nearest = np.argsort(np.where(live, distances, np.inf))[:10]
    return len(set(cells.search(query, 10, RowFilter.of(live))[0]) & set(nearest))


@pytest.mark.parametrize("left", [10, 100, 3_000])
def test_few_vectors_that_are_left_in_cells_are_found_however_far(left: int) -> None:
    vectors, *_ = in_cells()
    for query in vectors[:20]:
        live = np.zeros(6_000, dtype=np.bool_)
        live[np.argsort(vectors @ query)[:left]] = True
        assert found_in_cells(query, live) == 10


@pytest.mark.parametrize("left", [60, 3_000])
def test_the_fewer_are_left_the_more_cells_are_searched(
    monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    monkeypatch.setattr("index.search.vectors.MAX_COMPARED_EACH", 0)
    live = np.zeros(6_000, dtype=np.bool_)
    live[np.random.default_rng(0).choice(6_000, left, replace=False)] = True
    assert sum(found_in_cells(query, live) for query in topics(50, 0)) >= 0.99 * 500


def test_cells_are_kept_joined_and_searched_without_what_is_deleted(tmp_path: Path) -> None:
    vectors, query = topics(4_500, 1), topics(1, 1)[0]
    (tmp_path / "cells").write_bytes(encoded(PassageVectors.of(vectors[:4_000]).sized(1)))
    mapped = PassageVectors.map(tmp_path / "cells")
    order = np.arange(4_500)[::-1]
    joined = merge_passage_vectors([mapped, PassageVectors.of(vectors[4_000:])], order)
    assert joined.cells == mapped.cells  # nothing was learnt anew
    np.testing.assert_allclose(joined.decode(order[:700]), vectors[:700], atol=0.02)
    live = np.ones(4_500, dtype=np.bool_)
    for _ in range(4):  # each time, what was found before is deleted
        rows, _ = joined.search(query, 20, RowFilter.of(live))
        assert len(rows) == 20
        assert live[rows].all()
        live[rows] = False
    few = merge_passage_vectors([joined], np.arange(40))
    assert few.cells == 0
