"""Files with one entry a line, in which lines that are empty or begin with # say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qa.errors import SettingsError


def entries(path: Path) -> Iterator[tuple[int, str]]:
    """The entries, each with the number of its line. Raises SettingsError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            "the file {path!r} cannot be read ({error}); name a text file in UTF-8.",
            path=str(path),
            error=error,
        ) from error
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()
