"""Paragraphs → the kinds of their blocks: headings, items, prose, contents and blank forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.language.lexicons import any_of
from index.load.formats.pdf.flow.line_text import (
    BULLET,
    LABEL,
    NUMBERED,
    ends_sentence,
    has_blank,
    is_prose,
    leader_of,
)
from index.load.formats.pdf.flow.paragraphs import LARGER, Paragraph, Unit
from index.load.formats.pdf.flow.running import PAGE_NUMBER
from index.types import BlockKind

MAX_HEADING = 150  # characters
MIN_SENTENCE_WORDS = 5
MIN_ENTRIES = 8  # of a table of contents that has another title, or none
_MAX_PAGE_DIGITS = 5  # digits
_SECTION = re.compile(r"(?:§+ ?)?\d{1,3}(?:\.\d{1,3})*\.? [^\W\d]")
_CONTENTS = re.compile(rf"\W*(?:\d\W+)?{any_of('page.contents')}\W*", re.IGNORECASE)


def tell_kinds(units: list[Unit], body: float) -> None:
    paragraphs = [unit for unit in units if isinstance(unit, Paragraph)]
    for paragraph in paragraphs:
        paragraph.kind = _kind(paragraph, body)
    _tell_contents(paragraphs)
    for one, two in pairwise(paragraphs):
        if one.kind is None and two.kind == "prose" and _may_head(one):
            one.kind = "heading"
    for paragraph in paragraphs:
        if paragraph.kind is None and _is_sentence(paragraph):
            paragraph.kind = "prose"
    for run in _label_runs(paragraphs):
        for paragraph in run:
            paragraph.kind = "labels"


def _kind(paragraph: Paragraph, body: float) -> BlockKind | None:
    text = " ".join(line.text for line in paragraph.lines)
    shown = paragraph.lines[0].field
    if shown:
        return "labels" if shown == "empty" else "item"
    if has_blank(text):
        return "row" if leader_of(text) else "labels"
    if BULLET.match(text):
        return "item"
    if text.endswith("?") and len(text.split()) <= 12 and _stands_out(paragraph, body):
        return "heading"
    sentence = ends_sentence(text) and (len(text.split()) >= 4 or len(text) > 40)
    if not sentence and len(text) <= MAX_HEADING and _stands_out(paragraph, body):
        return "heading"
    if NUMBERED.match(text):
        return "item"
    if ends_sentence(text) or len(text) > MAX_HEADING or len(paragraph.lines) > 2:
        return "prose"
    return None


def _tell_contents(paragraphs: Sequence[Paragraph]) -> None:
    """What stands below "Contents" and leads to the numbers of pages is there to turn to them; so
    are many lines that lead to numbers that rise.
    """
    below = False
    run: list[tuple[Paragraph, str]] = []
    for paragraph in paragraphs:
        text = paragraph.lines[0].text
        leader = leader_of(text) if paragraph.kind == "row" else None
        if leader is None:
            below = (below and paragraph.kind != "prose") or _CONTENTS.fullmatch(text) is not None
            if paragraph.kind == "prose":
                _tell_entries(run)
                run = []
        elif below and PAGE_NUMBER.fullmatch(leader[1]):
            paragraph.kind = "boilerplate"
        else:
            run.append((paragraph, leader[1]))
    _tell_entries(run)


def _tell_entries(run: Sequence[tuple[Paragraph, str]]) -> None:
    if len(run) < MIN_ENTRIES or not all(value.isdecimal() for _, value in run):
        return
    pages = [int(value[:_MAX_PAGE_DIGITS]) for _, value in run]
    if pages == sorted(pages) and pages[0] < pages[-1]:
        for paragraph, _ in run:
            paragraph.kind = "boilerplate"


def _is_sentence(paragraph: Paragraph) -> bool:
    """Whether words without a full stop, as on a slide, are a sentence."""
    count = sum(len(line.text.split()) for line in paragraph.lines)
    last = paragraph.lines[-1].text
    return count >= MIN_SENTENCE_WORDS and not last.endswith(":") and is_prose(paragraph.lines)


def _stands_out(paragraph: Paragraph, body: float) -> bool:
    larger = min(line.size for line in paragraph.lines) >= LARGER * body
    bold = all(line.bold for line in paragraph.lines)
    short = len(paragraph.lines) <= 3 and not paragraph.lines[-1].text.endswith((",", ";"))
    letters = any(any(map(str.isalpha, line.text)) for line in paragraph.lines)
    return (larger or bold) and short and letters


def _may_head(paragraph: Paragraph) -> bool:
    text = paragraph.lines[0].text
    short = len(paragraph.lines) == 1 and len(text) <= 60 and len(text.split()) <= 8
    begins = text[:1].isupper() or _SECTION.match(text) is not None
    return short and begins and not text.endswith((",", ":", ";")) and ":" not in text


def _label_runs(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Labels that follow one another without anything that they label: of a form left blank."""
    run: list[Paragraph] = []
    for paragraph in paragraphs:
        if len(paragraph.lines) == 1 and LABEL.fullmatch(paragraph.lines[0].text):
            run.append(paragraph)
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run
