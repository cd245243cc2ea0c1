"""What a parser finds in a file: its text for good, and what is known of its layout and metadata.

Nothing edits the text afterwards, so that a quote can be traced to the character.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.errors import LoadError
from index.split.rows import is_group, label_rows
from index.types import Block, BlockKind, Span

# War and Peace has 3.2 million characters: a longer "document" is a log or a database dump, whose
# passages would crowd out all others.
MAX_CHARACTERS = 5_000_000
CELL_SEPARATOR = " | "
_APART = frozenset({"heading", "labels"})  # blank lines stand around these
_SUPERSCRIPTS = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document's text and what its metadata says, None where the metadata is silent.

    `pages` holds the offset in `text` at which each page starts; empty for formats without pages.
    `blocks`: the layout as the format tells it, in order; what no block covers is told by the text
    alone. `scanned`: for each page the mean confidence, 0..1, of what OCR read there, None for a
    page with a text layer; empty where nothing was scanned.
    """

    text: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    pages: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    scanned: tuple[float | None, ...] = ()


def extracted_of(fields: Mapping[str, Any]) -> Extracted:
    """From what `dataclasses.asdict` gave, as JSON brought it."""
    blocks = tuple(
        Block(each["start"], each["end"], each["kind"], tuple(map(tuple, each["leads"])))
        for each in fields["blocks"]
    )
    tuples = {name: tuple(fields[name]) for name in ("pages", "scanned")}
    return Extracted(**{**fields, **tuples, "blocks": blocks})


class TextBuilder:
    """Puts a document's text together, block by block, each on lines of its own."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._pages: list[int] = []
        self._apart = False
        self._page_begins = False

    def add(
        self, kind: BlockKind | None, text: str, leads: Iterable[Span | None] = ()
    ) -> Span | None:
        """Add a block; its span, None where it shows nothing. What kind `None` is, or of which
        several blocks it consists, is told by its lines. Raises LoadError when the text grows too
        long.
        """
        text = normalise(text).strip()
        if not text:
            return None
        apart = kind in _APART
        if self._pieces:
            self._put("\n\n" if apart or self._apart else "\n")
        self._apart = kind == "heading"
        if self._page_begins:
            self._pages.append(self._length)
            self._page_begins = False
        start = self._length
        self._put(text)
        if kind is not None:
            self._blocks.append(Block(start, self._length, kind, tuple(filter(None, leads))))
        return start, self._length

    def add_table(self, rows: Sequence[Sequence[str]], labels: int | None = None) -> None:
        """Add a table: `labels` rows of labels of its columns, then what it says; None where it is
        to be told by the cells. A cell that spans several rows or columns is to stand in each.
        """
        cells = [[" ".join(normalise(cell).split()) for cell in row] for row in rows]
        cells = [row for row in cells if any(row)]
        if max(map(len, cells), default=0) < 2:
            for row in cells:
                self.add(None, " ".join(row))
            return
        count = label_rows(cells) if labels is None else min(labels, len(cells) - 1)
        above: list[Span | None] = [self.add("labels", row_text(row)) for row in cells[:count]]
        spans = [span for span in above if span is not None]
        header = (spans[0][0], spans[-1][1]) if spans else None
        group: Span | None = None
        for row in cells[count:]:
            if is_group(row):
                group = self.add("labels", next(filter(None, row)))
            else:
                self.add("row", row_text(row), (header, group))
        self._apart = True

    def append(self, found: Extracted) -> None:
        """Add all of what another parser found, but its pages. Raises LoadError when the text grows
        too long.
        """
        self._apart = True
        span = self.add(None, found.text)
        if span is None:
            return
        shift = span[0] - len(found.text) + len(found.text.lstrip())
        self._blocks += [_shifted(block, shift) for block in found.blocks]
        self._apart = True

    def begin_page(self) -> None:
        """What is added next stands on the next page."""
        if self._page_begins:  # the one before is blank
            self._pages.append(self._length)
        self._page_begins = True

    def extracted(
        self, title: str | None = None, source: str | None = None, published: str | None = None
    ) -> Extracted:
        """What has been added."""
        if self._page_begins:
            self._pages.append(self._length)
        text = "".join(self._pieces)
        return Extracted(text, title, source, published, tuple(self._pages), tuple(self._blocks))

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        check_length(self._length)


def _shifted(block: Block, by: int) -> Block:
    leads = tuple((start + by, end + by) for start, end in block.leads)
    return Block(block.start + by, block.end + by, block.kind, leads)


def row_text(cells: Iterable[str]) -> str:
    """A table's row as it stands in a text; a cell's own bars would tell of other cells."""
    return CELL_SEPARATOR.join(cell.replace("|", "¦") for cell in cells)


def superscript(text: str) -> str:
    """Raised text so that it stays apart from what it is raised beside: "10⁶", not "106"."""
    raised = text.translate(_SUPERSCRIPTS)
    return text if any(each.isalnum() and each.isascii() for each in raised) else raised


def subscript(text: str) -> str:
    """Lowered text, as `superscript`."""
    lowered = text.translate(_SUBSCRIPTS)
    return text if any(each.isalnum() and each.isascii() for each in lowered) else lowered


def check_length(characters: int) -> None:
    """Raise LoadError if a text has more than MAX_CHARACTERS."""
    if characters > MAX_CHARACTERS:
        raise LoadError(
            "has {characters:,} characters or more, over the limit of {limit:,}; "
            "split it into smaller files",
            characters=characters,
            limit=MAX_CHARACTERS,
        )


def normalise(text: str) -> str:
    """`text` with line feeds for line ends, and U+FFFD for lone surrogates and NULs."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
