"""What shape of answer a question asks for: steps or a list, a definition, a person, a choice."""

from __future__ import annotations

import re
from typing import Literal

from index.language.lexicons import alternatives, any_of
from index.language.shapes.english import ENGLISH
from index.language.shapes.swedish import SWEDISH
from qa.understand.question_type import asks_for_number

WORDINGS = (ENGLISH, SWEDISH)

ListAsked = Literal["steps", "list", "open", ""]
"""How surely a list is asked for: steps, things, whatever there is to say, or none at all."""


def _anywhere(*names: str) -> re.Pattern[str]:
    words = (word for each in WORDINGS for name in names for word in getattr(each, name))
    return re.compile(rf"\b{alternatives(words)}(?!\w)", re.IGNORECASE)


_STEPS = _anywhere("steps")
_LISTS = _anywhere("lists")
_OPEN = re.compile(rf"\W*{_anywhere('open').pattern}", re.IGNORECASE)
_TOTALS = _anywhere("totals")
_NO_LIST = re.compile(rf"\W*{any_of('yes_or_no')} ", re.IGNORECASE)


def list_asked(question: str) -> ListAsked:
    """Whether the answer is a list, and of what kind."""
    if _NO_LIST.match(question):
        return ""
    if _STEPS.search(question):
        return "steps"
    if asks_for_number(question):
        return ""
    if _LISTS.search(question):
        return "list"
    return "open" if _OPEN.match(question) else ""


def asks_for_total(question: str) -> bool:
    """Whether a sum or a mean is asked for."""
    return _TOTALS.search(question) is not None
