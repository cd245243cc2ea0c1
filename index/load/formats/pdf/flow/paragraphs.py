"""Lines of all pages → paragraphs, whole where the end of a column or page cuts them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from index.load.formats.pdf.flow.line_text import (
    LABEL,
    cannot_end,
    ends_sentence,
    has_blank,
    is_item,
    is_prose,
    stops,
)
from index.load.formats.pdf.page.columns import Page, lines_of
from index.load.formats.pdf.page.lines import Line
from index.load.formats.pdf.page.tables import Table
from index.types import BlockKind

NARROW = 18  # times the size of the letters: too narrow a column for it to be plain that it wraps
WRAPPED = 0.85  # of a column's width: what a line fills that is wrapped to it
LARGER = 1.12  # times the size of the text: a heading
_MAY_BE_TEXT = re.compile(r"[-–—*\d]")


@dataclass(slots=True)
class Paragraph:
    """Lines that are read as one; `page` is that of the first, `turns` where others begin."""

    lines: list[Line]
    page: int
    kind: BlockKind | None = None
    turns: dict[int, int] = field(default_factory=dict)  # a line's place → the page it begins
    width: float = 0.0


Unit = Paragraph | Table


def body_size(pages: Sequence[Page]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in lines_of(page):
            sizes[round(2 * line.size) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=10.0)


def units_of(page: Page, number: int, body: float) -> list[Unit]:
    units: list[Unit] = []
    for part in page.parts:
        if isinstance(part, Table):
            units.append(part)
        else:
            lines = [line for line in part.lines if not line.edge]
            units += paragraphs_of(lines, number, body)
    return units


def paragraphs_of(lines: list[Line], page: int, body: float) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    edge = max((line.right for line in lines), default=0.0)
    for run in _runs(lines):
        shape = _Run(run, edge, is_display=run[0].size >= LARGER * body)
        for place, line in enumerate(run):
            if place and _continues(paragraphs[-1].lines, line, shape):
                paragraphs[-1].lines.append(line)
            else:
                paragraphs.append(Paragraph([line], page, width=shape.right - shape.left))
    return paragraphs


class _Run:
    """Lines of one style that follow one another closely, and the width they are wrapped to."""

    def __init__(self, lines: Sequence[Line], edge: float, *, is_display: bool) -> None:
        steps = [b.base - a.base for a, b in pairwise(lines)]
        self.left = min(line.left for line in lines)
        self.right = max(line.right for line in lines)
        width = self.right - self.left
        self.wraps = sum(line.right > self.left + WRAPPED * width for line in lines) > 2
        if not self.wraps:  # so few lines that the column alone tells how wide they may be
            self.right = edge
        wide = self.right - self.left >= NARROW * lines[0].size
        self.is_running = wide or (self.wraps and is_prose(lines))
        pitch = median(steps) if steps else 0.0
        self.farthest = min(1.3 * pitch, 1.5 * lines[0].size) if is_display else 1.3 * pitch
        self.is_display = is_display  # headings are broken where they read best

    def is_full(self, line: Line, after: Line) -> bool:
        """Whether the line has no room for the first word of the one after it."""
        if self.is_display:
            return not ends_sentence(line.text)
        if not self.is_running or (not self.wraps and stops(line.text)):
            return False
        slack = max(0.8 * line.size, 0.04 * (self.right - self.left))
        return self.right - line.right <= after.first + slack


def _runs(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines of one style that follow one another closely: what is wrapped to one width."""
    run: list[Line] = []
    for line in lines:
        if run and not _alike(run[-1], line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _alike(one: Line, two: Line) -> bool:
    size = max(one.size, two.size)
    step = two.base - one.base
    return (
        abs(one.size - two.size) <= 0.08 * size
        and one.bold == two.bold
        and 0 < step <= 2.1 * size
        and not one.field
        and not two.field
        and (one.left < two.right and two.left < one.right)
    )


def _continues(before: Sequence[Line], line: Line, run: _Run) -> bool:
    """Whether a line is of the same paragraph as those before it."""
    last = before[-1]
    if line.base - last.base > run.farthest or line.marks:
        return False
    if has_blank(line.text) or has_blank(last.text):
        return False
    full = run.is_full(last, line)
    if _begins_item(line.text, after_full_line=full and not stops(last.text)):
        return False
    return not _is_indented(before, line) and (full or _runs_on(before, line))


def _begins_item(text: str, *, after_full_line: bool) -> bool:
    """Whether a line begins a list's item; within a sentence it may begin with a number or dash."""
    return is_item(text) and not (after_full_line and _MAY_BE_TEXT.match(text))


def _is_indented(before: Sequence[Line], line: Line) -> bool:
    """Whether the line's indent begins a paragraph, or ends an item."""
    first, last = before[0], before[-1]
    if is_item(first.text) and line.left < first.left + 2:
        return stops(last.text)
    hangs = len(before) == 1 and is_item(first.text)
    return line.left - last.left > 0.7 * line.size and not hangs and not _centred(last, line)


def _centred(one: Line, two: Line) -> bool:
    return abs((one.left + one.right) - (two.left + two.right)) < two.size


def _runs_on(before: Sequence[Line], line: Line) -> bool:
    """Whether a sentence goes on, though the line before has room for its next word."""
    text = before[-1].text
    if stops(text) or LABEL.match(line.text):
        return False
    if cannot_end(text):
        return True
    return line.text[:1].islower() or (len(before) > 1 and is_prose(before))


def join_over_pages(pages: list[list[Unit]], body: float) -> None:
    """Join what a page's end, or a column's, cuts: the paragraph stands where it begins."""
    before: tuple[list[Unit], Paragraph] | None = None
    for number, units in enumerate(pages):
        place = 0
        while place < len(units):
            unit = units[place]
            if isinstance(unit, Table):
                before = None
            elif unit.lines[0].size >= 0.92 * body or before is None:
                if before is not None and _goes_on(before[1], unit):
                    _append(before[1], unit, number)
                    del units[place]
                    _move_last(before[0], before[1], units is before[0])
                    continue
                before = (units, unit)
            place += 1


def _goes_on(one: Paragraph, two: Paragraph) -> bool:
    last, line = one.lines[-1], two.lines[0]
    page = max(one.turns.values(), default=one.page)
    if two.page > page + 1:
        return False
    new_page = two.page > page
    jumps = line.base < last.base or new_page or line.left > last.right or line.right < last.left
    if not jumps or abs(last.size - line.size) > 0.08 * last.size or last.bold != line.bold:
        return False
    if last.field or line.field or is_item(line.text) or stops(last.text):
        return False
    if line.text[:1].islower() or cannot_end(last.text):
        return True
    wide = one.width >= NARROW * line.size and last.right - one.lines[0].left > 0.8 * one.width
    return wide and len(one.lines) > 1 and is_prose(one.lines)


def _append(one: Paragraph, two: Paragraph, page: int) -> None:
    if page != max(one.turns.values(), default=one.page):
        one.turns[len(one.lines)] = page
    one.turns.update({len(one.lines) + line: turn for line, turn in two.turns.items()})
    one.lines += two.lines


def _move_last(units: list[Unit], paragraph: Paragraph, same_page: bool) -> None:
    """Put what stands below the paragraph's first half, such as footnotes, before it."""
    if not same_page:
        units.append(units.pop(next(n for n, unit in enumerate(units) if unit is paragraph)))
