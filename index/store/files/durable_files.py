"""Files and folders that survive a power loss once they are written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

MAX_WRITE = 1 << 26  # bytes; systems write no more than some 2 GB at once
SMALL_WRITE = 1 << 20  # bytes; chunks of less are written together


Write = Callable[["bytes | memoryview"], None]
"""Called with the next bytes of a file."""


def write_file(path: Path, chunks: Iterable[bytes | memoryview]) -> None:
    """Write a new file and flush it to disk."""
    with new_file(path) as write:
        for chunk in chunks:
            write(chunk)


@contextmanager
def new_file(path: Path) -> Iterator[Write]:
    """What writes to a new file, which is flushed to disk in the end; small chunks go together."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o666)
    small = bytearray()

    def write(chunk: bytes | memoryview) -> None:
        if len(small) + len(chunk) > SMALL_WRITE:
            _write(descriptor, bytes(small))
            small.clear()
        if len(chunk) > SMALL_WRITE:
            _write(descriptor, chunk)
        else:
            small.extend(chunk)

    try:
        yield write
        _write(descriptor, bytes(small))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(descriptor: int, chunk: bytes | memoryview) -> None:
    left = memoryview(chunk)
    while left:
        left = left[os.write(descriptor, left[:MAX_WRITE]) :]


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are missing, and flush each to disk."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        flush_folder(path.parent)


def flush_folder(path: Path) -> None:
    """Flush a folder's entries to disk."""
    if os.name == "nt":
        return  # Windows does so by itself
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
