"""Arrays in one file that is read by mapping it into memory.

The file, with every number little-endian:

    8 bytes    MAGIC
    8 bytes    length of the header in bytes
    header     JSON: each array's name → [NumPy's name of its type, shape, offset]
    arrays     each `offset` bytes after the header's end rounded up to ALIGNMENT, row by row
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAGIC = b"citera\x00\x01"
ALIGNMENT = 64  # bytes; a processor's cache line, and more than any type needs
PREFIX = 16  # bytes before the header
KINDS = "iufS"  # NumPy's letters of the kinds of types that hold no pointers

Arrays = Mapping[str, "NDArray[Any]"]
"""Arrays by name."""


def encode_arrays(arrays: Arrays) -> Iterator[bytes | memoryview]:
    """The file's bytes, in chunks."""
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
        contiguous = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        yield contiguous.reshape(-1).view(np.uint8).data
        yield bytes(_aligned(contiguous.nbytes) - contiguous.nbytes)


def map_file(path: Path, writable: bool = False) -> NDArray[np.uint8]:
    """A file's bytes, read from it when they are used; it may be removed meanwhile.

    `writable`: what is written to them stays in this process.
    """
    import numpy as np

    with path.open("rb") as file:
        access = mmap.ACCESS_COPY if writable else mmap.ACCESS_READ
        mapped = mmap.mmap(file.fileno(), 0, access=access)
    return np.frombuffer(mapped, dtype=np.uint8)


def map_unnamed(folder: Path, chunks: Iterable[bytes | memoryview]) -> NDArray[np.uint8]:
    """`chunks` in a file in `folder` that nothing else sees, read from it when they are used; it is
    gone when they are used no more, and when the process ends.
    """
    import numpy as np

    with TemporaryFile(dir=folder) as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return np.frombuffer(mapped, dtype=np.uint8)


def release(mapped: NDArray[Any]) -> None:
    """Free the memory of a file's bytes that were read; they are read again where they are used.

    What was written to them is lost. Does nothing for other arrays, and where the system cannot.
    """
    base: Any = mapped
    while base is not None and not isinstance(base, mmap.mmap):
        base = base.obj if isinstance(base, memoryview) else getattr(base, "base", None)
    if base is not None and hasattr(base, "madvise"):
        base.madvise(mmap.MADV_DONTNEED)


def arrays_in(data: NDArray[np.uint8]) -> Arrays:
    """The arrays in a file of them. Raises what UNREADABLE names for another file."""
    if data[: len(MAGIC)].tobytes() != MAGIC:
        raise ValueError("it is no file of arrays")
    start = PREFIX + int.from_bytes(data[len(MAGIC) : PREFIX].tobytes(), "little")
    header = json.loads(data[PREFIX:start].tobytes())
    begin = _aligned(start)
    return {name: _array(data[begin:], *where) for name, where in header.items()}


def _array(data: NDArray[np.uint8], dtype: str, shape: Sequence[int], offset: int) -> NDArray[Any]:
    """The array that stands at `offset`. Raises ValueError for what could read other memory."""
    import numpy as np

    array_type = np.dtype(dtype)
    if array_type.kind not in KINDS or min([*shape, offset]) < 0:
        raise ValueError(f"an array of {dtype} of shape {shape} at {offset} cannot be read")
    return np.ndarray(shape, array_type, data, offset)


def _aligned(offset: int) -> int:
    return -(-offset // ALIGNMENT) * ALIGNMENT
