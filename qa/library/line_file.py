"""Files with one entry a line, in which lines that are empty or begin with # say nothing; on this
machine, or at a URL.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from index.load.remote import file_at
from qa.errors import CiteraError, SettingsError


def entries(place: Path | str) -> Iterator[tuple[int, str]]:
    """The entries of a file, or of that at a URL, each with the number of its line. Raises
    SettingsError.
    """
    try:
        data = place.read_bytes() if isinstance(place, Path) else file_at(place).read_bytes()
        lines = data.decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError, CiteraError) as error:
        raise _unread(place, error) from error
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def version_of(place: Path | str) -> str:
    """What is another where the file has changed, as far as its times and its store tell. Raises
    SettingsError.
    """
    try:
        if isinstance(place, str):
            return file_at(place).version
        known = os.stat(place)
    except (OSError, CiteraError) as error:
        raise _unread(place, error) from error
    return f"{known.st_size} {known.st_mtime_ns} {known.st_ino}"


def _unread(place: Path | str, error: Exception) -> SettingsError:
    if isinstance(error, CiteraError):  # of a URL, which it names
        return SettingsError(error.message)
    return SettingsError(
        "the file {path!r} cannot be read ({error}); name a text file in UTF-8.",
        path=str(place),
        error=error,
    )
