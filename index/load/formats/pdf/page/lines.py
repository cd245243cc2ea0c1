"""Words of a page → its lines, with raised and lowered letters told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from statistics import median

from index.load.extracted import subscript, superscript
from index.load.formats.pdf.page.words import Word

CELL_GAP = 0.45  # of the letters' size: the least gap between two cells of a line
SURE_BULLETS = "•·▪▫‣◦○●■□◆◇➢➤►▶✓✔➔→∙⁃❖"
BULLETS = f"{SURE_BULLETS}–—*-"
MARKER = re.compile(rf"[{re.escape(BULLETS)}o\ue000-\uf8ff]|\(?(?:\d{{1,2}}|[a-zA-Z])[.)]")
"""What a list's item begins with."""


@dataclass(slots=True)
class Line:
    """A line of a column. `cells`: what wide gaps part it into; `first`: the width of its first
    word; `marks`: whether it begins with a raised mark, as a footnote does.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    first: float
    cells: tuple[tuple[float, str], ...] = ()
    field: str = ""
    marks: bool = False
    edge: str = ""  # "top" or "bottom" for a running head or foot


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words by line, from the top; raised and lowered ones with those that they belong to."""
    rows: list[list[Word]] = []
    largest: Word | None = None
    for word in sorted(words, key=_base):
        if largest is not None and _same_line(rows[-1], largest, word):
            rows[-1].append(word)
            largest = word if word.size > largest.size else largest
        else:
            rows.append([word])
            largest = word
    for row in rows:
        row.sort(key=_left)
    return rows


_base, _left = attrgetter("base"), attrgetter("left")


def _same_line(row: list[Word], largest: Word, word: Word) -> bool:
    away = word.base - largest.base
    if away <= 0.15 * max(largest.size, word.size):
        return True
    if largest.size < 0.8 * word.size:  # raised marks come before their line
        return away <= 0.55 * word.size and _beside(row, word)
    return word.size < 0.8 * largest.size and away <= 0.35 * largest.size and _beside(row, word)


def _beside(row: list[Word], word: Word) -> bool:
    """Whether the word stands beside one of the row, not below it."""
    most = 0.4 * max(word.size, row[0].size)  # slanting letters lean over their marks
    return all(word.left >= each.right - most or word.right <= each.left + most for each in row)


def line_of(row: list[Word]) -> Line:
    """The line that the words of one row make."""
    size = _main_size(row)
    main = [word for word in row if word.size >= 0.8 * size] or row
    base = median(word.base for word in main)
    texts = [_shown(word, base, size) for word in row]
    spaces = [False, *map(_has_space, row, row[1:])]
    text = "".join((" " if space else "") + each for space, each in zip(spaces, texts, strict=True))
    return Line(
        text=text.strip(),
        left=row[0].left,
        right=max(word.right for word in row),
        base=base,
        size=size,
        bold=all(word.bold for word in main if any(map(str.isalnum, word.text))),
        first=_first_width(row, spaces),
        cells=_cells(row, texts, spaces),
        field=_field(row),
        marks=row[0].size < 0.8 * size and row[0].base < base - 0.15 * size,
    )


def _first_width(row: list[Word], spaces: Sequence[bool]) -> float:
    """How wide the first word of a row is, about: its letters may stand in several pieces."""
    for word, space in zip(row[1:], spaces[1:], strict=True):
        if space or " " in row[0].text:
            break
        row = [replace(row[0], text=row[0].text + word.text, right=word.right)]
    first = row[0]
    share = len(first.text.split(" ", 1)[0]) / max(1, len(first.text))
    return share * (first.right - first.left)


def _field(row: list[Word]) -> str:
    kinds = {word.field for word in row if word.field}
    return kinds.pop() if len(kinds) == 1 else "filled" if kinds else ""


def _main_size(row: list[Word]) -> float:
    """The size of most letters of the row."""
    lengths: dict[float, int] = {}
    for word in row:
        lengths[word.size] = lengths.get(word.size, 0) + len(word.text)
    return max(lengths, key=lambda size: (lengths[size], size))


def _shown(word: Word, base: float, size: float) -> str:
    if word.size >= 0.8 * size and abs(word.base - base) <= 0.15 * size:
        return word.text
    if word.base < base - 0.15 * size:
        return superscript(word.text)
    return subscript(word.text) if word.base > base + 0.08 * size else word.text


def _has_space(one: Word, two: Word) -> bool:
    gap = two.left - one.right
    return gap > 0.2 * min(one.size, two.size) or (two.spaced and gap > -0.5 * two.size)


def _cells(
    row: list[Word], texts: Sequence[str], spaces: Sequence[bool]
) -> tuple[tuple[float, str], ...]:
    """What wide gaps part a line into, each with its left edge."""
    gaps = [max(0.0, b.left - a.right) for a, b in pairwise(row)]
    narrow = [gap for gap, space in zip(gaps, spaces[1:], strict=True) if space]
    usual = min([*narrow, *(word.space for word in row if word.space)], default=0.0)
    size = median(word.size for word in row)
    cells: list[list[str]] = [[texts[0]]]
    lefts = [row[0].left]
    for word, text, space, gap in zip(row[1:], texts[1:], spaces[1:], gaps, strict=True):
        wide = gap >= CELL_GAP * size and (gap >= 1.7 * usual or gap >= size)
        if wide and not (len(cells) == 1 and MARKER.fullmatch("".join(cells[0]))):
            cells.append([text])
            lefts.append(word.left)
        else:
            cells[-1].append((" " if space else "") + text)
    return tuple(zip(lefts, map("".join, cells), strict=True))
