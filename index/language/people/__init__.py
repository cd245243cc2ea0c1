"""How a language speaks of people: the offices that they hold, and what may be asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.language.words import Words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class PeopleWording:
    """Regular expressions, in lower case, that match whole words; `offices` has words.

    In a question for who holds an office, {office} stands for it and {one} for whose it is.
    """

    offices: Mapping[str, Words] = field(default_factory=dict)  # by their names in English
    deputies: Words = ()  # what makes another office of one: "deputy"
    holders: Words = ()  # how one asks for who holds an office
    titles: Words = ()  # before a surname: "Mrs"
    pronouns: Words = ()  # that stand for somebody
    attributes: Mapping[str, Words] = field(default_factory=dict)  # how one asks for somebody's age
    tellings: Mapping[str, Words] = field(default_factory=dict)  # … what stands where it is told
    # … and how it is written, in capitals and small letters, with no word for it
    notations: Mapping[str, Words] = field(default_factory=dict)
    being: Words = ()  # "is", between somebody and an office
