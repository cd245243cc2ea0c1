"""Word documents (.docx) → text, as it is seen with all changes accepted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from index.errors import LoadError
from index.language.lexicons import any_of
from index.load.extracted import Extracted, TextBuilder
from index.load.formats.office.graphics import add_graphic
from index.load.formats.office.lists import (
    BULLET,
    ListLeads,
    is_sentence,
    may_be_heading,
    numeral,
    typed_item,
)
from index.load.formats.office.package import RELATION, Package, number, open_package
from index.load.formats.word.line import Line, LineReader, NoteMark
from index.load.formats.word.notes import note_forms, note_mark
from index.load.formats.word.numbers import Numbers
from index.load.formats.word.styles import Style, Styles, W, is_set, list_place, value
from index.load.formats.word.tree import blocks_below, elements_below, shown_rows
from index.load.metadata import usable_title
from index.types import BlockKind

MAX_COLUMNS = 63  # of a table in Word
DEFAULT_SIZE = 20  # half-points
LARGE = 1.2  # times the size of running text: a heading
_PAGE_NUMBER = re.compile(
    rf"[\W_]*{any_of('page.page_numbers', 'page.page_letters')}?[\W_]*(?:\d{{1,4}}|[ivxl]+)?"
    rf"[\W_]*{any_of('page.out_of')}?[\W_]*\d{{0,4}}[\W_]*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Cell(NamedTuple):
    """A table's cell; `above`: it goes on from the row above."""

    text: str
    bold: bool = False
    above: bool = False


def parse_docx(path: Path) -> Extracted:
    """The headers, the body, notes and footers. Raises LoadError for what cannot be read."""
    with open_package(path) as package:
        return _Reader(package).read()


class _Reader:
    """Reads one document, from the first part to the last."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = package.main_part("word/document.xml")
        self._main = self._part
        self._root = package.root(self._part)
        if self._root is None or self._root.tag != f"{W}document":
            raise LoadError("holds no Word document; save it as .docx anew")
        self._styles = Styles(self._related("styles"))
        self._numbers = Numbers(self._related("numbering"), self._styles)
        settings = self._related("settings")
        self._even_pages = is_set(settings, "evenAndOddHeaders")
        self._forms = note_forms(settings, self._root)
        self._counts = {"footnote": 0, "endnote": 0}
        self._notes: list[NoteMark] = []
        self._lines = LineReader(self._styles, self._next_mark)
        self._builder = TextBuilder()
        self._leads = ListLeads()
        self._carried: list[str] = []
        self._titles: dict[bool, str] = {}  # by whether its style is that of titles
        self._size = _usual_size(self._root, self._styles)

    def read(self) -> Extracted:
        """Everything, in the order in which it is read."""
        shown = set(self._shown_margins())
        margins = [each for each in self._package.relations(self._main) if each.id in shown]
        self._add_margins([each.target for each in margins if each.kind == "header"])
        self._add_blocks(self._root)
        self._add_notes()
        self._add_margins([each.target for each in margins if each.kind == "footer"])
        title = self._package.title() or next(
            filter(None, (usable_title(self._titles.get(each)) for each in (True, False))), None
        )
        return self._builder.extracted(title, self._package.author())

    def _related(self, kind: str) -> Any:
        """The root of the main part's part of that kind, None if it has none."""
        relations = self._package.relations(self._main)
        name = next((each.target for each in relations if each.kind == kind), None)
        return None if name is None else self._package.root(name)

    # Headers and footers

    def _shown_margins(self) -> Iterator[str]:
        """The relations of headers and footers, less those kept for pages that are not set."""
        unused: set[str | None] = set()
        used: set[str | None] = set()
        for section in self._root.iter(f"{W}sectPr"):
            set_kinds = {"default"}
            set_kinds |= {"first"} if is_set(section, "titlePg") else set()
            set_kinds |= {"even"} if self._even_pages else set()
            for each in (
                *section.iter(f"{W}headerReference"),
                *section.iter(f"{W}footerReference"),
            ):
                seen = each.get(f"{W}type", "default") in set_kinds
                (used if seen else unused).add(each.get(f"{RELATION}id"))
        for relation in self._package.relations(self._main):
            if relation.kind in ("header", "footer") and relation.id not in unused - used:
                yield relation.id

    def _add_margins(self, parts: list[str]) -> None:
        seen: set[str] = set()
        for self._part in parts:
            root = self._package.root(self._part)
            for text in () if root is None else self._margin_lines(root):
                if text and text not in seen:
                    seen.add(text)
                    self._builder.add("aside", text)
        self._part = self._main

    def _margin_lines(self, parent: Any) -> Iterator[str]:
        for block, _ in blocks_below(parent):
            if block.tag == f"{W}tbl":
                for row in self._rows(block, []):
                    cells = dict.fromkeys(cell.text for cell in row)  # spanning cells once
                    yield " | ".join(filter(None, map(without_page_number, cells)))
            else:
                line = self._line(block)
                yield without_page_number(line.text)
                for box in line.boxes:
                    yield from self._margin_lines(box)

    # Notes

    def _next_mark(self, kind: str, identifier: str, custom: bool) -> str:
        """The mark of the note that is referred to next."""
        mark = ""
        if not custom:
            self._counts[kind] += 1
            form, start = self._forms[kind]
            mark = note_mark(numeral(self._counts[kind] + start - 1, form))
        self._notes.append(NoteMark(kind, identifier, mark))
        return mark

    def _add_notes(self) -> None:
        for kind in ("footnote", "endnote"):
            root = self._related(f"{kind}s")
            notes = {} if root is None else {
                each.get(f"{W}id"): each for each in root.iter(W + kind)
            }  # fmt: skip
            for note in [each for each in self._notes if each.kind == kind]:
                element = notes.pop(note.id, None)
                if element is not None:
                    self._lines.own_mark = note.mark
                    self._add_blocks(element, opening=note.mark)
        self._lines.own_mark = ""

    # Blocks

    def _add_blocks(self, parent: Any, opening: str = "") -> None:
        """The paragraphs and tables below `parent`; the first paragraph is to start with
        `opening`.
        """
        for block, is_contents in blocks_below(parent):
            if block.tag == f"{W}tbl":
                self._add_carried()
                self._add_table(block)
            else:
                self._add_paragraph(block, is_contents, opening)
                opening = ""
        self._add_carried()

    def _add_carried(self) -> None:
        """Add what was to run on into a paragraph that never came."""
        text, self._carried = "".join(self._carried).strip(), []
        if text:
            self._leads.add(text, self._builder.add("prose", text))

    def _add_paragraph(self, element: Any, is_contents: bool, opening: str = "") -> None:
        line = self._line(element)
        self._carried.append(line.text)
        if not line.runs_on:
            text, self._carried = "".join(self._carried), []
            mark, level = self._mark(element, line.style)
            if opening and not text.startswith(opening):
                text = f"{opening} {text}" if text.strip() else ""
            self._add_text(text.strip(), line, mark, level, is_contents)
        for box in line.boxes:
            self._add_blocks(box)
        for graphic in line.graphics:
            add_graphic(graphic, self._package, self._part, self._builder)

    def _add_text(
        self, text: str, line: Line, mark: str | None, level: int, is_contents: bool
    ) -> None:
        if not text:
            return
        kind = self._kind(text, line, mark, is_contents)
        if kind == "heading":
            text = " ".join(text.split())
            self._titles.setdefault("title" in line.style.names, text)
            self._leads.add(text, None)
            self._builder.add(kind, f"{(mark or '').removeprefix(BULLET)}{text}")
        elif kind == "item":
            shown = (typed_item(text) or text) if mark is None else mark + text
            span = self._builder.add(kind, shown, self._leads.of_item(level))
            self._leads.add(text, span, level)
        else:
            span = self._builder.add(kind, f"{(mark or '').removeprefix(BULLET)}{text}")
            self._leads.add(text, span if kind in ("prose", None) else None)

    def _kind(self, text: str, line: Line, mark: str | None, is_contents: bool) -> BlockKind | None:
        style = line.style
        if is_contents or style.is_contents:
            return "boilerplate"
        if "caption" in style.names:
            return "aside"
        if line.is_heading and not is_sentence(text):
            return "heading"
        stands_out = mark != BULLET and self._stands_out(line)
        if stands_out and may_be_heading(text) and not is_sentence(text):
            return "heading"
        if mark:
            return "item"
        if typed_item(text):
            return "item"
        return None if "\n" in text else "prose"

    def _stands_out(self, line: Line) -> bool:
        """Whether all of a paragraph is bold, or larger than running text."""
        return "\n" not in line.text and (line.bold or line.smallest >= LARGE * self._size)

    def _line(self, element: Any) -> Line:
        return self._lines.read(element)

    def _mark(self, element: Any, style: Style) -> tuple[str | None, int]:
        """What Word writes before a paragraph, and the level of its list."""
        own_list, own_level = list_place(element.find(f"{W}pPr"))
        list_id = style.list_id if own_list is None else own_list
        if list_id is None or list_id == "0":
            return None, 0
        level = own_level
        if level is None:
            level = 0 if own_list is not None else self._numbers.level_of(list_id, style)
        return self._numbers.next_mark(list_id, level), level

    # Tables

    def _add_table(self, table: Any) -> None:
        """A table; what only frames text, gives its own blocks."""
        rows = [list(elements_below(row, "tc")) for row in shown_rows(table)]
        if max(map(len, rows), default=0) < 2 or (len(rows) == 1 and _frames(rows[0])):
            for cell in (cell for row in rows for cell in row):
                self._add_blocks(cell)
            return
        within: list[Any] = []
        flagged = zip(shown_rows(table), self._rows(table, within), strict=True)
        kept = [(_is_labels(row), cells) for row, cells in flagged if any(c.text for c in cells)]
        cells = [cells for _, cells in kept]
        labels = self._label_rows(table, cells, [flag for flag, _ in kept])
        self._builder.add_table([[cell.text for cell in row] for row in cells], labels)
        self._leads = ListLeads()
        for inner in within:
            self._add_table(inner)

    def _label_rows(self, table: Any, rows: list[list[Cell]], flags: list[bool]) -> int | None:
        """How many rows of labels the format tells of, None where it tells nothing. `flags`: for
        each row, whether it is marked as one.
        """
        count = next((n for n, flag in enumerate(flags) if not flag), 0)  # not where all are
        if count == 0:
            bold = [all(cell.bold or not cell.text for cell in row) for row in rows[:2]]
            styled = self._first_row_is_styled(table)
            count = int(len(bold) > 1 and (styled or (bold[0] and not bold[1])))
        if count == 0:
            return None
        while count < len(rows) - 1 and any(cell.above for cell in rows[count]):
            count += 1
        return count

    def _first_row_is_styled(self, table: Any) -> bool:
        """Whether the table's style sets the first row in bold, and the table asks for that."""
        properties = table.find(f"{W}tblPr")
        style = self._styles.named(value(properties, "tblStyle"))
        flags = None if properties is None else properties.find(f"{W}tblLook")
        if flags is None or not style.bold_first_row:
            return False
        asked = flags.get(f"{W}firstRow")
        return asked == "1" if asked else bool(int(flags.get(f"{W}val", "0"), 16) & 0x20)

    def _rows(self, table: Any, within: list[Any]) -> Iterator[list[Cell]]:
        """The rows, a cell that spans several columns or rows in each; tables in cells are added
        to `within`.
        """
        above: list[Cell] = []
        for row in shown_rows(table):
            cells: list[Cell] = [Cell("")] * _span(row.find(f"{W}trPr"), "gridBefore", 0)
            for element in elements_below(row, "tc"):
                properties = element.find(f"{W}tcPr")
                place = len(cells)
                cell = self._cell(element, within)
                if _goes_on(properties) and place < len(above):
                    cell = above[place]._replace(above=True)
                cells += [cell] * _span(properties, "gridSpan", 1)
            above = cells
            yield cells

    def _cell(self, element: Any, within: list[Any]) -> Cell:
        pieces, bold = [], []
        waiting = [element]
        while waiting:
            for block, _ in blocks_below(waiting.pop()):
                if block.tag == f"{W}tbl":
                    within.append(block)
                    continue
                line = self._line(block)
                mark = "" if line.runs_on else self._mark(block, line.style)[0] or ""
                waiting += line.boxes
                # A number may stand alone: cells are numbered so.
                if line.text.strip() or mark not in ("", BULLET):
                    pieces.append((mark, line.text))
                    bold.append(line.bold)
        if len(pieces) == 1:
            mark, text = pieces[0]
            return Cell((mark.removeprefix(BULLET) + text).strip(), all(bold))
        return Cell(
            " ".join(mark + text.strip() for mark, text in pieces), bool(bold) and all(bold)
        )


def _is_labels(row: Any) -> bool:
    return is_set(row.find(f"{W}trPr"), "tblHeader")


def _frames(cells: list[Any]) -> bool:
    """Whether the cells of a table's only row hold several paragraphs, or tables of their own."""
    return any(len(list(blocks_below(cell))) > 1 for cell in cells)


def _usual_size(root: Any, styles: Styles) -> int:
    """The size of most characters of the document."""
    sizes: Counter[int] = Counter()
    for paragraph in root.iter(f"{W}p"):
        style = styles.paragraph(value(paragraph.find(f"{W}pPr"), "pStyle"))
        usual = style.look.get("sz") or styles.defaults.get("sz")
        for run in paragraph.findall(f"{W}r"):
            size = number(value(run.find(f"{W}rPr"), "sz") or usual, DEFAULT_SIZE)
            sizes[size] += sum(len(each.text or "") for each in run.findall(f"{W}t"))
    return max(sizes, key=sizes.__getitem__, default=DEFAULT_SIZE)


def _span(properties: Any, name: str, least: int) -> int:
    return min(max(number(value(properties, name), least), least), MAX_COLUMNS)


def _goes_on(properties: Any) -> bool:
    """Whether a cell goes on from the one above it."""
    merge = None if properties is None else properties.find(f"{W}vMerge")
    return merge is not None and merge.get(f"{W}val") != "restart"


def without_page_number(text: str) -> str:
    """The text of a header or footer without the parts that only number the page."""
    parts = [part.strip() for part in text.split("\t")]
    kept = [part for part in parts if _YEAR.search(part) or not _PAGE_NUMBER.fullmatch(part)]
    return "\t".join(kept)
