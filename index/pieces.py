"""Rows of numbers in a large file, each checked when its piece of the file is first read.

Beside the file stands one of the SHA-256 of each of its pieces, which is checked as a whole. Rows
are read, not mapped: of a mapped file, a process's memory is charged 64 kB for a row of 384 bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import finalize

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PIECE = 1 << 16  # bytes; a question reads some fifty pieces, 2 ms of hashing the first time
DIGEST = 32  # bytes of a SHA-256
LARGEST_READ = 1 << 26  # bytes; systems read no more than some 2 GB at once


def encode_rows(rows: NDArray[Any]) -> memoryview:
    """The bytes of a file of rows."""
    import numpy as np

    return np.ascontiguousarray(rows).reshape(-1).view(np.uint8).data


def digests_of(path: Path) -> Iterator[bytes]:
    """The SHA-256 of each piece of a file."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield sha256(piece).digest()


class PiecedRows:
    """Rows, one after the other, in a file that never changes; it may be removed meanwhile."""

    def __init__(
        self, path: Path, row: np.dtype[Any], digests: bytes, damaged: Callable[[], Exception]
    ) -> None:
        """`row`: the type of a row. `digests`: see `digests_of`. `damaged`: makes the error for
        where a piece differs.
        """
        import numpy as np

        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        finalize(self, os.close, self._file)
        self._lock = Lock()
        self._row = row
        self._size = os.fstat(self._file).st_size
        self._digests = digests
        self._damaged = damaged
        self._intact = np.zeros(-(-self._size // PIECE), dtype=np.bool_)
        if len(digests) != DIGEST * len(self._intact) or self._size % row.itemsize:
            raise damaged()

    def __len__(self) -> int:
        return self._size // self._row.itemsize

    def __getitem__(self, rows: NDArray[np.int64] | slice) -> NDArray[Any]:
        """A copy of the rows of these numbers, or of all between two; neighbours are read at once.

        Raises what `damaged` makes.
        """
        import numpy as np

        if isinstance(rows, slice):
            first, last, _ = rows.indices(len(self))
            return self._read([(first, max(first, last))])
        firsts = rows[np.diff(rows, prepend=-2) != 1]
        lasts = rows[np.diff(rows, append=-2) != 1]
        return self._read(list(zip(firsts.tolist(), (lasts + 1).tolist(), strict=True)))

    def _read(self, runs: Sequence[tuple[int, int]]) -> NDArray[Any]:
        """The rows [first, last) of each run."""
        import numpy as np

        width = self._row.itemsize
        read = bytearray(width * sum(last - first for first, last in runs))
        place = 0
        for first, last in runs:
            for begin in range(first * width, last * width, LARGEST_READ):
                data = self._read_intact(begin, min(begin + LARGEST_READ, last * width))
                read[place : place + len(data)] = data
                place += len(data)
        return np.frombuffer(read, self._row)

    def _read_intact(self, first: int, last: int) -> bytes:
        """The bytes [first, last), each piece of which is checked once."""
        for piece in range(first // PIECE, -(-last // PIECE)):
            # Two threads may do the same at once, which harms nothing.
            if not self._intact[piece]:
                expected = self._digests[DIGEST * piece : DIGEST * (piece + 1)]
                data = self._read_file(PIECE * piece, min(PIECE * (piece + 1), self._size))
                if sha256(data).digest() != expected:
                    raise self._damaged()
                self._intact[piece] = True
        return self._read_file(first, last)

    def _read_file(self, first: int, last: int) -> bytes:
        if hasattr(os, "pread"):
            data = os.pread(self._file, last - first, first)
        else:  # Windows
            with self._lock:
                os.lseek(self._file, first, os.SEEK_SET)
                data = os.read(self._file, last - first)
        if len(data) != last - first:
            raise self._damaged()
        return data
