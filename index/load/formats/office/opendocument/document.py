"""OpenDocument texts (.odt) and presentations (.odp) → text; and the text of a cell (.ods)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from index.errors import LoadError
from index.load.extracted import (
    Extracted,
    TextBuilder,
    check_length,
    subscript,
    superscript,
)
from index.load.formats.office.archive import (
    local_name,
    part_tree,
)
from index.load.formats.office.held_blocks import HeldBlock, add_held, note_blocks
from index.load.formats.office.opendocument.package import opendocument, title_author_date
from index.load.formats.office.opendocument.styles import (
    Level,
    Styles,
    attribute,
    next_mark,
    whole_number,
)
from index.load.metadata import usable_title

MAX_SPACES = 100  # that one element may ask for
MAX_COLUMNS = 1_024  # of a table in a text
_SPACE = re.compile(r"[ \t\r\n]+")
_HEADING = re.compile(r"(?:Heading|Title|Subtitle)\b|Rubrik", re.IGNORECASE)
_CAPTION = re.compile(r"(?:Caption|Illustration|Table|Drawing|Figure)$")
# What a paragraph holds and its line does not show.
_NOT_IN_LINE = {
    "annotation",
    "note-body",
    "ruby-text",
    "tracked-changes",
    "script",
    "event-listeners",
}
_DRAWINGS = {"frame", "custom-shape", "rect", "ellipse", "g", "line", "path", "polygon"}
_NOT_BLOCKS = {"tracked-changes", "annotation", "forms", "sequence-decls", "variable-decls",
               "user-field-decls", "desc", "title", "image", "object", "object-ole",
               "plugin", "index-title-template"}  # fmt: skip
_CONTENTS = {"table-of-content", "illustration-index", "table-index", "object-index",
             "alphabetical-index", "user-index"}  # fmt: skip


def parse_opendocument(path: Path) -> Extracted:
    """The blocks of a text, or of each slide of a presentation, which are its pages.

    Footnotes follow the body. Headers and footers stand before and behind it, once. Deleted and
    hidden text, hidden slides and comments are left out. Raises LoadError.
    """
    with opendocument(path) as archive:
        content, others = part_tree(archive, "content.xml"), part_tree(archive, "styles.xml")
        if content is None:
            raise LoadError("is damaged: it lacks {part}; save it anew", part="content.xml")
        title, author, published = title_author_date(archive)
    styles = Styles()
    for tree in (others, content):
        if tree is not None:
            styles.read(tree)
    reader = _Reader(styles)
    builder = TextBuilder()
    if (slides := next(content.iter("{*}presentation"), None)) is not None:
        _add_slides(builder, reader, slides)
    elif (body := next(content.iter("{*}text"), None)) is not None:
        _add_text(builder, reader, body, others)
    return builder.extracted(title or usable_title(reader.heading), author, published)


def _add_text(builder: TextBuilder, reader: _Reader, body: Any, others: Any) -> None:
    above, below = (_running(reader, others, place) for place in ("header", "footer"))
    for text in above:
        builder.add("aside", text)
    add_held(builder, reader.blocks(body))
    add_held(builder, reader.notes)
    for text in below:
        builder.add("aside", text)


def _running(reader: _Reader, others: Any, place: str) -> list[str]:
    """The texts of the headers or footers, each once."""
    if others is None:
        return []
    tags = [f"{{*}}{place}{which}" for which in ("", "-first", "-left")]
    parts = [part for master in others.iter("{*}master-page") for part in master.iter(*tags)]
    return list(dict.fromkeys(block.text for part in parts for block in reader.blocks(part)))


def _add_slides(builder: TextBuilder, reader: _Reader, slides: Any) -> None:
    for slide in slides.iterchildren("{*}page"):
        if not reader.styles.is_hidden("drawing-page", attribute(slide, "style-name")):
            builder.begin_page()
            add_held(builder, reader.slide(slide))
            add_held(builder, reader.notes)
            reader.notes.clear()


class _Reader:
    """Reads the content of one document, and remembers how far its lists and notes have counted."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.notes: list[HeldBlock] = []
        self.heading: str | None = None
        self._drawings: list[Any] = []  # met in a paragraph, to be read after it
        self._counts: dict[str, dict[int, int]] = {}  # of lists, by style and by identifier
        self._outline: dict[int, int] = {}
        self._readers: dict[str, Callable[[Any], list[HeldBlock]]] = {
            "h": self._paragraph,
            "p": self._paragraph,
            "list": self._list,
            "table": self._table,
            "section": self._section,
            **dict.fromkeys(_CONTENTS, self._contents),
        }

    def blocks(self, parent: Any) -> list[HeldBlock]:
        """The blocks in an element, in order."""
        found: list[HeldBlock] = []
        for child in parent:
            name = local_name(child)
            if name not in _NOT_BLOCKS and not self._is_placeholder(child):
                found += self._readers.get(name, self.blocks)(child)
        return found

    def slide(self, page: Any) -> list[HeldBlock]:
        """What a slide shows, then what its speaker has noted."""
        found: list[HeldBlock] = []
        for shape in page:
            if local_name(shape) == "notes":
                for frame in shape.iterchildren("{*}frame"):
                    if attribute(frame, "class") == "notes":
                        found += self.blocks(frame)
            elif local_name(shape) not in _NOT_BLOCKS and not self._is_placeholder(shape):
                found += self._shape(shape)
        return found

    def _shape(self, shape: Any) -> list[HeldBlock]:
        blocks = self.blocks(shape)
        if attribute(shape, "class") != "title":
            return blocks
        text = " ".join(" ".join(block.text for block in blocks).split())
        self.heading = self.heading or text
        return [HeldBlock("heading", text)]

    @staticmethod
    def _is_placeholder(shape: Any) -> bool:
        return attribute(shape, "placeholder") == "true"

    def _section(self, section: Any) -> list[HeldBlock]:
        hidden = (
            attribute(section, "display") == "none" or attribute(section, "is-hidden") == "true"
        )
        return [] if hidden else self.blocks(section)

    def _contents(self, index: Any) -> list[HeldBlock]:
        return [HeldBlock("boilerplate", block.text) for block in self.blocks(index)]

    def _paragraph(self, element: Any, mark: str = "", is_item: bool = False) -> list[HeldBlock]:
        style = attribute(element, "style-name")
        if self._is_not_shown(element, style):
            return []
        drawings, self._drawings = self._drawings, []
        text = self.line(element).strip()
        inside, self._drawings = self._drawings, drawings
        piece = self._piece(element, style, text, mark, is_item)
        return [*([piece] if text else []), *self._drawn(inside)]

    def _is_not_shown(self, element: Any, style: str | None) -> bool:
        hiding = (attribute(each, "is-hidden") for each in element.iter("{*}hidden-paragraph"))
        return "true" in hiding or self.styles.is_hidden("paragraph", style)

    def _piece(
        self, element: Any, style: str | None, text: str, mark: str, is_item: bool
    ) -> HeldBlock:
        names = self.styles.names("paragraph", style)
        if local_name(element) == "h" or any(map(_HEADING.match, names)):
            number = mark if is_item else self._outline_number(element)
            text = number.removeprefix("- ") + " ".join(text.split())
            self.heading = self.heading or text
            return HeldBlock("heading", text)
        if is_item and mark:
            return HeldBlock("item", mark + " ".join(text.split()))
        if any(map(_CAPTION.match, names)):
            return HeldBlock("aside", text)
        return HeldBlock(None if "\n" in text else "prose", text)

    def _outline_number(self, heading: Any) -> str:
        if attribute(heading, "is-list-header") == "true" or local_name(heading) != "h":
            return ""
        level = whole_number(heading, "outline-level")
        return next_mark(self.styles.outline, level, self._outline)

    def _drawn(self, drawings: list[Any]) -> list[HeldBlock]:
        return [piece for drawing in drawings for piece in self.blocks(drawing)]

    def line(self, element: Any) -> str:
        """The text of a paragraph or of what stands in one, as it is shown."""
        pieces = [_SPACE.sub(" ", element.text or "")]
        for child in element:
            if isinstance(child.tag, str):
                pieces.append(self._in_line(child, local_name(child)))
            pieces.append(_SPACE.sub(" ", child.tail or ""))
        return "".join(pieces)

    def _in_line(self, child: Any, name: str) -> str:
        if name == "s":
            return " " * min(whole_number(child, "c"), MAX_SPACES)
        if name in ("tab", "line-break"):
            return "\t" if name == "tab" else "\n"
        if name == "note":
            return self._note(child)
        if name in _DRAWINGS:
            self._drawings.append(child)
            return ""
        if name in _NOT_IN_LINE or attribute(child, "is-hidden") == "true":
            return ""
        return self._span(child) if name == "span" else self.line(child)

    def _span(self, span: Any) -> str:
        style = attribute(span, "style-name")
        if self.styles.is_hidden("text", style):
            return ""
        lift = self.styles.get("text", style, "lift") or 0
        text = self.line(span)
        return superscript(text) if lift > 0 else subscript(text) if lift < 0 else text

    def _note(self, note: Any) -> str:
        """The mark of a footnote or endnote; the note itself is kept for later."""
        cited = next(note.iterchildren("{*}note-citation"), None)
        body = next(note.iterchildren("{*}note-body"), None)
        mark = superscript(self.line(cited).strip()) if cited is not None else ""
        inside = self.blocks(body) if body is not None else []
        self.notes += note_blocks(mark, inside)
        return mark

    def _list(self, element: Any, level: int = 1, inherited: str | None = None) -> list[HeldBlock]:
        style = attribute(element, "style-name") or inherited or self._style_of_items(element)
        counts = (
            self._counts_of(element, style or "")
            if level == 1
            else self._counts.setdefault(style or "", {})
        )
        levels = self.styles.lists.get(style or "") or {}
        found: list[HeldBlock] = []
        for item in element:
            if local_name(item) in ("list-item", "list-header"):
                found += self._item(item, level, style, levels, counts)
        return found

    def _style_of_items(self, element: Any) -> str | None:
        """The list style that the style of the list's paragraphs asks for."""
        first = next(element.iter("{*}p", "{*}h"), None)
        if first is None:
            return None
        found: str | None = self.styles.get(
            "paragraph", attribute(first, "style-name"), "list_style"
        )
        return found

    def _counts_of(self, element: Any, style: str) -> dict[int, int]:
        """How far a list has counted: a new one not at all, one that goes on as far as that."""
        continued = attribute(element, "continue-list")
        if continued is None and attribute(element, "continue-numbering") == "true":
            continued = style
        counts = self._counts.get(f"#{continued}", self._counts.get(continued or "#", {}))
        self._counts[style] = counts
        if identifier := attribute(element, "id"):
            self._counts[f"#{identifier}"] = counts
        return counts

    def _item(
        self,
        item: Any,
        level: int,
        style: str | None,
        levels: dict[int, Level],
        counts: dict[int, int],
    ) -> list[HeldBlock]:
        self._counts[style or ""] = counts
        if attribute(item, "start-value") is not None:
            counts[level] = whole_number(item, "start-value") - 1
        found: list[HeldBlock] = []
        numbered = local_name(item) == "list-header"
        for child in item:
            name = local_name(child)
            if name == "list":
                found += self._list(child, level + 1, style)
            elif name in ("p", "h"):
                mark = "" if numbered else next_mark(levels, level, counts)
                numbered = True
                found += self._paragraph(child, mark, is_item=True)
            elif name in self._readers:
                found += self._readers[name](child)
        return found

    def _table(self, table: Any) -> list[HeldBlock]:
        rows: list[list[str]] = []
        cells: list[list[HeldBlock]] = []
        labels = 0
        above: dict[int, tuple[str, int]] = {}
        characters = 0
        for row in rows_of(table):
            texts, inside = self._row(row, above)
            cells += inside
            rows.append(texts)
            labels += local_name(row.getparent()) == "table-header-rows"
            characters += sum(map(len, texts), len(texts))
            check_length(characters)
        if max(map(len, rows), default=0) < 2:  # a frame around text
            return [piece for cell in cells for piece in cell]
        return [HeldBlock(None, rows=tuple(map(tuple, rows)), labels=labels or None)]

    def _row(
        self, row: Any, above: dict[int, tuple[str, int]]
    ) -> tuple[list[str], list[list[HeldBlock]]]:
        """The texts of a row's cells, and their blocks. `above`: of cells that reach down into it,
        the text and in how many rows more.
        """
        texts: list[str] = []
        cells: list[list[HeldBlock]] = []
        spanning = ("", 0, 0)  # a cell's text, and how many columns and rows more it covers
        for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            column = len(texts)
            if local_name(cell) == "table-cell":
                cells.append(self.blocks(cell))
                text = "\n".join(block.as_text() for block in cells[-1])
                down = whole_number(cell, "number-rows-spanned") - 1
                spanning = (text, whole_number(cell, "number-columns-spanned") - 1, down)
                above[column] = (text, down)
            elif spanning[1] > 0:
                text, across, down = spanning
                spanning = (text, across - 1, down)
                above[column] = (text, down)
            else:
                text, down = above.get(column, ("", 0))
                above[column] = (text if down > 1 else "", down - 1)
            times = min(whole_number(cell, "number-columns-repeated"), MAX_COLUMNS - column)
            texts += [text] * max(0, times)
        return texts, cells


def rows_of(table: Any) -> Iterator[Any]:
    """The rows of a table, not of those inside it."""
    for child in table:
        name = local_name(child)
        if name == "table-row":
            yield child
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from rows_of(child)


def text_of_cell(cell: Any, styles: Styles) -> str:
    """What a cell of a spreadsheet shows, its paragraphs on lines of their own."""
    if styles.is_hidden("table-cell", attribute(cell, "style-name")):
        return ""
    reader = _Reader(styles)
    lines = [reader.line(paragraph) for paragraph in cell.iterchildren("{*}p", "{*}h")]
    if lines:
        return "\n".join(lines)
    values = (attribute(cell, f"{kind}value") for kind in ("string-", "date-", "boolean-", ""))
    return next(filter(None, values), "")
