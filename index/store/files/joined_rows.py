"""Rows of several arrays or files as if they were one, read where they are when they are asked for.

What segments are merged of is too much to be in memory at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.store.files.checked_rows import CheckedRows

ENCODED_AT_ONCE = 1 << 22  # bytes


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Runs of rows, each of one of several parts: its number, the first row, and before which row
    it ends.
    """

    parts: NDArray[np.int64]
    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]

    def joined(self) -> Runs:
        """The same rows, neighbours in one run."""
        import numpy as np

        apart = (np.diff(self.parts) != 0) | (self.firsts[1:] != self.lasts[:-1])
        return Runs(
            self.parts[np.append(True, apart)],
            self.firsts[np.append(True, apart)],
            self.lasts[np.append(apart, True)],
        )


class JoinedRows:
    """The rows of runs, one run after the other."""

    def __init__(
        self, parts: Sequence[NDArray[Any] | CheckedRows | JoinedRows], runs: Runs
    ) -> None:
        """`parts`: their rows are of one type and shape. `runs`: at least one."""
        import numpy as np

        self._parts = parts
        self._runs = runs.joined()
        self._ends = np.cumsum(self._runs.lasts - self._runs.firsts)

    def __len__(self) -> int:
        return int(self._ends[-1])

    def __getitem__(self, rows: NDArray[np.int64] | slice) -> NDArray[Any]:
        """A copy of all rows between two; or of those of these numbers, for which all are read."""
        import numpy as np

        if not isinstance(rows, slice):
            return self[:][rows]
        first, last, _ = rows.indices(len(self))
        if first >= last:
            return self._parts[0][:0]
        begin = int(self._ends.searchsorted(first, side="right"))
        end = int(self._ends.searchsorted(last)) + 1
        runs, shifts = self._runs, self._runs.lasts[begin:end] - self._ends[begin:end]
        firsts = np.maximum(runs.firsts[begin:end], first + shifts).tolist()
        lasts = np.minimum(runs.lasts[begin:end], last + shifts).tolist()
        numbers = runs.parts[begin:end].tolist()
        taken = zip(numbers, firsts, lasts, strict=True)
        return np.concatenate([self._parts[number][a:b] for number, a, b in taken])


def encode_rows(rows: NDArray[Any] | CheckedRows | JoinedRows) -> Iterator[memoryview]:
    """The bytes of a file of rows, in chunks: they need not be in memory at once."""
    import numpy as np

    row = rows[:0]
    at_once = max(1, ENCODED_AT_ONCE // max(1, row.itemsize * prod(row.shape[1:])))
    for first in range(0, len(rows), at_once):
        chunk = np.ascontiguousarray(rows[first : first + at_once])
        yield chunk.reshape(-1).view(np.uint8).data
