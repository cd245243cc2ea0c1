"""The styles of a Word document: what each says of paragraphs and characters, what it derives from
included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from index.load.formats.office.package import number, on

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VALUE = f"{W}val"
BODY_LEVEL = 9  # of outlines: no heading
Look = Mapping[str, str]
"""Properties of characters: "vanish", "strike", "b" … as "1" or "0"; "vertAlign", "sz", "font"."""

_SWITCHES = ("vanish", "strike", "dstrike", "b")
_HEADING = re.compile(r"heading \d|title$", re.IGNORECASE)
_CONTENTS = re.compile(r"toc \d|toc heading|table of figures|index \d", re.IGNORECASE)


@dataclass(frozen=True)
class Style:
    """`names`: its own in lower case and those of the styles that it derives from, own first.

    `list_id`, `level`: the numbered list that it belongs to; `list_id` is "0" or None for none.
    """

    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    look: Look = field(default_factory=dict)
    outline: int | None = None
    list_id: str | None = None
    level: int | None = None
    bold_first_row: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading's or title's, by an outline level or by its name."""
        if self.outline is not None and self.outline < BODY_LEVEL:
            return True
        # A style's name is English in every language version of Word; its identifier is not.
        return any(_HEADING.match(name) for name in self.names)

    @property
    def is_contents(self) -> bool:
        """Whether it is one of a table of contents or an index."""
        return any(_CONTENTS.match(name) for name in self.names)


class Styles:
    """Every style, by its identifier."""

    def __init__(self, root: Any) -> None:
        """Of the root of styles.xml; None for a document without styles."""
        self._elements: dict[str, Any] = {}
        self._known: dict[str, Style] = {}
        self._default_id = ""
        self.defaults: Look = {}
        if root is not None:
            self.defaults = look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
            self._index(root)

    def _index(self, root: Any) -> None:
        for element in root.iter(f"{W}style"):
            identifier = element.get(f"{W}styleId", "")
            self._elements[identifier] = element
            is_default = element.get(f"{W}default") is not None and on(element.get(f"{W}default"))
            if is_default and element.get(f"{W}type") == "paragraph":
                self._default_id = identifier

    def paragraph(self, identifier: str | None) -> Style:
        """The style of a paragraph; the default one if it names none that there is."""
        return self.named(identifier if identifier in self._elements else self._default_id)

    def named(self, identifier: str | None) -> Style:
        """The style of that identifier; one that says nothing if there is none."""
        key = identifier or ""
        if key not in self._known:
            found = Style()
            for element in reversed(list(self._chain(key))):
                found = _derived(element, found)
            self._known[key] = found
        return self._known[key]

    def _chain(self, identifier: str) -> Iterator[Any]:
        """The style and those that it derives from."""
        met: set[str] = set()
        while identifier in self._elements and identifier not in met:
            met.add(identifier)
            yield self._elements[identifier]
            identifier = value(self._elements[identifier], "basedOn") or ""


def _derived(element: Any, base: Style) -> Style:
    """The style that `element` defines on top of `base`."""
    properties = element.find(f"{W}pPr")
    list_id, level = list_place(properties)
    outline = value(properties, "outlineLvl")
    own_bold = look(element.find(f"{W}tblStylePr[@{W}type='firstRow']/{W}rPr")).get("b")
    return Style(
        ((value(element, "name") or "").lower(), *base.names),
        (element.get(f"{W}styleId", ""), *base.ids),
        {**base.look, **look(element.find(f"{W}rPr"))},
        base.outline if outline is None else number(outline),
        base.list_id if list_id is None else list_id,
        base.level if level is None else level,
        base.bold_first_row if own_bold is None else own_bold == "1",
    )


def value(parent: Any, name: str) -> str | None:
    """The value of a property below `parent`, None where it is not set."""
    element = None if parent is None else parent.find(W + name)
    return None if element is None else element.get(VALUE)


def is_set(parent: Any, name: str) -> bool:
    """Whether a switch below `parent` is there and on."""
    element = None if parent is None else parent.find(W + name)
    return element is not None and on(element.get(VALUE))


def list_place(properties: Any) -> tuple[str | None, int | None]:
    """The list and the level in it that the properties of a paragraph name, each None if unset."""
    place = None if properties is None else properties.find(f"{W}numPr")
    level = value(place, "ilvl")
    return value(place, "numId"), None if level is None else number(level)


def look(properties: Any) -> Look:
    """What an rPr element says itself."""
    if properties is None:
        return {}
    found = {}
    for each in properties:
        name = each.tag.removeprefix(W)
        if name in _SWITCHES:
            found[name] = "1" if on(each.get(VALUE)) else "0"
        elif name in ("vertAlign", "sz"):
            found[name] = each.get(VALUE, "")
        elif name == "rFonts":
            found["font"] = each.get(f"{W}ascii") or each.get(f"{W}hAnsi") or ""
    return found
