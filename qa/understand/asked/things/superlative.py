"""Which of several things a question asks for: "Which ship is oldest?", "Vem har flest barn?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from index.language.amounts.bounds import bounds_between
from index.language.lexicons import LEXICONS, alternatives, any_of
from qa.understand.asked.comparison import compared

_WORDS = [each.shapes.superlatives for each in LEXICONS.values()]
_SAID = {
    kind: re.compile(
        rf"\b{alternatives(chain(*(words.get(kind, ()) for words in _WORDS)))}\b", re.IGNORECASE
    )
    for kind in dict.fromkeys(chain(*_WORDS))
}
_WHICH = re.compile(rf"\W*{any_of('shapes.which')}\b", re.IGNORECASE)
_LEAST = frozenset(
    {"least", "oldest", "cheapest"}
)  # of these the value is the least: a year, a price


@dataclass(frozen=True, slots=True)
class Superlative:
    """`kind`: "greatest" or "least" of what the question names, "oldest" or "newest" by a year,
    "cheapest" or "dearest" by a price.
    """

    kind: str

    @property
    def is_least(self) -> bool:
        """Whether the thing with the least value is asked for."""
        return self.kind in _LEAST

    def is_said_in(self, text: str) -> bool:
        """Whether a text says that something is so."""
        return _SAID[self.kind].search(text) is not None


def superlative(question: str) -> Superlative | None:
    """What the thing that the question asks for has most of; None where it asks for no such."""
    if not _WHICH.match(question) or compared(question) or bounds_between(question):
        return None
    asked = question.partition("?")[0]  # after it stands what a part of it leans on
    found = ((said.search(asked), kind) for kind, said in _SAID.items())
    places = [(match.start(), kind) for match, kind in found if match]
    return Superlative(min(places)[1]) if places else None
