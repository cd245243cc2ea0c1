"""How the marks of footnotes and endnotes are written."""

from __future__ import annotations

from typing import Any

from index.load.extracted import superscript
from index.load.formats.office.package import number
from index.load.formats.word.styles import W, value

_ROMAN_MARKS = str.maketrans("ivxlcdm", "ⁱᵛˣˡᶜᵈᵐ")


def note_forms(settings: Any, root: Any) -> dict[str, tuple[str, int]]:
    """How the marks of footnotes and endnotes are written, and the first one's number."""
    forms = {"footnote": ("decimal", 1), "endnote": ("lowerRoman", 1)}
    for kind, (form, start) in forms.items():
        places = [each for each in (settings, root) if each is not None]
        for properties in (found for place in places for found in place.iter(f"{W}{kind}Pr")):
            form = value(properties, "numFmt") or form
            start = number(value(properties, "numStart"), start)
        forms[kind] = (form, start)
    return forms


def note_mark(mark: str) -> str:
    """A note's mark, raised."""
    raised = superscript(mark)
    return mark.translate(_ROMAN_MARKS) if raised == mark else raised
