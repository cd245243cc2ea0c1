"""A file with a text to check → the text."""

from __future__ import annotations

from pathlib import Path

from index.errors import LoadError
from index.load.each import load_each
from index.load.files import Skipped


def read_draft(path: Path) -> str:
    """What the file says. Raises LoadError, which names it, where that cannot be read."""
    (found,) = load_each(path)
    if isinstance(found, Skipped):
        raise LoadError(found.reason)
    return found.text
