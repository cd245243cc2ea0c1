"""What the text of a line tells: where sentences end, what begins an item, what leaves a blank."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.language.lexicons import words_of
from index.load.formats.pdf.page.lines import BULLETS, SURE_BULLETS, Line

_ENDS = re.compile(r"[.!?…][\"'”’»)\]⁰¹²³⁴-⁹]*$")
_STOPS = re.compile(r"[.!?…:;][\"'”’»)\]⁰¹²³⁴-⁹]*$")
BULLET = re.compile(
    rf"(?:[{re.escape(SURE_BULLETS)}\ue000-\uf8ff]\s*|[{re.escape(BULLETS)}o]\s+)(?=\S)"
)
NUMBERED = re.compile(
    r"\(?(?:\d{1,3}|[a-zåäö]|[ivx]{1,5})[.)]\s+\S|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+\S"
)
_BLANK = re.compile(r"_{3,}|\.{5,}|…{2,}|(?:\. ){4,}\.?")
_LETTER = re.compile(r"[^\W_]")
LABEL = re.compile(r"[^\W\d_][^.!?]{0,60}:")
_CANNOT_END = frozenset(words_of("never_last") + words_of("seldom_last"))


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends there."""
    return _ENDS.search(text[-8:]) is not None


def stops(text: str) -> bool:
    """Whether a sentence, or the first part of one, ends there."""
    return _STOPS.search(text[-8:]) is not None


def cannot_end(text: str) -> bool:
    """Whether no sentence ends on such a word."""
    return text.endswith((",", "-", "–")) or text.split()[-1].lower() in _CANNOT_END


def is_prose(lines: Sequence[Line]) -> bool:
    """Whether lines are of running text: most of their words are in lower case."""
    words = [word for line in lines[-5:] for word in line.text.split() if word[0].isalpha()]
    return sum(word[0].islower() for word in words) > 0.6 * len(words)


def is_item(text: str) -> bool:
    return BULLET.match(text) is not None or NUMBERED.match(text) is not None


def has_blank(text: str) -> bool:
    """Whether there is room to write in, or to carry the eye."""
    return ("_" in text or "." in text or "…" in text) and _BLANK.search(text) is not None


def leader_of(text: str) -> tuple[str, str] | None:
    """A label and its value, to which dots lead; None where there is no value."""
    found = _BLANK.search(text)
    if found is None or "_" in found[0]:
        return None
    label, value = text[: found.start()].rstrip(" ."), text[found.end() :].lstrip(" .…")
    return (label, value) if _LETTER.search(label) and value and not has_blank(value) else None
