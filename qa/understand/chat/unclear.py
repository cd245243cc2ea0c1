"""Questions that say too little by themselves: "Why?", "The second one", "Price?"."""

from __future__ import annotations

import re
from functools import cache

from index.language.lexicons import STOP_WORDS, any_of, words_of

MAX_LONE = 2  # words of a message that has but one to search for
_WORD = re.compile(r"[\w'’-]+")


def content_words(question: str) -> list[str]:
    """Its words but for stop words."""
    return [word for word in _WORD.findall(question) if word.lower() not in STOP_WORDS]


def telling_words(question: str) -> list[str]:
    """Its words but for those that say nothing by themselves."""
    return [word for word in _WORD.findall(question) if word.lower() not in _vague()]


def says_nothing(question: str) -> bool:
    """Whether none of its words can be searched for."""
    return not telling_words(question)


def lone_word(question: str) -> str | None:
    """The word of a message that has but one, and asks nothing of it."""
    telling = telling_words(question)
    asks = len(_WORD.findall(question)) > MAX_LONE or _interrogative().search(question)
    return None if len(telling) != 1 or asks else telling[0]


@cache
def _vague() -> frozenset[str]:
    return STOP_WORDS.union(words_of("remarks.vague"))


@cache
def _interrogative() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of('interrogatives')}\b", re.IGNORECASE)
