"""Files and folders that survive a power loss once they are written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

MAX_WRITE = 1 << 26  # bytes; systems write no more than some 2 GB at once
SMALL_WRITE = 1 << 20  # bytes; chunks of less are written together


def write_file(path: Path, chunks: Iterable[bytes | memoryview]) -> None:
    """Write a new file and flush it to disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o666)
    try:
        for chunk in _buffered(chunks):
            while chunk:
                chunk = chunk[os.write(descriptor, chunk[:MAX_WRITE]) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _buffered(chunks: Iterable[bytes | memoryview]) -> Iterator[memoryview]:
    """The chunks, small ones together."""
    small = bytearray()
    for chunk in chunks:
        if len(small) + len(chunk) > SMALL_WRITE:
            yield memoryview(bytes(small))
            small.clear()
        if len(chunk) > SMALL_WRITE:
            yield memoryview(chunk)
        else:
            small += chunk
    yield memoryview(bytes(small))


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
