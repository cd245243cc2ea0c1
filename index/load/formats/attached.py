"""A file that lies in another one, a mail's attachment or an archive's member → its text."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from index.errors import LoadError
from index.load.extracted import Extracted
from index.load.formats.by_suffix import PARSERS, holds_files, parse


def can_be_parsed(suffix: str) -> bool:
    """Whether a file with that suffix is read where it lies in another one."""
    return suffix in PARSERS and not holds_files(suffix)


def parse_attached(data: bytes, suffix: str) -> Extracted | None:
    """What the file says; None for one that is damaged, of a format that is not read, or holds
    further files.
    """
    if not can_be_parsed(suffix):
        return None
    with TemporaryDirectory(prefix="citera-") as folder:
        path = Path(folder, f"attached{suffix}")
        path.write_bytes(data)
        try:
            return parse(path)
        except (LoadError, ImportError):  # the rest can be read all the same
            return None
