"""Two things that a question compares, and what it asks of each of them alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from index.language.lexicons import LEXICONS, STOP_WORDS, alternatives, any_of, words_of
from qa.understand.asked.alone import each_alone, of_before, plainly, replaced
from qa.understand.asked.asked_value import is_yes_or_no
from qa.understand.asked.things.singled_out import singled_out
from qa.understand.asked.times import two_times
from qa.understand.rewrite import with_part_replaced

MAX_LINKS = 9  # of which one stands between the two things; a question may be of a thousand "or"s
MAX_APART = 6  # words between a year and the link to another
_COMPARING = re.compile(rf"\b{any_of('shapes.comparing', 'shapes.against')}(?!\w)", re.IGNORECASE)
_PAIR = re.compile(rf"\b{any_of('shapes.pair')}(?!\w)", re.IGNORECASE)
_JOINS = re.compile(
    any_of("additions", "alternatives", "shapes.than", "shapes.against"), re.IGNORECASE
)
_BETWEEN = re.compile(rf"[\s,]+{any_of('shapes.between', 'shapes.against')}\s+", re.IGNORECASE)
_THAN = re.compile(
    rf"[\s,]+{any_of('shapes.than')}\s+(?!{any_of('prepositions')}\b)", re.IGNORECASE
)
_MORE_THAN = re.compile(rf"\b{any_of('shapes.comparing')}\s+{any_of('shapes.than')}\s+\Z", re.I)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][\w'’-]*")
_NO_THING = STOP_WORDS | frozenset(words_of("one"))
_NAME = re.compile(r"[^\W\d_][\w'’-]*(?: \d+)?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LINKS = [
    (re.compile(alternatives([*each.shapes.between, *each.shapes.against]), re.I), each.stop_words)
    for each in LEXICONS.values()
]
_NUMBER_OR_LETTER = r"(?:\d+(?:\.\d+)*|[A-ZÅÄÖ])"
_NAMED_NUMBER = re.compile(rf"([^\W\d_]\w*)[\s-]({_NUMBER_OR_LETTER})\W*$")
_NOW = re.compile(rf"\b{any_of('shapes.now')}\b", re.IGNORECASE)
_OF_BEFORE = re.compile(
    rf"(?:{any_of('articles')}\s+)?{any_of('shapes.formerly')}\b", re.IGNORECASE
)
_FORMERLY = re.compile(rf"\b{any_of('shapes.formerly')}\b", re.IGNORECASE)
_ASKS = re.compile(rf"\b{any_of('interrogatives', 'yes_or_no')}\b", re.IGNORECASE)
# "…, and the Pro?" after the only comma.
_LAST = re.compile(
    rf"(?P<first>[^,?]+)[,?]\s+(?P<other>{any_of('additions', 'alternatives')}\s[^,?]+)\W*",
    re.IGNORECASE,
)

_Side = re.Match[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`sides`: of each thing the word that tells it from the other. `questions`: the question with
    that thing alone, which a text that says nothing of the other may answer.
    """

    sides: tuple[str, str]
    questions: tuple[str, str]


def compared(question: str) -> Comparison | None:
    """What the question compares; None where it compares no two things, but asks which are "more
    than 20".
    """
    if (asked := singled_out(question)) is not None and asked.bounds is not None:
        return None
    if (times := two_times(question)) is not None:
        return Comparison(*times)
    return _linked(question) if _COMPARING.search(question) else _asked_of_another(question)


def _linked(question: str) -> Comparison | None:
    """What stands on the two sides of an "or", a "than" and the like."""
    start = _PAIR.search(question)
    links = [*islice(_BETWEEN.finditer(question, start.end() if start else 0), MAX_LINKS)]
    if not start:  # "the fee and the letter to the board" compares no letter with a board
        links = sorted(reversed(links), key=lambda link: not _JOINS.search(link[0]))
    for link in links:
        one, other = _telling(question, link)
        if one and other and _are_things(question, link, one, other):
            alone = replaced if _stands_for(question, link, one, other) else each_alone
            if _OF_BEFORE.match(question, link.end()):
                alone = of_before
            sides = one[0], other[0]
            of_one, of_other = map(plainly, alone(question, link, one, other), sides)
            return Comparison(sides, (of_one, of_other))
    return None


def _are_things(question: str, link: _Side, one: _Side, other: _Side) -> bool:
    """Whether the two may be compared: not "more than ten", nor what a second question asks."""
    if one[0].lower() == other[0].lower() or _ASKS.match(question, link.end()):
        return False
    is_measure = _MORE_THAN.search(question, 0, link.end()) and not is_yes_or_no(question)
    return not is_measure or _is_year(other)


def _asked_of_another(question: str) -> Comparison | None:
    """What is asked of one thing, and at the end of another: "…, and the Pro?", "…, and now?"."""
    last = _LAST.fullmatch(question)
    if last is None or not _ASKS.search(last["first"]) or _ASKS.search(last["other"]):
        return None
    first = f"{last['first'].rstrip()}?"
    rewritten = (
        with_part_replaced(last["other"], first)
        or _with_number(last["other"], first)
        or _of_today(last["other"], first)
    )
    if rewritten is None:
        return None
    ours, theirs = _WORD.findall(first), _WORD.findall(rewritten)
    one = [word for word in ours if word not in theirs]
    other = [word for word in theirs if word not in ours]
    return Comparison((one[-1], other[-1]), (first, rewritten)) if one and other else None


def _with_number(part: str, question: str) -> str | None:
    """The question of another of the things that have a number or a letter: "and the Ork 600"."""
    found = _NAMED_NUMBER.search(part)
    if found is None:
        return None
    earlier = re.compile(rf"\b((?i:{re.escape(found[1])})[\s-]){_NUMBER_OR_LETTER}\b")
    if len(earlier.findall(question)) != 1:
        return None
    return earlier.sub(lambda named: named[1] + found[2], question)


def _of_today(part: str, question: str) -> str | None:
    """The question of today, where it is asked how something was: "and now"."""
    today, formerly = _NOW.search(part), _FORMERLY.search(question)
    if today is None or formerly is None:
        return None
    rest = _FORMERLY.sub("", question).rstrip(" ?,")
    return " ".join(f"{rest} {today[0]}?".split())


def _telling(question: str, link: _Side) -> tuple[_Side | None, _Side | None]:
    """The word nearest to a link on each side; numbers where one of them is one, years where both
    have one. Before "than" it is the subject of what is asked.
    """
    skipped = _stop_words(link[0].strip(" ,"))
    one = list(reversed(_words(question, 0, link.start(), skipped)))
    other = _words(question, link.end(), len(question), skipped)
    years = [[word for word in each[:MAX_APART] if _is_year(word)] for each in (one, other)]
    if all(years):
        return years[0][0], years[1][0]
    numbers = [[word for word in each[:2] if word[0][0].isdigit()] for each in (one, other)]
    if all(numbers):
        one, other = numbers
    elif any(numbers):
        return _named_number(question, one), _named_number(question, other)
    elif one and is_yes_or_no(question) and _THAN.match(question, link.start()):
        one = [each for each in reversed(one) if each.start() > 0] or one
    return next(iter(one), None), next(iter(other), None)


def _named_number(question: str, words: Sequence[_Side]) -> _Side | None:
    """The nearest word that tells, with the number after it if it has one: "the Orca 13"."""
    names = [word for word in words[:2] if not word[0][0].isdigit()]
    return _NAME.match(question, names[0].start()) if names else None


def _is_year(word: _Side) -> bool:
    return _YEAR.fullmatch(word[0]) is not None


def _stands_for(question: str, link: _Side, one: _Side, other: _Side) -> bool:
    """Whether other words stand between it and the link, or for it after that: "the one in"."""
    between = _WORD.search(question, one.end(), link.start()) is not None
    after = [word[0].lower() for word in _WORD.finditer(question, link.end(), other.start())]
    for_it = len(after) > 1 and all(word in _NO_THING for word in after)
    return for_it if one[0][0].isdigit() else between


def _stop_words(link: str) -> frozenset[str]:
    """Those of the link's language: "men" are people in one and a conjunction in another."""
    of_language = (words for pattern, words in _LINKS if pattern.fullmatch(link))
    return next(of_language, STOP_WORDS)


def _words(question: str, start: int, end: int, skipped: frozenset[str]) -> list[_Side]:
    """The words that may name a thing."""
    return [
        each
        for each in _WORD.finditer(question, start, end)
        if each[0].lower() not in skipped and not _COMPARING.fullmatch(each[0])
    ]
