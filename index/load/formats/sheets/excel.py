"""Workbooks of Excel (.xlsx, .xlsm) → text: what each visible sheet shows, as it shows it.

The XML is read here because the libraries for it give a cell's value, not what is seen of it:
0.25, where the sheet shows "25%", also of hidden rows and of columns that are folded in.
"""

from __future__ import annotations

import math
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import LoadError
from index.load.extracted import Extracted, TextBuilder, subscript, superscript
from index.load.formats.office import number_format
from index.load.formats.office.archive import (
    local_name,
    office_archive,
    part_elements,
    part_tree,
)
from index.load.formats.office.number_format import GENERAL, Habits, habits_of
from index.load.formats.office.package import relations_of
from index.load.formats.sheets.cells import LAST_COLUMN, Area, Cells, begin_sheet
from index.load.formats.sheets.layout import add_sheet
from index.load.metadata import usable_author, usable_title

_DAYS_TO_1904 = 1_462  # old workbooks from a Mac count their days from there
_SAMPLE = 5_000  # texts that tell the language of a workbook
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)


def parse_spreadsheet(path: Path) -> Extracted:
    """Each visible sheet as a page: its name as a heading, its titles, tables and notes.

    Numbers and dates stand as their formats show them, formulas with the value last computed.
    Hidden sheets, rows and columns are left out; comments on cells follow the sheet. Raises
    LoadError.
    """
    with office_archive(path) as archive:
        workbook = _main_part(archive)
        book = _Book.read(archive, workbook)
        sheets = list(_sheets(archive, workbook))
        builder, title = TextBuilder(), None
        for count, (name, part) in enumerate(sheets):
            first = begin_sheet(builder, name, len(sheets))
            title_above = add_sheet(builder, _cells(archive, part, book).sheet())
            title = title_above or first if count == 0 else title
            for text in _boxes(archive, part):
                builder.add(None, text)
            for comment in _comments(archive, part):
                builder.add("aside", comment)
        core = part_tree(archive, "docProps/core.xml")
    named, author = (
        core.findtext(f"{{*}}{name}") if core is not None else None for name in ("title", "creator")
    )
    return builder.extracted(usable_title(named) or usable_title(title), usable_author(author))


@dataclass(frozen=True, slots=True)
class _CellStyle:
    code: str = GENERAL
    bold: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets of a workbook share."""

    strings: list[str]
    styles: list[_CellStyle]
    habits: Habits
    day_zero: int

    @classmethod
    def read(cls, archive: zipfile.ZipFile, workbook: str) -> _Book:
        parts = {kind: part for kind, part in _relations(archive, workbook).values()}
        strings = _strings(archive, parts.get("sharedStrings"))
        styles = _cell_styles(part_tree(archive, parts.get("styles", "")))
        tree = _required(archive, workbook)
        properties = tree.find("{*}workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        names = [sheet.get("name", "") for sheet in tree.iter("{*}sheet")]
        habits = habits_of([*names, *strings[:_SAMPLE]], [style.code for style in styles])
        return cls(strings, styles, habits, _DAYS_TO_1904 if since_1904 else 0)


def _required(archive: zipfile.ZipFile, part: str) -> Any:
    tree = part_tree(archive, part)
    if tree is None:
        raise LoadError("is damaged: it lacks {part}; save it anew", part=part)
    return tree


def _main_part(archive: zipfile.ZipFile) -> str:
    parts = {kind: part for kind, part in _relations(archive, "").values()}
    return parts.get("officeDocument", "xl/workbook.xml")


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part names, by identifier: what each is for, and where it is."""
    folder, name = posixpath.split(part)
    tree = part_tree(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    found = () if tree is None else relations_of(tree, folder)
    return {each.id: (each.kind, each.target) for each in found}


def _strings(archive: zipfile.ZipFile, part: str | None) -> list[str]:
    if part is None or part not in archive.NameToInfo:
        return []
    elements = part_elements(archive, part, ("si",), "si")
    return [_rich_text(element) for event, _, element in elements if event == "end"]


def _rich_text(element: Any) -> str:
    """The text of a cell, with its raised and lowered parts, without what is struck out."""
    pieces = []
    for child in element:
        name = local_name(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            pieces.append(_run(child))
    return "".join(pieces)


def _run(run: Any) -> str:
    text = run.findtext("{*}t") or ""
    look = run.find("{*}rPr")
    if look is None:
        return text
    if _is_on(look.find("{*}strike")):
        return ""
    lifted = look.find("{*}vertAlign")
    place = lifted.get("val") if lifted is not None else ""
    return {"superscript": superscript, "subscript": subscript}.get(place, str)(text)


def _is_on(element: Any) -> bool:
    return element is not None and element.get("val", "1") not in ("0", "false")


def _cell_styles(tree: Any) -> list[_CellStyle]:
    if tree is None:
        return []
    codes = dict(number_format.BUILT_IN)
    codes |= {
        int(each.get("numFmtId")): each.get("formatCode", GENERAL)
        for each in tree.iterfind("{*}numFmts/{*}numFmt")
    }
    fonts = [
        (_is_on(font.find("{*}b")), _is_on(font.find("{*}strike")))
        for font in tree.iterfind("{*}fonts/{*}font")
    ]
    styles = []
    for each in tree.iterfind("{*}cellXfs/{*}xf"):
        font = int(each.get("fontId", 0))
        look = fonts[font] if font < len(fonts) else (False, False)
        styles.append(_CellStyle(codes.get(int(each.get("numFmtId", 0)), GENERAL), *look))
    return styles


def _sheets(archive: zipfile.ZipFile, workbook: str) -> Iterator[tuple[str, str]]:
    """The name and the part of each visible sheet of cells."""
    relations = _relations(archive, workbook)
    for sheet in _required(archive, workbook).iterfind("{*}sheets/{*}sheet"):
        identifier = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        kind, part = relations.get(identifier, ("", ""))
        if kind == "worksheet" and sheet.get("state", "visible") == "visible":
            yield sheet.get("name", ""), part


def _cells(archive: zipfile.ZipFile, part: str, book: _Book) -> Cells:
    cells = Cells()
    number = 0
    for event, name, element in part_elements(archive, part, ("col", "row", "mergeCell"), "row"):
        if event == "start":
            continue
        if name == "row":
            number = int(element.get("r", number + 1))
            if _is_hidden(element, "ht"):
                cells.hidden_rows.add(number)
            else:
                _add_row(cells, number, element, book)
        elif name == "col" and _is_hidden(element, "width"):
            last = min(int(element.get("max")), LAST_COLUMN)
            cells.hidden_columns.update(range(int(element.get("min")), last + 1))
        elif name == "mergeCell" and (area := _area(element.get("ref", ""))):
            cells.spans.append(area)
    return cells


def _is_hidden(element: Any, size: str) -> bool:
    return element.get("hidden") in ("1", "true") or float(element.get(size) or 1) == 0


def _add_row(cells: Cells, number: int, row: Any, book: _Book) -> None:
    column = 0
    bold = []
    for cell in row:
        if local_name(cell) != "c":
            continue
        place = _REFERENCE.match(cell.get("r", ""))
        column = _column(place[1]) if place else column + 1
        style = _style_of(cell, book)
        text = "" if style.struck else _cell_text(cell, style, book)
        cells.put(number, column, text)
        if text and column not in cells.hidden_columns:
            bold.append(style.bold)
    if bold and all(bold):
        cells.labels.add(number)


def _column(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    top, bottom = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if not top or not bottom:
        return None
    return int(top[2]), _column(top[1]), int(bottom[2]), _column(bottom[1])


def _style_of(cell: Any, book: _Book) -> _CellStyle:
    number = int(cell.get("s", 0))
    return book.styles[number] if number < len(book.styles) else _CellStyle()


def _cell_text(cell: Any, style: _CellStyle, book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return number_format.shown_text(
            _rich_text(inline) if inline is not None else "", style.code
        )
    value = next((child.text or "" for child in cell if local_name(child) == "v"), "")
    if not value:
        return ""
    if kind == "s":
        return number_format.shown_text(book.strings[int(value)], style.code)
    if kind == "b":
        return book.habits.true if value in ("1", "true") else book.habits.false
    if kind == "str":
        return number_format.shown_text(value, style.code)
    return _number_text(value, style, book) if kind == "n" else value


def _number_text(value: str, style: _CellStyle, book: _Book) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if not math.isfinite(number):
        return value
    return number_format.shown(number, style.code, book.habits, book.day_zero)


def _comments(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    """The comments on cells, and what was answered. What replaces an answered one in old versions
    of Excel is left out.
    """
    for kind, comments in _relations(archive, part).values():
        if (
            kind in ("comments", "threadedComment")
            and (tree := part_tree(archive, comments)) is not None
        ):
            authors = [author.text or "" for author in tree.iter("{*}author")]
            for comment in tree.iter("{*}comment", "{*}threadedComment"):
                author = int(comment.get("authorId") or len(authors))
                text = comment.find("{*}text")
                threaded = author < len(authors) and authors[author].startswith("tc=")
                if text is not None and not threaded:
                    yield _rich_text(text) or text.text or ""


def _boxes(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    """The paragraphs of boxes of text that lie on a sheet."""
    for kind, drawing in _relations(archive, part).values():
        if kind == "drawing" and (tree := part_tree(archive, drawing)) is not None:
            for body in tree.iter("{*}txBody"):
                for paragraph in body.iterchildren("{*}p"):
                    yield "".join(text.text or "" for text in paragraph.iter("{*}t"))
