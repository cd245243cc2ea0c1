"""What was removed last from a collection, kept for a while so that it can be brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO
from zipfile import ZipFile

KEPT_SECONDS = 600


class Removed:
    """Copies of files, and the ids of documents whose files were left where they are.

    The copies are in a file without a name, which is gone when this process ends, however it ends.
    """

    def __init__(
        self,
        files: Iterable[Path],
        hidden: Iterable[str],
        folder: Path,
        expire: Callable[[], None],
    ) -> None:
        """Copy `files` to the file system of `folder`; call `expire` after KEPT_SECONDS."""
        self.hidden = frozenset(hidden)
        self._copies = TemporaryFile(dir=folder)  # noqa: SIM115 - it stays open
        with ZipFile(self._copies, "w", strict_timestamps=False) as archive:
            for path in files:
                archive.write(path, path.name)
        self._timer = Timer(KEPT_SECONDS, expire)
        self._timer.daemon = True
        self._timer.start()

    def files(self) -> Iterator[tuple[str, IO[bytes]]]:
        """Each file's name and content."""
        with ZipFile(self._copies) as archive:
            for name in archive.namelist():
                with archive.open(name) as file:
                    yield name, file

    def close(self) -> None:
        """Let go of the copies."""
        self._timer.cancel()
        self._copies.close()
