"""Arrays of numbers, and texts, in one file that is read by mapping it into memory.

The file, with every number little-endian:

    8 bytes    MAGIC
    8 bytes    length of the header in bytes
    header     JSON: each array's name → [NumPy's name of its type, shape, offset]
    arrays     each `offset` bytes after the header's end rounded up to ALIGNMENT, row by row
"""

from __future__ import annotations

import json
import mmap
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.store.checked_rows import PiecedRows

MAGIC = b"citera\x00\x01"
ALIGNMENT = 64  # bytes; a processor's cache line, and more than any type needs
PREFIX = 16  # bytes before the header
NUMBERS = "iuf"  # NumPy's letters of the kinds of types that arrays may have

Arrays = Mapping[str, "NDArray[Any]"]
"""Arrays by name."""


def encode_arrays(arrays: Arrays) -> Iterator[bytes | memoryview]:
    """The file's bytes, in pieces."""
    import numpy as np

    header: dict[str, Any] = {}
    offset = 0
    for name, array in arrays.items():
        header[name] = [array.dtype.newbyteorder("<").str, array.shape, offset]
        offset = _aligned(offset + array.nbytes)
    encoded = json.dumps(header).encode()
    start = PREFIX + len(encoded)
    yield MAGIC + len(encoded).to_bytes(8, "little") + encoded
    yield bytes(_aligned(start) - start)
    for array in arrays.values():
        # A mapped or sliced array is made one block, in the file's order of bytes.
        block = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        yield block.reshape(-1).view(np.uint8).data
        yield bytes(_aligned(block.nbytes) - block.nbytes)


def map_file(path: Path) -> NDArray[np.uint8]:
    """A file's bytes, read from it when they are used; it may be removed meanwhile."""
    import numpy as np

    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return np.frombuffer(mapped, dtype=np.uint8)


def arrays_in(data: NDArray[np.uint8]) -> Arrays:
    """The arrays in a file of them. Raises what UNREADABLE names for another file."""
    if data[: len(MAGIC)].tobytes() != MAGIC:
        raise ValueError("it is no file of arrays")
    start = PREFIX + int.from_bytes(data[len(MAGIC) : PREFIX].tobytes(), "little")
    header = json.loads(data[PREFIX:start].tobytes())
    begin = _aligned(start)
    return {name: _array(data[begin:], *where) for name, where in header.items()}


def _array(data: NDArray[np.uint8], kind: str, shape: Sequence[int], offset: int) -> NDArray[Any]:
    """The array that stands at `offset`. Raises ValueError for what could read other memory."""
    import numpy as np

    array_type = np.dtype(kind)
    if array_type.kind not in NUMBERS or len(shape) != 1 or min(*shape, offset) < 0:
        raise ValueError(f"an array of {kind} of shape {shape} at {offset} is none of an index")
    return np.ndarray(shape, array_type, data, offset)


def _aligned(offset: int) -> int:
    return -(-offset // ALIGNMENT) * ALIGNMENT


def ranges(starts: NDArray[Any], lengths: NDArray[Any]) -> NDArray[np.int64]:
    """The whole numbers of all ranges [start, start + length), one range after the other."""
    import numpy as np

    lengths = lengths.astype(np.int64)
    shifts = np.asarray(starts, np.int64) - (np.cumsum(lengths) - lengths)
    numbers: NDArray[np.int64] = np.arange(lengths.sum()) + np.repeat(shifts, lengths)
    return numbers


@dataclass(frozen=True, slots=True, eq=False)
class Texts(Sequence[str]):
    """Texts in one array of UTF-8: text i is data[ends[i - 1]:ends[i]], from 0 for the first.

    Lone surrogates, which files can bring, are kept.
    """

    data: NDArray[np.uint8] | PiecedRows
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Texts:
        """Hold `texts`."""
        import numpy as np

        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        ends = np.cumsum([len(each) for each in encoded], dtype=np.int64)
        return cls(np.frombuffer(b"".join(encoded), np.uint8), ends)

    @classmethod
    def read(cls, arrays: Arrays, name: str) -> Texts:
        """Those that `named` gave that name."""
        return cls(arrays[name], arrays[f"{name}.ends"])

    def named(self, name: str) -> dict[str, NDArray[Any]]:
        """The arrays to keep, by name."""
        return {name: self.data[:], f"{name}.ends": self.ends}

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, place: Any) -> Any:
        start = int(self.ends[place - 1]) if place else 0
        return self.data[start : int(self.ends[place])].tobytes().decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        data, start = self.data[:].tobytes(), 0
        for end in self.ends.tolist():
            yield data[start:end].decode("utf-8", "surrogatepass")
            start = end

    def find(self, text: str) -> int | None:
        """The place of `text`, where the texts are sorted; None where it is not one of them."""
        place = bisect_left(self, text)
        return place if place < len(self) and self[place] == text else None

    def take(self, places: NDArray[np.int64]) -> Texts:
        """The texts at `places`, in that order."""
        import numpy as np

        lengths = np.diff(self.ends, prepend=0)
        starts, ends = (self.ends - lengths)[places], self.ends[places]
        data = self.data[:].tobytes()
        taken = b"".join(map(data.__getitem__, map(slice, starts.tolist(), ends.tolist())))
        return Texts(np.frombuffer(taken, np.uint8), np.cumsum(lengths[places]))


def join_texts(parts: Sequence[Texts]) -> Texts:
    """All texts of `parts`, one part after the other."""
    import numpy as np

    sizes = [len(part.data) for part in parts]
    shifts = np.cumsum([0, *sizes[:-1]])
    ends = [part.ends + shift for part, shift in zip(parts, shifts, strict=True)]
    return Texts(np.concatenate([part.data[:] for part in parts]), np.concatenate(ends))
