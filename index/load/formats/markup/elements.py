"""What an element of HTML is to a reader: a heading, a field, code, something raised."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from index.load.formats.markup.parts import BLOCKS, HEADINGS, names_of

_CODE = re.compile(
    r"\b(?:code|sourcecode|highlight|prettyprint|language|programlisting|literal block|screen"
    r"|synopsis|terminal|console|example)\b"
)
_TOGGLES = ("aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle")
_INSIDE_TEXT = (
    frozenset("p td th span label dt summary legend li a b strong em i".split()) | HEADINGS
)
_NO_VALUE = frozenset("hidden submit button reset image password file".split())


def section_of(heading: Any) -> Any:
    """The element whose part a heading names: the one around it, or around its own box."""
    above = heading.getparent()
    is_boxed = above is not None and heading.getnext() is None and above.getparent() is not None
    return above.getparent() if is_boxed else above


def is_one_paragraph(definition: Any) -> bool:
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


def is_code(element: Any) -> bool:
    """Whether what is preformatted is so as code, and not for its line breaks."""
    above = element.getparent()
    names = f"{names_of(element)} {'' if above is None else names_of(above)}"
    if _CODE.search(names):
        return True
    return not (element.text or "").strip() and len(element) == 1 and element[0].tag == "code"


def is_heading(element: Any) -> bool:
    return (
        element.tag in HEADINGS
        or element.tag in ("summary", "legend")
        or (element.get("role") == "heading")
    )


def is_alone(element: Any) -> bool:
    """Whether it is a button that stands outside of any text."""
    if element.tag != "button":
        return False
    above = element.getparent()
    return above is None or above.tag not in _INSIDE_TEXT


def is_question(button: Any) -> bool:
    """Whether a button opens the text beneath it, which it names."""
    if not any(name in button.attrib for name in _TOGGLES):
        return False
    return len(" ".join(islice(button.itertext(), 20)).split()) > 1


def shift_of(element: Any) -> str | None:
    """Whether the element is raised ("sup") or lowered ("sub")."""
    if element.tag in ("sup", "sub"):
        return str(element.tag)
    above = element.getparent()
    if above is None or above.tag not in ("msup", "msub") or element.getprevious() is None:
        return None
    return "sup" if above.tag == "msup" else "sub"


def is_divisor(element: Any) -> bool:
    above = element.getparent()
    return above is not None and above.tag == "mfrac" and element.getprevious() is not None


def filled_in(element: Any) -> tuple[str, str]:
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
