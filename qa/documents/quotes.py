"""Places in a document that are quoted of it: its title, the sentence at a position."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from index import Document, Sentence
from index.types import Span

MAX_OPENING = 200  # characters quoted of a document whose title does not stand in it
LOOKED_AT = 2_000  # characters in which the title is looked for


def opening_of(document: Document) -> Span:
    """Where the document's title stands in its text, else its first line."""
    start = document.text[:LOOKED_AT].find(document.title)
    if start >= 0:
        return start, start + len(document.title)
    start = len(document.text) - len(document.text.lstrip())
    line = document.text[start : start + MAX_OPENING].split("\n", 1)[0].rstrip()
    return start, start + len(line)


def span_at(document: Document, sentences: Sequence[Sentence], position: int) -> Span:
    """The sentence that holds the character at `position`; else its line."""
    place = bisect_right(sentences, position, key=lambda each: each.start) - 1
    if place >= 0 and position < sentences[place].end:
        return sentences[place].start, sentences[place].end
    start = document.text.rfind("\n", 0, position) + 1
    end = document.text.find("\n", position)
    line = document.text[start : len(document.text) if end < 0 else end]
    indent = len(line) - len(line.lstrip())
    return start + indent, start + len(line.rstrip())
