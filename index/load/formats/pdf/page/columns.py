"""A page's words → its columns and tables, in the order of reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from index.load.formats.pdf.page.forms import field_parts
from index.load.formats.pdf.page.lines import MARKER, Line, line_of, rows_of
from index.load.formats.pdf.page.tables import (
    Table,
    gaps_between,
    ruled_tables,
    table_of_columns,
    tables_of_lines,
)
from index.load.formats.pdf.page.words import PageText, Word

MAX_DEPTH = 6  # columns within columns
GUTTER = 0.5  # of the letters' size: the least width of the white strip between columns
PLAIN_GUTTER = 0.85  # one less wide must have straight sides, not to be a river of spaces
MIN_LETTERS = 18  # in the lines of a column beside a narrow gutter, on average
CANDIDATES = 60  # gutters tried on a page
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}")


@dataclass(slots=True)
class Column:
    """Lines that stand below one another."""

    lines: list[Line] = field(default_factory=list)


Part = Column | Table


@dataclass(slots=True)
class Page:
    """What stands on a page, in the order of reading, and the notes that are fixed to it."""

    parts: list[Part] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    height: float = 0.0


def lines_of(page: Page) -> Iterator[Line]:
    """The lines of a page that are in no table."""
    for part in page.parts:
        if isinstance(part, Column):
            yield from part.lines


def parts_of(page: PageText) -> list[Part]:
    """The columns and tables of a page, in the order of reading."""
    tables, words = ruled_tables(page.words, page.rules)
    marks = [
        Word("", table.left, table.right, table.top + 1, 1.0, field=f"table {number}")
        for number, table in enumerate(tables)
    ]
    parts: list[Part] = []
    for part in _arranged([*words, *marks], 0):
        if isinstance(part, Table):
            parts.append(part)
        else:
            parts += _with_tables(part, tables)
    return parts


def _with_tables(words: list[Word], tables: Sequence[Table]) -> Iterable[Part]:
    """A column's lines, with the ruled tables where they stand among them."""
    lines: list[Line] = []
    for row in rows_of(words):
        table = next((word for word in row if word.field.startswith("table ")), None)
        if table is None:
            lines += map(line_of, field_parts(row))
            continue
        yield from _parts(lines)
        lines = []
        yield tables[int(table.field[6:])]
        rest = [word for word in row if not word.field.startswith("table ")]
        lines += [line_of(rest)] if rest else []
    yield from _parts(lines)


def _parts(lines: list[Line]) -> Iterable[Part]:
    for found in tables_of_lines(lines):
        yield found if isinstance(found, Table) else Column(found)


def _arranged(words: list[Word], depth: int) -> list[list[Word] | Table]:
    """Columns in the order of reading: what stands above them, from the left, what is below."""
    if depth >= MAX_DEPTH or len(words) < 3:
        return [words] if words else []
    rows = _Rows(words)
    found = rows.gutter()
    if found is None:
        return [words]
    first, last, middle = found
    start, end = _rows_of_table(rows.rows[first:last], middle)
    table = table_of_columns(rows.rows[first + start : first + end])
    if table is not None:
        first, last = first + start, first + end
    above, within, below = rows.words(0, first), rows.words(first, last), rows.words(last)
    arranged = _arranged(above, depth + 1)
    if table is not None:
        arranged.append(table)
    else:
        left = [word for word in within if word.right <= middle]
        right = [word for word in within if word.right > middle]
        arranged += _arranged(left, depth + 1) + _arranged(right, depth + 1)
    return arranged + _arranged(below, depth + 1)


def _rows_of_table(rows: Sequence[list[Word]], gutter: float) -> tuple[int, int]:
    """The first rows that make one table beside that gutter, from which to which: a line that ends
    before it and runs across the strips between columns, such as a caption, is none of a table's.
    """
    beside = [row for row in rows if max(word.right for word in row) > gutter]
    gaps = gaps_between(beside) if len(beside) >= 2 else []
    is_apart = [row not in beside and _crosses(row, gaps) for row in rows]
    start = next((place for place, apart in enumerate(is_apart) if not apart), 0)
    end = next((place for place in range(start, len(rows)) if is_apart[place]), len(rows))
    return (start, end) if end - start >= 2 else (0, len(rows))


def _crosses(row: Sequence[Word], gaps: Sequence[tuple[float, float]]) -> bool:
    """Whether a line's text runs, without a gap of its own, from one column into another."""
    words = sorted(row, key=lambda word: word.left)
    pieces = [(words[0].left, words[0].right)]
    for word in words[1:]:
        left, right = pieces[-1]
        if word.left - right < 0.6 * word.size:
            pieces[-1] = left, max(right, word.right)
        else:
            pieces.append((word.left, word.right))
    if len(pieces) == 1:  # a label is seldom so much wider than the column beneath it
        return any(pieces[0][0] < (start + end) / 2 < pieces[0][1] for start, end in gaps)
    return any(left < start and end < right for left, right in pieces for start, end in gaps)


class _Rows:
    """Words by their base line, and the white strips between them."""

    def __init__(self, words: list[Word]) -> None:
        self.rows: list[list[Word]] = []
        for word in sorted(words, key=lambda each: (each.base, each.left)):
            if self.rows and word.base - self.rows[-1][0].base <= 1.0:
                self.rows[-1].append(word)
            else:
                self.rows.append([word])
        for row in self.rows:
            row.sort(key=lambda each: each.left)
        self.solid = [_solid(row) for row in self.rows]
        self.size = median(word.size for word in words)
        self.pitch = self._pitch()
        self.left = min(word.left for word in words)
        self.right = max(word.right for word in words)

    def words(self, first: int, last: int | None = None) -> list[Word]:
        """Those of the rows from the first to before the last."""
        return [word for row in self.rows[first:last] for word in row]

    def gutter(self) -> tuple[int, int, float] | None:
        """The rows (first, after the last) of the best gutter, and the middle of it."""
        best: tuple[float, int, int, float] | None = None
        tried: list[tuple[int, int, float, float]] = []
        for place in range(len(self.solid)):
            for gap in self._gaps(self._beside(place)):
                if len(tried) >= CANDIDATES or any(_known(each, place, gap) for each in tried):
                    continue
                found = self._extent(place, gap)
                tried.append(found)
                score = self._score(*found)
                if score and (best is None or score > best[0]):
                    best = (score, found[0], found[1], (found[2] + found[3]) / 2)
        return best and best[1:]

    def _pitch(self) -> float:
        steps = [b[0].base - a[0].base for a, b in pairwise(self.rows)]
        usual = [step for step in steps if step >= 0.8 * self.size]
        return min(median(usual), 2 * self.size) if usual else 1.2 * self.size

    def _beside(self, place: int) -> list[Word]:
        """The words of a row, and of the next where it stands so high that it must be beside."""
        row = self.solid[place]
        if place + 1 < len(self.solid):
            after = self.solid[place + 1]
            if after[0].base - row[0].base < 0.7 * self.size:
                return sorted([*row, *after], key=lambda each: each.left)
        return row

    def _gaps(self, row: list[Word]) -> list[tuple[float, float]]:
        least = GUTTER * self.size
        gaps: list[tuple[float, float]] = []
        right = row[0].right
        for place, word in enumerate(row[1:], 1):
            if word.left - right >= least and not (place == 1 and _is_marker(row)):
                gaps.append((right, word.left))
            if word.right > right:
                right = word.right
        return gaps

    def _extent(self, place: int, gap: tuple[float, float]) -> tuple[int, int, float, float]:
        """The rows that a gap runs through, and what is left of its width."""
        least = GUTTER * self.size
        left, right = gap
        first, last = place, place + 1
        for step in (1, -1):
            other = place + step
            while 0 <= other < len(self.rows):
                narrowed = _narrowed(self.solid[other], left, right)
                if narrowed is None or narrowed[1] - narrowed[0] < least:
                    break
                if self._parts(other, step, *narrowed):
                    break
                left, right = narrowed
                first, last = min(first, other), max(last, other + 1)
                other += step
        return (*self._trimmed(first, last, left), left, right)

    def _parts(self, place: int, step: int, left: float, right: float) -> bool:
        """Whether a row with text on one side only stands by itself, across both columns."""
        row, middle = self.rows[place], (left + right) / 2
        if _sides(row, middle) == (True, True):
            return False
        size = max(word.size for word in row)
        far = 0 <= place - step < len(self.rows) and (
            abs(row[0].base - self.rows[place - step][0].base) > max(2.2 * self.pitch, 2.2 * size)
        )
        return far or (
            (size > 1.15 * self.size or all(word.bold for word in row))
            and self._is_clear(place, middle, 1.6 * self.pitch)
        )

    def _is_clear(self, place: int, middle: float, distance: float) -> bool:
        """Whether nothing stands beside a row, on the other side of the middle."""
        row = self.rows[place]
        on_left = row[0].left < middle
        for step in (1, -1):
            other = place + step
            while 0 <= other < len(self.rows):
                if abs(self.rows[other][0].base - row[0].base) > distance:
                    break
                if _sides(self.rows[other], middle)[int(on_left)]:
                    return False
                other += step
        return True

    def _trimmed(self, first: int, last: int, left: float) -> tuple[int, int]:
        """Without rows at either end that stand far from those with text on both sides."""
        limit = 2.2 * self.pitch
        while first + 1 < last and self._is_loose(first, first + 1, left, limit):
            first += 1
        while first + 1 < last and self._is_loose(last - 1, last - 2, left, limit):
            last -= 1
        return first, last

    def _is_loose(self, place: int, beside: int, left: float, limit: float) -> bool:
        one_sided = _sides(self.rows[place], left) != (True, True)
        return one_sided and abs(self.rows[place][0].base - self.rows[beside][0].base) > limit

    def _score(self, first: int, last: int, left: float, right: float) -> float:
        """How good a gutter is: how many rows it has on its poorer side; 0 where it is none."""
        middle = (left + right) / 2
        sides = [_sides(row, middle) for row in self.rows[first:last]]
        lefts, rights = sum(side[0] for side in sides), sum(side[1] for side in sides)
        fewest = min(lefts, rights)
        both = sum(side == (True, True) for side in sides)
        if fewest < 2 or (fewest < 3 and both < 2):
            return 0.0
        width = (right - left) / self.size
        if fewest < 4 and width < 1.2:
            return 0.0
        if width < PLAIN_GUTTER and not (
            self._is_straight(first, last, middle) and self._has_text(first, last, middle)
        ):
            return 0.0
        return fewest + min(width, 5.0) / 10

    def _has_text(self, first: int, last: int, middle: float) -> bool:
        """Whether both sides hold lines of text rather than cells."""
        words = self.words(first, last)
        for side in ([word for word in words if word.right <= middle],
                     [word for word in words if word.left >= middle]):  # fmt: skip
            rows = len({word.base for word in side})
            if sum(len(word.text) for word in side) < MIN_LETTERS * rows:
                return False
        return True

    def _is_straight(self, first: int, last: int, middle: float) -> bool:
        """Whether what stands right of a gutter begins at one place in nearly all rows."""
        lefts = [
            min((word.left for word in row if word.left > middle), default=None)
            for row in self.rows[first:last]
        ]
        found = sorted(left for left in lefts if left is not None)
        usual = median(found)
        return sum(abs(left - usual) <= 1.0 for left in found) >= 0.75 * len(found)


def _solid(row: list[Word]) -> list[Word]:
    """The row; as one word where dots lead from one side of it to the other."""
    text = " ".join(word.text for word in row)
    if not any(dots in text for dots in ("....", ". . . .", "____", "……")):
        return row
    return [replace(row[0], right=max(word.right for word in row))]


def _known(tried: tuple[int, int, float, float], place: int, gap: tuple[float, float]) -> bool:
    first, last, left, right = tried
    return first <= place < last and gap[0] <= left + 0.5 and right - 0.5 <= gap[1]


def _narrowed(row: list[Word], left: float, right: float) -> tuple[float, float] | None:
    """The widest part of a strip that a row leaves white."""
    free: list[tuple[float, float]] = []
    at = left
    for word in row:
        if word.right <= left:
            continue
        if word.left >= right:
            break
        free.append((at, word.left))
        at = max(at, word.right)
    free.append((at, right))
    widest = max(free, key=lambda each: each[1] - each[0])
    return widest if widest[1] > widest[0] else None


def _sides(row: list[Word], middle: float) -> tuple[bool, bool]:
    return row[0].left < middle, row[-1].right > middle


def _is_marker(row: list[Word]) -> bool:
    """Whether the row's first word is the bullet or the number of a list or heading."""
    text = row[0].text
    if MARKER.fullmatch(text):
        return True
    gap = row[1].left - row[0].right
    others = pairwise(row[1:])
    alone = all(b.left - a.right < gap for a, b in others)
    return (
        alone
        and _NUMBER.fullmatch(text) is not None
        and any(each.isalpha() for each in row[1].text)
    )
