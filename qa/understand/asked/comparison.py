"""Two things that a question compares, and what it asks of each of them alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from index.language.lexicons import LEXICONS, STOP_WORDS, alternatives, any_of
from qa.understand.asked.asked_value import is_yes_or_no
from qa.understand.rewrite import with_part_replaced

MAX_LINKS = 9  # of which one stands between the two things; a question may be of a thousand "or"s
MAX_APART = 6  # words between a year and the link to another
_COMPARING = re.compile(rf"\b{any_of('shapes.comparing', 'shapes.against')}(?!\w)", re.IGNORECASE)
_COMPARISON = re.compile(rf"\b{any_of('shapes.comparison')}(?!\w)", re.IGNORECASE)
_PAIR = re.compile(rf"\b{any_of('shapes.pair')}(?!\w)", re.IGNORECASE)
_BETWEEN = re.compile(rf"[\s,]+{any_of('shapes.between', 'shapes.against')}\s+", re.IGNORECASE)
_THAN = re.compile(
    rf"[\s,]+{any_of('shapes.than')}\s+(?!{any_of('prepositions')}\b)", re.IGNORECASE
)
_MORE_THAN = re.compile(rf"\b{any_of('shapes.comparing')}\s+{any_of('shapes.than')}\s+\Z", re.I)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][\w'’-]*")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LINKS = [
    (re.compile(alternatives([*each.shapes.between, *each.shapes.against]), re.I), each.stop_words)
    for each in LEXICONS.values()
]
_COUNTS = [
    (re.compile(rf".*\b{alternatives(each.shapes.more_of)}\s+", re.I), each.shapes.count_asked)
    for each in LEXICONS.values()
]
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
    """What the question compares; None where it compares no two things."""
    return _linked(question) if _COMPARING.search(question) else _asked_of_another(question)


def _linked(question: str) -> Comparison | None:
    """What stands on the two sides of an "or", a "than" and the like."""
    start = _PAIR.search(question)
    links = [*islice(_BETWEEN.finditer(question, start.end() if start else 0), MAX_LINKS)]
    for link in links if start else reversed(links):
        one, other = _telling(question, link)
        if one and other and _are_things(question, link, one, other):
            is_subject = _stands_for(question, link, one, other)
            alone = _replaced if is_subject else _alone
            of_one, of_other = alone(question, link, one, other)
            sides = one[0], other[0]
            return Comparison(sides, (_counting(of_one, one[0]), _counting(of_other, other[0])))
    return None


def _are_things(question: str, link: _Side, one: _Side, other: _Side) -> bool:
    """Whether the two may be compared: not "more than ten", nor what a second question asks."""
    if one[0].lower() == other[0].lower() or _ASKS.match(question, link.end()):
        return False
    is_measure = _MORE_THAN.search(question, 0, link.end()) and not is_yes_or_no(question)
    return not is_measure or _is_year(other)


def _asked_of_another(question: str) -> Comparison | None:
    """What is asked of one thing, and at the end of another: "…, and the Pro?"."""
    last = _LAST.fullmatch(question)
    if last is None or not _ASKS.search(last["first"]) or _ASKS.search(last["other"]):
        return None
    first = f"{last['first'].rstrip()}?"
    rewritten = with_part_replaced(last["other"], first)
    if rewritten is None:
        return None
    ours, theirs = _WORD.findall(first), _WORD.findall(rewritten)
    one = [word for word in ours if word not in theirs]
    other = [word for word in theirs if word not in ours]
    return Comparison((one[-1], other[-1]), (first, rewritten)) if one and other else None


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
    if any(each and each[0][0][0].isdigit() for each in (one, other)):
        one, other = ([word for word in each[:2] if word[0][0].isdigit()] for each in (one, other))
    elif one and is_yes_or_no(question) and _THAN.match(question, link.start()):
        one = [each for each in reversed(one) if each.start() > 0] or one
    return next(iter(one), None), next(iter(other), None)


def _is_year(word: _Side) -> bool:
    return _YEAR.fullmatch(word[0]) is not None


def _stands_for(question: str, link: _Side, one: _Side, other: _Side) -> bool:
    """Whether other words stand between it and the link, or for it after that: "the one in"."""
    between = _WORD.search(question, one.end(), link.start()) is not None
    after = [word[0].lower() for word in _WORD.finditer(question, link.end(), other.start())]
    for_it = len(after) > 1 and all(word in STOP_WORDS for word in after)
    return for_it if _is_year(one) else between


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


def _replaced(question: str, link: _Side, one: _Side, other: _Side) -> tuple[str, str]:
    """The question without the other thing, and with the other in the place of the one."""
    last = _end_of_name(question, other)
    asked, rest = question[: link.start()], question[last:]
    named = question[other.start() : last]
    return asked + rest, f"{asked[: one.start()]}{named}{asked[one.end() :]}{rest}"


def _alone(question: str, link: _Side, one: _Side, other: _Side) -> tuple[str, str]:
    """The question without the other thing, and without the one."""
    first, last = one.start(), _end_of_name(question, other)
    before = list(_WORD.finditer(question, 0, first))
    if not one[0][0].isdigit():  # "Ada Berg or Bo Ek": a name of several words goes as a whole
        while before and before[-1][0][0].isupper() and before[-1].start() > 0:
            first = before.pop().start()
    following = _WORD.search(question, link.end())
    if before and following and before[-1][0].lower() == following[0].lower():
        first = before[-1].start()  # "in Laos or in Norway"
    rest = question[last:]
    unit = question[one.end() : link.start()]
    if unit and rest.startswith(unit):  # "1 year and 9 years"
        rest = rest[len(unit) :]
    return question[: link.start()] + rest, question[:first] + question[link.end() :]


def _end_of_name(question: str, word: _Side) -> int:
    """Where the name ends that begins with a word; a number is not the first of one."""
    last = word.end()
    for each in () if word[0][0].isdigit() else _WORD.finditer(question, last):
        if not (each[0][0].isupper() or each[0][0].isdigit()):
            break
        last = each.end()
    return last


def _counting(asked: str, side: str) -> str:
    """How many there are, where it is asked which has more: what is said of one alone."""
    for more_of, how_many in _COUNTS:
        if found := more_of.match(asked):
            rest = asked[found.end() :].rstrip(" ?.,")
            named = "" if re.search(rf"\b{re.escape(side)}\b", rest) else f", {side}"
            return f"{how_many} {rest}{named}?"
    return " ".join(_COMPARISON.sub(" ", asked).split())
