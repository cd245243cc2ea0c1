"""The lists of a document: items that follow one another, with what stands above them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index import Document
from index.split.blocks import is_item
from index.split.reading import MAX_LEAD
from index.types import Block, BlockKind, Span

MIN_ITEMS = 2
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]\s")
_FIRST_CELL = re.compile(r"\W*1[.)]?\s*\|")  # of a table with numbered rows
_MARKS = re.compile(r"[#>*_\s]*")  # before a heading, in Markdown
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]*]*\s+")
_RULE = re.compile(r"[\s=~*_-]*")  # that some formats have under a heading
_INTERRUPTING = ("boilerplate", "aside")  # a page's head and foot stand within a list


@dataclass(frozen=True, slots=True)
class ItemList:
    """`heading`: of the section that the list stands in. `lead`: the sentence that announces it.
    `over`: the heading that the section stands below ("4.0.0", over "Removed").
    `items`: each with its notes, in order; of a table its rows, and `lead` the labels of its
    columns.
    """

    document_id: str
    heading: Span | None
    lead: Span | None
    items: tuple[Span, ...]
    is_table: bool = False
    over: Span | None = None

    def lines(self, document: Document) -> list[Span]:
        """What is quoted, line by line: the items, with what stands right above them."""
        lines = list(self.items)
        for above in filter(None, (self.lead, self.heading)):
            if _RULE.fullmatch(document.text, above[1], lines[0][0]):
                lines.insert(0, above)
        return lines

    def is_numbered(self, document: Document) -> bool:
        """Whether its first item has a number, as steps have; of a table, in a column for it."""
        number = _FIRST_CELL if self.is_table else _NUMBER
        return number.match(document.text, self.items[0][0]) is not None

    def above(self, document: Document) -> str:
        """Headings and announcement, which say what it is a list of."""
        spans = filter(None, (self.over, self.heading, self.lead))
        return " ".join(" ".join(document.text[start:end].split()) for start, end in spans)


@dataclass(slots=True)
class _Run:
    """Items as they are found; `number`: of the last one that has one."""

    lead: Span | None = None
    items: list[Span] = field(default_factory=list)
    kind: BlockKind = "item"
    number: int = 0


def heading_above(document: Document, position: int) -> str:
    """The heading of the section that the character at `position` stands in; empty without one."""
    place = bisect_right(document.blocks, position, key=lambda block: block.start)
    above = (each for each in reversed(document.blocks[:place]) if each.kind == "heading")
    return next((document.text[each.start : each.end] for each in above), "")


def heading_over(document: Document, heading: Block) -> Span | None:
    """The heading of the section that this one's is a part of: by its marks in Markdown; else, of
    one that stands over several sections, the last before it that stands over one. No title.
    """
    headings = [each for each in document.blocks if each.kind == "heading"]
    texts = [document.text[each.start : each.end] for each in headings]
    place = headings.index(heading)
    levels = [len(text) - len(text.lstrip("#")) for text in texts]
    names = [text.strip("#*_= \n").casefold() for text in texts]
    if levels[place]:
        may_be = [0 < level < levels[place] for level in levels]
    elif names.count(names[place]) > 1:
        may_be = [names.count(name) == 1 for name in names]
    else:
        return None
    over = next((each for each in range(place - 1, -1, -1) if may_be[each]), None)
    if over is None or names[over] == document.title.casefold():
        return None
    return headings[over].start + levels[over], headings[over].end


class SectionLists:
    """The lists of documents; those of a section are found once, whatever is asked of it."""

    def __init__(self) -> None:
        self._of_block: dict[tuple[str, int], Sequence[ItemList]] = {}

    def at(self, document: Document, position: int) -> ItemList | None:
        """The list that the character at `position` stands in, or in what announces it."""
        place = bisect_right(document.blocks, position, key=lambda block: block.start) - 1
        if place < 0:
            return None
        if (document.id, place) not in self._of_block:
            section = _section(document.blocks, place)
            found = tuple(_lists_of(document, document.blocks[section.start : section.stop]))
            self._of_block |= {(document.id, each): found for each in section}
        lists = self._of_block[document.id, place]
        return next((each for each in lists if _holds(each, position)), None)


def list_at(document: Document, position: int) -> ItemList | None:
    """The list that the character at `position` stands in, or in what announces it."""
    return SectionLists().at(document, position)


def _section(blocks: Sequence[Block], place: int) -> range:
    """The blocks from the heading above the one at `place` up to the next heading."""
    first = place
    while first > 0 and blocks[first].kind != "heading":
        first -= 1
    last = place + 1
    while last < len(blocks) and blocks[last].kind != "heading":
        last += 1
    return range(first, last)


def _holds(found: ItemList, position: int) -> bool:
    spans = [(found.items[0][0], found.items[-1][1]), *filter(None, [found.lead])]
    return any(start <= position < end for start, end in spans)


def _lists_of(document: Document, section: Sequence[Block]) -> Iterator[ItemList]:
    """The lists of a section, which begins with its heading if it has one."""
    heading = over = None
    if section[0].kind == "heading":
        start = _MARKS.match(document.text, section[0].start)
        heading = (start.end() if start else section[0].start, section[0].end)
        over = heading_over(document, section[0])
    for run in _runs(document.text, section):
        if len(run.items) >= MIN_ITEMS:
            is_table = run.kind == "row"
            yield ItemList(document.id, heading, run.lead, tuple(run.items), is_table, over)


def _runs(text: str, section: Sequence[Block]) -> Iterator[_Run]:
    """Items in a row, with the sentence that announces them, and rows in a row, with their labels.

    Prose between two steps of which the other has the next number belongs to the one.
    """
    run = _Run()
    notes: list[Block] = []  # since the last item
    for block in section:
        if block.kind in _INTERRUPTING:
            continue
        kind = _kind(text, block)
        if kind in ("item", "row"):
            number = _number(text, block) if kind == "item" else 0
            if run.items and notes and number > 1 and number == run.number + 1:
                run.items[-1] = (run.items[-1][0], notes[-1].end)
            elif run.items and (notes or kind != run.kind or (number == 1 and run.number)):
                yield run
                run = _Run(_announcement(text, notes))
            elif not run.items:
                run.lead = _announcement(text, notes)
            run.kind, run.number = kind, number or run.number
            run.items.append((block.start, block.end))
            notes = []
        else:
            notes.append(block)
    if run.items:
        yield run


def _kind(text: str, block: Block) -> BlockKind:
    """A block's kind; some formats tell no items from paragraphs."""
    is_listed = block.kind == "prose" and is_item(text[block.start : block.end])
    return "item" if is_listed else block.kind


def _number(text: str, block: Block) -> int:
    found = _NUMBER.match(text, block.start)
    return int(found[1]) if found else 0


def _announcement(text: str, above: Sequence[Block]) -> Span | None:
    """The last of the blocks above a list, as far as it is short: else its last sentence."""
    if not above or above[-1].kind == "heading":
        return None
    block = above[-1]
    if block.end - block.start <= MAX_LEAD:
        return block.start, block.end
    ends = (each.end() for each in _SENTENCE_END.finditer(text, block.start, block.end))
    start = max(ends, default=block.start)
    return (start, block.end) if block.end - start <= MAX_LEAD else None


def contiguous(document: Document, lines: Sequence[Span]) -> list[list[Span]]:
    """The lines in groups, of which each has nothing but white space between its lines."""
    groups = [[lines[0]]]
    for one, other in pairwise(lines):
        if _RULE.fullmatch(document.text, one[1], other[0]):
            groups[-1].append(other)
        else:
            groups.append([other])
    return groups
