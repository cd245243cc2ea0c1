"""What a document holds, to go to: its pages or, of one without pages, its headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import shorten

from index import Document
from index.types import Span

MAX_ENTRIES = 2_000
MAX_LABEL = 80  # characters


@dataclass(frozen=True, slots=True)
class Entry:
    """A place to go to. `page` is its number, None where there are no pages; `quotes`: how many
    stand between it and the next one.
    """

    start: int
    label: str
    page: int | None
    quotes: int


def contents_of(document: Document, quotes: Sequence[Span]) -> list[Entry]:
    """The first MAX_ENTRIES pages or headings."""
    places = list(_pages(document) if document.pages else _headings(document))[:MAX_ENTRIES]
    if not places:
        return []
    ends = [*(start for start, _ in places[1:]), len(document.text)]
    return [
        Entry(
            start,
            label,
            document.page_at(start),
            sum(start <= quote < end for quote, _ in quotes),
        )
        for (start, label), end in zip(places, ends, strict=True)
    ]


def _headings(document: Document) -> Iterator[tuple[int, str]]:
    for block in document.blocks:
        if block.kind == "heading":
            yield block.start, _label(document.text[block.start : block.end])


def _pages(document: Document) -> Iterator[tuple[int, str]]:
    """Each page with its first heading or, where it has none, its first words."""
    headings = {document.page_at(start): label for start, label in reversed([*_headings(document)])}
    for number, (start, end) in enumerate(pairwise([*document.pages, len(document.text)]), 1):
        yield start, headings.get(number) or _label(document.text[start : min(end, start + 500)])


def _label(text: str) -> str:
    return shorten(text.lstrip("# "), MAX_LABEL, placeholder="…")
