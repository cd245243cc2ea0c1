"""A tree of HTML → blocks of text, in the order that a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from index.load.extracted import TextBuilder, subscript, superscript
from index.load.formats.markup.lists import Numbering, numbering_of
from index.load.formats.markup.parts import BLOCKS, HEADINGS, Survey, names_of
from index.load.formats.markup.tables import (
    Cell,
    Row,
    cell_of,
    count_labels,
    grid,
    without_empty_columns,
)
from index.types import BlockKind, Span

_LONGEST_HEADING = 300  # characters; longer ones are paragraphs set in large type
_LONGEST_BOLD_HEADING = 100
_LONGEST_TERM = 80
_FEWEST_LINKS = 3  # in a row that make a menu
_LONGEST_LINK = 120  # characters of an entry in a menu
_TEASER_LINKS = 3  # one of so many blocks of a teaser is a link
_LEAST_SHARE = 0.2  # of a page's text; where less is its subject, the names of its parts mislead
_LONG = 100  # characters of a paragraph that is no entry of a menu
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_CODE = re.compile(
    r"\b(?:code|sourcecode|highlight|prettyprint|language|programlisting|literal block|screen"
    r"|synopsis|terminal|console|example)\b"
)
_SPACES = re.compile(r"[^\S\n]+")
_LINE_END = re.compile(r" *\n *")
_SENTENCE_END = re.compile(r"[.!?:…][\"”’»)\]]*$")
_OWN_MARK = re.compile(r"(?:[-–—•*·]|\(?(?:\d+(?:\.\d+)*|[a-zA-Z])[.)])\s")
_TEASERS = re.compile(
    r"(?:läs (?:också|även|mer|vidare)|relatera(?:de|t)\b|related\b|read (?:more|next|also)|"
    r"more (?:from|stories|news|on this)|mest läst|most (?:read|popular)|you (?:may|might) (?:also|"
    r"like)|senaste nytt|fler (?:artiklar|nyheter)|mer (?:från|om ämnet)|trending|recommended|"
    r"rekommendera(?:de|t)\b|comments?$|kommentarer)",
    re.IGNORECASE,
)
_TOGGLES = ("aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle")
_INSIDE_TEXT = (
    frozenset("p td th span label dt summary legend li a b strong em i".split()) | HEADINGS
)
_NO_VALUE = frozenset("hidden submit button reset image password file".split())
_QUOTES = {"start": "“", "end": "”"}


@dataclass(slots=True)
class _Found:
    """A block as it was found; `lead` is the place of the term that it explains."""

    kind: BlockKind | None
    text: str
    is_linked: bool = False  # all of it is links or buttons
    is_local: bool = False  # and these lead to places on the page
    in_main: bool = False
    is_bold: bool = False
    rank: int = 7  # of a heading; 1 is the largest
    until: int | None = None  # where the section of a teaser ends
    lead: int | None = None
    is_code: bool = False
    rows: list[list[str]] = field(default_factory=list)
    labels: int | None = None


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
        _mark_menus(found, is_marked=bool(walk.survey.mains))
        _mark_teasers(found)
        _doubt_names(found)
    _add_found(found, builder)


class _Walk:
    """Goes through the tree once, without recursion."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.found: list[_Found] = []
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
        if tag in BLOCKS or element.get("role") == "heading" or _is_alone(element):
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
        elif _shift(element) and self._raised is None:
            self._raised = element, len(self._pieces)
        if _is_divisor(element):
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
            shifted = superscript if _shift(element) == "sup" else subscript
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
        mark, value = _filled_in(element)
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
        elif _is_heading(element):
            frame = replace(frame, kind="heading")
        elif element.tag == "button" and not any(True for _ in islice(element.iter(*HEADINGS), 1)):
            frame = replace(frame, kind="heading" if _is_question(element) else "boilerplate")
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
        is_single = tag == "dd" and _is_single(frame.element)
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
            found = _Found(kind, "", in_main=frame.in_main, rows=cells, labels=labels)
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
        found = _Found(frame.kind, text, is_linked, is_local, frame.in_main, is_bold)
        if frame.is_pre and frame.kind == "prose":
            found.is_code = _is_code(frame.element)
            found.kind = "aside" if found.is_code else None
        if frame.element is not None and frame.element.tag in HEADINGS:
            found.rank = int(frame.element.tag[1])
        self._place(found, frame)

    def _place(self, found: _Found, frame: _Frame) -> None:
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
                self._teasers.append((_section_of(frame.element), len(self.found)))
            self.found.append(found)

    def _itemise(self, found: _Found, frame: _Frame) -> None:
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

    def _define(self, found: _Found, frame: _Frame) -> None:
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
            self.found.append(_Found(kind, term, in_main=frame.in_main))
        terms.waiting.clear()

    def _show_terms(self, terms: _Terms) -> None:
        if terms.waiting:
            term = ", ".join(terms.waiting)
            in_main = self._frames[-1].in_main
            kind: BlockKind = "heading" if term.endswith("?") else "labels"
            if self._frames[-1].kind == "boilerplate":
                kind = "boilerplate"
            terms.lead = len(self.found)
            self.found.append(_Found(kind, term, in_main=in_main))
            terms.waiting.clear()


def _section_of(heading: Any) -> Any:
    """The element whose part a heading names: the one around it, or around its own box."""
    above = heading.getparent()
    is_boxed = above is not None and heading.getnext() is None and above.getparent() is not None
    return above.getparent() if is_boxed else above


def _stands_alone(term: str) -> bool:
    return term.endswith("?") or len(term) > _LONGEST_TERM


def _is_single(definition: Any) -> bool:
    """Whether a definition is one paragraph, and the only one of its term."""
    after = definition.getnext()
    if after is not None and after.tag == "dd":
        return False
    paragraphs = 0
    for element in definition.iterdescendants():
        if element.tag in BLOCKS:
            paragraphs += 1
            if element.tag not in ("p", "div") or paragraphs > 1:
                return False
    return True


def _is_code(element: Any) -> bool:
    """Whether what is preformatted is so as code, and not for its line breaks."""
    above = element.getparent()
    names = f"{names_of(element)} {'' if above is None else names_of(above)}"
    if _CODE.search(names):
        return True
    return not (element.text or "").strip() and len(element) == 1 and element[0].tag == "code"


def _is_heading(element: Any) -> bool:
    return (
        element.tag in HEADINGS
        or element.tag in ("summary", "legend")
        or (element.get("role") == "heading")
    )


def _is_alone(element: Any) -> bool:
    """Whether it is a button that stands outside of any text."""
    if element.tag != "button":
        return False
    above = element.getparent()
    return above is None or above.tag not in _INSIDE_TEXT


def _is_question(button: Any) -> bool:
    """Whether a button opens the text beneath it, which it names."""
    if not any(name in button.attrib for name in _TOGGLES):
        return False
    return len(" ".join(islice(button.itertext(), 20)).split()) > 1


def _shift(element: Any) -> str | None:
    """Whether the element is raised ("sup") or lowered ("sub")."""
    if element.tag in ("sup", "sub"):
        return str(element.tag)
    above = element.getparent()
    if above is None or above.tag not in ("msup", "msub") or element.getprevious() is None:
        return None
    return "sup" if above.tag == "msup" else "sub"


def _is_divisor(element: Any) -> bool:
    above = element.getparent()
    return above is not None and above.tag == "mfrac" and element.getprevious() is not None


def _filled_in(element: Any) -> tuple[str, str]:
    """The mark of a box to tick, and the text of any other field."""
    if element.tag == "select":
        chosen = (each for each in element.iter("option") if "selected" in each.attrib)
        return "", ", ".join(" ".join("".join(each.itertext()).split()) for each in chosen)
    if element.tag == "textarea":
        return "", " ".join("".join(element.itertext()).split())
    kind = element.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return ("☒" if "checked" in element.attrib else "☐"), ""
    return "", "" if kind in _NO_VALUE else " ".join(element.get("value", "").split())


# What the blocks are, seen together


def _mark_menus(found: list[_Found], is_marked: bool) -> None:
    """Rows of short links are menus: outside of the main part, and where they lead to its parts."""
    first, last = _extent(found)
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and _is_entry(found[end]):
            end += 1
        run = range(start, end)
        is_outside = not found[start].in_main if is_marked else not first <= start <= last
        if len(run) >= _FEWEST_LINKS and (is_outside or all(found[n].is_local for n in run)):
            for number in run:
                found[number].kind = "boilerplate"
        start = max(end, start + 1)


def _extent(found: Sequence[_Found]) -> tuple[int, int]:
    """The places of the first heading and of the last block that is no link."""
    headings = (n for n, each in enumerate(found) if each.kind == "heading")
    texts = (n for n in reversed(range(len(found))) if not found[n].is_linked)
    return next(headings, 0), next(texts, len(found))


def _is_entry(found: _Found) -> bool:
    is_text = found.kind in ("prose", "item", None) and not found.rows
    return is_text and found.is_linked and len(found.text) <= _LONGEST_LINK


def _mark_teasers(found: Sequence[_Found]) -> None:
    """What stands beneath "Read also" and links to other pages, up to the next heading as large."""
    for place, head in enumerate(found):
        if head.until is None or head.kind != "heading":
            continue
        section = [head]
        for each in islice(found, place + 1, head.until):
            if each.kind == "heading" and each.rank <= head.rank:
                break
            section.append(each)
        if sum(each.is_linked for each in section) * _TEASER_LINKS >= len(section) - 1 > 0:
            for each in section:
                each.kind = "boilerplate"


def _doubt_names(found: Sequence[_Found]) -> None:
    """Where hardly anything is left, as on pages of a forum, long paragraphs are the subject."""
    lengths = [(each.kind == "boilerplate", len(each.text)) for each in found if not each.is_linked]
    kept = sum(length for is_boilerplate, length in lengths if not is_boilerplate)
    if kept >= _LEAST_SHARE * sum(length for _, length in lengths):
        return
    for each in found:
        if each.kind == "boilerplate" and not each.is_linked and len(each.text) >= _LONG:
            each.kind = "prose"


def _add_found(found: Sequence[_Found], builder: TextBuilder) -> None:
    spans: dict[int, Span | None] = {}
    for number, each in enumerate(found):
        if each.rows and each.kind == "boilerplate":
            for row in each.rows:
                builder.add("boilerplate", " ".join(dict.fromkeys(filter(None, row))))
        elif each.rows:
            builder.add_table(each.rows, each.labels)
        else:
            lead = [spans.get(each.lead)] if each.lead is not None else []
            for kind, text in _lines(each, found[number + 1 : number + 2]):
                span = builder.add(kind, text, lead)
                spans.setdefault(number, span)


def _lines(found: _Found, after: Sequence[_Found]) -> Iterator[tuple[BlockKind | None, str]]:
    """The block, or its parts where line breaks divide it."""
    kind, text = found.kind, found.text
    if found.is_code:
        yield kind, text.strip("\n")
    elif kind in ("heading", "aside", "labels"):
        one = " ".join(text.split())
        yield "prose" if kind == "heading" and len(one) > _LONGEST_HEADING else kind, one
    elif kind == "prose" and _is_bold_heading(found, after):
        yield "heading", text
    elif kind in ("prose", "item"):
        yield from _broken_lines(kind, text)
    else:
        yield kind, text


def _is_bold_heading(found: _Found, after: Sequence[_Found]) -> bool:
    is_short = len(found.text) <= _LONGEST_BOLD_HEADING and "\n" not in found.text
    is_set_off = found.is_bold and not found.is_linked
    if not (is_set_off and is_short) or found.text[-1] in ".,;:!" or not after:
        return False
    return not after[0].is_bold


def _broken_lines(kind: BlockKind | None, text: str) -> Iterator[tuple[BlockKind | None, str]]:
    for part in re.split(r"\n{2,}", text):
        lines = part.split("\n")
        if kind == "item":
            yield kind, lines.pop(0)
            kind = "prose"
        if all(map(_SENTENCE_END.search, lines)) or len(lines) == 1:
            yield from ((kind, line) for line in lines)
        elif lines:
            yield None, "\n".join(lines)
