"""A tree of HTML → blocks of text, in the order that a browser shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from index.language.lexicons import any_of
from index.load.extracted import TextBuilder, subscript, superscript
from index.load.formats.markup.boilerplate import mark_boilerplate
from index.load.formats.markup.elements import (
    filled_in,
    is_alone,
    is_code,
    is_divisor,
    is_heading,
    is_one_paragraph,
    is_question,
    section_of,
    shift_of,
)
from index.load.formats.markup.found_blocks import FoundBlock, add_found
from index.load.formats.markup.lists import Numbering, numbering_of
from index.load.formats.markup.parts import BLOCKS, HEADINGS, Survey
from index.load.formats.markup.tables import (
    Cell,
    Row,
    cell_of,
    count_labels,
    grid,
    without_empty_columns,
)
from index.types import BlockKind

MAX_TERM = 80
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACES = re.compile(r"[^\S\n]+")
_LINE_END = re.compile(r" *\n *")
_OWN_MARK = re.compile(r"(?:[-–—•*·]|\(?(?:\d+(?:\.\d+)*|[a-zA-Z])[.)])\s")
_TEASERS = re.compile(any_of("page.teasers"), re.IGNORECASE)
_QUOTES = {"start": "“", "end": "”"}


@dataclass(slots=True)
class _Item:
    mark: str
    is_used: bool = False


@dataclass(slots=True)
class _Terms:
    """The terms of a list of definitions that wait for theirs, and the place of the last shown."""

    waiting: list[str] = field(default_factory=list)
    lead: int | None = None


@dataclass(frozen=True, slots=True)
class _Frame:
    """An open block element and what holds for the text in it."""

    element: Any = None
    kind: BlockKind = "prose"
    is_pre: bool = False
    in_main: bool = False
    item: _Item | None = None
    numbering: Numbering | None = None
    table: list[Row] | None = None
    in_head: bool = False
    cell: Cell | None = None
    terms: _Terms | None = None
    is_term: bool = False
    is_single: bool = False  # a definition of one paragraph


def add_blocks(tree: Any, builder: TextBuilder, is_contents: bool = False) -> None:
    """Add all that a browser shows of the tree to `builder`; time grows with its size.

    `is_contents`: it is a table of contents, and all of it boilerplate.
    """
    walk = _Walk(Survey(tree))
    walk.run(tree)
    found = walk.found
    if is_contents:
        for each in found:
            each.kind = "boilerplate"
    else:
        mark_boilerplate(found, is_marked=bool(walk.survey.mains))
    add_found(found, builder)


class _Walk:
    """Goes through the tree once, without recursion."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.found: list[FoundBlock] = []
        self._frames = [_Frame(in_main=not survey.mains)]
        self._pieces: list[str] = []
        self._links = self._local_links = self._bolds = 0  # that are open
        self._plain = self._unlinked = self._not_local = False  # what the text begun holds
        self._labelled = False  # whether text stands before a field
        self._teasers: list[tuple[Any, int]] = []  # the elements around them, and their places
        self._raised: tuple[Any, int] | None = None

    def run(self, tree: Any) -> None:
        """Collect the blocks of the tree."""
        from lxml import etree

        walker = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if not self._start(element):
                    walker.skip_subtree()
            else:
                self._end(element)
                self._text(element.tail)
        self._flush()

    def _start(self, element: Any) -> bool:
        """Whether its content is text of the page."""
        tag = element.tag
        if element in self.survey.left_out:
            if tag in BLOCKS:
                self._flush()
            return False
        if tag in BLOCKS or element.get("role") == "heading" or is_alone(element):
            self._flush()
            self._frames.append(self._frame(element))
        elif tag in ("input", "select", "textarea"):
            self._value(element)
            return False
        else:
            self._start_inline(element)
        self._text(element.text)
        return True

    def _start_inline(self, element: Any) -> None:
        tag = element.tag
        if tag in ("a", "button"):
            self._links += 1
            self._local_links += element.get("href", "").startswith("#")
        elif tag in ("b", "strong"):
            self._bolds += 1
        elif tag in ("br", "hr"):
            self._pieces.append("\n" if tag == "br" else "\n\n")
        elif tag == "q":
            self._pieces.append(_QUOTES["start"])
        elif shift_of(element) and self._raised is None:
            self._raised = element, len(self._pieces)
        if is_divisor(element):
            self._pieces.append("/")

    def _end(self, element: Any) -> None:
        if element is self._frames[-1].element:
            self._flush()
            self._close(self._frames.pop())
        elif element not in self.survey.left_out:
            self._end_inline(element)

    def _end_inline(self, element: Any) -> None:
        tag = element.tag
        if tag in ("a", "button"):
            self._links -= 1
            self._local_links -= element.get("href", "").startswith("#")
        elif tag in ("b", "strong"):
            self._bolds -= 1
        elif tag == "q":
            self._pieces.append(_QUOTES["end"])
        elif self._raised is not None and self._raised[0] is element:
            start = self._raised[1]
            self._raised = None
            text = "".join(self._pieces[start:])
            shifted = superscript if shift_of(element) == "sup" else subscript
            self._pieces[start:] = [shifted(text.strip()) if text.strip() else text]

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self._frames[-1].is_pre:
            text = " ".join(re.split(r"\s+", text))
        self._pieces.append(text)
        if not text.isspace():
            self._labelled = True
            self._plain |= not self._bolds
            self._unlinked |= not self._links
            self._not_local |= not self._local_links

    def _value(self, element: Any) -> None:
        """What has been filled in."""
        mark, value = filled_in(element)
        if mark:
            self._pieces.append(f" {mark} ")
            return
        if value:
            while self._pieces and self._pieces[-1] in ("", " "):
                self._pieces.pop()
            if self._labelled and self._pieces and self._pieces[-1].rstrip()[-1:].isalnum():
                self._pieces[-1] = self._pieces[-1].rstrip() + ":"
            self._labelled = False
            self._plain = self._unlinked = self._not_local = True
        self._pieces.append(f" {value} ")

    # Frames

    def _frame(self, element: Any) -> _Frame:
        above = self._frames[-1]
        frame = replace(above, element=element, in_main=above.in_main or self._is_main(element))
        part = self.survey.part(element, above.in_main and bool(self.survey.mains))
        if above.kind == "boilerplate" or part == "boilerplate":
            frame = replace(frame, kind="boilerplate")
        elif part is not None:
            frame = replace(frame, kind=part)
        elif is_heading(element):
            frame = replace(frame, kind="heading")
        elif element.tag == "button" and not any(True for _ in islice(element.iter(*HEADINGS), 1)):
            frame = replace(frame, kind="heading" if is_question(element) else "boilerplate")
        if element.tag in ("caption", "figcaption") and frame.kind != "boilerplate":
            frame = replace(frame, kind="aside", cell=None)
        return self._structured(frame)

    def _is_main(self, element: Any) -> bool:
        return element in self.survey.mains

    def _structured(self, frame: _Frame) -> _Frame:
        """The frame with its place in a list or table."""
        element, tag = frame.element, frame.element.tag
        if tag == "pre":
            return replace(frame, is_pre=True)
        if tag in ("ul", "ol", "menu", "dir"):
            return replace(frame, numbering=numbering_of(element))
        if tag == "li":
            numbering = frame.numbering or Numbering(None)
            return replace(frame, item=_Item(numbering.mark(element.get("value"))))
        if tag in ("dl", "dt", "dd"):
            return self._defining(frame)
        return self._tabular(frame)

    def _tabular(self, frame: _Frame) -> _Frame:
        element, tag = frame.element, frame.element.tag
        if tag == "table":
            is_data = element not in self.survey.layout_tables and frame.cell is None
            return replace(frame, table=[] if is_data else None)
        if frame.table is None:
            return frame
        if tag == "thead":
            return replace(frame, in_head=True)
        if tag == "tr":
            frame.table.append(Row(frame.in_head))
        elif tag in ("td", "th"):
            if not frame.table:
                frame.table.append(Row(frame.in_head))
            cell = cell_of(element)
            frame.table[-1].cells.append(cell)
            return replace(frame, cell=cell, item=None)
        return frame

    def _defining(self, frame: _Frame) -> _Frame:
        tag = frame.element.tag
        terms = _Terms() if tag == "dl" else frame.terms
        if terms is None:  # no list is around it
            return frame
        if tag == "dt":
            terms.lead = None
            before = frame.element.getprevious()
            if before is not None and before.tag == "dd":
                self._show_undefined(terms)
        is_single = tag == "dd" and is_one_paragraph(frame.element)
        return replace(frame, terms=terms, is_term=tag == "dt", is_single=is_single, item=None)

    def _close(self, frame: _Frame) -> None:
        tag = frame.element.tag
        while self._teasers and self._teasers[-1][0] is frame.element:
            self.found[self._teasers.pop()[1]].until = len(self.found)
        if tag == "table" and frame.table:
            self._add_table(frame, frame.table)
        elif tag == "dl" and frame.terms is not None:
            self._show_undefined(frame.terms)

    def _add_table(self, frame: _Frame, rows: list[Row]) -> None:
        rows = [row for row in rows if any("".join(cell.texts).strip() for cell in row.cells)]
        if rows:
            if frame.terms is not None:
                self._show_terms(frame.terms)
            kind: BlockKind | None = "boilerplate" if frame.kind == "boilerplate" else None
            cells, labels = without_empty_columns(grid(rows)), count_labels(rows)
            found = FoundBlock(kind, "", in_main=frame.in_main, rows=cells, labels=labels)
            self.found.append(found)

    # Text

    def _flush(self) -> None:
        """End the block that is open, if it shows any text."""
        text, frame = _UNSEEN.sub("", "".join(self._pieces)), self._frames[-1]
        is_linked, is_local = not self._unlinked, not self._not_local
        is_bold = not self._plain
        self._pieces.clear()
        self._raised = None
        self._plain = self._unlinked = self._not_local = False
        if not text.strip():
            return
        if not frame.is_pre:
            text = _LINE_END.sub("\n", _SPACES.sub(" ", text)).strip()
        found = FoundBlock(frame.kind, text, is_linked, is_local, frame.in_main, is_bold)
        if frame.is_pre and frame.kind == "prose":
            found.is_code = is_code(frame.element)
            found.kind = "aside" if found.is_code else None
        if frame.element is not None and frame.element.tag in HEADINGS:
            found.rank = int(frame.element.tag[1])
        self._place(found, frame)

    def _place(self, found: FoundBlock, frame: _Frame) -> None:
        if frame.cell is not None:
            mark = frame.item.mark if frame.item and not frame.item.is_used else ""
            if frame.item is not None:
                frame.item.is_used = True
            frame.cell.texts.append(mark.removeprefix("- ") + found.text)
            frame.cell.is_bold &= found.is_bold
        elif frame.is_term and frame.terms is not None:
            frame.terms.waiting.append(" ".join(found.text.split()))
        else:
            self._define(found, frame)
            self._itemise(found, frame)
            if found.kind == "heading" and _TEASERS.match(found.text):
                self._teasers.append((section_of(frame.element), len(self.found)))
            self.found.append(found)

    def _itemise(self, found: FoundBlock, frame: _Frame) -> None:
        item = frame.item
        if item is None or item.is_used or found.kind not in ("prose", "heading"):
            return
        item.is_used = True
        is_bullet = item.mark == "- "
        if found.kind == "prose":
            found.kind = "item"
        elif is_bullet:
            return
        if not (is_bullet and _OWN_MARK.match(found.text)):
            found.text = item.mark + found.text

    def _define(self, found: FoundBlock, frame: _Frame) -> None:
        """Set the term before its definition, or above it where that has several blocks."""
        terms = frame.terms
        if terms is None:
            return
        term = ", ".join(terms.waiting)
        if term and frame.is_single and found.kind == "prose" and not _stands_alone(term):
            found.text = f"{term}{'' if term.endswith(':') else ':'} {found.text}"
            terms.waiting.clear()
        else:
            self._show_terms(terms)
            found.lead = terms.lead

    def _show_undefined(self, terms: _Terms) -> None:
        frame = self._frames[-1]
        for term in terms.waiting:
            kind: BlockKind = "heading" if term.endswith("?") else "prose"
            kind = "boilerplate" if frame.kind == "boilerplate" else kind
            self.found.append(FoundBlock(kind, term, in_main=frame.in_main))
        terms.waiting.clear()

    def _show_terms(self, terms: _Terms) -> None:
        if terms.waiting:
            term = ", ".join(terms.waiting)
            in_main = self._frames[-1].in_main
            kind: BlockKind = "heading" if term.endswith("?") else "labels"
            if self._frames[-1].kind == "boilerplate":
                kind = "boilerplate"
            terms.lead = len(self.found)
            self.found.append(FoundBlock(kind, term, in_main=in_main))
            terms.waiting.clear()


def _stands_alone(term: str) -> bool:
    return term.endswith("?") or len(term) > MAX_TERM
