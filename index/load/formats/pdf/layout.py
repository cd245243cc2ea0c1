"""Lines of all pages → paragraphs, headings and items, and the text that they make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from index.load.extracted import Extracted, TextBuilder, normalise
from index.load.formats.pdf.columns import Column, Page, lines_of
from index.load.formats.pdf.hyphens import Hyphens
from index.load.formats.pdf.lines import BULLETS, SURE_BULLETS, Line
from index.load.formats.pdf.running import PAGE_NUMBER, mark_edges, without_digits
from index.load.formats.pdf.tables import Table
from index.types import BlockKind

LONGEST_HEADING = 150  # characters
NARROW = 18  # times the size of the letters: too narrow a column for it to be plain that it wraps
WRAPPED = 0.85  # of a column's width: what a line fills that is wrapped to it
SENTENCE_WORDS = 5
LARGER = 1.12  # times the size of the text: a heading
_ENDS = re.compile(r"[.!?…][\"'”’»)\]⁰¹²³⁴-⁹]*$")
_STOPS = re.compile(r"[.!?…:;][\"'”’»)\]⁰¹²³⁴-⁹]*$")
_BULLET = re.compile(
    rf"(?:[{re.escape(SURE_BULLETS)}\ue000-\uf8ff]\s*|[{re.escape(BULLETS)}o]\s+)(?=\S)"
)
_NUMBERED = re.compile(
    r"\(?(?:\d{1,3}|[a-zåäö]|[ivx]{1,5})[.)]\s+\S|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+\S"
)
_MAY_BE_TEXT = re.compile(r"[-–—*\d]")
_BLANK = re.compile(r"_{3,}|\.{5,}|…{2,}|(?:\. ){4,}\.?")
_SECTION = re.compile(r"(?:§+ ?)?\d{1,3}(?:\.\d{1,3})*\.? [^\W\d]")
_LETTER = re.compile(r"[^\W_]")
FEWEST_ENTRIES = 8  # of a table of contents that has another title, or none
_LONGEST_PAGE = 5  # digits
_CONTENTS = re.compile(
    r"\W*(?:\d\W+)?(?:table of )?contents\W*|\W*innehåll(?:sförteckning)?\W*", re.IGNORECASE
)
_LABEL = re.compile(r"[^\W\d_][^.!?]{0,60}:")
_CANNOT_END = frozenset(
    "a an and as at but by for from in into of on or than that the to which who with "
    "att av den det de eller en ett för från genom i inom med men mot och om på som till under vid"
    " över between during under over after before until because when where while about against"
    " mellan efter före innan sedan utan hos samt eller dess sin sina sitt our their its his"
    " her".split()
)


@dataclass(slots=True)
class Paragraph:
    """Lines that are read as one; `page` is that of the first, `turns` where others begin."""

    lines: list[Line]
    page: int
    kind: BlockKind | None = None
    turns: dict[int, int] = field(default_factory=dict)  # a line's place → the page it begins
    width: float = 0.0


Unit = Paragraph | Table


def text_of(pages: Sequence[Page]) -> Extracted:
    """The text of the pages with its blocks."""
    body = _body_size(pages)
    mark_edges(pages)
    hyphens = Hyphens(line.text for page in pages for line in lines_of(page))
    units: list[list[Unit]] = [_units(page, number, body) for number, page in enumerate(pages)]
    _join_over_pages(units, body)
    for page_units in units:
        _tell_kinds(page_units, body)
    return _Writer(pages, units, hyphens).extracted()


def heading_of(page: Page) -> str | None:
    """The heading in the largest letters of the page; None where no letters are larger."""
    body = _body_size([page])
    largest = max((line.size for line in lines_of(page)), default=0.0)
    if largest < LARGER * body:
        return None
    columns = [part.lines for part in page.parts if isinstance(part, Column)]
    paragraphs = [each for lines in columns for each in _paragraphs(lines, 0, body)]
    found = next(each for each in paragraphs if each.lines[0].size >= 0.97 * largest)
    return " ".join(line.text for line in found.lines)


def _body_size(pages: Sequence[Page]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in lines_of(page):
            sizes[round(2 * line.size) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=10.0)


# Paragraphs


def _units(page: Page, number: int, body: float) -> list[Unit]:
    units: list[Unit] = []
    for part in page.parts:
        if isinstance(part, Table):
            units.append(part)
        else:
            lines = [line for line in part.lines if not line.edge]
            units += _paragraphs(lines, number, body)
    return units


def _paragraphs(lines: list[Line], page: int, body: float) -> list[Paragraph]:
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
        self.is_running = wide or (self.wraps and _is_prose(lines))
        pitch = median(steps) if steps else 0.0
        self.farthest = min(1.3 * pitch, 1.5 * lines[0].size) if is_display else 1.3 * pitch
        self.is_display = is_display  # headings are broken where they read best

    def is_full(self, line: Line, after: Line) -> bool:
        """Whether the line has no room for the first word of the one after it."""
        if self.is_display:
            return not _ends(line.text)
        if not self.is_running or (not self.wraps and _stops(line.text)):
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
    if _has_blank(line.text) or _has_blank(last.text):
        return False
    full = run.is_full(last, line)
    if _begins_item(line.text, after_full_line=full and not _stops(last.text)):
        return False
    return not _is_indented(before, line) and (full or _runs_on(before, line))


def _begins_item(text: str, *, after_full_line: bool) -> bool:
    """Whether a line begins a list's item; within a sentence it may begin with a number or dash."""
    return _is_item(text) and not (after_full_line and _MAY_BE_TEXT.match(text))


def _is_indented(before: Sequence[Line], line: Line) -> bool:
    """Whether the line's indent begins a paragraph, or ends an item."""
    first, last = before[0], before[-1]
    if _is_item(first.text) and line.left < first.left + 2:
        return _stops(last.text)
    hangs = len(before) == 1 and _is_item(first.text)
    return line.left - last.left > 0.7 * line.size and not hangs and not _centred(last, line)


def _ends(text: str) -> bool:
    """Whether a sentence ends there."""
    return _ENDS.search(text[-8:]) is not None


def _stops(text: str) -> bool:
    """Whether a sentence, or the first part of one, ends there."""
    return _STOPS.search(text[-8:]) is not None


def _centred(one: Line, two: Line) -> bool:
    return abs((one.left + one.right) - (two.left + two.right)) < two.size


def _runs_on(before: Sequence[Line], line: Line) -> bool:
    """Whether a sentence goes on, though the line before has room for its next word."""
    text = before[-1].text
    if _stops(text) or _LABEL.match(line.text):
        return False
    if _cannot_end(text):
        return True
    return line.text[:1].islower() or (len(before) > 1 and _is_prose(before))


def _cannot_end(text: str) -> bool:
    """Whether no sentence ends on such a word."""
    return text.endswith((",", "-", "–")) or text.split()[-1].lower() in _CANNOT_END


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether lines are of running text: most of their words are in lower case."""
    words = [word for line in lines[-5:] for word in line.text.split() if word[0].isalpha()]
    return sum(word[0].islower() for word in words) > 0.6 * len(words)


def _leader(text: str) -> tuple[str, str] | None:
    """A label and its value, to which dots lead; None where there is no value."""
    found = _BLANK.search(text)
    if found is None or "_" in found[0]:
        return None
    label, value = text[: found.start()].rstrip(" ."), text[found.end() :].lstrip(" .…")
    return (label, value) if _LETTER.search(label) and value and not _has_blank(value) else None


def _has_blank(text: str) -> bool:
    """Whether there is room to write in, or to carry the eye."""
    return ("_" in text or "." in text or "…" in text) and _BLANK.search(text) is not None


def _is_item(text: str) -> bool:
    return _BULLET.match(text) is not None or _NUMBERED.match(text) is not None


def _join_over_pages(pages: list[list[Unit]], body: float) -> None:
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
    if last.field or line.field or _is_item(line.text) or _stops(last.text):
        return False
    if line.text[:1].islower() or _cannot_end(last.text):
        return True
    wide = one.width >= NARROW * line.size and last.right - one.lines[0].left > 0.8 * one.width
    return wide and len(one.lines) > 1 and _is_prose(one.lines)


def _append(one: Paragraph, two: Paragraph, page: int) -> None:
    if page != max(one.turns.values(), default=one.page):
        one.turns[len(one.lines)] = page
    one.turns.update({len(one.lines) + line: turn for line, turn in two.turns.items()})
    one.lines += two.lines


def _move_last(units: list[Unit], paragraph: Paragraph, same_page: bool) -> None:
    """Put what stands below the paragraph's first half, such as footnotes, before it."""
    if not same_page:
        units.append(units.pop(next(n for n, unit in enumerate(units) if unit is paragraph)))


# Kinds


def _tell_kinds(units: list[Unit], body: float) -> None:
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
    if _has_blank(text):
        return "row" if _leader(text) else "labels"
    if _BULLET.match(text):
        return "item"
    if text.endswith("?") and len(text.split()) <= 12 and _stands_out(paragraph, body):
        return "heading"
    sentence = _ends(text) and (len(text.split()) >= 4 or len(text) > 40)
    if not sentence and len(text) <= LONGEST_HEADING and _stands_out(paragraph, body):
        return "heading"
    if _NUMBERED.match(text):
        return "item"
    if _ends(text) or len(text) > LONGEST_HEADING or len(paragraph.lines) > 2:
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
        leader = _leader(text) if paragraph.kind == "row" else None
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
    if len(run) < FEWEST_ENTRIES or not all(value.isdecimal() for _, value in run):
        return
    pages = [int(value[:_LONGEST_PAGE]) for _, value in run]
    if pages == sorted(pages) and pages[0] < pages[-1]:
        for paragraph, _ in run:
            paragraph.kind = "boilerplate"


def _is_sentence(paragraph: Paragraph) -> bool:
    """Whether words without a full stop, as on a slide, are a sentence."""
    count = sum(len(line.text.split()) for line in paragraph.lines)
    last = paragraph.lines[-1].text
    return count >= SENTENCE_WORDS and not last.endswith(":") and _is_prose(paragraph.lines)


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
        if len(paragraph.lines) == 1 and _LABEL.fullmatch(paragraph.lines[0].text):
            run.append(paragraph)
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


# Text


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
        self.shown: set[str] = set()

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
            words = without_digits(line.text)
            seen = line.edge == "number" or words in self.shown
            self.shown.add(words)
            self.builder.add("boilerplate" if seen else "aside", line.text)

    def _write(self, unit: Unit) -> None:
        if isinstance(unit, Table):
            self.builder.add_table(unit.rows, unit.labels)
            return
        leader = _leader(unit.lines[0].text) if unit.kind == "row" else None
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
    found = _BULLET.match(text)
    return f"- {text[found.end() :]}" if found else text
