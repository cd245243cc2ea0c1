"""Equations of Office documents → a line of text, read as they look: "F = m·a", "(a+b)/2", "x²"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from index.load.extracted import subscript, superscript
from index.load.formats.office.package import FALLBACK, on

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HIDDEN = {FALLBACK, f"{_W}del", f"{_W}moveFrom"}
_RELATION = re.compile(r"\s*([=≈≅≃≡≠≤≥<>≔→⇒⇔∈∝])\s*")
_BINARY = re.compile(r"(?<=[\w)\]⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉])\s*([+\-−±×])\s*(?=[\w(\[√∑∫])")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def equation(element: Any) -> str:
    """The text of an m:oMath or m:oMathPara."""
    lines = element.findall(f"{M}oMath") if element.tag == f"{M}oMathPara" else [element]
    return "\n".join(filter(None, (_spaced(_linear(line)) for line in lines)))


def _spaced(text: str) -> str:
    """With space around operators, as equations are set."""
    return _BINARY.sub(r" \1 ", _RELATION.sub(r" \1 ", text)).strip()


def _linear(element: Any) -> str:
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in (f"{M}t", f"{_W}t"):
            yield child.text or ""
        elif child.tag in _FORMS:
            yield _FORMS[child.tag](child)
        elif child.tag not in _HIDDEN and not child.tag.endswith("Pr"):
            yield from _pieces(child)


def _part(element: Any, name: str) -> str:
    part = element.find(M + name)
    return "" if part is None else _linear(part).strip()


def _option(element: Any, name: str, default: str = "") -> str:
    """The value of a property, "" where it is there without one."""
    option = element.find(f"{element.tag}Pr/{M}{name}")
    return default if option is None else option.get(f"{M}val", "")


def _is_on(element: Any, name: str) -> bool:
    option = element.find(f"{element.tag}Pr/{M}{name}")
    return option is not None and on(option.get(f"{M}val"))


def _grouped(text: str) -> str:
    """In brackets, unless it is one number or name."""
    whole = re.fullmatch(r"[\w.,⁰-⁹₀-₉′%]*|[(\[][^()\[\]]*[)\]]", text)
    return text if whole else f"({text})"


def _raised(text: str) -> str:
    raised = superscript(text)
    return raised if raised != text or not text else f"^{_grouped(text)}"


def _lowered(text: str) -> str:
    lowered = subscript(text)
    return lowered if lowered != text or not text else f"_{_grouped(text)}"


def _fraction(element: Any) -> str:
    above, below = _grouped(_part(element, "num")), _grouped(_part(element, "den"))
    return f"{above}{'¦' if _option(element, 'type') == 'noBar' else '/'}{below}"


def _scripts(element: Any) -> str:
    return _part(element, "e") + _lowered(_part(element, "sub")) + _raised(_part(element, "sup"))


def _scripts_before(element: Any) -> str:
    return _lowered(_part(element, "sub")) + _raised(_part(element, "sup")) + _part(element, "e")


def _root(element: Any) -> str:
    degree = "" if _is_on(element, "degHide") else _part(element, "deg")
    sign = _ROOTS.get(degree) or f"{superscript(degree)}√"
    return sign + _grouped(_part(element, "e"))


def _sum(element: Any) -> str:
    """An n-ary operator: a sum, product, integral or the like."""
    limits = _lowered(_part(element, "sub")) + _raised(_part(element, "sup"))
    return f"{_option(element, 'chr', '∫')}{limits} {_part(element, 'e')}"


def _brackets(element: Any) -> str:
    between = _option(element, "sepChr", "|")
    inside = between.join(_linear(part).strip() for part in element.findall(f"{M}e"))
    return f"{_option(element, 'begChr', '(')}{inside}{_option(element, 'endChr', ')')}"


def _function(element: Any) -> str:
    name, argument = _part(element, "fName"), _part(element, "e")
    return f"{name}{argument}" if argument.startswith("(") else f"{name} {argument}"


def _limit(element: Any) -> str:
    mark = _lowered if element.tag == f"{M}limLow" else _raised
    return _part(element, "e") + mark(_part(element, "lim"))


def _accent(element: Any) -> str:
    mark = "\u0305" if element.tag == f"{M}bar" else _option(element, "chr", "\u0302")
    inside = _part(element, "e")
    return unicodedata.normalize("NFC", inside + mark) if len(inside) == 1 else inside


def _lines(element: Any) -> str:
    """Lines one above another, such as the cases of a definition."""
    return "; ".join(_linear(part).strip() for part in element.findall(f"{M}e"))


def _matrix(element: Any) -> str:
    rows = ([_linear(cell).strip() for cell in row] for row in element.findall(f"{M}mr"))
    return "; ".join(", ".join(row) for row in rows)


def _phantom(element: Any) -> str:
    shown = element.find(f"{M}phantPr/{M}show")
    return _part(element, "e") if shown is None or on(shown.get(f"{M}val")) else ""


_FORMS: dict[str, Callable[[Any], str]] = {
    M + name: form
    for form, names in (
        (_fraction, "f"),
        (_scripts, "sSup sSub sSubSup"),
        (_scripts_before, "sPre"),
        (_root, "rad"),
        (_sum, "nary"),
        (_brackets, "d"),
        (_function, "func"),
        (_limit, "limLow limUpp"),
        (_accent, "acc bar"),
        (_lines, "eqArr"),
        (_matrix, "m"),
        (_phantom, "phant"),
    )
    for name in names.split()
}
