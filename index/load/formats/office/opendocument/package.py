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
from index.load.metadata import parse_date, usable_title


@contextmanager
def opendocument(path: Path) -> Iterator[zipfile.ZipFile]:
    """The open archive. Raises LoadError for one that is encrypted or none."""
    with office_archive(path) as archive:
        # Not as XML: LibreOffice itself opens files whose manifest is none.
        if b"encryption-data" in (part_bytes(archive, "META-INF/manifest.xml") or b""):
            raise LoadError("is protected by a password; save a copy without one")
        yield archive


def title_and_date(archive: zipfile.ZipFile) -> tuple[str | None, str | None]:
    """What the document's metadata says of its title and of when it was made."""
    meta = part_tree(archive, "meta.xml")
    if meta is None:
        return None, None
    title, made = (next(meta.iter(tag), None) for tag in ("{*}title", "{*}creation-date"))
    return (
        usable_title(title.text) if title is not None else None,
        parse_date(made.text or "") if made is not None else None,
    )
