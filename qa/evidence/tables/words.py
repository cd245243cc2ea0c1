"""Words of a question that a cell or a label has, or begins like."""

from __future__ import annotations

import re

from index.language.lexicons import STOP_WORDS
from index.language.spelling import shared_beginning

_LONG = re.compile(r"[^\W\d_]{4,}")  # words that may begin a compound
MIN_BEGUN = 5  # letters that two words begin with alike
BEGUN_SHARE = 0.7  # of the shorter word


def begun(question: str, text: str) -> float:
    """The share of a question's words that begin like one of the text: "bränslekostnad" like
    "bränsle".
    """
    asked, words = ([each.lower() for each in _LONG.findall(text)] for text in (question, text))
    asked = [each for each in asked if each not in STOP_WORDS]
    words = [each for each in words if each not in STOP_WORDS]
    return sum(any(_begin_alike(one, other) for other in words) for one in asked) / (
        len(asked) or 1
    )


def _begin_alike(one: str, other: str) -> bool:
    shared, shorter = shared_beginning(one, other), min(len(one), len(other))
    return shared == shorter or (shared >= MIN_BEGUN and shared >= BEGUN_SHARE * shorter)
