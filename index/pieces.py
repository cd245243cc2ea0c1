"""A large file that is checked a piece at a time, when it is first read there.

Beside it stands a file of the SHA-256 of each of its pieces, which is checked as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PIECE = 1 << 16  # bytes; a question reads some fifty pieces, 2 ms of hashing the first time
DIGEST = 32  # bytes of a SHA-256


def digests_of(path: Path) -> Iterator[bytes]:
    """The SHA-256 of each piece of a file."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield sha256(piece).digest()


class Pieces:
    """The bytes of a mapped file, none of which is read before its piece is found intact."""

    def __init__(
        self, data: NDArray[np.uint8], digests: bytes, damaged: Callable[[], Exception]
    ) -> None:
        """`data`: the whole file. `damaged`: the error to raise where a piece differs."""
        import numpy as np

        self._data = data
        self._digests = digests
        self._damaged = damaged
        self._intact = np.zeros(-(-len(data) // PIECE), dtype=np.bool_)
        if len(digests) != DIGEST * len(self._intact):
            raise damaged()

    def check(self, first: int, last: int) -> None:
        """Raise unless the bytes [first, last) are intact."""
        for piece in range(first // PIECE, -(-last // PIECE)):
            self._check(piece)

    def check_rows(self, array: NDArray[Any], rows: NDArray[np.int64]) -> None:
        """Raise unless these rows of an array in the file are intact."""
        import numpy as np

        width = array.strides[0]
        begins = array.ctypes.data - self._data.ctypes.data + rows * width
        touched = np.concatenate([begins, begins + (width - 1)]) // PIECE
        for piece in np.unique(touched[~self._intact[touched]]).tolist():
            self._check(piece)

    def check_all(self) -> None:
        """Raise unless the whole file is intact."""
        self.check(0, len(self._data))

    def _check(self, piece: int) -> None:
        # Two threads may do the same at once, which harms nothing.
        if not self._intact[piece]:
            expected = self._digests[DIGEST * piece : DIGEST * (piece + 1)]
            if sha256(self._data[PIECE * piece : PIECE * (piece + 1)].data).digest() != expected:
                raise self._damaged()
            self._intact[piece] = True
