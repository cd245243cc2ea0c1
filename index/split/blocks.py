"""Text → blocks, by its lines: paragraphs, headings, list items and table rows, each whole even
where its lines are broken.

Scraped and wrapped text breaks sentences over lines, and even over blank lines where a picture or a
page end stood. A line continues the one before it when that one cannot have ended there: it stops
without end punctuation and the next starts in lower case, or on a word such as "and" or "av"; or
the paragraph is wrapped to a width that left no room for the next word. Page numbers and running
heads between the two halves of a sentence do not keep them apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from index.language.lexicons import words_of
from index.split.rows import cell_spans, cells_of, is_group, label_rows
from index.split.wording import is_not_prose
from index.types import Block, BlockKind, Span

MIN_WRAP = 25  # characters; shorter lines are a list, or verse
MIN_COLUMN = 15  # characters, where most lines of a paragraph show that it is wrapped
MAX_WRAP = 120  # characters; longer lines are unwrapped paragraphs
WRAP_SLACK = 0.85  # proportional fonts fill a PDF's lines unevenly
WRAPPED_SHARE = 0.6  # of a paragraph's lines but the last that leave no room for the next word
MAX_HEADING = 150  # characters
TITLE_WITHIN = 1_000  # characters of white space
CLAUSE_WORDS = 9  # from so many on, what has a sentence's small words is one without full stop
CLAUSE_SHARE = 0.35  # of its words
NUMBERED_HEADING_WORDS = 8
RUNNING_HEAD_COUNT = 3  # times a line recurs before it counts as one
LIST_OF_HEADINGS = 3  # short lines in a row are a list under the first of them
ALIGNED_ROWS = 3  # lines whose cells only spaces keep apart

_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]*]*$")
_BULLET = r"[-*•·–—+●▪◦○◉◆◇■□▶►➤➢➔→‣⁃∙☐☑☒✓✔✗✘＊※»]\s+\S|o\s+\S"
_NUMBER = r"\(?\d{1,3}[.)]\s+\S|\(?[a-zåäö][.)]\s+\S|\(?[ivxl]{1,5}[.)]\s+\S|[A-Z]\)\s+\S"
_CLAUSE_NUMBER = r"\d{1,2}(?:\.\d{1,3}){1,4}\.?\s+[A-ZÅÄÖ\"“”]|§\s*\d+"
_ITEM = re.compile(f"{_BULLET}|{_NUMBER}|{_CLAUSE_NUMBER}")
_NUMBERED_HEADING = re.compile(_CLAUSE_NUMBER)
_BARS = re.compile(r"\|.*\||.*\S\s*\|\s*\S")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")
_RULE = re.compile(r"(={3,}|-{3,}|\*{3,}|_{3,}|[|\s:+=-]{5,})$")
_FENCE = re.compile(r"(`{3,}|~{3,})([^`]*)$")
_LABELLED = re.compile(r"[^\W\d][^:.!?|\t]{0,60}:\s+\S")
_CANNOT_END = frozenset(words_of("never_last"))
_SMALL_WORDS = _CANNOT_END | frozenset(words_of("small_words"))


@dataclass(frozen=True, slots=True)
class _Line:
    """`apart`: whether a blank line stands before it. `underlined`: whether a rule follows."""

    start: int
    end: int
    apart: bool
    underlined: bool


def split_blocks(text: str) -> list[Block]:
    """Every block of `text`, in order; between them lies only white space or a rule."""
    lines = _lines(text)
    is_running = _running_lines(text, lines)
    blocks: list[Block] = []
    place = 0
    for first, last, is_code in _tables_and_code(text, lines):
        blocks += _paragraphs(text, lines[place:first], is_running)
        if is_code:
            blocks.append(Block(lines[first].start, lines[last - 1].end, "aside"))
        else:
            blocks += _table_blocks(text, lines[first:last])
        place = last
    blocks += _paragraphs(text, lines[place:], is_running)
    return _without_bare_headings(text, blocks)


def ends_sentence(text: str) -> bool:
    """Whether `text` stops where a sentence can: at end punctuation, quotes and brackets aside."""
    return _ENDS.search(text) is not None


def is_marked_heading(text: str) -> bool:
    """Whether a heading is told by its marks or its number, not by its place and length alone."""
    return bool(_MARKDOWN_HEADING.match(text) or _NUMBERED_HEADING.match(text))


def is_item(text: str) -> bool:
    """Whether `text` opens as a list item does, or is a table row."""
    return bool(_ITEM.match(text) or _BARS.match(text))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    before = 0
    for match in re.finditer(r"[^\n\f\u2028\u2029]+", text):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            continue
        start = match.start() + line.index(stripped)
        apart = text.count("\n", before, start) > 1 or "\f" in text[before:start]
        if not _RULE.match(stripped):
            lines.append(_Line(start, start + len(stripped), apart, underlined=False))
        elif lines and not apart:
            lines[-1] = replace(lines[-1], underlined=True)
        before = match.end()
    return lines


def _running_lines(text: str, lines: Sequence[_Line]) -> Callable[[str], bool]:
    """Tells page numbers, boilerplate, and short lines that recur as a running head does."""
    counts = Counter(_without_digits(text[line.start : line.end]) for line in lines)

    def is_running(line: str) -> bool:
        recurs = len(line) <= MAX_WRAP and counts[_without_digits(line)] >= RUNNING_HEAD_COUNT
        return (recurs and not _ITEM.match(line)) or is_not_prose(line)

    return is_running


def _without_digits(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _tables_and_code(text: str, lines: Sequence[_Line]) -> Iterator[tuple[int, int, bool]]:
    """The ranges of lines that are tables, rows that follow one another and are divided alike; and
    those that are fenced in as code.
    """
    fenced = dict(_fenced(text, lines))
    place = 0
    while place < len(lines):
        last = fenced.get(place) or _end_of_table(text, lines, place)
        if last is None:
            place += 1
        else:
            yield place, last, place in fenced
            place = last


def _fenced(text: str, lines: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    """The ranges of lines between Markdown's fences, with these."""
    opened: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        fence = _FENCE.match(text, line.start, line.end)
        if fence is None:
            continue
        if opened is None:
            opened = number, fence[1]
        elif fence[1].startswith(opened[1]) and not fence[2]:
            yield opened[0], number + 1
            opened = None


def _end_of_table(text: str, lines: Sequence[_Line], first: int) -> int | None:
    divided = _division(text[lines[first].start : lines[first].end])
    if divided is None:
        return None
    last = first + 1
    while last < len(lines) and not lines[last].apart:
        if _division(text[lines[last].start : lines[last].end]) != divided:
            break
        last += 1
    rows = [text[line.start : line.end] for line in lines[first:last]]
    if divided == "gaps":
        return last if len(rows) >= ALIGNED_ROWS and _are_aligned(rows) else None
    enough = len(rows) > 1 or (divided == "bars" and lines[first].underlined)
    return last if enough else None


def _division(line: str) -> str | None:
    """What keeps the cells of a line apart, if it has several."""
    if _BARS.match(line):
        return "bars"
    if "\t" in line.strip():
        return "tabs"
    return "gaps" if len(cell_spans(line)) > 1 and not _ITEM.match(line) else None


def _are_aligned(rows: Sequence[str]) -> bool:
    """Whether all rows have as many cells, and the second cells begin or end at one place."""
    spans = [cell_spans(row) for row in rows]
    if len({len(each) for each in spans}) > 1:
        return False
    starts, ends = ({each[1][side] for each in spans} for side in (0, 1))
    return min(len(starts), len(ends)) == 1


def _table_blocks(text: str, lines: Sequence[_Line]) -> Iterator[Block]:
    rows = [cells_of(text[line.start : line.end]) for line in lines]
    widest = max(map(len, rows))
    rows = [[*row, *[""] * (widest - len(row))] for row in rows]
    count = 1 if lines[0].underlined and len(lines) > 1 else label_rows(rows)
    labels = [_within_bars(text, line) for line in lines[:count]]
    header = ((labels[0][0], labels[-1][1]),) if labels else ()
    group: tuple[Span, ...] = ()
    for number, (line, row) in enumerate(zip(lines, rows, strict=True)):
        is_label = number < count or is_group(row)
        leads = () if is_label else (*header, *group)
        start, end = _within_bars(text, line)
        yield Block(start, end, "labels" if is_label else "row", leads)
        if is_label and number >= count:
            group = ((line.start, line.end),)


def _within_bars(text: str, line: _Line) -> Span:
    """The cells of a row, without the bars around them that Markdown has."""
    spans = cell_spans(text[line.start : line.end])
    (first, after_first), (before_last, last) = spans[0], spans[-1]
    if first == after_first or before_last == last:  # an empty cell is known by its bar
        return line.start, line.end
    return line.start + first, line.start + last


def _paragraphs(
    text: str, lines: Sequence[_Line], is_running: Callable[[str], bool]
) -> Iterator[Block]:
    widths = _wrap_widths(text, lines)
    groups: list[list[_Line]] = []
    held: list[_Line] = []  # running heads that may turn out to stand inside a sentence
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if groups and is_running(text[line.start : line.end]):
            held.append(line)
        elif groups and (
            _hangs(text, groups[-1][0], line)
            or _continues(text, groups[-1][-1], line, following, widths[place])
        ):
            groups[-1] += [*held, line]
            held = []
        else:
            groups += [[each] for each in held]
            groups.append([line])
            held = []
    groups += [[each] for each in held]
    return (_block(text, group) for group in groups)


def _wrap_widths(text: str, lines: Sequence[_Line]) -> list[int | None]:
    """For each line the width that its paragraph is wrapped to, in characters: its own where its
    lines show one, else the text's; None where it is not wrapped.
    """
    whole = _wrap_width([line.end - line.start for line in lines])
    widths: list[int | None] = []
    run: list[_Line] = []
    for line in [*lines, None]:
        if run and (line is None or line.apart):
            widths += [_column_width(text, run) or whole] * len(run)
            run = []
        if line is not None:
            run.append(line)
    return widths


def _wrap_width(lengths: Sequence[int]) -> int | None:
    ordered = sorted(lengths)
    if not ordered or not MIN_WRAP <= ordered[-1] <= MAX_WRAP:
        return None
    return ordered[ceil(0.95 * (len(ordered) - 1))]


def _column_width(text: str, run: Sequence[_Line]) -> int | None:
    """The width of a paragraph whose own lines show that they are wrapped."""
    width = max(line.end - line.start for line in run)
    if len(run) < 3 or not MIN_COLUMN <= width <= MAX_WRAP:
        return None
    full = [_is_full(text, one, other, width) for one, other in pairwise(run)]
    goes_on = any(text[line.start].islower() for line in run[1:])
    return width if goes_on and sum(full) >= WRAPPED_SHARE * len(full) else None


def _is_full(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether a line of that width had no room for the first word of the next."""
    word = text[following.start : following.end].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(word) > WRAP_SLACK * width


def _continues(
    text: str, before: _Line, line: _Line, following: _Line | None, width: int | None
) -> bool:
    previous, current = text[before.start : before.end], text[line.start : line.end]
    if any(_MARKDOWN_HEADING.match(each) for each in (previous, current)) or before.underlined:
        return False
    if _ITEM.match(current):
        return False
    ended = ends_sentence(previous)
    if _LABELLED.match(current) and (ended or _LABELLED.match(previous)):
        return False
    blank_between = text.count("\n", before.end, line.start) > 1
    if not blank_between and width is not None and _is_full(text, before, line, width):
        return not (ended and _is_short_heading(text, line, following, width))
    if ended:
        return False
    last_word = previous.split()[-1].lower()
    return current[0].islower() or last_word in _CANNOT_END or previous.endswith(",")


def _hangs(text: str, first: _Line, line: _Line) -> bool:
    """Whether a line stands further in than the list item's first, to go on with it."""
    opening, current = text[first.start : first.end], text[line.start : line.end]
    if line.apart or not _ITEM.match(opening) or _NUMBERED_HEADING.match(opening):
        return False
    if any(each.match(current) for each in (_ITEM, _LABELLED, _MARKDOWN_HEADING)):
        return False
    return _column(text, line) > _column(text, first)


def _column(text: str, line: _Line) -> int:
    return line.start - text.rfind("\n", 0, line.start) - 1


def _is_short_heading(text: str, line: _Line, following: _Line | None, width: int) -> bool:
    """Whether a line after a full stop is a heading: it ends early, without one of its own."""
    if ends_sentence(text[line.start : line.end]) or text[line.start].islower():
        return False
    if line.underlined:
        return True
    if following is None or following.apart:
        return False  # the paragraph's last line
    return not _is_full(text, line, following, width) and not text[following.start].islower()


def _block(text: str, lines: Sequence[_Line]) -> Block:
    start, end = lines[0].start, lines[-1].end
    underlined = len(lines) == 1 and lines[0].underlined
    first = start < TITLE_WITHIN and not text[:start].strip()
    return Block(start, end, "heading" if underlined else _kind(text[start:end], first))


def _kind(text: str, first: bool) -> BlockKind:
    if _MARKDOWN_HEADING.match(text):
        return "heading"
    short = len(text.split()) <= NUMBERED_HEADING_WORDS and not ends_sentence(text)
    if _NUMBERED_HEADING.match(text) and short:
        return "heading"
    if is_item(text):
        return "item"
    if not any(map(str.isalnum, text)):
        return "boilerplate"  # an ornament
    if ends_sentence(text) or len(text) > MAX_HEADING or (_is_clause(text) and not first):
        return "prose"
    # "Cameras: 4 200" is a fact; "Analysis: the camera boom" on the first line is a title.
    return "item" if _LABELLED.match(text) and not first else "heading"


def _is_clause(text: str) -> bool:
    """Whether `text` is a sentence that lacks its full stop: headings leave small words out."""
    words = [word.strip(",;()\"'”").lower() for word in text.split()]
    small = sum(word in _SMALL_WORDS for word in words)
    return len(words) >= CLAUSE_WORDS and small >= CLAUSE_SHARE * len(words)


def _without_bare_headings(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Several short lines in a row are a list under the first; one at the end heads nothing. They
    are said beside the prose.
    """
    changed = list(blocks)
    place = 0
    while place < len(blocks):
        last = place
        while last < len(blocks) and _is_bare(text, blocks[last]):
            last += 1
        at_end = last == len(blocks)
        if last - place >= LIST_OF_HEADINGS or (at_end and last > place > 0):
            # The last one heads what follows.
            for number in range(place if at_end and place else place + 1, last - (not at_end)):
                changed[number] = replace(blocks[number], kind="aside")
        place = max(last, place + 1)
    return changed


def _is_bare(text: str, block: Block) -> bool:
    return block.kind == "heading" and not _MARKDOWN_HEADING.match(text, block.start)
