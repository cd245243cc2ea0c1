"""Which of several things a question asks for: those whose amount is within bounds, those that have
something, or lack it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.language.amounts.bounds import Bounds, bounds_between
from index.language.lexicons import any_of
from qa.understand.asked.asked_value import is_yes_or_no
from qa.understand.asked.question_type import asks_for_number, asks_for_reason

_THINGS = re.compile(rf"\b{any_of('shapes.things')}\b", re.IGNORECASE)
_LACKING = re.compile(rf"\b{any_of('shapes.lacking')}\b", re.IGNORECASE)
_ASKS = re.compile(rf"\b{any_of('interrogatives')}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SingledOut:
    """`bounds`: those of an amount, None where the question names none; `is_lacking`: whether it
    asks for what does not have something.
    """

    bounds: Bounds | None
    is_lacking: bool


def singled_out(question: str) -> SingledOut | None:
    """How the question singles things out; None where it asks for no things, but how many there
    are, what one costs, or whether something is so.
    """
    if is_yes_or_no(question) or asks_for_reason(question) or asks_for_number(question):
        return None
    found = bounds_between(question)
    asks_for_things = _THINGS.search(question) or (found and not _ASKS.search(question))
    if len(found) > 1 or not asks_for_things:
        return None
    return SingledOut(found[0] if found else None, _LACKING.search(question) is not None)
