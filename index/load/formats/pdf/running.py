"""Running heads and feet: the lines that recur at the edges of pages, and the pages' numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.load.formats.pdf.columns import Page, lines_of
from index.load.formats.pdf.lines import Line
from index.load.formats.pdf.tables import Table

EDGE_LINES = 3  # at the top and bottom of a page, where running heads and feet stand
RUNNING_PAGES = 3  # a running head recurs within so many pages
PAGE_NUMBER = re.compile(
    r"[\W_]*(?:page|pg\.?|p\.|sida|sidan|sid\.?|s\.)?\s*(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:of|av|/|\()\s*\d{1,4}\)?)?[\W_]*",
    re.IGNORECASE,
)
_STAMP = re.compile(  # of when a copy was made
    r"\W*(?:printed|print date|utskri\w+|downloaded|hämtad|nedladdad|generated|genererad)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _EdgeLine:
    """A line near the edge of a page: which edge, how many rows from it, and its words."""

    line: Line
    edge: str
    place: int

    @property
    def key(self) -> tuple[str, int, str]:
        """What it recurs by."""
        return self.edge, self.place, without_digits(self.line.text)


def without_digits(text: str) -> str:
    """What a line that counts pages or days has in common with the next of its kind."""
    return re.sub(r"\d+", "0", text)


def mark_edges(pages: Sequence[Page]) -> None:
    """Mark the lines that recur at the top or bottom of pages, and the numbers of pages."""
    edges = [list(_edge_lines(page)) for page in pages]
    seen: dict[tuple[str, int, str], tuple[int, str]] = {}
    recurring: dict[tuple[str, int, str], bool] = {}
    for number, lines in enumerate(edges):
        for each in lines:
            page, text = seen.get(each.key, (number, each.line.text))
            if page < number <= page + RUNNING_PAGES:
                counts = recurring.get(each.key, False) or text != each.line.text
                recurring[each.key] = counts
            seen[each.key] = (number, each.line.text)
    for lines in edges:
        for edge in ("top", "bottom"):
            _mark([each for each in lines if each.edge == edge], recurring)


def _edge_lines(page: Page) -> Iterator[_EdgeLine]:
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
    for place in range(min(EDGE_LINES, len(rows) if tables else len(rows) - 1)):
        if rows[place][0].base <= top:
            yield from (_EdgeLine(line, "top", place) for line in rows[place])
        if rows[-1 - place][0].base >= bottom:
            yield from (_EdgeLine(line, "bottom", place) for line in rows[-1 - place])


def _mark(lines: Sequence[_EdgeLine], recurring: Mapping[tuple[str, int, str], bool]) -> None:
    """Mark those outside the text: that recur, and have nothing else between them and the edge."""
    for place in range(EDGE_LINES):
        here = [each for each in lines if each.place == place]
        if not all(
            PAGE_NUMBER.fullmatch(each.line.text) or _recurs(each, recurring) for each in here
        ):
            break
        for each in here:
            counts = recurring.get(each.key, True) or _STAMP.match(each.line.text)
            each.line.edge = "number" if counts else each.edge


def _recurs(each: _EdgeLine, recurring: Mapping[tuple[str, int, str], bool]) -> bool:
    return each.key in recurring and re.search(r"[^\W\d_]{2}", each.line.text) is not None
