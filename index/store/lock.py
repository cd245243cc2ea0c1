"""The one process that writes an index, and who it is."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from index.errors import IndexLockedError, StoreError
from index.messages import Message, reason_of
from index.store.files.durable_files import make_folder, write_file
from index.store.manifest import EMBEDDED, LOCK, MANIFEST, NEW_MANIFEST, NUMBERED, WRITER


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Be the one writer of the index in `folder`, or raise IndexLockedError at once.

    The operating system gives the lock back when its holder dies, however it dies.
    """
    from filelock import FileLock, Timeout

    try:
        make_folder(folder)
    except OSError as error:
        raise StoreError(
            "cannot write an index to {folder!r} ({reason}); name another folder.",
            folder=str(folder),
            reason=reason_of(error),
        ) from error
    _refuse_foreign_files(folder)
    try:
        with FileLock(folder / LOCK, timeout=0):
            _sign(folder)
            try:
                yield
            finally:
                (folder / WRITER).unlink(missing_ok=True)
    except Timeout as error:
        raise IndexLockedError(
            "another process{process} is writing the index in {folder!r}; wait for it to end.",
            process=_writer(folder),
            folder=str(folder),
        ) from error


def _sign(folder: Path) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    holder = {"process": os.getpid(), "machine": socket.gethostname(), "since": now}
    write_file(folder / WRITER, [json.dumps(holder).encode()])


def _writer(folder: Path) -> Message:
    """Who holds the lock, to be inserted in a message; empty where it cannot be told."""
    try:
        holder = json.loads((folder / WRITER).read_text(encoding="utf-8"))
        number, machine, since = (holder[each] for each in ("process", "machine", "since"))
    except (OSError, ValueError, KeyError, TypeError):
        return Message("")
    return Message(
        " (number {number} on {machine!r}, since {since})",
        number=number,
        machine=machine,
        since=since,
    )


def _refuse_foreign_files(folder: Path) -> None:
    for entry in folder.iterdir():
        known = (LOCK, WRITER, MANIFEST, NEW_MANIFEST)
        ours = NUMBERED.fullmatch(entry.name) or EMBEDDED.fullmatch(entry.name)
        if entry.name not in known and not ours:
            raise StoreError(
                "{folder!r} is not empty and holds no index ({name!r} is no part of "
                "one); name an empty or new folder.",
                folder=str(folder),
                name=entry.name,
            )
