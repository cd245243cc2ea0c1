"""How much of what a question looks for a text holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.search.word_search import TermVariant, WordSearch


@dataclass(frozen=True, slots=True)
class LookedFor:
    """Something that a question looks for: how rare it is in the passages (the inverse document
    frequency of its commonest way), and the ways to say it.
    """

    rarity: float
    ways: tuple[TermVariant, ...]

    def is_in(self, terms: Collection[str]) -> bool:
        """Whether a text of those terms says it in some way."""
        return any(_says(way, terms) for way in self.ways)


def looked_for(words: WordSearch, terms: Sequence[str], foreign: str = "") -> list[LookedFor]:
    """Each of a question's terms, and what the words of `foreign` are called, a question in another
    language.
    """
    rarities = words.rarities(terms)
    found = [
        LookedFor(rarity, (TermVariant("text", (term,), 1.0),)) for term, rarity in rarities.items()
    ]
    translated = words.translated(foreign) if foreign else ()
    return found + [
        LookedFor(_rarity(words, ways), tuple(ways))
        for term, ways in translated
        if term not in rarities
    ]


def coverage(looked_for: Sequence[LookedFor], terms: Collection[str]) -> float:
    """The share, 0..1, of what is looked for that a text of those terms holds, each as much as it
    is rare; 0 where nothing is.
    """
    total = sum(each.rarity for each in looked_for)
    return sum(each.rarity for each in looked_for if each.is_in(terms)) / (total or 1.0)


def _rarity(words: WordSearch, ways: Sequence[TermVariant]) -> float:
    return min(max(words.rarities(way.terms).values()) for way in ways)


def _says(way: TermVariant, terms: Collection[str]) -> bool:
    if way.field == "parts":
        part = way.terms[0]
        return any(term.startswith(part) or term.endswith(part) for term in terms)
    return all(term in terms for term in way.terms)
