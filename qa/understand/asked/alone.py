"""Of a question that compares two things: what it asks of each of them alone, in words that a text
on one of them answers.
"""

from __future__ import annotations

import re
from functools import cache

from index.language.lexicons import LEXICONS, alternatives, any_of

_COMPARISON = re.compile(rf"\b{any_of('shapes.comparison')}(?!\w)", re.IGNORECASE)
_COUNTS = [
    (re.compile(rf".*\b{alternatives(each.shapes.more_of)}\s+", re.I), each.shapes.count_asked)
    for each in LEXICONS.values()
]
_WHICH = (
    rf"{any_of('shapes.which')}\s+(?:\w+\s+)?{any_of('shapes.being')}"
    rf"\s+(?:{any_of('articles')}\s+)?"
)
MAX_BEFORE = 2  # words before a thing that are said again: "for the"
_PHRASE = re.compile(rf"(?:\s(?!{any_of('prepositions')}\b)[^\W\d_A-ZÅÄÖ]\w*)*")
_Side = re.Match[str]
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][\w'’-]*")


def replaced(question: str, link: _Side, one: _Side, other: _Side) -> tuple[str, str]:
    """The question without the other thing, and with the other in the place of the one."""
    last = _end_of_name(question, other)
    asked, rest = question[: link.start()], question[last:]
    named = question[other.start() : last]
    return asked + rest, f"{asked[: one.start()]}{named}{asked[one.end() :]}{rest}"


def of_before(question: str, link: _Side, one: _Side, other: _Side) -> tuple[str, str]:
    """The question, and the same of before: "compared with the old terms"."""
    asked = question[: link.start()]
    return f"{asked}?", f"{asked} {question[link.end() :]}"


def each_alone(question: str, link: _Side, one: _Side, other: _Side) -> tuple[str, str]:
    """The question without the other thing, and without the one."""
    first, last = _start_of_name(question, one), _end_of_name(question, other)
    following = _WORD.search(question, link.end())
    for before in [*_WORD.finditer(question, 0, first)][-MAX_BEFORE:]:
        if following and before[0].lower() == following[0].lower():
            first = before.start()  # "in Laos or in Norway"
            last = _end_of_phrase(question, last)
    rest = question[last:]
    unit = question[one.end() : link.start()]
    if unit and rest.startswith(unit):  # "1 year and 9 years"
        rest = rest[len(unit) :]
    return question[: link.start()] + rest, question[:first] + question[link.end() :]


def _start_of_name(question: str, word: _Side) -> int:
    """Where the name begins that ends with a word: "Ada Berg or Bo Ek"."""
    first = word.start()
    before = [] if word[0][0].isdigit() else [*_WORD.finditer(question, 0, first)]
    while before and before[-1][0][0].isupper() and before[-1].start() > 0:
        first = before.pop().start()
    return first


def _end_of_phrase(question: str, position: int) -> int:
    """Where lower-case words after a thing end, which belong to it: "the washing machine"."""
    found = _PHRASE.match(question, position)
    return found.end() if found else position


def _end_of_name(question: str, word: _Side) -> int:
    """Where the name ends that begins with a word; a number is not the first of one."""
    last = word.end()
    for each in () if word[0][0].isdigit() else _WORD.finditer(question, last):
        if not (each[0][0].isupper() or each[0][0].isdigit()):
            break
        last = each.end()
    return last


def plainly(asked: str, side: str) -> str:
    """What is asked of one alone, without words that compare: "How heavy is the oak?", not "Which
    is heavier, the oak?", and how many there are, not which has more.
    """
    for first, last, measure in _measures():
        if found := first.fullmatch(asked) or last.fullmatch(asked):
            return f"{measure.format(found['thing'].rstrip(' ?.,'))}?"
    for more_of, how_many in _COUNTS:
        if found := more_of.match(asked):
            rest = asked[found.end() :].rstrip(" ?.,")
            named = "" if re.search(rf"\b{re.escape(side)}\b", rest) else f", {side}"
            return f"{how_many} {rest}{named}?"
    return " ".join(_COMPARISON.sub(" ", asked).split())


@cache  # they take longer to compile than most else, and few questions compare
def _measures() -> list[tuple[re.Pattern[str], re.Pattern[str], str]]:
    """How "which is heavier, A" and "A, which is heavier" are said, and what asks for the weight of
    A.
    """
    return [
        (
            re.compile(rf"\W*{_WHICH}{more}[\s,:]+(?P<thing>\S.*)", re.I),
            re.compile(rf"(?P<thing>[^:,?]+)[:,]\s+{_WHICH}{more}\W*", re.I),
            asked,
        )
        for each in LEXICONS.values()
        for more, asked in each.shapes.measures.items()
    ]
