"""Items of lists and headings in office documents, as far as their words and counts tell."""

from __future__ import annotations

import re

from index.load.formats.numerals import repeated_letter, roman
from index.types import Span

BULLET = "- "
_TYPED_BULLET = re.compile(r"[•·▪◦‣*-][ \t\u00a0]+(?=\S)")
_TYPED_NUMBER = re.compile(
    r"(\(?(?:\d{1,3}|[a-zA-Z])[.)]|\d{1,2}(?:\.\d{1,2})+\.?)[ \t\u00a0]+(?=\S)"
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_STATEMENT_END = re.compile(r"[.!;][\"'”’»)\]]*$")  # questions are headings too
MIN_SENTENCE_WORDS = 8
MAX_HEADING = 150  # characters


def numeral(count: int, form: str) -> str:
    """A number as one of Word's formats writes it; in digits where that has none of its own."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02}"
    if form in ("lowerLetter", "upperLetter"):
        letters = repeated_letter(count)
    elif form in ("lowerRoman", "upperRoman"):
        letters = roman(count)
    else:
        return str(count)
    return letters.upper() if form.startswith("upper") else letters


def is_sentence(text: str) -> bool:
    """Whether a text is too much of a sentence to be a heading, whatever its style says."""
    ended = _STATEMENT_END.search(text) is not None and len(text.split()) >= MIN_SENTENCE_WORDS
    return ended or len(text) > MAX_HEADING


def may_be_heading(text: str) -> bool:
    """Whether a text that stands out may be a heading, by its words: not "Open: 9 to 5"."""
    is_labelled = re.search(r":\s+\S", text) is not None
    return len(text) <= MAX_HEADING and not is_labelled and text[-1:] not in ".,;!"


def typed_item(text: str) -> str | None:
    """A paragraph whose bullet or number was typed, as an item of a list; None for others."""
    if bullet := _TYPED_BULLET.match(text):
        return BULLET + text[bullet.end() :]
    if typed := _TYPED_NUMBER.match(text):
        return f"{typed[1]} {text[typed.end() :]}"
    return None


class ListLeads:
    """What is read with an item: the line that announces its list, and the items it is under."""

    def __init__(self) -> None:
        """Before any line."""
        self._intro: Span | None = None
        self._above: dict[int, Span | None] = {}

    def of_item(self, level: int) -> list[Span | None]:
        """The leads of an item that comes next, indented by `level`."""
        above = (span for depth, span in sorted(self._above.items()) if depth < level)
        return [self._intro, *above]

    def add(self, text: str, span: Span | None, level: int | None = None) -> None:
        """Take note of what was added: an item of `level`, or a line that is none."""
        lead = None if _SENTENCE_END.search(text) else span
        if level is None:
            self._intro, self._above = lead, {}
        else:
            kept = {depth: each for depth, each in self._above.items() if depth < level}
            self._above = {**kept, level: lead}
