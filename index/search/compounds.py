"""Which terms of an index are compounds of which parts.

A term is split by the frequencies of all words, so a change of one word can change how the terms
that hold it are split, and no others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.language.compounds import MIN_PART, split_compound
from index.language.words import Words
from index.search.postings import Postings, hash_of, hashes_of, run_of
from index.store.files.array_file import Arrays

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Frequencies = Mapping[str, int]
"""In how many live passages each term occurs."""

MAX_CHANGED = 0.1  # share of the terms up to which only those that hold a changed one are split


@dataclass(frozen=True, slots=True, eq=False)
class Compounds:
    """Which terms of a language are compounds of which parts, by their hashes; sorted by part, then
    by compound.
    """

    parts: NDArray[np.uint64]
    compounds: NDArray[np.uint64]

    @classmethod
    def of(cls, frequencies: Frequencies, links: Words) -> Compounds:
        """Split every term by the words that there are."""
        return cls._of_pairs(_pairs(frequencies, frequencies, links))

    @classmethod
    def _of_pairs(cls, pairs: Iterable[tuple[int, int]]) -> Compounds:
        import numpy as np

        table = np.array(sorted(set(pairs)), dtype=np.uint64).reshape(-1, 2)
        return cls(table[:, 0], table[:, 1])

    def updated(self, before: Frequencies, now: Frequencies, links: Words) -> Compounds:
        """What `of(now)` makes, of these, which it made of `before`."""
        import numpy as np

        changed = {term for term, count in now.items() if before.get(term) != count}
        changed |= before.keys() - now.keys()
        if not changed:
            return self
        if len(changed) > MAX_CHANGED * len(now):
            return Compounds.of(now, links)
        split_anew = _holding(now, changed)
        kept = ~np.isin(self.compounds, hashes_of(changed.union(split_anew)))
        new = self._of_pairs(_pairs(split_anew, now, links))
        parts = np.concatenate([self.parts[kept], new.parts])
        compounds = np.concatenate([self.compounds[kept], new.compounds])
        order = np.lexsort((compounds, parts))
        return Compounds(parts[order], compounds[order])

    @classmethod
    def from_arrays(cls, arrays: Arrays, name: str) -> Compounds:
        """The inverse of `to_arrays`."""
        return cls(arrays[f"{name}.parts"], arrays[f"{name}.compounds"])

    def to_arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """The arrays to keep, by name."""
        return {f"{name}.parts": self.parts, f"{name}.compounds": self.compounds}

    def with_part(self, part: int) -> NDArray[np.uint64]:
        """The hashes of the compounds that have the term of that hash as a part."""
        return self.compounds[run_of(self.parts, part)]


def frequencies_of(
    segments: Iterable[tuple[Postings, NDArray[np.bool_] | None]],
) -> Frequencies:
    """Of the terms of all postings, each with which of its passages are live (None: all)."""
    found: dict[str, int] = {}
    for postings, live in segments:
        for term, count in zip(postings.terms, postings.frequencies(live).tolist(), strict=True):
            if count:
                found[term] = found.get(term, 0) + count
    return found


def _pairs(
    terms: Iterable[str], frequencies: Frequencies, links: Words
) -> Iterator[tuple[int, int]]:
    """Each part of a compound among `terms`, and the compound."""
    for term in terms:
        for part in split_compound(term, lambda word: frequencies.get(word, 0), links):
            yield hash_of(part), hash_of(term)


def _holding(terms: Iterable[str], words: Collection[str]) -> list[str]:
    """Those of `terms` that are one of `words`, or have one where a part of a compound may stand:
    at an end, or with room for another part beside it.
    """
    import numpy as np

    held = list(terms)
    encoded = [term.encode("utf-8", "surrogatepass") for term in held]
    ends = np.cumsum([len(each) + 1 for each in encoded])
    text = b" ".join(encoded) + b" "
    found: set[int] = set()
    for word in words:
        if len(word) >= MIN_PART and word.isalpha():
            found.update(_places(text, ends, word.encode()).tolist())
    return [held[place] for place in sorted(found)]


def _places(text: bytes, ends: NDArray[np.int64], word: bytes) -> NDArray[np.int64]:
    """The numbers of the terms in `text`, each with a space behind it, that have a word so."""
    import numpy as np

    starts = np.fromiter(_occurrences(text, word), np.int64)
    places = ends.searchsorted(starts, side="right")
    before = starts - np.concatenate([[0], ends[:-1]])[places]
    behind = ends[places] - 1 - starts - len(word)
    fits = ((before == 0) | (before >= MIN_PART)) & ((behind == 0) | (behind >= MIN_PART))
    found: NDArray[np.int64] = places[fits]
    return found


def _occurrences(text: bytes, word: bytes) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)
