"""Words and what they are called in another language, so that a question's words find texts in it.

A pair of languages has a file, written for this project. A line is one meaning: what it is called
in the one language, and after "|" in the other, with commas between several ways. Words are
compared by their stems, so that a line has one form of each. For a third language add a file for
each pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice, product
from pathlib import Path

from index.language.analysis import MAX_CACHED_STEMS, stems
from index.language.compounds import compound_links, split_compound

FILES = {("en", "sv"): "english_swedish.txt"}
MAX_WORDS = 3  # that have one meaning together: "value added tax"
MAX_WAYS = 6  # to say a compound that no line has, put together of what its parts are called

Stems = tuple[str, ...]
_Table = Mapping[Stems, Sequence[Stems]]


@dataclass(frozen=True, slots=True)
class Translation:
    """Words that stand together in a text, and the stems of each way to say them elsewhere."""

    words: str
    ways: Sequence[Stems]


def translations(text: str, language: str) -> Iterator[Translation]:
    """What the words of `text` are called in `language`, whichever other one they are of."""
    for pair in FILES:
        for source in pair if language in pair else ():
            if source != language:
                yield from _translations(text, source, language)


def _translations(text: str, source: str, target: str) -> Iterator[Translation]:
    """Of words that have a meaning together, that one."""
    words = [(word, stem) for word in text.split() for stem in stems(word, source)]
    place = 0
    while place < len(words):
        for count in range(min(MAX_WORDS, len(words) - place), 0, -1):
            part = words[place : place + count]
            if ways := _ways(tuple(stem for _, stem in part), source, target):
                yield Translation(" ".join(word for word, _ in part), ways)
                break
        place += count


@lru_cache(maxsize=MAX_CACHED_STEMS)
def _ways(words: Stems, source: str, target: str) -> Sequence[Stems]:
    table = _table(source, target)
    return table.get(words) or (_of_compound(words[0], source, table) if len(words) == 1 else ())


def _of_compound(word: str, source: str, table: _Table) -> Sequence[Stems]:
    parts = split_compound(word, lambda part: (part,) in table, compound_links(source))
    ways = product(*(table[part,] for part in parts)) if parts else ()
    return [tuple(chain(*way)) for way in islice(ways, MAX_WAYS)]


@cache
def _table(source: str, target: str) -> _Table:
    found: defaultdict[Stems, dict[Stems, None]] = defaultdict(dict)
    for sides in _meanings(source, target):
        for words in sides[source]:
            found[words] |= dict.fromkeys(sides[target])
    return {words: tuple(ways) for words, ways in found.items()}


def _meanings(source: str, target: str) -> Iterator[Mapping[str, list[Stems]]]:
    """Each line's ways to say it, by language."""
    for languages, name in FILES.items():
        if {source, target} == set(languages):
            for line in Path(__file__).with_name(name).read_text("utf-8").splitlines():
                yield dict(zip(languages, map(_side, languages, line.split("|")), strict=True))


def _side(language: str, ways: str) -> list[Stems]:
    found = (tuple(stems(way, language)) for way in ways.split(","))
    return [way for way in found if way]
