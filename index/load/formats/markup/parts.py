"""What of a page a reader sees, and what of it is the page's subject, by a look at all of it.

Names, roles and the share of links decide, as in the reader view of a browser. What they do not
tell stays a part of the subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from index.language.lexicons import any_of

Part = Literal["aside", "boilerplate"]

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol optgroup p pre search section summary table tbody td tfoot th thead tr ul".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_NOT_SHOWN = frozenset(
    "head script style template noscript noframes svg canvas audio video iframe object embed "
    "datalist rp annotation annotation-xml del s strike".split()
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|"
    r"text-decoration[\w-]*\s*:[^;]*line-through",
    re.IGNORECASE,
)
_NAME = re.compile(r"\s*\w*([.#][\w-]+)\s*")
_NAMES = re.compile(r"[.#][\w-]+")
_CSS_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
_STRUCK = re.compile("line-through", re.IGNORECASE)
_FOR_LISTENERS = re.compile(r"\b(?:sr-only|visually-?hidden|screen-?reader(?:-text)?)\b", re.I)
_OPENED = re.compile(r"collaps|accordion|expand|tab-?(?:pane|panel|content)|\bpanel\b", re.I)
_NOTE = re.compile(r"footnote|endnote|rearnote")
_PILCROWS = frozenset("¶ # § 🔗".split())

_NAVIGATION = re.compile(rf"\b{any_of('files.navigation')}\b")
_CLUTTER = re.compile(rf"\b{any_of('files.clutter')}\b")
_SIDE = re.compile(rf"\b{any_of('files.sides')}\b")
_BYLINE = re.compile(rf"\b{any_of('files.bylines')}\b")
_CAMEL = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])")
_NO_WORD = re.compile(r"[\W\d_]+")
_NAVIGATION_ROLES = frozenset("navigation menu menubar search toolbar tablist".split())
_CLUTTER_ROLES = frozenset("dialog alertdialog contentinfo banner".split())
_MAX_LINKS = 0.5  # of the characters of what is named like a menu and yet none
_MAX_BYLINE = 200  # characters


@dataclass(frozen=True, slots=True)
class Share:
    """How many characters a part of a page shows, how many of them in links, and its tables."""

    characters: int
    linked: int

    @property
    def prose(self) -> int:
        """Characters outside of links."""
        return self.characters - self.linked

    @property
    def is_of_links(self) -> bool:
        """Whether it says little but where its links go."""
        return self.linked >= _MAX_LINKS * self.characters


@dataclass(slots=True)
class _Table:
    """What tells a table that arranges the page from one that holds data."""

    cells: int = 0
    is_labelled: bool = False
    arranges: bool = False


@dataclass(slots=True)
class _Counts:
    characters: int = 0
    linked: int = 0
    links: int = 0  # that are open
    tables: list[tuple[Any, _Table]] = field(default_factory=list)


class Survey:
    """A page's parts, looked at once before its text is put together; time grows with its size."""

    def __init__(self, tree: Any) -> None:
        """Look at all elements below `tree`."""
        self._tree = tree
        self._opened = set(_controlled(tree))
        self._toggles = set(_toggles(tree))
        self._unseen_names = _unseen_names(tree)
        mains = [each for each in tree.iter("main", "div", "section", "td") if _is_main(each)]
        articles = list(tree.iter("article"))
        self.mains = mains or (articles if len(articles) == 1 else [])
        self._around = set(_with_ancestors([*self.mains, *tree.iter("h1")]))
        self.left_out: set[Any] = set()
        self.layout_tables: set[Any] = set()
        self._shares: dict[Any, Share] = {}
        self._measure()
        body = tree.find("body")
        self._prose = self._shares.get(tree if body is None else body, Share(0, 0)).prose

    def part(self, element: Any, in_main: bool) -> Part | None:
        """The part of the page that a block element begins, where that is not the subject."""
        share = self._shares[element]
        if 2 * share.prose > self._prose:
            return None
        names, role = names_of(element), element.get("role", "")
        if element.tag == "nav" or role in _NAVIGATION_ROLES or _is_toc(element):
            return "boilerplate"
        if element in self._around or _is_note(element):
            return None
        if element.tag in ("footer", "header") and not in_main:
            return "boilerplate"
        return self._named_part(element, names, role, in_main)

    def _named_part(self, element: Any, names: str, role: str, in_main: bool) -> Part | None:
        share = self._shares[element]
        if _CLUTTER.search(names) or (role in _CLUTTER_ROLES and not in_main):
            return "boilerplate"
        if _NAVIGATION.search(names) and share.is_of_links:
            return "boilerplate"
        if _is_side(element, names, in_main):
            return "boilerplate" if share.is_of_links else "aside"
        if element.tag == "footer" or _is_dated(element):
            return "aside"
        is_short = share.characters <= _MAX_BYLINE
        return "aside" if is_short and _BYLINE.search(names) else None

    def _measure(self) -> None:
        from lxml import etree

        counts = _Counts()
        starts: list[tuple[int, int]] = []
        walker = etree.iterwalk(self._tree, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                starts.append((counts.characters, counts.linked))
                if self._is_left_out(element):
                    self.left_out.add(element)
                    walker.skip_subtree()
                else:
                    self._enter(element, counts)
            else:
                characters, linked = starts.pop()
                share = Share(counts.characters - characters, counts.linked - linked)
                if element not in self.left_out:
                    self._leave(element, share, counts)
                _count(element.tail, counts)

    def _enter(self, element: Any, counts: _Counts) -> None:
        tag = element.tag
        if tag == "a":
            counts.links += 1
        elif tag == "table":
            if counts.tables:
                counts.tables[-1][1].arranges = True
            is_named = element.get("role") in ("presentation", "none")
            counts.tables.append((element, _Table(arranges=is_named)))
        elif counts.tables:
            _note_in_table(counts.tables[-1][1], tag)
        _count(element.text, counts)

    def _leave(self, element: Any, share: Share, counts: _Counts) -> None:
        tag = element.tag
        if tag == "a":
            counts.links -= 1
        elif tag == "table":
            _, table = counts.tables.pop()
            if table.cells < 2 or table.arranges:
                self.layout_tables.add(element)
        elif tag == "td" and share.characters > _MAX_CELL and counts.tables:
            table = counts.tables[-1][1]
            table.arranges |= not table.is_labelled
        if tag in BLOCKS or tag == "button" or element.get("role"):
            self._shares[element] = share

    def _is_left_out(self, element: Any) -> bool:
        if element.tag in _NOT_SHOWN or _is_struck(element) or _is_pilcrow(element):
            return True
        if _is_note(element) or not (element.attrib or element.tag == "dialog"):
            return False
        return self._is_hidden(element) and not self._opens(element)

    def _is_hidden(self, element: Any) -> bool:
        if element.get("hidden", "until-found") != "until-found":
            return True
        if _HIDING.search(element.get("style", "")):
            return True
        if element in self._around:
            return False
        if self._unseen_names and not self._unseen_names.isdisjoint(_selectors(element)):
            return True
        return (
            element.get("aria-hidden") == "true"
            or (element.tag == "dialog" and element.get("open") is None)
            or _FOR_LISTENERS.search(element.get("class", "")) is not None
        )

    def _opens(self, element: Any) -> bool:
        """Whether it is shown once the reader opens it, as the answer beneath a question is."""
        before = element.getprevious()
        return (
            element.get("id") in self._opened
            or element.get("role") == "tabpanel"
            or _OPENED.search(element.get("class", "")) is not None
            or (before is not None and before in self._toggles)
        )


_MAX_CELL = 600  # characters in a table of data without labels


def _note_in_table(table: _Table, tag: str) -> None:
    if tag in ("td", "th"):
        table.cells += 1
        table.is_labelled |= tag == "th"
    elif tag in ("caption", "thead"):
        table.is_labelled = True
    elif tag in HEADINGS and not table.is_labelled:
        table.arranges = True


def _count(text: str | None, counts: _Counts) -> None:
    if text:
        characters = len(text) - text.count(" ") - text.count("\n")
        counts.characters += characters
        counts.linked += characters if counts.links else 0


def _unseen_names(tree: Any) -> set[str]:
    """The classes (".a") and identifiers ("#a") that the page's own style sheets hide, for good:
    a second rule that shows them is of something that opens.
    """
    hidden: set[str] = set()
    shown: set[str] = set()
    for sheet in tree.iter("style"):
        for selector, rules in _style_rules(sheet.text or ""):
            if _HIDING.search(rules):
                hidden.update(
                    found[1] for found in map(_NAME.fullmatch, selector.split(",")) if found
                )
            elif "display" in rules or "visibility" in rules:
                shown.update(_NAMES.findall(selector))
    return hidden - shown


def _style_rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and bodies of a style sheet's rules; of "@media …", all that stands in it."""
    sheet = _CSS_COMMENT.sub("", sheet)
    depth = start = body = 0
    for brace in re.finditer("[{}]", sheet):
        if brace[0] == "{":
            body = body if depth else brace.end()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield sheet[start : body - 1], sheet[body : brace.start()]
                start = brace.end()


def _selectors(element: Any) -> Iterator[str]:
    yield from ("." + name for name in element.get("class", "").split())
    if "id" in element.attrib:
        yield "#" + element.get("id")


def _controlled(tree: Any) -> Iterator[str]:
    """The identifiers of what buttons and tabs open."""
    for name in ("aria-controls", "data-target", "data-bs-target"):
        for value in tree.xpath(f"//@{name}"):
            yield from value.replace("#", " ").split()
    for link in tree.xpath('//a[@role="tab" or @data-toggle or @data-bs-toggle]/@href'):
        yield link.removeprefix("#")


def _toggles(tree: Any) -> Iterator[Any]:
    """What opens the element that follows it: a button, or the heading around it."""
    for element in tree.xpath("//*[@aria-expanded]"):
        yield element
        above = element.getparent()
        for _ in range(2):
            if above is not None and above.tag in (*HEADINGS, "div", "dt", "span", "p"):
                yield above
                above = above.getparent()


def _with_ancestors(elements: list[Any]) -> Iterator[Any]:
    met = set()
    for element in elements:
        above = element
        while above is not None and above not in met:
            met.add(above)
            yield above
            above = above.getparent()


def _is_main(element: Any) -> bool:
    return bool(element.tag == "main" or element.get("role") == "main")


def _is_side(element: Any, names: str, in_main: bool) -> bool:
    if _SIDE.search(names) or element.get("role") == "complementary":
        return True
    return element.tag == "aside" and not in_main


def _is_struck(element: Any) -> bool:
    return _STRUCK.search(element.get("style", "")) is not None


def _is_pilcrow(element: Any) -> bool:
    """Whether it is the link to a heading that documentation tools put behind it."""
    return element.tag == "a" and not len(element) and (element.text or "").strip() in _PILCROWS


def _is_dated(element: Any) -> bool:
    """Whether a time is all that a paragraph holds."""
    if len(element) != 1 or element[0].tag != "time" or element.tag not in ("p", "div"):
        return False
    return not f"{element.text or ''}{element[0].tail or ''}".strip()


def _is_note(element: Any) -> bool:
    kind = element.get("{http://www.idpf.org/2007/ops}type") or element.get("epub:type") or ""
    return _NOTE.search(f"{kind} {element.get('role', '')}") is not None


def _is_toc(element: Any) -> bool:
    return bool(element.get("role") == "doc-toc" or element.get("id") == "toc")


def names_of(element: Any) -> str:
    """The words in the names that the page's author gave the element."""
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return _NO_WORD.sub(" ", _CAMEL.sub(" ", names)).lower()
