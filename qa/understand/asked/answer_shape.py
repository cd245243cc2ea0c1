"""What shape of answer a question asks for: steps or a list, a definition, a person, a choice."""

from __future__ import annotations

import re
from typing import Literal

from index.language.lexicons import any_of
from qa.understand.asked.comparison import compared
from qa.understand.asked.question_type import asks_for_number

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
_MEANING = re.compile(rf"\W*{any_of('shapes.meanings')}\b", re.IGNORECASE)
_TOTALS = _anywhere("shapes.totals")
_AVERAGES = _anywhere("shapes.averages")
_WHOLE = re.compile(rf"{any_of('shapes.whole')}\W*", re.IGNORECASE)
_NO_LIST = re.compile(rf"\W*{any_of('yes_or_no')} ", re.IGNORECASE)
_ASKS = re.compile(rf"\b{any_of('interrogatives')}\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_CONTENTS = re.compile(rf"\W*{any_of('shapes.contents')}\W*", re.IGNORECASE)


def list_asked(message: str) -> ListAsked:
    """Whether the answer is a list, and of what kind. What is asked first decides: "which courses
    are there and when". A few words that ask nothing, "aims of the study", leave it open, as does a
    comparison.
    """
    question = _asking(message)
    if _NO_LIST.match(question):
        return ""
    if compared(question):
        return "" if asks_for_number(question) else "open"
    if _STEPS.search(question):
        return "steps"
    if _LISTS.match(question):
        return "list"
    if asks_for_number(question) or asks_for_total(question) or _asks_for_meaning(question):
        return ""
    if _LISTS.search(question):
        return "list"
    return "open" if _OPEN.match(question) or not _ASKS.search(question) else ""


def _asking(message: str) -> str:
    """The sentences of a message that are questions, if any are: "I have a new filter. How do I
    fit it?".
    """
    sentences = _SENTENCE_END.split(message.strip())
    return " ".join(each for each in sentences if each.endswith("?")) or message


def is_contents(heading: str) -> bool:
    """Whether it stands above a list of what a document or a meeting has, such as an agenda."""
    return _CONTENTS.fullmatch(heading) is not None


def names_contents(question: str) -> bool:
    """Whether such a list is asked for."""
    return any(is_contents(word) for word in question.split())


def _asks_for_meaning(question: str) -> bool:
    return bool(_MEANING.match(question) or defined_by(question))


def defined_by(question: str) -> str:
    """The term that the question asks the meaning of, or empty."""
    found = _DEFINITION.fullmatch(question)
    term = next(filter(None, found.groups()), "") if found else ""
    term = term.strip(" \"'”“’«»?.")
    return term if term and len(term.split()) <= MAX_TERM_WORDS else ""


def asks_for_total(question: str) -> bool:
    """Whether a sum or a mean is asked for."""
    return any(each.search(question) for each in (_TOTALS, _AVERAGES))


def is_total_asked(question: str, cell: str) -> bool:
    """Whether a table's cell says that its row is the sum, or the mean, that is asked for."""
    if _AVERAGES.search(question):
        return _AVERAGES.fullmatch(cell.strip()) is not None
    return asks_for_total(question) and is_sum(cell)


def is_sum(cell: str) -> bool:
    """Whether a table's cell says that its row sums up the others."""
    return (_TOTALS.match(cell) or _WHOLE.fullmatch(cell)) is not None
