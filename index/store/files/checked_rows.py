"""Rows of numbers in a large file, each checked when its chunk of the file is first read.

Beside the file stands one of the SHA-256 of each of its chunks, which is checked as a whole. Rows
are read, not mapped: of a mapped file, a process's memory is charged 64 kB for a row of 384 bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import finalize

from index.ranges import ranges

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK = 1 << 16  # bytes; a question reads some fifty chunks, 2 ms of hashing the first time
DIGEST = 32  # bytes of a SHA-256
MAX_READ = 1 << 26  # bytes; systems read no more than some 2 GB at once


def digests_of(path: Path) -> Iterator[bytes]:
    """The SHA-256 of each chunk of a file."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield sha256(chunk).digest()


class CheckedRows:
    """Rows, one after the other, in a file that never changes; it may be removed meanwhile."""

    def __init__(
        self, path: Path, row: np.dtype[Any], digests: bytes, damaged: Callable[[], Exception]
    ) -> None:
        """`row`: the type of a row. `digests`: see `digests_of`. `damaged`: makes the error for
        where a chunk differs.
        """
        import numpy as np

        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        finalize(self, os.close, self._file)
        self._lock = Lock()
        self._row = row
        self._size = os.fstat(self._file).st_size
        self._digests = digests
        self._damaged = damaged
        self._intact = np.zeros(-(-self._size // CHUNK), dtype=np.bool_)
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
            at_once = MAX_READ // self._row.itemsize
            firsts = np.arange(first, last, at_once)
            return self._read(firsts, np.minimum(firsts + at_once, last))
        firsts = rows[np.diff(rows, prepend=-2) != 1]
        return self._read(firsts, rows[np.diff(rows, append=-2) != 1] + 1)

    def _read(self, firsts: NDArray[np.int64], lasts: NDArray[np.int64]) -> NDArray[Any]:
        """The rows of each run from a first one to before a last one."""
        import numpy as np

        begins, ends = firsts * self._row.itemsize, lasts * self._row.itemsize
        self._check(begins // CHUNK, -(-ends // CHUNK))
        sizes = ends - begins
        data = b"".join(map(self._read_file, sizes.tolist(), begins.tolist()))
        if len(data) != sizes.sum():
            raise self._damaged()
        return np.frombuffer(data, self._row)

    def _check(self, firsts: NDArray[np.int64], lasts: NDArray[np.int64]) -> None:
        """Raise unless the chunks from each first one to before each last one are intact."""
        import numpy as np

        chunks = ranges(firsts, lasts - firsts)
        for chunk in np.unique(chunks[~self._intact[chunks]]).tolist():
            expected = self._digests[DIGEST * chunk : DIGEST * (chunk + 1)]
            if sha256(self._read_file(CHUNK, CHUNK * chunk)).digest() != expected:
                raise self._damaged()
            self._intact[chunk] = True  # two threads may do the same at once, which harms nothing

    @property
    def _read_file(self) -> Callable[[int, int], bytes]:
        """Reads so many bytes, from such a place on."""
        return partial(os.pread, self._file) if hasattr(os, "pread") else self._seek_and_read

    def _seek_and_read(self, size: int, begin: int) -> bytes:
        """What os.pread does, which Windows lacks."""
        with self._lock:
            os.lseek(self._file, begin, os.SEEK_SET)
            return os.read(self._file, size)
