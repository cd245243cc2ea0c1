"""Files that take a moment to make are kept in a folder, and made anew where they are damaged."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

DIGEST_BYTES = sha256().digest_size


def made_once(path: Path, make: Callable[[], bytes]) -> bytes:
    """What `make` returned when `path` was first asked for, or returns now.

    The file begins with the SHA-256 of the rest. A folder that cannot be written to only means
    that it is made again next time.
    """
    with suppress(OSError):
        stored = memoryview(path.read_bytes())
        digest, content = stored[:DIGEST_BYTES], stored[DIGEST_BYTES:]
        if sha256(content).digest() == digest:
            return content.tobytes()
    made = make()
    with suppress(OSError):
        _write(path, made)
    return made


def _write(path: Path, content: bytes) -> None:
    """Write in one step: other processes see the whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        try:
            file.write(sha256(content).digest())
            file.write(content)
            file.close()
            os.replace(file.name, path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
