"""Text → blocks: paragraphs, headings and list items, each whole even where its lines are broken.

Scraped and wrapped text breaks sentences over lines, and even over blank lines where a picture or a
page end stood. A line continues the one before it when that one cannot have ended there: it stops
without end punctuation and the next starts in lower case, or on a word such as "and" or "av"; or
the paragraph is wrapped to a width that left no room for the next word. Page numbers and running
heads between the two halves of a sentence do not keep them apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import Literal

from index.furniture import is_furniture
from index.types import Span

Kind = Literal["heading", "prose", "item"]


@dataclass(frozen=True, slots=True)
class Block:
    """`text[start:end]` of a document, without surrounding white space."""

    start: int
    end: int
    kind: Kind


NARROWEST_WRAP = 25  # characters; shorter lines are a list, or verse
WIDEST_WRAP = 120  # characters; longer lines are unwrapped paragraphs
WRAP_SLACK = 0.85  # proportional fonts fill a PDF's lines unevenly
LONGEST_HEADING = 150  # characters
RUNNING_HEAD_COUNT = 3  # times a line recurs before it counts as one

_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]*]*$")
_ITEM = re.compile(r"[-*•·–+]\s+\S|\(?\d{1,3}[.)]\s+\S|\(?[a-z][.)]\s+\S")
_TABLE_ROW = re.compile(r"\|.*\||.+\S \| \S")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")
_UNDERLINE = re.compile(r"(={3,}|-{3,}|\*{3,}|_{3,}|[|\s:-]{5,})$")
_LABELLED = re.compile(r"[^\W\d][^:.!?]{1,60}:\s+\S")
_CANNOT_END = frozenset(
    "a an and as at but by for from in into of on or than that the to which who with "
    "att av den det de eller en ett för från genom i inom med men mot och om på som till under vid"
    " över".split()
)


def split_blocks(text: str) -> list[Block]:
    """Every block of `text`, in order; between them lies only white space or a rule."""
    width = _wrap_width(text)
    is_running = _running_lines(text)
    groups: list[list[Span]] = []
    held: list[Span] = []  # page furniture that may turn out to stand inside a sentence
    for line in _lines(text):
        if groups and is_running(text[slice(*line)]):
            held.append(line)
        elif groups and _continues(text, groups[-1][-1], line, width):
            groups[-1] += [*held, line]
            held = []
        else:
            groups += [[each] for each in held]
            groups.append([line])
            held = []
    groups += [[each] for each in held]
    return [_block(text, lines, first=lines is groups[0]) for lines in groups]


def _running_lines(text: str) -> Callable[[str], bool]:
    """Tells page numbers, furniture, and short lines that recur as a running head does."""
    counts = Counter(_without_digits(text[slice(*line)]) for line in _lines(text))

    def is_running(line: str) -> bool:
        recurs = len(line) <= WIDEST_WRAP and counts[_without_digits(line)] >= RUNNING_HEAD_COUNT
        return (recurs and not _ITEM.match(line)) or is_furniture(line)

    return is_running


def _without_digits(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def ends_sentence(text: str) -> bool:
    """Whether `text` stops where a sentence can: at end punctuation, quotes and brackets aside."""
    return _ENDS.search(text) is not None


def is_item(text: str) -> bool:
    """Whether `text` opens as a list item does, or is a table row."""
    return bool(_ITEM.match(text) or _TABLE_ROW.match(text))


def _lines(text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\n\f\u2028\u2029]+", text):
        line = match.group()
        if (stripped := line.strip()) and not _UNDERLINE.match(stripped):
            start = match.start() + line.index(stripped)
            yield start, start + len(stripped)


def _wrap_width(text: str) -> int | None:
    """The width that the text is wrapped to, in characters; None where it is not wrapped."""
    lengths = sorted(end - start for start, end in _lines(text))
    if not lengths or not NARROWEST_WRAP <= lengths[-1] <= WIDEST_WRAP:
        return None
    return lengths[ceil(0.95 * (len(lengths) - 1))]


def _continues(text: str, before: Span, line: Span, width: int | None) -> bool:
    previous, current = text[slice(*before)], text[slice(*line)]
    if any(_MARKDOWN_HEADING.match(each) or _TABLE_ROW.match(each) for each in (previous, current)):
        return False
    if _ITEM.match(current):
        return False
    blank_between = text.count("\n", before[1], line[0]) > 1
    if not blank_between and width is not None:
        first_word = current.split(maxsplit=1)[0]
        if len(previous) + 1 + len(first_word) > WRAP_SLACK * width:
            return True
    if ends_sentence(previous):
        return False
    last_word = previous.split()[-1].lower()
    return current[0].islower() or last_word in _CANNOT_END or previous.endswith(",")


def _block(text: str, lines: list[Span], *, first: bool) -> Block:
    start, end = lines[0][0], lines[-1][1]
    return Block(start, end, _kind(text[start:end], first=first))


def _kind(text: str, *, first: bool) -> Kind:
    if _MARKDOWN_HEADING.match(text):
        return "heading"
    if is_item(text):
        return "item"
    if ends_sentence(text) or len(text) > LONGEST_HEADING:
        return "prose"
    # "Cameras: 4 200" is a fact; "Analysis: the camera boom" on the first line is a title.
    return "item" if _LABELLED.match(text) and not first else "heading"
