"""A part of a document's text as HTML: its headings, lists and tables as such, with spans marked.

Marks of layout, such as "##", "- " and "|", are not shown. All else is, and stays traceable: what
an element with `data-start` shows is the document's own text from there on, to the character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from index import Document
from index.split.rows import cell_spans
from index.types import Span
from qa.web.page import View, render
from qa.web.viewer.layout import Piece, pieces_in
from qa.web.viewer.marks import Mark, marked

if TYPE_CHECKING:
    from markupsafe import Markup

MARKDOWN = (".md", ".markdown")
FIRST_LEVEL = 3  # of a document's headings: its title above them is the second
INDENT = 2  # spaces, of a list within a list
_GROUPS = {
    "row": "table",
    "labels": "table",
    "item": "list",
    "bullet": "list",
    "boilerplate": "boilerplate",
}
_HEADING = re.compile(r"(#{1,6})[ \t]+")
_CLOSING = re.compile(r"[ \t]+#+\Z")
# Not dashes, with which somebody begins to speak, nor boxes, which may be ticked.
_BULLET = re.compile(r"[-*+•·●▪◦○◉◆◇■□▶►➤‣⁃∙][ \t]+")
_FENCE = re.compile(r"(?:`{3,}|~{3,})[^\n]*\n")
_CLOSING_FENCE = re.compile(r"\n[ \t]*(?:`{3,}|~{3,})\Z")
_STYLED = re.compile(
    r"\*\*(?P<b>[^*\n]{1,500})\*\*|`(?P<code>[^`\n]{1,500})`"
    r"|(?<![*\w])\*(?P<em>[^*\s][^*\n]{0,500})\*(?![*\w])"
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a piece is shown: which spans of the text, a row's cells or all of it.

    `kind` is the piece's, or "bullet" for an item after a bullet, or "code". `number` is a
    heading's level, how deep in lists an item stands, or which page begins.
    """

    kind: str
    spans: tuple[Span, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Text from `start` on, without a gap; `tag` is the element that it is shown as."""

    start: int
    tag: str
    shown: Markup


@dataclass(frozen=True, slots=True)
class Line:
    """A piece as it is shown, span by span; `kind` and `number` as in Shape."""

    kind: str
    cells: list[list[Run]]
    number: int


def part_html(document: Document, part: Span, marks: Sequence[Mark], view: View) -> Markup:
    """A part of the text as HTML; where marks overlap, the first of them counts."""
    from markupsafe import Markup

    start, end = part
    near = [each for each in marks if each.span[0] < end and start < each.span[1]]
    lines = [_line(document, piece, near) for piece in pieces_in(document, part)]
    return Markup(render("text.html", groups=list(_grouped(lines)), view=view))


def _grouped(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """The rows of a table together, the items of a list, and boilerplate; all else alone."""
    for kind, run in groupby(lines, key=_group_of):
        group = list(run)
        if kind == "table" and all(line.kind == "labels" for line in group):
            yield from (("prose", [line]) for line in group)
        elif kind in _GROUPS.values():
            yield kind, group
        else:
            yield from ((kind, [line]) for line in group)


def _group_of(line: Line) -> str:
    return _GROUPS.get(line.kind, line.kind)


def _line(document: Document, piece: Piece, marks: Sequence[Mark]) -> Line:
    if piece.kind == "page":
        return Line("page", [], document.page_at(piece.start) or 0)
    shape_of = _SHAPES.get(piece.kind, _plain) if piece.is_first else _plain
    shape = shape_of(document.text, piece)
    cells = [list(_runs(document, span, marks)) for span in shape.spans]
    return Line(shape.kind, cells, shape.number)


def _plain(text: str, piece: Piece) -> Shape:
    number = FIRST_LEVEL if piece.kind == "heading" else 0
    return Shape(piece.kind, ((piece.start, piece.end),), number)


def _heading(text: str, piece: Piece) -> Shape:
    opening = _HEADING.match(text, piece.start, piece.end)
    if opening is None:
        return _plain(text, piece)
    closing = _CLOSING.search(text, opening.end(), piece.end)
    end = closing.start() if closing else piece.end
    level = min(6, FIRST_LEVEL - 1 + len(opening[1]))
    return Shape("heading", ((opening.end(), end),), level)


def _item(text: str, piece: Piece) -> Shape:
    before = text[text.rfind("\n", 0, piece.start) + 1 : piece.start]
    deep = min(3, len(before.expandtabs(2 * INDENT)) // INDENT) if not before.strip() else 0
    bullet = _BULLET.match(text, piece.start, piece.end)
    if bullet is None:
        return Shape("item", ((piece.start, piece.end),), deep)
    return Shape("bullet", ((bullet.end(), piece.end),), deep)


def _row(text: str, piece: Piece) -> Shape:
    spans = cell_spans(text[piece.start : piece.end])
    return Shape(piece.kind, tuple((piece.start + a, piece.start + b) for a, b in spans))


def _aside(text: str, piece: Piece) -> Shape:
    """Of code not the lines that fence it in."""
    fence = _FENCE.match(text, piece.start, piece.end)
    if fence is None:
        return _plain(text, piece)
    closing = _CLOSING_FENCE.search(text, fence.end() - 1, piece.end)
    end = closing.start() if closing else piece.end
    return Shape("code", ((fence.end(), max(fence.end(), end)),))


_SHAPES: dict[str, Callable[[str, Piece], Shape]] = {
    "heading": _heading,
    "item": _item,
    "row": _row,
    "labels": _row,
    "aside": _aside,
}


def _runs(document: Document, span: Span, marks: Sequence[Mark]) -> Iterator[Run]:
    """In Markdown what is emphasised, without its stars, and what is not; else all of it."""
    place, end = span
    if PurePosixPath(document.id).suffix.lower() in MARKDOWN:
        for found in _STYLED.finditer(document.text, place, end):
            tag = str(found.lastgroup)
            if place < found.start():
                yield Run(place, "span", marked(document.text, marks, (place, found.start())))
            yield Run(found.start(tag), tag, marked(document.text, marks, found.span(tag)))
            place = found.end()
    if place < end:
        yield Run(place, "span", marked(document.text, marks, (place, end)))
