"""A compound → its parts, by the words that a corpus has itself.

After Koehn and Knight 2003, "Empirical Methods for Compound Splitting": of all ways to split a word
into known words, the one whose parts have the highest geometric mean of frequencies. They keep a
word whole that is more frequent than its parts; here it is found whole *and* by its parts, so it is
always split (nDCG@10 of word search on squad_parallel, Swedish, tune half: .850, else .843).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod

from index.language.lexicons import LEXICONS
from index.language.words import Words

MIN_PART = 3  # letters; with 4, "hus" and "tåg" are no parts: nDCG@10 .835 instead of .850
MAX_COMPOUND = 40  # letters; bounds the ways to split

Frequency = Callable[[str], int]
"""In how many passages a word occurs."""


def compound_links(language: str) -> Words:
    """What may stand between the stems of a compound; none where a language writes them apart."""
    return LEXICONS[language].compound_links if language in LEXICONS else ()


def split_compound(word: str, frequency: Frequency, links: Words) -> list[str]:
    """The known words, at least two, that `word` is best split into; none where it cannot be."""
    if not word.isalpha() or len(word) > MAX_COMPOUND:
        return []
    ways = [way for way in _variants(word, frequency, links) if len(way) > 1]
    return max(ways, key=lambda way: (_mean([frequency(part) for part in way]), way), default=[])


def _variants(word: str, frequency: Frequency, links: Words) -> Iterator[list[str]]:
    if frequency(word):
        yield [word]
    for place in range(MIN_PART, len(word) - MIN_PART + 1):
        last = word[place:]
        if frequency(last):
            for link in links:
                first = word[:place].removesuffix(link)
                if len(first) + len(link) == place and len(first) >= MIN_PART:
                    yield from ([*way, last] for way in _variants(first, frequency, links))


def _mean(frequencies: list[int]) -> float:
    return float(prod(frequencies) ** (1 / len(frequencies)))
