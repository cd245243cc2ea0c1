"""A document's text as HTML, its tables as tables, with quotes marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from index import Document
from index.split.rows import cell_spans
from index.types import TABLE_KINDS, Block, Span
from qa.markup import marked, templates

if TYPE_CHECKING:
    from markupsafe import Markup

TEMPLATES = Path(__file__).with_name("templates")


def document_html(document: Document, quotes: Mapping[Span, str], selected: Span) -> Markup:
    """The whole text; see `qa.markup.marked`. White space between a table's cells is not shown."""
    from markupsafe import Markup

    shown = partial(marked, document.text, quotes, selected)
    table = templates(TEMPLATES).get_template("table.html")
    pieces, place = [], 0
    for start, end, blocks in _tables(document.blocks):
        rows = (
            ("th" if block.kind == "labels" else "td", list(map(shown, _cells(document, block))))
            for block in blocks
        )
        pieces += [shown((place, start)), table.render(rows=rows)]
        place = end
    return Markup("".join([*pieces, shown((place, len(document.text)))]))


def _tables(blocks: Sequence[Block]) -> Iterator[tuple[int, int, list[Block]]]:
    """Each run of rows, with where it starts and ends."""
    for is_table, run in groupby(blocks, key=lambda block: block.kind in TABLE_KINDS):
        rows = list(run)
        if is_table and any(block.kind == "row" for block in rows):
            yield rows[0].start, rows[-1].end, rows


def _cells(document: Document, block: Block) -> Iterator[Span]:
    for start, end in cell_spans(document.text[block.start : block.end]):
        yield block.start + start, block.start + end
