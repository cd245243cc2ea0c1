"""What asks for nothing new: "How do you know?", "What else?", "In Swedish, please"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from index.language.lexicons import any_of, words_of
from index.language.places import named_language

RequestKind = Literal["sources", "more", "language"]

_COURTESIES = frozenset(words_of("courtesies"))
_CONJUNCTIONS = frozenset(words_of("conjunctions"))
# In lower case, without punctuation and courtesies.
_REQUESTS: dict[RequestKind, re.Pattern[str]] = {
    kind: re.compile(any_of(f"{kind}_requests")) for kind in get_args(RequestKind)
}


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted: the places of the quotes, further quotes, or the answer in `language`."""

    kind: RequestKind
    language: str | None = None


def request_in(question: str) -> Request | None:
    """The request, where `question` is nothing but one; else None."""
    said = _plain(question)
    for kind, pattern in _REQUESTS.items():
        if match := pattern.fullmatch(said):
            named = next(filter(None, match.groups()), None)
            language = named_language(named) if named else None
            if language or not named:  # "In Laos?" asks for no language
                return Request(kind, language)
    return None


def _plain(question: str) -> str:
    """In lower case, without punctuation, courtesies and a connective at the beginning."""
    words = [word for word in re.findall(r"[\w'’]+", question.lower()) if word not in _COURTESIES]
    if words and words[0] in _CONJUNCTIONS:
        del words[0]
    return " ".join(words).replace("’", "'")
