"""Rows of several arrays, joined when they are read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.files import joined_rows
from index.store.files.joined_rows import JoinedRows, Runs, encode_rows

SIZE = 9
PARTS = [np.arange(2 * SIZE).reshape(SIZE, 2) + 100 * number for number in range(3)]

places = st.integers(0, SIZE)
runs = st.tuples(st.integers(0, 2), places, places).map(lambda run: (run[0], *sorted(run[1:])))


def joined(held: list[tuple[int, int, int]]) -> JoinedRows:
    parts, firsts, lasts = np.array(held, dtype=np.int64).T
    return JoinedRows(PARTS, Runs(parts, firsts, lasts))


@given(st.lists(runs, min_size=1, max_size=8), st.integers(0, 30), st.integers(0, 30))
def test_rows_are_those_of_their_runs(
    held: list[tuple[int, int, int]], first: int, last: int
) -> None:
    expected = np.concatenate([PARTS[part][begin:end] for part, begin, end in held])
    rows = joined(held)
    assert len(rows) == len(expected)
    np.testing.assert_array_equal(rows[:], expected)
    np.testing.assert_array_equal(rows[first:last], expected[first:last])
    order = np.arange(len(expected))[::-2]
    np.testing.assert_array_equal(rows[order], expected[order])


def test_they_are_written_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joined_rows, "ENCODED_AT_ONCE", 50)
    rows = joined([(0, 0, 3), (0, 3, 5), (2, 1, 9)])
    chunks = list(encode_rows(rows))
    assert len(chunks) == 5
    assert b"".join(chunks) == rows[:].tobytes()
