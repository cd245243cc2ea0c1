"""A document's text in parts that are shown as they are read, and each in pieces of its layout."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from typing import Literal

from index import Document
from index.types import BlockKind, Span

MAX_PART = 20_000  # characters
"""What a browser lays out at once."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]`: what of a block lies in a part, or the beginning of a page.

    `is_first`: whether it begins its block.
    """

    kind: BlockKind | Literal["page"]
    start: int
    end: int
    is_first: bool = True


def parts_of(document: Document) -> list[Span]:
    """Parts of at most MAX_PART characters, which together are the whole text.

    They begin where a block does, but for those within a block that is longer.
    """
    length = len(document.text)
    starts = [0]
    for start, end in chain(
        ((block.start, block.end) for block in document.blocks), [(length, length)]
    ):
        _fill(starts, start)
        if end - starts[-1] > MAX_PART and start > starts[-1]:
            starts.append(start)
        _fill(starts, end)
    return list(pairwise([*starts, length]))


def _fill(starts: list[int], end: int) -> None:
    """Begin as many parts as it takes until `end` lies in the last one."""
    while end - starts[-1] > MAX_PART:
        starts.append(starts[-1] + MAX_PART)


def part_at(parts: Sequence[Span], position: int) -> int:
    """The place among the parts of the one that holds the character at `position`."""
    return bisect_right(parts, position, key=lambda part: part[0]) - 1


def pieces_in(document: Document, part: Span) -> list[Piece]:
    """Every piece of a part, in order."""
    start, end = part
    pages = (Piece("page", each, each) for each in document.pages[1:] if start <= each < end)
    # A page begins before the block that begins there.
    return sorted(
        chain(_of_blocks(document, part), pages), key=lambda each: (each.start, each.kind != "page")
    )


def _of_blocks(document: Document, part: Span) -> Iterator[Piece]:
    """What of each block lies in the part and, for none of it may be lost, what is written between
    two of them.
    """
    place, end = part
    first = bisect_right(document.blocks, place, key=lambda block: block.start) - 1
    for block in islice(document.blocks, max(first, 0), None):
        if block.start >= end:
            break
        if block.end > place:
            yield from _between(document.text, place, block.start)
            start = max(block.start, place)
            yield Piece(block.kind, start, min(block.end, end), is_first=start == block.start)
            place = block.end
    yield from _between(document.text, place, end)


def _between(text: str, start: int, end: int) -> Iterator[Piece]:
    """What is more than white space and rules."""
    if any(map(str.isalnum, text[start:end])):
        yield Piece("prose", start, end)
