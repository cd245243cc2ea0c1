"""How a list of HTML numbers its items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from index.load.formats.numerals import letters_in_turn, roman

_COUNTERS = {"a": "a", "A": "A", "i": "i", "I": "I", "lower-alpha": "a", "lower-latin": "a",
             "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i",
             "upper-roman": "I"}  # fmt: skip
_LIST_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(none|(?:lower|upper)-(?:alpha|latin|roman))"
)


@dataclass(slots=True)
class Numbering:
    """A list's next number, and how it is shown; style None is a bullet."""

    style: str | None
    number: int = 1
    step: int = 1

    def mark(self, value: str | None) -> str:
        """What stands before the next item."""
        if self.style is None:
            return "- "
        number = integer(value, self.number)
        self.number = number + self.step
        return f"{_shown_number(number, self.style)}. "


def numbering_of(element: Any) -> Numbering:
    """How the list numbers its items."""
    style = _LIST_STYLE.search(element.get("style", ""))
    if element.tag != "ol" or (style and style[1] == "none"):
        return Numbering(None)
    name = style[1] if style else element.get("type", "1")
    is_reversed = "reversed" in element.attrib
    first = sum(1 for each in element if each.tag == "li") if is_reversed else 1
    start = integer(element.get("start"), first)
    return Numbering(_COUNTERS.get(name, "1"), start, -1 if is_reversed else 1)


def integer(value: str | None, otherwise: int) -> int:
    """The number that an attribute gives, `otherwise` where it gives none."""
    found = re.match(r"\s*(-?\d{1,9})", value or "")
    return int(found[1]) if found else otherwise


def _shown_number(number: int, style: str) -> str:
    if style == "1":
        return str(number)
    letters = letters_in_turn(number) if style in "aA" else roman(number)
    return letters.upper() if style in "AI" else letters
