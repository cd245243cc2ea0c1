"""A question that names a part of a document by its place: "step 3", "clause 2.1", its author."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.language.lexicons import LEXICONS, alternatives, any_of

_ORDINALS = {
    word: number
    for lexicon in LEXICONS.values()
    for number, word in enumerate(lexicon.ordinals, start=1)
}
_NUMBERS = {
    word: str(number)
    for lexicon in LEXICONS.values()
    for word, number in {**dict.fromkeys(lexicon.one, 1), **lexicon.numerals}.items()
} | {word: str(number) for word, number in _ORDINALS.items()}
_PART = any_of("part_nouns")
_NUMBERED = re.compile(
    rf"(?:\b{_PART}|§|\b{any_of('number_signs')})\s*(?:(?:{any_of('number_signs')}|no)\s*)?"
    rf"(?P<number>\d+(?:\.\d+)*|[a-hivx]{{1,4}}(?=\W*$|\))|{alternatives(_NUMBERS)})\b"
    rf"|\b(?P<ordinal>{alternatives(_ORDINALS)})\s+{_PART}\b",
    re.IGNORECASE,
)
_AUTHOR = re.compile(rf"\b{any_of('authors_asked')}\b", re.IGNORECASE)
_BY_LINE = re.compile(
    rf"(?:.{{0,40}}[,|·–—-]\s*)?{any_of('by', 'authors')}(?!\w)\s*:?\s*(?-i:[A-ZÅÄÖ])",
    re.IGNORECASE,
)
_MARK = re.compile(
    rf"(?:{_PART}\s*|§\s*)?\(?(?P<mark>\d+(?:\.\d+)*|[a-z]|[ivx]{{1,4}})[.):]*(?=\s|$)",
    re.IGNORECASE,
)
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
}


@dataclass(frozen=True, slots=True)
class NamedPart:
    """`number`: that of the item asked for, such as "3" or "2.1"; None: the document's author."""

    number: str | None

    def is_in(self, text: str) -> bool:
        """Whether a sentence is that part."""
        if self.number is None:
            return _BY_LINE.match(text) is not None
        mark = _MARK.match(text)
        return mark is not None and self.number in _readings(mark["mark"].lower())


def named_part(question: str) -> NamedPart | None:
    """The part that `question` asks for by its place, if it does."""
    if found := _NUMBERED.search(question):
        number = (found["number"] or found["ordinal"]).lower()
        return NamedPart(_NUMBERS.get(number, number))
    return NamedPart(None) if _AUTHOR.search(question) else None


def _readings(mark: str) -> set[str]:
    """What the mark of an item may stand for: "c" is the third too, and "iv" the fourth."""
    readings = {mark}
    if mark in _ROMAN:
        readings.add(str(_ROMAN[mark]))
    if len(mark) == 1 and mark.isalpha():
        readings.add(str(ord(mark) - ord("a") + 1))
    return readings
