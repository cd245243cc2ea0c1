"""A question → what it asks of a person, such as their phone number, and how that may be told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from index.language.lexicons import LEXICONS, alternatives
from qa.understand.names import persons_in

_PEOPLE = [each.people for each in LEXICONS.values()]
_KEYS = dict.fromkeys(chain.from_iterable(each.attributes for each in _PEOPLE))
_WRITTEN = {  # what tells one without a word for it, in any language
    "phone": r"(?!(?:19|20)\d\d-\d\d\b)(?<![\d-])\d(?:[\s()/+–-]{0,2}\d){5}",
    "e-mail": r"\S@\S",
}
_ASKED = {
    key: re.compile(
        rf"\b{alternatives(chain(*(each.attributes.get(key, ()) for each in _PEOPLE)))}\b",
        re.IGNORECASE,
    )
    for key in _KEYS
}
_TOLD = {
    key: re.compile(
        rf"\b(?i:{alternatives(chain(*(each.tellings.get(key, ()) for each in _PEOPLE)))})\b"
        rf"|{alternatives(chain(*(each.notations.get(key, ()) for each in _PEOPLE)))}"
        rf"|{_WRITTEN.get(key, '(?!)')}"
    )
    for key in _KEYS
}
_GENITIVE = re.compile(r"['’]?s?$")


@dataclass(frozen=True, slots=True)
class AskedOfPerson:
    """What is asked of whom."""

    surname: str
    telling: re.Pattern[str]

    def is_told(self, text: str, named: str) -> bool:
        """Whether `text`, of what is `named` so, tells it of that person."""
        names = re.search(rf"\b{re.escape(self.surname)}(?:['’]?s)?\b", f"{named} {text}")
        return names is not None and self.telling.search(text) is not None


def asked_of_person(question: str, texts: Iterable[str] = ()) -> AskedOfPerson | None:
    """What the question asks of a person whom it names in full, in lower case if some of `texts`
    name them; None where nothing.
    """
    attribute = next((key for key, asked in _ASKED.items() if asked.search(question)), None)
    if attribute is None:
        return None
    names = persons_in(question) or _named_in_lower_case(question, texts)
    if len(names) != 1:
        return None
    return AskedOfPerson(_GENITIVE.sub("", names[0].split()[-1]), _TOLD[attribute])


def _named_in_lower_case(question: str, texts: Iterable[str]) -> list[str]:
    words = {_GENITIVE.sub("", word) for word in re.findall(r"[\w’'-]+", question.lower())}
    known = dict.fromkeys(chain.from_iterable(map(persons_in, texts)))
    return [
        name
        for name in known
        if all(_GENITIVE.sub("", word) in words for word in name.lower().split())
    ]
