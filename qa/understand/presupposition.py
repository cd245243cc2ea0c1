"""A question → what it presupposes: "Why did they leave?" presupposes that they did."""

from __future__ import annotations

import re

from index.language.lexicons import any_of
from qa.understand.asked.question_type import denials
from qa.understand.names import names_and_numbers

# Before a comma stands a clause: "When it rains, who …"
_PRESUPPOSING = re.compile(rf"{any_of('presupposing')}(?!.*,)", re.IGNORECASE)


def presupposition_of(question: str) -> str | None:
    """What `question` presupposes, as a question of yes or no; None where nothing.

    The interrogative is left out: "Did they leave?"
    """
    question = " ".join(question.split())
    opening = _PRESUPPOSING.match(question)
    if opening is None:
        return None
    rest = question[opening.end() :].rstrip(" ?.!")
    return f"{rest[0].upper()}{rest[1:]}?"


def denies(told: str, premise: str) -> bool:
    """Whether a sentence says that something is not so of all that a question names."""
    named = names_and_numbers(premise)
    words = re.findall(r"\w+", told)
    return bool(denials(told) - denials(premise) and named) and set(named) <= set(words)
