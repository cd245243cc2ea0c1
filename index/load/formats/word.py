"""Word documents (.docx) → text.

The XML is walked here because python-docx's own `paragraph.text` and `iter_inner_content()` pass
over content controls (cover pages, forms), text inserted under change tracking, and text boxes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from index.errors import LoadError
from index.load.extracted import Extracted, normalise
from index.load.metadata import usable_title

MAX_UNZIPPED_BYTES = 200_000_000  # python-docx holds every part of a .docx in memory
# XML takes 30 times its size once parsed: 180 MB of it took 5 GB. Pictures are not parsed.
MAX_XML_BYTES = 50_000_000
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # starts .doc files and encrypted .docx files

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GLYPHS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Deleted and moved text is no longer shown; a text box is a paragraph of its own; a fallback
# repeats what stands before it; properties hold no text.
_NOT_IN_LINE = {_W + n for n in ("del", "moveFrom", "txbxContent", "pPr", "rPr")} | {_FALLBACK}


BULLET = "- "


class Styles(NamedTuple):
    """The identifiers of the paragraph styles of headings and titles, and of list items."""

    headings: Collection[str]
    items: Collection[str]


class Line(NamedTuple):
    """A paragraph or a table row."""

    text: str
    is_heading: bool = False


def parse_docx(path: Path) -> Extracted:
    """The paragraphs and table rows of the body in order, each on a line of its own.

    Blank lines stand around headings. Headers, footers, footnotes and comments are left out.
    """
    import docx

    with path.open("rb") as file:
        _check_archive(file)
        document = docx.Document(file)
    lines = list(_lines(document.element.body, _styles(document)))
    text = "\n".join(f"\n{line.text}\n" if line.is_heading else line.text for line in lines)
    heading = next((line.text for line in lines if line.is_heading), None)
    title = usable_title(document.core_properties.title) or usable_title(heading)
    return Extracted(normalise(text).strip("\n"), title=title)


def _check_archive(file: BinaryIO) -> None:
    """Refuse what is no .docx, and one that unpacks to more than memory should hold."""
    if file.read(len(_OLD_OFFICE)) == _OLD_OFFICE:
        raise LoadError("is an old .doc or has a password; save it as .docx without a password")
    try:
        with zipfile.ZipFile(file) as archive:
            # Trustworthy: zipfile never unpacks more of a part than the directory says.
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise LoadError("is not a .docx (no zip archive); save it as .docx anew") from error
    xml = [part for part in parts if not part.filename.startswith("word/media/")]
    for some, limit, kind in (
        (parts, MAX_UNZIPPED_BYTES, "bytes"),
        (xml, MAX_XML_BYTES, "bytes of XML"),
    ):
        if (size := sum(part.file_size for part in some)) > limit:
            raise LoadError(f"unpacks to {size:,} {kind}, over the limit of {limit:,}; split it")
    file.seek(0)


def _styles(document: Any) -> Styles:
    """The styles that matter here; one that is derived from another counts as that one does."""
    from docx.enum.style import WD_STYLE_TYPE

    headings, items = set(), set()
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            both = [style, style.base_style] if style.base_style else [style]
            # A style's name is English in every language version of Word; its identifier is not.
            if any(re.match(r"heading \d|title$", each.name or "", re.IGNORECASE) for each in both):
                headings.add(style.style_id)
            if any(_is_numbered(each.element) for each in both):
                items.add(style.style_id)
    return Styles(headings, items - headings)


def _is_numbered(element: Any) -> bool:
    """Whether a paragraph or style itself asks for a bullet or a number; 0 asks for none."""
    number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    return number is not None and number.get(f"{_W}val") != "0"


def _lines(parent: Any, styles: Styles) -> Iterator[Line]:
    for block in _children(parent, "p", "tbl"):
        if block.tag == f"{_W}tbl":
            for row in _children(block, "tr"):
                yield from _row_lines(row, styles)
        else:
            text = "".join(_shown(block)).strip()
            is_heading = bool(text) and block.style in styles.headings
            is_item = bool(text) and (_is_numbered(block) or block.style in styles.items)
            # Word draws the bullet; without it an item would look like a heading.
            bulleted = is_item and not is_heading
            yield Line(f"{BULLET}{text}" if bulleted else text, is_heading)
            for box in _text_boxes(block):
                yield from _lines(box, styles)


def _row_lines(row: Any, styles: Styles) -> Iterator[Line]:
    """The row as "cell | cell"; a single cell is a frame around text and gives its own lines."""
    cells = [list(_lines(cell, styles)) for cell in _children(row, "tc")]
    if len(cells) == 1:
        yield from cells[0]
    else:
        texts = (
            " ".join(line.text.removeprefix(BULLET) for line in cell).split() for cell in cells
        )
        yield Line(" | ".join(" ".join(words) for words in texts))


def _children(parent: Any, *names: str) -> Iterator[Any]:
    """The elements of those names below `parent`, through content controls and the like."""
    wanted = {_W + name for name in names}
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag not in _NOT_IN_LINE:
            yield from _children(child, *names)


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    """The boxes in a paragraph; those in a box's own paragraphs are met when it is read."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        own = next(box.iterancestors(f"{_W}p")) is paragraph
        if own and not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
            yield box


def _shown(element: Any) -> Iterator[str]:
    """The text of a paragraph, piece by piece."""
    if element.tag == f"{_W}t":
        yield element.text or ""
    elif element.tag in _GLYPHS:
        yield _GLYPHS[element.tag]
    else:
        for child in element:
            if child.tag not in _NOT_IN_LINE:
                yield from _shown(child)
