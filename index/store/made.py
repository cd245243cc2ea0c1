"""Arrays that take a moment to make are kept in a file, and made anew where it is damaged.

A file is the SHA-256 of the rest, the length of a header, the header (JSON: each array's name,
type, shape and place) and the arrays.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]

DIGEST_BYTES = sha256().digest_size
LENGTH_BYTES = 8
ALIGNMENT = 64  # bytes: what processors read at once


def made_once(path: Path, make: Callable[[], Arrays]) -> Arrays:
    """What `make` returned when `path` was first asked for, mapped from there; or returns now.

    A folder that cannot be written to only means that it is made again next time.
    """
    with suppress(OSError):
        content = _mapped(path)
        if sha256(content[DIGEST_BYTES:].data).digest() == content[:DIGEST_BYTES].tobytes():
            return _arrays(content)
    made = make()
    with suppress(OSError):
        _write(path, list(_parts(made)))
    return made


def _mapped(path: Path) -> NDArray[np.uint8]:
    import numpy as np

    # An empty file cannot be mapped.
    return np.asarray(np.memmap(path, np.uint8, "r")) if path.stat().st_size else np.empty(0, "u1")


def _arrays(content: NDArray[np.uint8]) -> Arrays:
    import numpy as np

    header = DIGEST_BYTES + LENGTH_BYTES
    start = header + int.from_bytes(content[DIGEST_BYTES:header].tobytes(), "little")
    places = json.loads(content[header:start].tobytes())
    return {
        name: np.ndarray(shape, kind, content.data, start + offset)
        for name, (kind, shape, offset) in places.items()
    }


def _parts(arrays: Arrays) -> Iterator[bytes]:
    """What follows the digest."""
    places: dict[str, tuple[str, tuple[int, ...], int]] = {}
    end = 0
    for name, array in arrays.items():
        places[name] = array.dtype.str, array.shape, end
        end += _padded(array.nbytes)
    header = json.dumps(places).encode("ascii")
    before = DIGEST_BYTES + LENGTH_BYTES
    header = header.ljust(_padded(before + len(header)) - before)
    yield len(header).to_bytes(LENGTH_BYTES, "little") + header
    for array in arrays.values():
        yield array.tobytes().ljust(_padded(array.nbytes), b"\0")


def _padded(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def _write(path: Path, parts: list[bytes]) -> None:
    """Write in one step: other processes see the whole file or none."""
    digest = sha256()
    for part in parts:
        digest.update(part)
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        try:
            file.writelines([digest.digest(), *parts])
            file.close()
            os.replace(file.name, path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
