"""The cells of a sheet as its file lists them → what of them is seen, and where."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from index.load.extracted import TextBuilder, check_length
from index.load.formats.sheets.layout import Sheet

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of Excel; those of LibreOffice are the same
_NO_NAME = re.compile(r"(?:Sheet|Blad|Ark|Tabelle|Feuil)\s*\d*", re.IGNORECASE)

Area = tuple[int, int, int, int]
"""First row and column, last row and column, from 1."""


@dataclass(slots=True)
class Cells:
    """The cells of a sheet that show something, by row and column from 1, before what is hidden is
    left out of the count.
    """

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    labels: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    spans: list[Area] = field(default_factory=list)
    widest: dict[int, int] = field(default_factory=dict)  # how many cells of a row are spanned
    characters: int = 0

    def put(self, row: int, column: int, text: str) -> None:
        """Add a cell. Raises LoadError where the text grows too long."""
        if text and not text.isspace() and column not in self.hidden_columns:
            self.characters += len(text) + 1
            check_length(self.characters)
            self.rows.setdefault(row, {})[column] = text

    def sheet(self) -> Sheet:
        """What is seen: text that spans several cells in each, nothing of what is hidden."""
        last = max(self.rows, default=0), max(map(max, self.rows.values()), default=0)
        for area in self.spans:
            self._fill(area, *last)
        rows, columns = sorted(self.hidden_rows), sorted(self.hidden_columns)
        sheet = Sheet()
        for number, cells in self.rows.items():
            seen = number - bisect_left(rows, number)
            sheet.rows[seen] = {c - bisect_left(columns, c): cells[c] for c in sorted(cells)}
            if number in self.labels:
                sheet.labels.add(seen)
            if self.widest.get(number) == len(cells):
                sheet.banners.add(seen)
        return sheet

    def _fill(self, area: Area, last_row: int, last_column: int) -> None:
        top, left, bottom, right = area
        text = self.rows.get(top, {}).get(left, "")
        if not text:
            return
        reached = range(left, min(right, last_column) + 1)
        columns = [column for column in reached if column not in self.hidden_columns]
        for row in range(top, min(bottom, last_row) + 1):
            if row not in self.hidden_rows:
                for column in columns:
                    self.put(row, column, text)
                if right > left:
                    self.widest[row] = len(columns)


def begin_sheet(builder: TextBuilder, name: str, sheets: int) -> str | None:
    """Begin a page with the sheet's name; the name, None for one that names nothing."""
    builder.begin_page()
    named = None if _NO_NAME.fullmatch(name.strip()) else name
    if named or sheets > 1:
        builder.add("heading", name)
    return named
