"""A printout as text, whose pages form feeds part → its text, no sentence with a page's head in it.

As on the pages of a PDF, running heads and feet are told by where and how often they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.load.extracted import Extracted, TextBuilder
from index.load.formats.pdf.flow.running import RunningKinds, mark_edges
from index.load.formats.pdf.page.columns import Column, Page
from index.load.formats.pdf.page.lines import Line
from index.split.blocks import ends_sentence

MAX_PAGES = 10_000
FULL_LINE = 0.75  # of the widest line before it: a line that a paragraph is wrapped to


@dataclass(frozen=True, slots=True)
class _TextPage:
    """The lines of a page, and the running heads and feet around them."""

    heads: Sequence[Line] = ()
    body: Sequence[str] = ()
    feet: Sequence[Line] = ()


def extracted_of_printout(text: str) -> Extracted | None:
    """The text with the places of its pages; None where no page has a running head, foot or number.

    What stands between the halves of a paragraph is put before it. Raises LoadError when the text
    grows too long.
    """
    sheets = text.strip("\f\n ").split("\f")
    if not 1 < len(sheets) <= MAX_PAGES:
        return None
    pages = _pages([sheet.split("\n") for sheet in sheets])
    return _Writer().extracted(pages) if any(page.heads or page.feet for page in pages) else None


def _pages(sheets: Sequence[Sequence[str]]) -> list[_TextPage]:
    marks = [[_line(line, place) for place, line in enumerate(sheet)] for sheet in sheets]
    shown = [[line for line in lines if line.text] for lines in marks]
    mark_edges(
        [Page([Column(lines)], height=lines[-1].base) if lines else Page() for lines in shown]
    )
    return [_page(sheet, lines) for sheet, lines in zip(sheets, marks, strict=True)]


def _line(text: str, place: int) -> Line:
    shown = " ".join(text.split())
    return Line(shown, 0, len(text), 10.0 * place, size=10.0, bold=False, first=0)


def _page(lines: Sequence[str], marks: Sequence[Line]) -> _TextPage:
    own = [place for place, mark in enumerate(marks) if mark.text and not mark.edge]
    end = own[-1] + 1 if own else len(lines)
    body = [lines[place] for place in range(own[0], end) if not marks[place].edge] if own else []
    heads, feet = ([mark for mark in part if mark.edge] for part in (marks[:end], marks[end:]))
    return _TextPage(heads, body, feet)


def _goes_on(lines: Sequence[str], following: Sequence[str]) -> bool:
    """Whether a paragraph seems to go on in the lines of the next page."""
    if not lines or not following or ends_sentence(lines[-1].strip()):
        return False
    widest = max(len(line.strip()) for line in lines)
    return following[0].strip()[0].islower() or len(lines[-1].strip()) >= FULL_LINE * widest


class _Writer:
    """Writes the pages; the paragraph that goes on overleaf is held back until it ends."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self.kinds = RunningKinds()
        self.held: list[str] = []
        self.held_turns: list[int] = []  # of the held lines, those that pages begin with
        self.turns: list[int] = []  # where pages begin within a paragraph

    def extracted(self, pages: Sequence[_TextPage]) -> Extracted:
        for page, following in zip(pages, [*pages[1:], _TextPage()], strict=True):
            if self.held:
                self.held_turns.append(len(self.held))
            else:
                self.builder.begin_page()
            self._write_running(page.heads)
            self.held += page.body
            self._write(_last_paragraph(self.held) if _goes_on(self.held, following.body) else None)
            self._write_running(page.feet)
        found = self.builder.extracted()
        return replace(found, pages=tuple(sorted([*found.pages, *self.turns])))

    def _write_running(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self.builder.add(self.kinds.kind(line), line.text)

    def _write(self, end: int | None) -> None:
        """Write the held lines before `end`, or all."""
        lines, self.held = self.held[:end], self.held[len(self.held) if end is None else end :]
        text = "\n".join(lines)
        span = self.builder.add(None, text)
        indent = len(text) - len(text.lstrip())
        for turn in self.held_turns:
            if turn < len(lines) and span is not None:
                self.turns.append(span[0] + len("\n".join([*lines[:turn], ""])) - indent)
        self.held_turns = [turn - len(lines) for turn in self.held_turns if turn >= len(lines)]


def _last_paragraph(lines: Sequence[str]) -> int:
    """The place of the first line of the last paragraph."""
    blank = (place for place in range(len(lines) - 1, -1, -1) if not lines[place].strip())
    return next(blank, -1) + 1
