"""How files are read, in lines for a terminal: their blocks, what each is, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from index import Document, Skipped
from index.load.each import load_each
from index.split.rows import cells_of
from index.types import TABLE_KINDS, Block
from qa.cli.output import print_skipped
from qa.terminal import printable

SHOWN = 100  # characters of a block
MAX_CELL_WIDTH = 40  # characters
LEFT_OUT = {"boilerplate": "not searched", "aside": "quoted if nothing else answers"}


@click.command()
@click.argument("documents", metavar="FILE|FOLDER", type=click.Path(exists=True, path_type=Path))
def inspect(documents: Path) -> None:
    """Show how files are read: their blocks, what each is, and what is left out.

    Example: citera inspect report.pdf
    """
    for each in load_each(documents):
        if isinstance(each, Skipped):
            print_skipped([each])
            continue
        print(printable(each.id))
        for line in inspected(each):
            print(f"  {line}")


def inspected(document: Document) -> Iterator[str]:
    """Metadata, then every block in order, tables as tables, each with what it is read with."""
    facts = (
        ("title", document.title),
        ("language", document.language),
        ("published", document.published),
        ("source", document.source),
        ("pages", len(document.pages) or None),
        ("scanned pages", sum(each is not None for each in document.scanned)),
        ("characters", len(document.text)),
    )
    yield from (f"{name}: {printable(str(value))}" for name, value in facts if value)
    for is_table, run in groupby(document.blocks, key=lambda block: block.kind in TABLE_KINDS):
        blocks = list(run)
        yield from _table(document, blocks) if is_table else _lines(document, blocks)


def _lines(document: Document, blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        leads = " · ".join(_short(document.text[start:end]) for start, end in block.leads)
        notes = [LEFT_OUT.get(block.kind), f"read after: {leads}" if leads else None]
        noted = "; ".join(filter(None, notes))
        shown = _short(document.text[block.start : block.end])
        yield f"{_place(document, block)} {block.kind:<11} {shown}{f'  ({noted})' if noted else ''}"


def _table(document: Document, blocks: Sequence[Block]) -> Iterator[str]:
    rows = [cells_of(document.text[block.start : block.end]) for block in blocks]
    cells = [[printable(" ".join(cell.split()))[:MAX_CELL_WIDTH] for cell in row] for row in rows]
    count = max(map(len, cells))
    widths = [max(len(row[place]) for row in cells if place < len(row)) for place in range(count)]
    for block, row in zip(blocks, cells, strict=True):
        shown = "  ".join(
            cell.ljust(width) for cell, width in zip(row, widths, strict=False)
        ).rstrip()
        yield f"{_place(document, block)} {block.kind:<11} {shown}"


def _place(document: Document, block: Block) -> str:
    page = document.page_at(block.start)
    return f"{f'p. {page} ' if page else ''}{block.start:>6}"


def _short(text: str) -> str:
    line = printable(" ".join(text.split()))
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
