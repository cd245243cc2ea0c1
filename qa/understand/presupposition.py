"""A question → what it takes for granted: "Why did they leave?" supposes that they did."""

from __future__ import annotations

import re

_AUXILIARY = r"(?:did|do|does|was|were|is|are|has|have|had|can|could|will|would|should)\b"
# "Hur" and "how" often ask for a number or for advice, and "var" ("where") is also "was". Before a
# comma stands a clause: "When it rains, who …"
_SUPPOSING = re.compile(
    rf"(?:(?:why|when|where)\s+(?={_AUXILIARY})|(?:varför|när)\s+(?=\w))(?!.*,)", re.IGNORECASE
)


def premise_of(question: str) -> str | None:
    """What `question` supposes, as a question of yes or no; None where it supposes nothing.

    The interrogative is left out, in Swedish and English: "Did they leave?"
    """
    question = " ".join(question.split())
    supposing = _SUPPOSING.match(question)
    if supposing is None:
        return None
    rest = question[supposing.end() :].rstrip(" ?.!")
    return f"{rest[0].upper()}{rest[1:]}?"
