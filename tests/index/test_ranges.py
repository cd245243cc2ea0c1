"""Ranges of row numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.ranges import ranges


@given(st.lists(st.tuples(st.integers(0, 2**31), st.integers(0, 9))))
def test_ranges_stand_one_after_the_other(pairs: list[tuple[int, int]]) -> None:
    starts, lengths = np.array(pairs, dtype=np.uint32).reshape(-1, 2).T
    expected = [number for start, length in pairs for number in range(start, start + length)]
    assert ranges(starts, lengths).tolist() == expected
