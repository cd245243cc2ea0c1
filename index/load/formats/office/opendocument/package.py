"""The archive that an OpenDocument file is, and its metadata."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import LoadError
from index.load.formats.office.archive import (
    office_archive,
    part_bytes,
    part_tree,
)
from index.load.metadata import parse_date, usable_author, usable_title


@contextmanager
def opendocument(path: Path) -> Iterator[zipfile.ZipFile]:
    """The open archive. Raises LoadError for one that is encrypted or none."""
    with office_archive(path) as archive:
        # Not as XML: LibreOffice itself opens files whose manifest is none.
        if b"encryption-data" in (part_bytes(archive, "META-INF/manifest.xml") or b""):
            raise LoadError("is protected by a password; save a copy without one")
        yield archive


def title_author_date(archive: zipfile.ZipFile) -> tuple[str | None, str | None, str | None]:
    """What the document's metadata says of its title, of who made it, and when."""
    meta = part_tree(archive, "meta.xml")
    if meta is None:
        return None, None, None
    title, first, last, made = (
        next(meta.iter(f"{{*}}{tag}"), None)
        for tag in ("title", "initial-creator", "creator", "creation-date")
    )
    author = first if first is not None else last
    return (
        usable_title(title.text) if title is not None else None,
        usable_author(author.text) if author is not None else None,
        parse_date(made.text or "") if made is not None else None,
    )
