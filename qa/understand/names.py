"""The names in a question, and the words of it that stay the same in another language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from index.language.lexicons import STOP_WORDS, any_of, words_of
from index.language.numbers import MONTH_NAMES, MONTHS

_WORD = re.compile(r"[\w'’-]+")
_PLAIN_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"['’]s?$")
_NO_NAMES = frozenset(words_of("capitalised") + words_of("roles"))
_NUMBER = r"(?:\d+(?:\.\d+)*|[A-ZÅÄÖ])\b(?![.,:–-]?\d| ?%)"
_NUMBERED = re.compile(
    rf"\b([^\W\d_]{{2,}})(?:[ -]|: ?)({_NUMBER})"
    rf"((?:(?:,|/|\s{any_of('additions', 'alternatives')}\s)\s?{_NUMBER})*)"
)  # "house B", "houses C and D"
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_NOT_NUMBERED = frozenset(
    (*STOP_WORDS, *MONTHS, *words_of("rough"), *words_of("before_years"), *words_of("currencies"))
)

PERSON = r"[A-ZÅÄÖÉØÆ][\w.'’-]*(?: (?:(?:de|von|af|van|al) )?[A-ZÅÄÖÉØÆ][\w.'’-]*)+"
"""A person's full name, or what is written like one."""
_PERSON = re.compile(PERSON)


class Name(NamedTuple):
    """A name in a question: where it stands, without a possessive ending."""

    start: int
    end: int
    possessive: bool


def find_names(question: str) -> list[Name]:
    """Runs of words with a capital, but for the first word of the question and words that always
    have one: "I", "June", "CEO".
    """
    words = list(_WORD.finditer(question))[1:]
    runs = (list(run) for is_name, run in groupby(words, key=_may_be_name) if is_name)
    return [_name(question, run[0].start(), run[-1].end()) for run in runs]


def names_and_numbers(question: str) -> list[str]:
    """The words of a question that stay the same in another language, and months beside numbers."""
    names = find_names(question)
    return [
        word[0]
        for word in _PLAIN_WORD.finditer(question)
        if any(map(str.isdigit, word[0]))
        or any(name.start <= word.start() < name.end for name in names)
        or (word[0][0].isupper() and word[0].lower() in MONTH_NAMES)
    ]


def _may_be_name(word: re.Match[str]) -> bool:
    plain = _POSSESSIVE.sub("", word[0].lower().replace("’", "'"))
    return word[0][0].isupper() and not {plain, word[0].lower()} & _NO_NAMES


def _name(question: str, start: int, end: int) -> Name:
    ending = _POSSESSIVE.search(question[start:end])
    return Name(start, end - len(ending[0]) if ending else end, ending is not None)


def numbered(text: str) -> Mapping[str, frozenset[str]]:
    """The words that a number or a letter tells several things by, each with these: "house B",
    "versions 3.1 and 3.2", in a row "House: B".
    """
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for word, number, others in _NUMBERED.findall(text):
        if word.lower() not in _NOT_NUMBERED and not _YEAR.fullmatch(number):
            found[word.lower()] |= {number, *re.findall(_NUMBER, others)}
    return found


def persons_in(text: str) -> list[str]:
    """The full names in a text, or what is written like them, each once."""
    found = (_POSSESSIVE.sub("", each.rstrip(".")) for each in _PERSON.findall(text))
    return list(dict.fromkeys(found))
