"""Two times of one thing that a question asks for: "What did it cost in 2019 and what does it cost
now?", "pay last year and this year".
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Literal

from index.language.lexicons import any_of
from qa.understand.chat.unclear import telling_words

TimeKind = Literal["now", "earlier", "later"]
TwoTimes = tuple[tuple[str, str], tuple[str, str]]
"""What tells one time from the other, and what is asked of each alone."""

# "and how many does …", ", och på hur lång tid …"; not "when and where": before it stands a clause.
JOINT = re.compile(
    rf"(?:(?:,\s*|\s+){any_of('additions')}|\?(?:\s+{any_of('additions')})?)"
    rf"\s+(?=(?:{any_of('prepositions')}\s+)?{any_of('interrogatives')}\s+\w)",
    re.IGNORECASE,
)
MAX_OWN = 1  # words of the second clause that the first has not: a verb in another tense
_KINDS: dict[TimeKind, re.Pattern[str]] = {
    "now": re.compile(rf"\b{any_of('shapes.now')}\b", re.IGNORECASE),
    "earlier": re.compile(rf"\b{any_of('shapes.earlier')}\b", re.IGNORECASE),
    "later": re.compile(rf"\b{any_of('shapes.later')}\b", re.IGNORECASE),
}
_YEARS_APART: dict[TimeKind, int] = {"earlier": -1, "later": 1}
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_TIME = (
    rf"(?:\b{any_of('prepositions')}\s+)?\b(?P<{{name}}>{_YEAR.pattern}"
    rf"|{any_of('shapes.now', 'shapes.earlier', 'shapes.later')})\b"
)
_TIMES = re.compile(_TIME.format(name="time"), re.IGNORECASE)
_LINKED = re.compile(
    rf"(?P<one>{_TIME.format(name='first')}),?\s+{any_of('shapes.between', 'shapes.against')}\s+"
    rf"(?P<other>{_TIME.format(name='second')})",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\b{any_of('interrogatives')}\b", re.IGNORECASE)
_PRONOUN = re.compile(rf"\b{any_of('pronouns')}\b", re.IGNORECASE)
_PAIR = re.compile(rf"\b{any_of('shapes.pair')}\b", re.IGNORECASE)


def time_kinds(text: str) -> Set[TimeKind]:
    """Of what times a text says that it is, without their dates: "last year", "i dag"."""
    return {kind for kind, said in _KINDS.items() if said.search(text)}


def time_kind(side: str) -> TimeKind | None:
    """What kind of time it is, if it is no more than that."""
    return next((kind for kind, said in _KINDS.items() if said.fullmatch(side)), None)


def year_meant(side: str, other: str) -> str | None:
    """The year that "the year before" means beside a year."""
    apart = _YEARS_APART.get(time_kind(side) or "now")
    return str(int(other) + apart) if apart and _YEAR.fullmatch(other) else None


def two_times(question: str) -> TwoTimes | None:
    """The two times that the question asks for the same of; None where it does not."""
    return _of_two_clauses(question) or _side_by_side(question)


def _of_two_clauses(question: str) -> TwoTimes | None:
    """The second clause says nothing but the time that the first has not."""
    clauses = JOINT.split(question)
    if len(clauses) != 2:
        return None
    times = [[*_TIMES.finditer(each)] for each in clauses]
    if [len(each) for each in times] != [1, 1]:
        return None
    ((first,), (second,)) = times
    if first["time"].lower() == second["time"].lower() or not _leans(clauses, second):
        return None
    asked = clauses[0].rstrip(" ?.,")
    other = f"{asked[: first.start()]}{second[0]}{asked[first.end() :]}"
    return (first["time"], second["time"]), (f"{asked}?", f"{other}?")


def _leans(clauses: list[str], time: re.Match[str]) -> bool:
    """Whether the second clause asks for the same and takes what it asks of from the first."""
    asked, again = (_ASKS.findall(each.lower()) for each in clauses)
    if not set(again) <= set(asked):
        return False
    rest = clauses[1][: time.start()] + clauses[1][time.end() :]
    said = {word.lower() for word in telling_words(clauses[0])}
    own = [word for word in telling_words(rest) if word.lower() not in said]
    is_named = any(word[0].isupper() for word in own)
    return len(own) <= MAX_OWN and not is_named and (not own or bool(_PRONOUN.search(rest)))


def _side_by_side(question: str) -> TwoTimes | None:
    """Two times with a link between them, of which one is no year: "i fjol och i år"."""
    found = _LINKED.search(question)
    if found is None or _PAIR.search(question):
        return None
    if all(each.isdigit() for each in found.group("first", "second")):
        return None
    before, after = question[: found.start()], question[found.end() :]
    of_one, of_other = (f"{before}{found[name]}{after}" for name in ("one", "other"))
    return (found["first"], found["second"]), (of_one, of_other)
