"""A document's layout: its blocks, of what kind each is, and what each is read with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index.split.blocks import split_blocks
from index.split.boilerplate import mark_boilerplate
from index.split.reading import MAX_LEAD
from index.types import Block, Span

MAX_QUESTION = 250  # characters
ANSWER_BLOCKS = 3  # that follow a question and answer it
_QUESTION = re.compile(r"\?[\s\"'”’»)*_]*$")
_BEFORE_QUESTION = re.compile(r"[#>*_\s\-•]*(?:\d{1,3}[.)]\s*)?[*_]*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]*]*\s+")


def lay_out(text: str, known: Sequence[Block] = ()) -> tuple[Block, ...]:
    """Every block of `text`, in order: those that the file's format tells of, and what its lines
    tell of the rest; each with what it is read with.
    """
    return tuple(_with_leads(text, mark_boilerplate(text, list(_filled(text, known)))))


def _filled(text: str, known: Iterable[Block]) -> Iterator[Block]:
    place = 0
    for block in known:
        yield from _told_by_lines(text, place, block.start)
        yield block
        place = block.end
    yield from _told_by_lines(text, place, len(text))


def _told_by_lines(text: str, start: int, end: int) -> Iterator[Block]:
    for block in split_blocks(text[start:end]):
        leads = tuple((first + start, last + start) for first, last in block.leads)
        yield Block(block.start + start, block.end + start, block.kind, leads)


def _with_leads(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """What answers gets the question above it as a lead, a list item the line that announces it."""
    question: Span | None = None
    announcing: Span | None = None
    answers = 0
    for block in blocks:
        if block.kind in ("labels", "row", "boilerplate"):
            yield block
        elif (asked := _question_of(text, block)) is not None:
            question, announcing, answers = asked, None, 0
            yield block
        elif block.kind == "heading":
            question = announcing = None
            yield block
        else:
            announced = announcing if block.kind == "item" else None
            answering = question if answers < ANSWER_BLOCKS else None
            leads = tuple(filter(None, (answering, announced)))
            yield replace(block, leads=leads) if leads and not block.leads else block
            answers += block.kind != "item"
            if block.kind != "item":
                announcing = _announcement(text, block)


def _question_of(text: str, block: Block) -> Span | None:
    """The question that a block is and nothing else, without the marks before it."""
    whole = text[block.start : block.end]
    if len(whole) > MAX_QUESTION or not _QUESTION.search(whole):
        return None
    marks = _BEFORE_QUESTION.match(whole)
    start = marks.end() if marks else 0
    if _SENTENCE_END.search(whole, start):
        return None
    return block.start + start, block.start + len(whole.rstrip("*_ "))


def _announcement(text: str, block: Block) -> Span | None:
    """The last sentence of a block that ends with a colon."""
    whole = text[block.start : block.end]
    if not whole.rstrip("*_ ").endswith(":"):
        return None
    start = max((found.end() for found in _SENTENCE_END.finditer(whole)), default=0)
    return (block.start + start, block.end) if len(whole) - start <= MAX_LEAD else None
