"""What a question names by a code, a season or a name of two words → whether a text is on another.

"E6" is not "E1", the timetable of the spring tells nothing of the autumn, and what is said of Karin
Berg is not said of Anna Berg.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Set

from index.language.lexicons import LEXICONS, STOP_WORDS, alternatives, any_of, words_of
from index.language.spelling import folded, shared_beginning
from qa.understand.names import find_names

MIN_NAME = 4  # letters of a first word; fewer may be an abbreviation
MIN_COGNATE = 4  # letters that a word begins with in two languages
# Letters with a number: "E6", "RUN-2", "KX-B1".
_CODE = re.compile(r"(?<![\w.-])((?:[^\W\d_]{1,6}-)*[^\W\d_]{1,6}-?)(\d{1,4})(?![\w-]|[.,:]\d)")
_SEASONS = [
    re.compile(rf"\b{alternatives(forms)}\b", re.IGNORECASE)
    for forms in zip(*(each.seasons for each in LEXICONS.values() if each.seasons), strict=True)
]
_WEEKDAYS = [
    re.compile(rf"\b{alternatives(days)}{any_of('weekday_endings')}?\b", re.IGNORECASE)
    for days in zip(*(each.weekdays for each in LEXICONS.values() if each.weekdays), strict=True)
]
_DAYS = [
    re.compile(rf"(?:\A|[|:\n])[\s•*-]*{day.pattern}\s*(?=[|:\n]|\Z)", re.IGNORECASE)
    for day in _WEEKDAYS
]
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_NO_NAME = STOP_WORDS | frozenset((*words_of("roles"), *words_of("people.titles")))
_POSSESSIVE = re.compile(r"['’]?s?$")


def codes(text: str) -> Mapping[str, Set[str]]:
    """The letters that numbers tell several things by, each with these: "E": "1", "6"."""
    found: defaultdict[str, Set[str]] = defaultdict(frozenset)
    for letters, number in _CODE.findall(text):
        found[letters.casefold().rstrip("-")] |= {number}
    return found


def seasons(text: str) -> Set[int]:
    """The seasons that a text names, by their places in the year."""
    return {place for place, named in enumerate(_SEASONS) if named.search(text)}


def weekdays(text: str) -> Set[int]:
    """The days of the week that a text is of, by their places in it: a cell or an item's first word
    that is one.
    """
    return {place for place, named in enumerate(_DAYS) if named.search(text)}


def weekdays_asked(question: str) -> Set[int]:
    """The days of the week that a question names, by their places in it."""
    return {place for place, named in enumerate(_WEEKDAYS) if named.search(question)}


class NameAsked:
    """A name of several words in a question: two things may share its last one."""

    def __init__(self, name: str) -> None:
        first, *_, last = (_POSSESSIVE.sub("", word) or word for word in _WORD.findall(name))
        self._first = first
        self._named = re.compile(rf"\b{re.escape(first)}", re.IGNORECASE)
        self._bearer = re.compile(rf"(?:([\w’'-]+) )?\b{re.escape(last)}(?:['’]?s)?\b")

    def is_another(self, text: str, named: str) -> bool:
        """Whether `text`, of what is `named` so, has the last word only after another first one."""
        if self._named.search(f"{named} {text}"):
            return False
        before = [match[1] or "" for match in self._bearer.finditer(text)]
        return bool(before) and all(map(self._is_told_from, before))

    def _is_told_from(self, word: str) -> bool:
        """Whether a word is another name, and not the same in another language: "Hotell"."""
        if not word[:1].isupper() or word.lower() in _NO_NAME:
            return False
        return shared_beginning(folded(word), folded(self._first)) < MIN_COGNATE


def names_asked(question: str) -> list[NameAsked]:
    """The names of several words in a question, of which the first is no title or abbreviation."""
    names = (question[name.start : name.end] for name in find_names(question))
    return [
        NameAsked(name)
        for name in names
        if len(words := _WORD.findall(name)) > 1
        and len(words[0]) >= MIN_NAME
        and words[0].lower() not in _NO_NAME
    ]
