"""A document's text as HTML, its tables as tables, with quotes marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from index import Document
from index.split.rows import cell_spans
from index.types import TABLE_KINDS, Block, Span
from qa.markup import marked


def document_html(document: Document, quotes: Mapping[Span, str], selected: Span) -> str:
    """The whole text; see `qa.markup.marked`. White space between a table's cells is not shown."""
    shown = partial(marked, document.text, quotes, selected)
    pieces, place = [], 0
    for start, end, blocks in _tables(document.blocks):
        rows = "".join(_row_html(document.text, block, shown) for block in blocks)
        pieces += [shown((place, start)), f"<table>{rows}</table>"]
        place = end
    return "".join([*pieces, shown((place, len(document.text)))])


def _tables(blocks: Sequence[Block]) -> Iterator[tuple[int, int, list[Block]]]:
    """Each run of rows, with where it starts and ends."""
    for is_table, run in groupby(blocks, key=lambda block: block.kind in TABLE_KINDS):
        rows = list(run)
        if is_table and any(block.kind == "row" for block in rows):
            yield rows[0].start, rows[-1].end, rows


def _row_html(text: str, block: Block, shown: Callable[[Span], str]) -> str:
    tag = "th" if block.kind == "labels" else "td"
    spans = cell_spans(text[block.start : block.end])
    across = " colspan='99'" if len(spans) == 1 else ""
    cells = (shown((block.start + start, block.start + end)) for start, end in spans)
    return f"<tr>{''.join(f'<{tag}{across}>{cell}</{tag}>' for cell in cells)}</tr>"
