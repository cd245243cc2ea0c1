"""The cells of a table of HTML → its rows, and how many of them are labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from index.load.formats.markup.lists import integer

_MAX_COLUMNS = 250  # that a cell is repeated in


@dataclass(slots=True)
class Cell:
    """A cell: the columns and rows that it spans (0 rows: all that follow), and what it holds."""

    columns: int
    rows: int
    is_label: bool
    texts: list[str] = field(default_factory=list)
    is_bold: bool = True


@dataclass(slots=True)
class Row:
    """A row, and whether it stands in the table's head."""

    in_head: bool
    cells: list[Cell] = field(default_factory=list)


def cell_of(element: Any) -> Cell:
    """The cell that an element begins, still empty."""
    columns = min(max(integer(element.get("colspan"), 1), 1), _MAX_COLUMNS)
    rows = integer(element.get("rowspan"), 1)
    return Cell(columns, rows, element.tag == "th")


def grid(rows: Sequence[Row]) -> list[list[str]]:
    """The texts of the cells, each in all rows and columns that it spans."""
    spanning: dict[int, tuple[str, int]] = {}  # column: text and the rows that it goes on for
    width = max(sum(cell.columns for cell in row.cells) for row in rows)
    grid = []
    for number, row in enumerate(rows):
        left = len(rows) - number
        grid.append(_grid_row(row, spanning, min(width, _MAX_COLUMNS), left))
    return grid


def without_empty_columns(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows without the columns that show nothing, which hold pictures or room."""
    shown = {place for row in rows for place, text in enumerate(row) if text}
    return [[text for place, text in enumerate(row) if place in shown] for row in rows]


def _grid_row(row: Row, spanning: dict[int, tuple[str, int]], width: int, left: int) -> list[str]:
    texts: list[str] = []

    def carry_over() -> None:
        while len(texts) in spanning:
            column = len(texts)
            text, rows = spanning.pop(column)
            texts.append(text)
            if rows > 1:
                carried[column] = text, rows - 1

    carried: dict[int, tuple[str, int]] = {}
    for cell in row.cells:
        carry_over()
        text = " ".join(" ".join(cell.texts).split())
        rows = left if cell.rows == 0 else min(cell.rows, left)
        for _ in range(cell.columns):
            if rows > 1 and len(texts) < width:
                carried[len(texts)] = text, rows - 1
            texts.append(text)
    carry_over()
    spanning.update(carried)
    return texts


def count_labels(rows: Sequence[Row]) -> int | None:
    """How many of the first rows are labels of columns; None where the format is silent."""
    count = 0
    for row in rows:
        cells = [cell for cell in row.cells if "".join(cell.texts).strip()]
        if not (row.in_head or all(cell.is_label for cell in cells)):
            break
        count += 1
    if count or not rows:
        return count
    first = [cell for cell in rows[0].cells if "".join(cell.texts).strip()]
    if any(cell.is_label for cell in first):  # the labels stand before the rows
        return 0
    others = (cell for row in rows[1:] for cell in row.cells if cell.texts)
    is_set_off = all(cell.is_bold for cell in first) and not all(cell.is_bold for cell in others)
    return 1 if is_set_off and len(first) > 1 else None
