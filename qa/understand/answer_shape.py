"""What shape of answer a question asks for: steps or a list, a definition, a person, a choice."""

from __future__ import annotations

import re
from typing import Literal

from index.language.lexicons import STOP_WORDS, any_of
from qa.understand.question_type import asks_for_number

MAX_TERM_WORDS = 4  # more is no term but a thing described

ListAsked = Literal["steps", "list", "open", ""]
"""How surely a list is asked for: steps, things, whatever there is to say, or none at all."""


def _anywhere(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(name)}(?!\w)", re.IGNORECASE)


_STEPS = _anywhere("shapes.steps")
_LISTS = _anywhere("shapes.lists")
_OPEN = re.compile(rf"\W*{any_of('shapes.open')}\b", re.IGNORECASE)
CONDITIONS = any_of("shapes.conditions")
INTRODUCING = any_of("shapes.introducing")
_DEFINITION = re.compile(rf"\W*{any_of('shapes.definitions')}\W*", re.IGNORECASE)
_COMPARING = _anywhere("shapes.comparing")
_PAIR = _anywhere("shapes.pair")
_BETWEEN = re.compile(rf"[\s,]+{any_of('shapes.between')}\s+", re.IGNORECASE)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][\w'’-]*")
_TOTALS = _anywhere("shapes.totals")
_NO_LIST = re.compile(rf"\W*{any_of('yes_or_no')} ", re.IGNORECASE)


def list_asked(question: str) -> ListAsked:
    """Whether the answer is a list, and of what kind."""
    if _NO_LIST.match(question):
        return ""
    if _STEPS.search(question):
        return "steps"
    if asks_for_number(question) or defined_by(question):
        return ""
    if _LISTS.search(question):
        return "list"
    return "open" if _OPEN.match(question) else ""


def defined_by(question: str) -> str:
    """The term that the question asks the meaning of, or empty."""
    found = _DEFINITION.fullmatch(question)
    term = next(filter(None, found.groups()), "") if found else ""
    term = term.strip(" \"'”“’«»?.")
    return term if term and len(term.split()) <= MAX_TERM_WORDS else ""


def compared(question: str) -> tuple[str, str] | None:
    """The two things that the question compares, each as the word that tells it from the other."""
    if not _COMPARING.search(question):
        return None
    start = _PAIR.search(question)
    links = list(_BETWEEN.finditer(question, start.end() if start else 0))
    for link in links if start else reversed(links):
        one, other = _telling(question[: link.start()], question[link.end() :])
        if one and other and one.lower() != other.lower():
            return one, other
    return None


def _telling(before: str, after: str) -> tuple[str, str]:
    """The word nearest to a link on each side; numbers where one of them is one."""
    one = [each for each in reversed(_WORD.findall(before)) if each.lower() not in STOP_WORDS]
    other = [each for each in _WORD.findall(after) if each.lower() not in STOP_WORDS]
    if any(each and each[0][0].isdigit() for each in (one, other)):
        one, other = ([word for word in each[:2] if word[0].isdigit()] for each in (one, other))
    return next(iter(one), ""), next(iter(other), "")


def asks_for_total(question: str) -> bool:
    """Whether a sum or a mean is asked for."""
    return _TOTALS.search(question) is not None


def is_total(text: str) -> bool:
    """Whether a table's cell says that its row is a total."""
    return _TOTALS.match(text) is not None
