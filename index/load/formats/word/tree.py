"""A Word document's tree → the blocks, rows and cells that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from index.load.formats.office.package import FALLBACK
from index.load.formats.word.styles import W, is_set, value

# Deleted and moved text is no longer shown; a fallback repeats what stands before it.
_NOT_SHOWN = {W + name for name in ("del", "moveFrom", "pPr", "sdtPr", "tblPr", "sectPr")} | {
    FALLBACK
}


def blocks_below(parent: Any, is_contents: bool = False) -> Iterator[tuple[Any, bool]]:
    """The paragraphs and tables below `parent`, through content controls and the like, each with
    whether it is of a table of contents.
    """
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child, is_contents
        elif child.tag == f"{W}sdt":
            properties = child.find(f"{W}sdtPr")
            if not is_set(properties, "showingPlcHdr"):
                gallery = value(
                    None if properties is None else properties.find(f"{W}docPartObj"),
                    "docPartGallery",
                )
                yield from blocks_below(child, is_contents or gallery == "Table of Contents")
        elif child.tag not in _NOT_SHOWN:
            yield from blocks_below(child, is_contents)


def elements_below(parent: Any, name: str) -> Iterator[Any]:
    """The elements of that name below `parent`, through content controls and the like."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag not in _NOT_SHOWN:
            yield from elements_below(child, name)


def shown_rows(table: Any) -> Iterator[Any]:
    for row in elements_below(table, "tr"):
        properties = row.find(f"{W}trPr")
        deleted = properties is not None and properties.find(f"{W}del") is not None
        if not deleted and not is_set(properties, "hidden"):
            yield row
