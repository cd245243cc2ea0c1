"""A table, or a list of items, as rows of cells under labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index import Document, Index
from index.language.lexicons import any_of
from index.split.rows import cells_of
from qa.evidence.lists import ItemList
from qa.evidence.tables.amounts import amount_of

MIN_NUMBERS = 0.7  # of a column's cells that have an amount, for it to be one of amounts
MIN_SAID = 0.8  # of a column's cells that say "yes" or "no", for it to be of such
MIN_MARKS = 2  # cells that say whether something is so
_YES = re.compile(
    rf"(?:{any_of('shapes.affirmed')}\b|x\Z|[✓✔☑]|\d{{1,2}}(?:[.:]\d\d)?\s?[-–])", re.IGNORECASE
)  # or from when to when
_NO = re.compile(rf"(?:{any_of('shapes.denied')}\b|[-–—✗✘☐]?\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `place`: how many stand before it."""

    place: int
    label: str
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        """All that it says."""
        return " ".join((self.label, *self.cells))

    def amounts(self, units: frozenset[str]) -> list[Decimal | None] | None:
        """Of each cell the amount, with one of these units if it has one; None where too few do."""
        found = [amount_of(cell, units) for cell in self.cells]
        named = [amount for amount, cell in zip(found, self.cells, strict=True) if cell.strip()]
        numbers = sum(amount is not None for amount in named)
        return found if numbers > 1 and numbers >= MIN_NUMBERS * len(named) else None

    def marks(self) -> list[bool | None] | None:
        """Of each cell whether it says that something is so, None where it says other; None where
        most say no such thing.
        """
        cells = [each.strip() for each in self.cells]
        yes = [_YES.match(cell) is not None for cell in cells]
        no = [_NO.match(cell) is not None for cell in cells]
        said = sum(yes) + sum(no)
        if len(cells) < MIN_MARKS or not any(yes) or not any(no) or said < MIN_SAID * len(cells):
            return None
        return [one if one != other else None for one, other in zip(yes, no, strict=True)]


@dataclass(frozen=True, slots=True)
class Table:
    """`rows`: the cells of each of the items of `found`, as many as there are `labels`; of a list
    that is no table one cell, without a label.
    """

    found: ItemList
    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def columns(self) -> Iterator[Column]:
        """Its columns, from left to right."""
        for place, label in enumerate(self.labels):
            yield Column(place, label, tuple(row[place] for row in self.rows))


def table_of(index: Index, found: ItemList) -> Table | None:
    """The cells of a list; None where its rows have no labels above them."""
    document = index.documents[found.document_id]
    texts = [document.text[start:end] for start, end in found.items]
    if not found.is_table:
        return Table(found, ("",), tuple((" ".join(text.split()),) for text in texts))
    labels = _labels(document, found)
    if not labels:
        return None
    rows = (_padded(cells_of(text), len(labels)) for text in texts)
    return Table(found, tuple(labels), tuple(rows))


def _labels(document: Document, found: ItemList) -> list[str]:
    block = document.block_at(found.items[0][0])
    if block is None or not block.leads:
        return []
    start, end = block.leads[0]
    lines = [cells_of(line) for line in document.text[start:end].split("\n") if line.strip()]
    if not lines or any(len(line) != len(lines[0]) for line in lines):
        return []
    return [" ".join(dict.fromkeys(filter(None, cells))) for cells in zip(*lines, strict=True)]


def _padded(cells: Sequence[str], count: int) -> tuple[str, ...]:
    return tuple([*cells, *[""] * count][:count])
