"""The nouns of the index: each has one meaning, and no near-copies elsewhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    """float32, shape [n, dimension] or [dimension]; every vector has length 1."""

Span = tuple[int, int]
"""Start and end of a piece of text, in characters (code points), end exclusive."""


BlockKind = Literal["heading", "prose", "item", "row", "labels", "aside", "boilerplate"]
"""What a block is. `row` and `labels` are of a table: its cells stand between " | ", and the labels
of columns are never quoted. `aside`: a caption, by-line, running head or the like, which is quoted
where nothing else answers. `boilerplate`, such as a menu, is not searched.
"""

TABLE_KINDS = ("labels", "row")
MIN_SEARCHED = 0.3
"""Of a document of which less is searched, users are told: its answers may be in the rest."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document's layout: `text[start:end]`, without white space around it.

    `leads`: spans of what stands above it and is read with it, such as the labels of its columns,
    the question that it answers, or the line that announces its list.
    """

    start: int
    end: int
    kind: BlockKind
    leads: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file's text as it was extracted, once: nothing ever edits `text`.

    `id` is the path relative to the folder indexed, '/'-separated, Unicode NFC.
    `language` is an ISO 639-1 code, or "und" where it could not be determined.
    `published` is an ISO 8601 date as precise as the text gives it: "2019-11-24", or "2019".
    `pages` holds the offset in `text` at which each page starts; empty for formats without pages.
    `blocks`: its layout, in order; empty where that is to be told by the text alone.
    `scanned`: for each page the mean confidence, 0..1, of what OCR read there, None for a page with
    a text layer; empty where nothing was scanned.
    """

    id: str
    title: str
    text: str
    language: str
    source: str | None = None
    published: str | None = None
    pages: tuple[int, ...] = ()
    blocks: Sequence[Block] = ()
    scanned: tuple[float | None, ...] = ()

    def page_at(self, position: int) -> int | None:
        """The number, from 1, of the page that holds the character at `position`."""
        return bisect_right(self.pages, position) if self.pages else None

    def scanned_at(self, position: int) -> float | None:
        """How sure OCR was of the page that holds the character; None where it did not read it."""
        return self.scanned[(self.page_at(position) or 1) - 1] if self.scanned else None

    def block_at(self, position: int) -> Block | None:
        """The block that holds the character at `position`."""
        place = bisect_right(self.blocks, position, key=lambda block: block.start) - 1
        block = self.blocks[place] if place >= 0 else None
        return block if block is not None and position < block.end else None

    @property
    def searched_share(self) -> float:
        """The share, 0..1, of its blocks' characters that is searched: all but boilerplate."""
        sizes = [(each.end - each.start, each.kind != "boilerplate") for each in self.blocks]
        total = sum(size for size, _ in sizes)
        return sum(size for size, is_searched in sizes if is_searched) / total if total else 1.0


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is known of a document without reading its text; as in Document."""

    id: str
    title: str
    language: str
    source: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of some files is searched while they are being read.

    `files`: how many there are; `documents`: how many of them are searched; `embedded`: the share,
    0..1, of these documents' passages that are found by meaning, not by words alone.
    """

    files: int
    documents: int
    embedded: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences; its text is always `document.text[start:end]`."""

    id: int
    document_id: str
    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document; `row` is its place among all sentences of an index."""

    row: int
    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. `score`: higher is better, everywhere.

    `text` is the passage's, verbatim; `cosine` is between the question's vector and the passage's.
    `sentence_cosine`: between the question's and that of the passage's best sentence;
    `word_share`: its BM25 score as a share of the best one in its language. None of either where
    what searched does not tell.
    """

    passage: Passage
    score: float
    text: str
    cosine: float
    sentence_cosine: float | None = None
    word_share: float | None = None

    def _repr_html_(self) -> str:
        """The passage in a notebook: its place and score, and its text to the letter."""
        found = self.passage
        place = f"{found.document_id}, {found.start}–{found.end} ({self.score:.2f})"
        language, text = escape(found.language), escape(self.text)
        return f'<p><b>{escape(place)}</b></p><blockquote lang="{language}">{text}</blockquote>'
