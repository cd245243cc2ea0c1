"""What a question asks of several things in one breath: "the price of Orca and Heron", "in both
years".
"""

from __future__ import annotations

import re

from index.language.lexicons import STOP_WORDS, any_of

_COUNTED = (
    re.compile(rf"\b{any_of('shapes.both')}\b", re.IGNORECASE),
    re.compile(rf"\b{any_of('shapes.all_three')}\b", re.IGNORECASE),
)
_JOINED = re.compile(
    rf"(?P<one>[^\W_][\w'’-]*),?\s+{any_of('additions')}\s+(?P<others>(?:[\w'’-]+\s+){{0,3}}[\w'’-]+)",
    re.IGNORECASE,
)


def how_many_asked(question: str) -> int:
    """How many things the question says that it asks of; 0 where it does not say."""
    found = (count for count, said in enumerate(_COUNTED, start=2) if said.search(question))
    return next(found, 0)


def joined(question: str) -> tuple[str, str] | None:
    """A word that tells each of two things with "and" between them; None where there are none."""
    for found in reversed([*_JOINED.finditer(question)]):
        words = (word for word in found["others"].split() if word.lower() not in STOP_WORDS)
        other = next(words, None)
        one = found["one"]
        if other and one.lower() not in STOP_WORDS and one.lower() != other.lower():
            return one, other
    return None
