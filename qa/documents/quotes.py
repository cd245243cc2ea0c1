"""Places in a document → citations of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from textwrap import shorten

from index import Document, Sentence
from index.types import Span
from qa.answer.cite import check_citation
from qa.types import Citation

MAX_TITLE = 80  # characters that are shown
MAX_OPENING = 200  # characters quoted of a document whose title does not stand in it
LOOKED_AT = 2_000  # characters in which the title is looked for


def quote(number: int, document: Document, span: Span, score: float = 1.0) -> Citation:
    """Citation `number`: the document's words at `span`."""
    start, end = span
    block = document.block_at(start)
    leads = () if block is None else block.leads
    citation = Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        quote=document.text[start:end],
        start=start,
        end=end,
        language=document.language,
        page=document.page_at(start),
        score=score,
        lead="\n".join(document.text[first:last] for first, last in leads if first < start),
        scanned=document.scanned_at(start),
    )
    check_citation(document, citation)
    return citation


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


def on_one_line(text: str) -> str:
    """White space as single spaces."""
    return " ".join(text.split())


def short_title(title: str) -> str:
    """The title as it is shown."""
    return shorten(title, MAX_TITLE, placeholder="…")
