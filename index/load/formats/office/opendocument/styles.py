"""The styles of OpenDocument files, and how the levels of their lists are marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from index.load.formats.numerals import repeated_letter, roman
from index.load.formats.office.archive import (
    local_name,
)

MAX_CHAIN = 20  # of styles that are derived from one another


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says itself; None where the one that it is derived from decides."""

    parent: str | None
    name: str
    hidden: bool | None = None
    struck: bool | None = None
    bold: bool | None = None
    lift: int | None = None  # 1: superscript, -1: subscript
    list_style: str | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of a list are marked at one depth."""

    number: str = ""  # "1", "a", "A", "i" or "I"; "" for none
    bullet: bool = False
    prefix: str = ""
    suffix: str = ""
    shown: int = 1  # so many numbers, with those of the levels above
    start: int = 1


@dataclass(slots=True)
class Styles:
    """The styles of a document, by family and name, and those of its lists, level by level."""

    by_name: dict[tuple[str, str], Style] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    outline: dict[int, Level] = field(default_factory=dict)

    def read(self, tree: Any) -> None:
        """Take up the styles that stand in a part."""
        for element in tree.iter("{*}style", "{*}list-style", "{*}outline-style"):
            self.add(element)

    def add(self, element: Any) -> None:
        """Take up one style, of whatever kind."""
        kind, name = local_name(element), attribute(element, "name") or ""
        if kind == "style":
            self.by_name[attribute(element, "family") or "", name] = _style(element)
        elif kind == "list-style":
            self.lists[name] = _levels(element)
        else:
            self.outline = _levels(element)

    def chain(self, family: str, name: str | None) -> Iterator[Style]:
        """The style and those that it is derived from."""
        for _ in range(MAX_CHAIN):
            style = self.by_name.get((family, name or ""))
            if style is None:
                return
            yield style
            name = style.parent

    def names(self, family: str, name: str | None) -> list[str]:
        """Its name and those that it is derived from, which may be built in and not be defined."""
        parents = [style.parent for style in self.chain(family, name)]
        displayed = [style.name for style in self.chain(family, name)]
        return [*displayed, *((each or "").replace("_20_", " ") for each in (name, *parents))]

    def get(self, family: str, name: str | None, what: str) -> Any:
        """What the style, or one that it is derived from, says of that property."""
        found = (getattr(style, what) for style in self.chain(family, name))
        return next((value for value in found if value is not None), None)

    def is_hidden(self, family: str, name: str | None) -> bool:
        """Whether text of that style is not shown, or is struck out."""
        return bool(self.get(family, name, "hidden") or self.get(family, name, "struck"))


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)


def whole_number(element: Any, name: str, default: int = 1) -> int:
    """An attribute that counts something."""
    value = attribute(element, name)
    return int(value) if value and value.isascii() and value.isdigit() else default


def _style(element: Any) -> Style:
    properties = {
        key.rpartition("}")[2]: value
        for child in element
        if local_name(child).endswith("-properties")
        for key, value in child.attrib.items()
    }
    name = attribute(element, "display-name") or (attribute(element, "name") or "")
    return Style(
        attribute(element, "parent-style-name"),
        name.replace("_20_", " "),
        _is_hidden(properties),
        _says(properties.get("text-line-through-style"), lambda value: value != "none"),
        _says(properties.get("font-weight"), lambda value: value in ("bold", "700", "800", "900")),
        _lift(properties.get("text-position")),
        attribute(element, "list-style-name"),
    )


def _is_hidden(properties: dict[str, str]) -> bool | None:
    """Of text, a sheet or a slide: each says it in its own way."""
    if properties.get("visibility") == "hidden":
        return True
    return _says(properties.get("display"), lambda value: value in ("none", "false"))


def _says(value: str | None, test: Callable[[str], bool]) -> bool | None:
    return None if value is None else test(value)


def _lift(position: str | None) -> int | None:
    """Whether a text position ("super 58%", "-33% 58%", "0% 100%") raises or lowers."""
    if position is None:
        return None
    height = position.split()[0] if position.split() else ""
    if height in ("super", "sub"):
        return 1 if height == "super" else -1
    found = re.match(r"(-?)(\d+)", height)
    return (-1 if found[1] else 1) if found and int(found[2]) else 0


def _levels(element: Any) -> dict[int, Level]:
    levels = {}
    for child in element:
        name = local_name(child)
        if name in ("list-level-style-number", "outline-level-style"):
            levels[whole_number(child, "level")] = Level(
                number=attribute(child, "num-format") or "",
                prefix=attribute(child, "num-prefix") or "",
                suffix=attribute(child, "num-suffix") or "",
                shown=whole_number(child, "display-levels"),
                start=whole_number(child, "start-value"),
            )
        elif name.startswith("list-level-style-"):
            levels[whole_number(child, "level")] = Level(bullet=True)
    return levels


def next_mark(levels: dict[int, Level], depth: int, counts: dict[int, int]) -> str:
    """Count on, and give the mark of the item with a space behind it; "" where none is shown."""
    level = levels.get(depth) if levels else Level(bullet=True)
    if level is None:
        return ""
    counts[depth] = counts.get(depth, level.start - 1) + 1
    for deeper in [each for each in counts if each > depth]:
        del counts[deeper]
    if level.bullet or not level.number:
        return "- " if level.bullet else ""
    numbers = []
    for each in range(max(1, depth - level.shown + 1), depth + 1):
        its = levels.get(each, level)
        if its.number:
            numbers.append(_number(counts.get(each, its.start), its.number))
    return f"{level.prefix}{'.'.join(numbers)}{level.suffix} "


def _number(count: int, kind: str) -> str:
    if kind not in "aAiI":
        return str(count)
    letters = repeated_letter(count) if kind in "aA" else roman(count)
    return letters.upper() if kind.isupper() else letters
