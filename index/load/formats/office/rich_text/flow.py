"""A text of its own in RTF, such as the body or a note, and the tables in it."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from index.load.extracted import (
    check_length,
    subscript,
    superscript,
)
from index.load.formats.office.held_blocks import HeldBlock

_SAME_EDGE = 60  # twips, a millimetre: by so much the edges of a column differ from row to row


class Piece(NamedTuple):
    text: str
    lift: int
    bold: bool


class Edge(NamedTuple):
    """The right edge of a cell, and whether the cell goes on from the one above or before it."""

    place: int
    goes_on_down: bool
    goes_on_right: bool


class Row(NamedTuple):
    cells: list[str]
    edges: list[Edge]
    is_label: bool


class Flow:
    """A text of its own: the body, a note, a header. Its blocks so far, and those begun."""

    def __init__(self, kind: str, mark: str = "") -> None:
        self.kind = kind
        self.mark = mark  # of a note
        self.blocks: list[HeldBlock] = []
        self.pieces: list[Piece] = []
        self.line = 0  # the first piece of the paragraph, in a cell of several
        self.item = ""  # the number or bullet of the paragraph
        self.cells: list[list[Piece]] = []
        self.rows: list[Row] = []
        self.edges: list[Edge] = []
        self.labels = False  # whether the row is one of labels
        self.boxes: list[HeldBlock] = []  # anchored in the paragraph
        self._goes_on_down = self._goes_on_right = False  # the cell that is defined next

    def begin_row(self) -> None:
        """Begin to define a row's cells."""
        self.edges, self.labels = [], False
        self._goes_on_down = self._goes_on_right = False

    def mark_labels(self) -> None:
        """The row is one of labels."""
        self.labels = True

    def go_on(self, down: bool = False, right: bool = False) -> None:
        """The cell that is defined next goes on from the one above or before it."""
        self._goes_on_down |= down
        self._goes_on_right |= right

    def add_edge(self, place: int) -> None:
        """Define a cell by its right edge."""
        self.edges.append(Edge(place, self._goes_on_down, self._goes_on_right))
        self._goes_on_down = self._goes_on_right = False

    def put_item_mark(self) -> None:
        """Put the number or bullet of a paragraph in a cell before it."""
        if mark := item_mark(self.item):
            self.pieces.insert(self.line, Piece(mark, 0, False))
        self.item = ""

    def end_cell(self) -> None:
        """End the cell that is open."""
        self.put_item_mark()
        self.cells.append(self.pieces)
        self.pieces, self.line = [], 0

    def end_row(self) -> None:
        """End the row that is open; one in bold is of labels."""
        said = [piece for cell in self.cells for piece in cell if piece.text.strip()]
        is_bold = bool(said) and all(piece.bold for piece in said)
        cells = [text_of(cell).strip() for cell in self.cells]
        if cells:
            self.rows.append(Row(cells, list(self.edges), self.labels or is_bold))
        self.cells = []

    def end_table(self) -> None:
        """Make a table of the rows so far; a single cell is a frame around paragraphs."""
        if self.cells:  # a row that was cut off
            self.rows.append(Row([text_of(cell).strip() for cell in self.cells], [], False))
        rows, self.rows, self.cells = self.rows, [], []
        if not rows:
            return
        if max(len(row.cells) for row in rows) < 2:
            lines = [line for row in rows for line in row.cells[0].split("\n")]
            self.blocks += [HeldBlock(None, line) for line in lines]
            return
        labels = 0
        while labels < len(rows) - 1 and rows[labels].is_label:
            labels += 1
        self.blocks.append(HeldBlock(None, rows=_grid(rows), labels=labels or None))


class State:
    """What a group may set for itself."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.place = "text"  # where what is read belongs
        self.shown = True
        self.hidden = self.struck = self.struck_twice = self.deleted = self.bold = False
        self.lift = 0
        self.encoding = ""  # of the font
        self.skipped_after_unicode = 1
        self.style = 0
        self.level: int | None = None
        self.in_table = False

    def copy(self) -> State:
        """One that may be changed by itself; a file has as many as groups, which must be quick."""
        copy = State.__new__(State)
        copy.__dict__.update(self.__dict__)
        return copy


def text_of(pieces: list[Piece]) -> str:
    drawn = []
    for lift, some in groupby(pieces, key=lambda piece: piece.lift):
        text = "".join(piece.text for piece in some)
        drawn.append(superscript(text) if lift > 0 else subscript(text) if lift < 0 else text)
    return "".join(drawn)


def item_mark(item: str) -> str:
    """The number of an item, or "- " for a bullet, of which some fonts make an "o"."""
    mark = item.strip()
    if not mark:
        return ""
    return "- " if mark == "o" or not any(map(str.isalnum, mark)) else f"{mark} "


def _grid(rows: list[Row]) -> tuple[tuple[str, ...], ...]:
    """The rows with a cell that spans several columns, by its edges, repeated in each."""
    columns = _columns(rows)
    check_length(len(columns) * len(rows))
    characters = 0
    grid: list[tuple[str, ...]] = []
    for row in rows:
        above = grid[-1] if grid else ()
        if len(row.edges) == len(row.cells):
            grid.append(tuple(_spread(row, columns, above)))
        else:
            grid.append(tuple(row.cells))
        characters += sum(map(len, grid[-1]))
        check_length(characters)
    return tuple(grid)


def _columns(rows: list[Row]) -> list[int]:
    """The right edges of the columns of a table, taken together."""
    edges: list[int] = []
    for place in sorted({edge.place for row in rows for edge in row.edges}):
        if not edges or place - edges[-1] > _SAME_EDGE:
            edges.append(place)
    return edges


def _spread(row: Row, columns: list[int], above: tuple[str, ...]) -> list[str]:
    texts: list[str] = []
    before = ""
    for cell, edge in zip(row.cells, row.edges, strict=True):
        text = before if edge.goes_on_right and not cell else cell
        goes_on = edge.goes_on_down and not cell
        first = len(texts)
        while len(texts) < len(columns) and columns[len(texts)] <= edge.place:
            place = len(texts)
            texts.append(above[place] if goes_on and place < len(above) else text)
        if len(texts) == first and cell:  # too narrow to count as a column
            texts[-1:] = [" ".join([*texts[-1:], cell])]
        before = text
    return texts
