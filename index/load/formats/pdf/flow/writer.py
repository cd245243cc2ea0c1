"""The pages of a document → its text, with its blocks and where its pages begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.load.extracted import Extracted, TextBuilder, normalise
from index.load.formats.pdf.flow.hyphens import Hyphens
from index.load.formats.pdf.flow.kinds import tell_kinds
from index.load.formats.pdf.flow.line_text import BULLET, leader_of
from index.load.formats.pdf.flow.paragraphs import (
    LARGER,
    Paragraph,
    Unit,
    body_size,
    join_over_pages,
    paragraphs_of,
    units_of,
)
from index.load.formats.pdf.flow.running import RunningKinds, mark_edges
from index.load.formats.pdf.page.columns import Column, Page, lines_of
from index.load.formats.pdf.page.lines import Line
from index.load.formats.pdf.page.tables import Table


def text_of(pages: Sequence[Page]) -> Extracted:
    """The text of the pages with its blocks."""
    body = body_size(pages)
    mark_edges(pages)
    hyphens = Hyphens(line.text for page in pages for line in lines_of(page))
    units: list[list[Unit]] = [units_of(page, number, body) for number, page in enumerate(pages)]
    join_over_pages(units, body)
    for page_units in units:
        tell_kinds(page_units, body)
    return _Writer(pages, units, hyphens).extracted()


def heading_of(page: Page) -> str | None:
    """The heading in the largest letters of the page; None where no letters are larger."""
    body = body_size([page])
    largest = max((line.size for line in lines_of(page)), default=0.0)
    if largest < LARGER * body:
        return None
    columns = [part.lines for part in page.parts if isinstance(part, Column)]
    paragraphs = [each for lines in columns for each in paragraphs_of(lines, 0, body)]
    found = next(each for each in paragraphs if each.lines[0].size >= 0.97 * largest)
    return " ".join(line.text for line in found.lines)


class _Writer:
    """Writes the units of all pages, and notes where the pages begin."""

    def __init__(
        self, pages: Sequence[Page], units: Sequence[list[Unit]], hyphens: Hyphens
    ) -> None:
        self.pages = pages
        self.units = units
        self.hyphens = hyphens
        self.builder = TextBuilder()
        self.turns: list[int] = []  # where a page begins within a paragraph
        self.begun: set[int] = set()
        self.running = RunningKinds()

    def extracted(self) -> Extracted:
        for number, page in enumerate(self.pages):
            if number not in self.begun:
                self.builder.begin_page()
            self._write_page(number, page)
        found = self.builder.extracted()
        return replace(found, pages=tuple(sorted([*found.pages, *self.turns])))

    def _write_page(self, number: int, page: Page) -> None:
        units = self.units[number]
        running = [line for line in lines_of(page) if line.edge]
        running.sort(key=lambda line: (line.base, line.left))
        middle = page.height / 2
        heads = [line for line in running if line.edge == "top" or line.base < middle]
        feet = [line for line in running if line not in heads]
        last = units[-1] if units else None
        cut = isinstance(last, Paragraph) and bool(last.turns)
        self._write_running(heads)
        for unit in units[:-1] if cut else units:
            self._write(unit)
        self._write_running(feet)
        for note in page.notes:
            self.builder.add("aside", note)
        if cut and last is not None:
            self._write(last)

    def _write_running(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self.builder.add(self.running.kind(line), line.text)

    def _write(self, unit: Unit) -> None:
        if isinstance(unit, Table):
            self.builder.add_table(unit.rows, unit.labels)
            return
        leader = leader_of(unit.lines[0].text) if unit.kind == "row" else None
        if leader is not None:
            self.builder.add_table([leader], 0)
            return
        text, turns = self._joined(unit)
        span = self.builder.add(unit.kind, text)
        for place, page in turns:
            self.begun.add(page)
            self.turns.append((span[0] if span else 0) + place)

    def _joined(self, paragraph: Paragraph) -> tuple[str, list[tuple[int, int]]]:
        """The text of the lines, and where in it pages begin."""
        pieces: list[str] = []
        turns: list[tuple[int, int]] = []
        length = 0
        for place, line in enumerate(paragraph.lines):
            own = normalise(line.text)
            if place:
                dropped, glue = self.hyphens.joint(pieces[-1], own)
                pieces[-1] = pieces[-1][: len(pieces[-1]) - dropped] + glue
                length += len(glue) - dropped
            elif paragraph.kind == "item":
                own = _as_item(own)
            if place in paragraph.turns:
                turns.append((length, paragraph.turns[place]))
            pieces.append(own)
            length += len(own)
        return "".join(pieces), turns


def _as_item(text: str) -> str:
    found = BULLET.match(text)
    return f"- {text[found.end() :]}" if found else text
