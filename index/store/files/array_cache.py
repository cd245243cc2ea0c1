"""Arrays that take a moment to make, kept in a file and made anew where that is damaged.

The file is that of array_file, followed by its SHA-256.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from index.store.files.array_file import Arrays, arrays_in, encode_arrays, map_file

DIGEST_BYTES = sha256().digest_size


def cached_arrays(path: Path, make: Callable[[], Arrays]) -> Arrays:
    """What `make` returned when `path` was first asked for, or returns now; mapped from there.

    A folder that cannot be written to only means that it is made again next time.
    """
    with suppress(OSError, ValueError):  # an empty file cannot be mapped
        data = map_file(path, writable=True)  # libraries may ask for that, without using it
        if sha256(data[:-DIGEST_BYTES].data).digest() == data[-DIGEST_BYTES:].tobytes():
            return arrays_in(data)
    made = make()
    with suppress(OSError, ValueError):  # or another process has emptied it since
        _write(path, encode_arrays(made))
        return arrays_in(map_file(path, writable=True))
    return made


def _write(path: Path, chunks: Iterable[bytes | memoryview]) -> None:
    """Write in one step: other processes see the whole file or none."""
    digest = sha256()
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        try:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
            file.write(digest.digest())
            file.close()
            os.replace(file.name, path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
