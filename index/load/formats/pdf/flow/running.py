"""Running heads and feet: the lines that recur at the edges of pages, and the pages' numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.language.lexicons import any_of
from index.load.extracted import row_text
from index.load.formats.numerals import roman
from index.load.formats.pdf.page.columns import Column, Page, Part, lines_of
from index.load.formats.pdf.page.lines import Line
from index.load.formats.pdf.page.tables import Table
from index.types import BlockKind

EDGE_ROWS = 5  # at the top and bottom of a page, where running heads and feet stand
RUNNING_PAGES = 3  # a running head recurs within so many pages
SAME_SIZE = 1.25  # times the size of the letters: above it, a heading that running heads repeat
SMALL = 0.93  # of the size of the letters beneath: no heading
PAGE_NUMBER = re.compile(
    rf"[\W_]*(?:{any_of('page.page_numbers')}\.?|{any_of('page.page_letters')}\.)?\s*"
    r"(?:\d{1,4}|[ivxlc]{1,6})"
    rf"(?:\s*(?:{any_of('page.out_of')}|/|\()\s*\d{{1,4}}\)?)?[\W_]*",
    re.IGNORECASE,
)
_STAMP = re.compile(rf"\W*{any_of('page.copied')}\b", re.IGNORECASE)
_FIRST_NUMBER = re.compile(r"(?:\d{1,3}|[ivxl]{1,7})(?=\s)")
_LAST_NUMBER = re.compile(r"(?<=\s)(?:\d{1,3}|[ivxl]{1,7})$")
_ROMAN = {roman(number): number for number in range(1, 60)}
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(slots=True)
class _EdgeLine:
    """A line near the edge of a page: which edge, how many rows from it, and how many follow.

    `is_small`: its letters are smaller than those of the row inside of it. `recurs`: another page
    has it as well; `counts`: with another number.
    """

    line: Line
    page: int
    edge: str
    place: int
    rows_inside: int
    is_small: bool
    recurs: bool = False
    counts: bool = False

    @property
    def words(self) -> str:
        return _without_digits(self.line.text)


def _without_digits(text: str) -> str:
    """What a line that counts pages or days has in common with the next of its kind."""
    return re.sub(r"\d+", "0", text)


class RunningKinds:
    """Tells the first of the running heads that say the same, an aside, from its repetitions."""

    def __init__(self) -> None:
        """Before any of them."""
        self._shown: set[str] = set()

    def kind(self, line: Line) -> BlockKind:
        """What block a marked line makes."""
        words = _without_digits(line.text)
        is_known = line.edge == "number" or words in self._shown
        self._shown.add(words)
        return "boilerplate" if is_known else "aside"


def mark_edges(pages: Sequence[Page]) -> None:
    """Mark the lines that recur at the top or bottom of pages, and the numbers of pages."""
    _flatten_tables(pages)
    lines = [each for number, page in enumerate(pages) for each in _edge_lines(page, number)]
    outer = [each for each in lines if each.rows_inside]
    _find_repeated(outer)
    _find_numbered(outer)
    _find_small(outer)
    for edge in _grouped(outer, lambda each: (each.page, each.edge)):
        _mark(edge)
    _mark_displaced(lines)


def _grouped(
    lines: Iterable[_EdgeLine], key: Callable[[_EdgeLine], Hashable]
) -> Iterable[list[_EdgeLine]]:
    groups: dict[Hashable, list[_EdgeLine]] = defaultdict(list)
    for each in lines:
        groups[key(each)].append(each)
    return groups.values()


def _recur(lines: Sequence[_EdgeLine]) -> bool:
    """Whether two of the lines, which are in the order of pages, stand on pages near each other."""
    return any(0 < two.page - one.page <= RUNNING_PAGES for one, two in pairwise(lines))


# Tables


def _flatten_tables(pages: Sequence[Page]) -> None:
    """Make lines of the tables at the edges of pages that neighbouring pages repeat."""
    seen: dict[tuple[str, ...], tuple[int, Page, Table]] = {}
    for number, page in enumerate(pages):
        for table in _edge_tables(page):
            key = _key(table)
            before = seen.get(key)
            if before is not None and number - before[0] <= RUNNING_PAGES:
                _flatten(*before[1:])
                _flatten(page, table)
            seen[key] = number, page, table


def _key(table: Table) -> tuple[str, ...]:
    """The texts of the cells, less the page's number, which is the only number by itself."""
    cells = [cell for row in table.rows for cell in row]
    numbers = [place for place, cell in enumerate(cells) if PAGE_NUMBER.fullmatch(cell)]
    return tuple("" if [place] == numbers else cell for place, cell in enumerate(cells))


def _edge_tables(page: Page) -> Iterator[Table]:
    """The tables of few rows above or below everything else on the page."""
    for table in page.parts:
        if not isinstance(table, Table) or len(table.rows) > EDGE_ROWS:
            continue
        others = [part for part in page.parts if part is not table]
        tops, bottoms = [_top(part) for part in others], [_bottom(part) for part in others]
        if others and (min(tops) >= table.bottom or max(bottoms) <= table.top):
            yield table


def _top(part: Part) -> float:
    return part.top if isinstance(part, Table) else min(line.base for line in part.lines)


def _bottom(part: Part) -> float:
    return part.bottom if isinstance(part, Table) else max(line.base for line in part.lines)


def _flatten(page: Page, table: Table) -> None:
    """Make a line of each row of the table."""
    pitch = (table.bottom - table.top) / len(table.rows)
    lines = [
        Line(row_text(filter(None, row)), table.left, table.right, table.top + pitch * place,
             pitch, bold=False, first=0.0)
        for place, row in enumerate(table.rows, 1)
    ]  # fmt: skip
    page.parts = [Column(lines) if part is table else part for part in page.parts]


# Lines


def _edge_lines(page: Page, number: int) -> Iterator[_EdgeLine]:
    """The lines in the first and last rows of a page, but for those beyond which tables stand."""
    rows: list[list[Line]] = []
    for line in sorted(lines_of(page), key=lambda each: each.base):
        if rows and line.base - rows[-1][0].base <= 3:
            rows[-1].append(line)
        else:
            rows.append([line])
    tables = [part for part in page.parts if isinstance(part, Table)]
    top = min((table.top for table in tables), default=page.height) + 3
    bottom = max((table.bottom for table in tables), default=0.0) - 3
    first = [row for row in rows if row[0].base <= top]
    last = [row for row in reversed(rows) if row[0].base >= bottom]
    for edge, outer in (("top", first), ("bottom", last)):
        for place, row in enumerate(outer[:EDGE_ROWS]):
            size = outer[place + 1][0].size if place + 1 < len(outer) else 0.0
            inside = len(rows) + bool(tables) - place - 1
            for line in row:
                yield _EdgeLine(line, number, edge, place, inside, line.size < SMALL * size)


def _find_repeated(lines: Sequence[_EdgeLine]) -> None:
    """Find those that say the same, numbers aside, at the same place of pages near each other."""
    for alike in _grouped(lines, lambda each: (each.edge, each.place, each.words)):
        if not (_WORD.search(alike[0].line.text) or _DATE.fullmatch(alike[0].line.text)):
            continue
        *smaller, largest = _by_size(alike)
        for same in (*smaller, largest):
            # What smaller lines repeat is a heading, even if they do so once.
            recurs = _recur(same) or same is not largest
            counts = len({each.line.text for each in same}) > 1
            for each in same:
                each.recurs, each.counts = recurs, counts


def _by_size(lines: Iterable[_EdgeLine]) -> list[list[_EdgeLine]]:
    """The lines of about one size together, the smallest first, each in the order of pages."""
    groups: list[list[_EdgeLine]] = []
    for each in sorted(lines, key=lambda each: each.line.size):
        if groups and each.line.size <= SAME_SIZE * groups[-1][0].line.size:
            groups[-1].append(each)
        else:
            groups.append([each])
    return [sorted(group, key=lambda each: each.page) for group in groups]


def _find_numbered(lines: Sequence[_EdgeLine]) -> None:
    """Find those that hold the number of the page beside a title of whatever words."""
    rising: dict[tuple[str, int, int], list[tuple[_EdgeLine, bool]]] = defaultdict(list)
    for each in lines:
        for number, is_last in _outer_numbers(each.line.text):
            rising[each.edge, each.place, number - each.page].append((each, is_last))
    for found in rising.values():
        # Numbers in front alone may be those of headings.
        if any(is_last for _, is_last in found) and _recur([each for each, _ in found]):
            for each, _ in found:
                each.recurs = each.counts = True


def _outer_numbers(text: str) -> Iterator[tuple[int, bool]]:
    """The number that a line begins with, and the one that it ends on, beside words."""
    if not _WORD.search(text):
        return
    for found, is_last in ((_FIRST_NUMBER.match(text), False), (_LAST_NUMBER.search(text), True)):
        if found is not None and (found[0].isdecimal() or found[0] in _ROMAN):
            yield int(found[0]) if found[0].isdecimal() else _ROMAN[found[0]], is_last


def _find_small(lines: Sequence[_EdgeLine]) -> None:
    """Find titles of chapters above the text, in smaller letters, each at the same height."""
    small = [each for each in lines if each.is_small and each.edge == "top" and not each.place]
    for alike in _grouped(small, lambda each: (round(each.line.base), round(each.line.size))):
        if _recur(alike):
            for each in alike:
                each.recurs = True


def _mark(lines: Sequence[_EdgeLine]) -> None:
    """Mark those of one edge that recur and have nothing else between them and the edge."""
    for place in range(EDGE_ROWS):
        here = [each for each in lines if each.place == place]
        if not all(each.recurs or PAGE_NUMBER.fullmatch(each.line.text) for each in here):
            break
        for each in here:
            counts = each.counts or not each.recurs or _STAMP.match(each.line.text)
            each.line.edge = "number" if counts else each.edge


def _mark_displaced(lines: Sequence[_EdgeLine]) -> None:
    """Mark what is a running head on two pages where something else stands outside of it."""
    for alike in _grouped(lines, lambda each: (each.edge, each.words)):
        for same in _by_size(alike):
            marked = [each for each in same if each.line.edge and each.recurs]
            if len({each.page for each in marked}) > 1:
                for each in same:
                    each.line.edge = each.line.edge or marked[0].line.edge
