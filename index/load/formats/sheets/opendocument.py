"""Spreadsheets of OpenDocument (.ods) → text: what each visible sheet shows, as it shows it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from index.load.extracted import Extracted, TextBuilder
from index.load.formats.office.archive import (
    local_name,
    part_elements,
    part_tree,
)
from index.load.formats.office.opendocument.document import text_of_cell
from index.load.formats.office.opendocument.package import opendocument, title_author_date
from index.load.formats.office.opendocument.styles import Styles, attribute, whole_number
from index.load.formats.sheets.cells import LAST_COLUMN, LAST_ROW, Cells, begin_sheet
from index.load.formats.sheets.layout import add_sheet
from index.load.metadata import usable_title

_ELEMENTS = ("style", "table", "table-header-rows", "table-column", "table-row")


def parse_opendocument_spreadsheet(path: Path) -> Extracted:
    """Each visible sheet as a page, as excel.py reads those of a workbook. Raises LoadError."""
    with opendocument(path) as archive:
        title, author, published = title_author_date(archive)
        sheets = list(_sheets(archive))
    builder = TextBuilder()
    for count, (name, cells, comments) in enumerate(sheets):
        first = begin_sheet(builder, name, len(sheets))
        title_above = add_sheet(builder, cells.sheet())
        if count == 0:
            title = title or usable_title(title_above or first)
        for comment in comments:
            builder.add("aside", comment)
    return builder.extracted(title, author, published)


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, Cells, list[str]]]:
    """The name, the cells and the comments of each visible sheet."""
    styles = Styles()
    if (others := part_tree(archive, "styles.xml")) is not None:
        styles.read(others)
    reader = _Reader(styles)
    depth = 0
    for event, name, element in part_elements(archive, "content.xml", _ELEMENTS, "table-row"):
        if name == "style" and event == "end":
            styles.add(element)
        elif name == "table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                reader.begin()
            elif depth == 0 and not styles.is_hidden("table", attribute(element, "style-name")):
                yield attribute(element, "name") or "", reader.cells, reader.comments
        elif depth == 1:
            reader.read(event, name, element)


class _Reader:
    """Reads one sheet after another, element by element."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.begin()

    def begin(self) -> None:
        """Begin a sheet."""
        self.cells = Cells()
        self.comments: list[str] = []
        self._row = self._column = 1
        self._in_header = False

    def read(self, event: str, name: str, element: Any) -> None:
        """Take up a row, a column, or that the rows of labels begin or end."""
        if name == "table-header-rows":
            self._in_header = event == "start"
        elif event == "end" and name == "table-column":
            self._add_column(element)
        elif event == "end":
            self._add_rows(element)

    def _add_column(self, element: Any) -> None:
        start, times = self._column, whole_number(element, "number-columns-repeated")
        self._column = min(start + times, LAST_COLUMN + 1)
        if attribute(element, "visibility") in ("collapse", "filter"):
            self.cells.hidden_columns.update(range(start, self._column))

    def _add_rows(self, row: Any) -> None:
        times = whole_number(row, "number-rows-repeated")
        start = self._row
        self._row = min(start + times, LAST_ROW + 1)
        if attribute(row, "visibility") in ("collapse", "filter"):
            self.cells.hidden_rows.update(range(start, self._row))
            return
        texts, is_label = self._texts(row, start)
        if texts:
            for number in range(start, self._row):
                for column, text in texts.items():
                    self.cells.put(number, column, text)
                if is_label:
                    self.cells.labels.add(number)

    def _texts(self, row: Any, number: int) -> tuple[Mapping[int, str], bool]:
        """The texts of the row's cells, and whether they are labels."""
        texts: dict[int, str] = {}
        bold = []
        column = 1
        for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            start, times = column, whole_number(cell, "number-columns-repeated")
            column = min(start + times, LAST_COLUMN + 1)
            style = attribute(cell, "style-name")
            if len(cell) or attribute(cell, "value-type"):
                self._add_comments(cell)
                text = text_of_cell(cell, self._styles)
                if text and local_name(cell) == "table-cell":
                    texts |= dict.fromkeys(range(start, column), text)
                    bold.append(self._styles.get("table-cell", style, "bold") or False)
                self._add_span(cell, number, start)
        return texts, self._in_header or (bool(bold) and all(bold))

    def _add_span(self, cell: Any, row: int, column: int) -> None:
        down, right = (
            whole_number(cell, f"number-{each}-spanned") - 1 for each in ("rows", "columns")
        )
        if down > 0 or right > 0:
            self.cells.spans.append((row, column, row + down, column + right))

    def _add_comments(self, cell: Any) -> None:
        for comment in cell.iterchildren("{*}annotation"):
            lines = ("".join(p.itertext()) for p in comment.iterchildren("{*}p"))
            self.comments.append("\n".join(lines))
