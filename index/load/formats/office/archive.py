"""The zip archive that an office file is: its parts, unpacked within limits, and their XML."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import LoadError

_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # starts .doc and .xls files, and encrypted ones
# XML takes 30 times its size once parsed; read row by row, it takes no memory but time.
MAX_TREE_BYTES = 50_000_000
MAX_STREAMED_BYTES = 600_000_000
_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


@contextmanager
def office_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The open archive. Raises LoadError for what is none."""
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        if file.read(len(_OLD_OFFICE)) == _OLD_OFFICE:
            raise LoadError(
                "is of an old format or has a password; save it as {suffix} without a password",
                suffix=suffix,
            )
        try:
            archive = zipfile.ZipFile(file)
        except zipfile.BadZipFile as error:
            raise LoadError(
                "is not a {suffix} (no zip archive); save it as {suffix} anew", suffix=suffix
            ) from error
        with archive:
            yield archive


def part_tree(archive: zipfile.ZipFile, name: str) -> Any:
    """The root of a part's XML, or None where there is no such part.

    Nothing outside it is read. Its elements nest 256 deep at most. Raises LoadError where it is
    too large.
    """
    from lxml import etree

    data = part_bytes(archive, name)
    return None if data is None else etree.fromstring(data, etree.XMLParser(**_SAFE))


def part_bytes(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """A part as it is, or None where there is no such part.

    Raises LoadError where it is too large.
    """
    if name not in archive.NameToInfo:
        return None
    _check_size(archive, name, MAX_TREE_BYTES)
    return archive.read(name)


def part_elements(
    archive: zipfile.ZipFile, name: str, names: Collection[str], forgotten: str
) -> Iterator[tuple[str, str, Any]]:
    """Each element of those local names as it starts and ends, in order: "start" or "end", its
    local name, the element.

    Those called `forgotten` are emptied after they have been given, with all that stands before
    them, so that a part may be larger than memory. Raises LoadError where it is larger than time
    allows.
    """
    from lxml import etree

    _check_size(archive, name, MAX_STREAMED_BYTES)
    tags = [f"{{*}}{each}" for each in names]
    with archive.open(name) as part:
        for event, element in etree.iterparse(part, events=("start", "end"), tag=tags, **_SAFE):
            local = local_name(element)
            yield event, local, element
            if event == "end" and local == forgotten:
                _forget(element)


def local_name(element: Any) -> str:
    """An element's name without its namespace; "" for a comment and the like.

    Office Open XML has two sets of namespaces, "transitional" and "strict", with the same names.
    """
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _forget(element: Any) -> None:
    element.clear()
    parent = element.getparent()
    while element.getprevious() is not None:
        del parent[0]


def _check_size(archive: zipfile.ZipFile, name: str, limit: int) -> None:
    # Trustworthy: zipfile never unpacks more of a part than the directory says.
    size = archive.getinfo(name).file_size
    if size > limit:
        raise LoadError(
            "unpacks to {size:,} bytes of XML, over the limit of {limit:,}; split it",
            size=size,
            limit=limit,
        )
