"""Two things that a question compares, and what it asks of each of them alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from index.language.lexicons import LEXICONS, STOP_WORDS, alternatives, any_of

MAX_LINKS = 9  # of which one stands between the two things; a question may be of a thousand "or"s
_COMPARING = re.compile(rf"\b{any_of('shapes.comparing')}(?!\w)", re.IGNORECASE)
_PAIR = re.compile(rf"\b{any_of('shapes.pair')}(?!\w)", re.IGNORECASE)
_BETWEEN = re.compile(rf"[\s,]+{any_of('shapes.between')}\s+", re.IGNORECASE)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][\w'’-]*")
_LINKS = [
    (re.compile(alternatives(each.shapes.between), re.IGNORECASE), each.stop_words)
    for each in LEXICONS.values()
]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`sides`: of each thing the word that tells it from the other. `questions`: the question with
    that thing alone, which a text that says nothing of the other may answer.
    """

    sides: tuple[str, str]
    questions: tuple[str, str]


def compared(question: str) -> Comparison | None:
    """What the question compares; None where it compares no two things."""
    if not _COMPARING.search(question):
        return None
    start = _PAIR.search(question)
    links = [*islice(_BETWEEN.finditer(question, start.end() if start else 0), MAX_LINKS)]
    for link in links if start else reversed(links):
        one, other = _telling(question, link)
        if one and other and one[0].lower() != other[0].lower():
            return Comparison((one[0], other[0]), _alone(question, link, one, other))
    return None


def _telling(
    question: str, link: re.Match[str]
) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """The word nearest to a link on each side; numbers where one of them is one."""
    skipped = _stop_words(link[0].strip(" ,"))
    one = list(reversed(_words(question, 0, link.start(), skipped)))
    other = _words(question, link.end(), len(question), skipped)
    if any(each and each[0][0][0].isdigit() for each in (one, other)):
        one, other = ([word for word in each[:2] if word[0][0].isdigit()] for each in (one, other))
    return next(iter(one), None), next(iter(other), None)


def _stop_words(link: str) -> frozenset[str]:
    """Those of the link's language: "men" are people in one and a conjunction in another."""
    of_language = (words for pattern, words in _LINKS if pattern.fullmatch(link))
    return next(of_language, STOP_WORDS)


def _words(question: str, start: int, end: int, skipped: frozenset[str]) -> list[re.Match[str]]:
    """The words that may name a thing."""
    return [
        each
        for each in _WORD.finditer(question, start, end)
        if each[0].lower() not in skipped and not _COMPARING.fullmatch(each[0])
    ]


def _alone(
    question: str, link: re.Match[str], one: re.Match[str], other: re.Match[str]
) -> tuple[str, str]:
    """The question without the other thing, and without the one."""
    first, last = one.start(), other.end()
    before = list(_WORD.finditer(question, 0, first))
    if not one[0][0].isdigit():  # "Ada Berg or Bo Ek": a name of several words goes as a whole
        while before and before[-1][0][0].isupper() and before[-1].start() > 0:
            first = before.pop().start()
        for word in _WORD.finditer(question, last):
            if not (word[0][0].isupper() or word[0][0].isdigit()):
                break
            last = word.end()
    following = _WORD.search(question, link.end())
    if before and following and before[-1][0].lower() == following[0].lower():
        first = before[-1].start()  # "in Laos or in Norway"
    return question[: link.start()] + question[last:], question[:first] + question[link.end() :]
