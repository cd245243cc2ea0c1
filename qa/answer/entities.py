"""The names in a question, and the sentences about them, in whatever language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from index import Index
from index.language.lexicons import any_of
from index.language.places import is_demonym, is_seat, name_of_several_words, place_of, plain
from index.language.spelling import shared_beginning
from qa.evidence.read import Evidence
from qa.understand.names import find_names

OPENING = 4  # words, in which a sentence says what it is about
BEFORE = 3  # sentences: who is meant stands at most so far before

_SETTING = rf"(?i:{any_of('setting_prepositions')})"
_OPENS_WITH_NAME = re.compile(rf"\W*(?:{_SETTING} [A-ZÅÄÖ]\w+|[A-ZÅÄÖ]\w+[’']s\b)")
_NAMES_ANOTHER = re.compile(
    rf"^\W*(?:\w+\W+){{1,3}}[A-ZÅÄÖ]\w|\b(?:{_SETTING}|{any_of('comparing')}) [A-ZÅÄÖ]\w"
)


def names_of(question: str) -> list[str]:
    """The names in a question, and the adjectives made of names: "kinesiska"."""
    names = find_names(question)
    return [
        word[0]
        for word in _words().finditer(question)
        if " " in word[0]
        or is_demonym(word[0])
        or any(name.start <= word.start() < name.end for name in names)
    ]


def same_name(one: str, other: str) -> bool:
    """Whether two words are forms of a name: Belgrad, Belgrade's; Kina, Chinese."""
    if other[0].islower() and not is_demonym(other):
        return False
    places = place_of(one), place_of(other)
    if places[0] is not None and is_demonym(one) and is_seat(other, places[0]):
        return True  # Beijing's doing is Chinese
    if None not in places:
        return places[0] == places[1]
    one, other = plain(one), plain(other)
    shorter, longer = sorted(map(len, (one, other)))
    alike = shared_beginning(one, other) >= max(3, min(shorter - 1, 5))
    return alike and longer - shorter <= 4


def named_by(index: Index, evidence: Evidence, names: Sequence[str]) -> list[str]:
    """Those of `names` that the sentence is about: it names them, or what stands around does."""
    text = index.read_text_of(evidence.sentence).text
    opening = _words().findall(text)[:OPENING] if _OPENS_WITH_NAME.match(text) else []
    if opening and not _any_named(names, opening):
        return []  # "In Ecuador, … cameras from China"
    context = "" if _NAMES_ANOTHER.search(text) else _context(index, evidence)
    words = _words().findall(f"{context} {text}")
    title = _words().findall(index.documents[evidence.sentence.document_id].title)
    return [
        name
        for name in names
        # What is Chinese in the title is Chinese in every sentence.
        if _any_named([name], words) or (is_demonym(name) and _any_named([name], title))
    ]


def _any_named(names: Sequence[str], words: Sequence[str]) -> bool:
    return any(same_name(name, word) for name in names for word in words)


def _context(index: Index, evidence: Evidence) -> str:
    document = index.documents[evidence.sentence.document_id]
    before = map(index.text_of, index.sentences_before(evidence.sentence, BEFORE))
    return " ".join([document.title, *before])


@cache
def _words() -> re.Pattern[str]:
    """Words, and names of places that are several: "Saudi Arabia"."""
    return re.compile(rf"{name_of_several_words().pattern}|[^\W\d_]+(?:[’'][^\W\d_]+)*")
