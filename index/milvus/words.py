"""The words of passages in Milvus: which there are, and which passages have those of a question.

Milvus finds candidates by the dot product of sparse vectors, which adds up all variants of a term;
that is never less than the best of them, which counts. The candidates are scored here, by what is
counted now: as a local index scores them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import lru_cache
from itertools import chain
from math import prod
from typing import TYPE_CHECKING

from index.language.analysis import terms
from index.language.compounds import MAX_COMPOUND, MIN_PART
from index.language.spelling import folded
from index.language.translation import translations
from index.milvus.rows import counts_in, key_of, long_share, place_of, signed
from index.search.postings import MAX_COUNT, hash_of
from index.search.word_search import OWN_LANGUAGE, TermVariant, VariantKind, WordSearch

if TYPE_CHECKING:
    from index.milvus.connection import Row
    from index.milvus.passages import MilvusPassages, State
    from index.milvus.state import Counts

FETCHED = 2  # times as many candidates as are wanted: their order there is not quite the scores'
MAX_COMPOUNDS = 1_000  # the most frequent of those with a part are looked for
MAX_REMEMBERED = 100_000  # terms of a language
MAX_CACHED = 1_000

WORD_FIELDS = ("words", "length")


class TermCounts:
    """In how many passages of a language the terms of one state occur; asked for when needed."""

    def __init__(self, state: State, language: str) -> None:
        self._state = state
        self._language = language
        self._counts: dict[str, int] = {}
        self._related: dict[str, tuple[dict[int, int], dict[int, int]]] = {}

    def fetch(self, wanted: Iterable[str]) -> None:
        """Ask once for all of these, and what else may be asked of them."""
        if len(self._counts) > MAX_REMEMBERED:
            self._counts, self._related = {}, {}
        forms = {form for term in wanted for form in _forms(term)}
        self.fetch_exactly(forms)

    def fetch_exactly(self, wanted: Collection[str]) -> None:
        """Ask once for all of these."""
        missing = {
            key_of(self._language, term): term for term in wanted if term not in self._counts
        }
        fields, level = ["key", *_COUNTED], self._state.level
        found = self._state.connection.query_where(
            "terms", "key", list(missing), fields, level=level
        )
        held = {int(row["key"]): self._count(row) for row in found}
        self._counts |= {term: held.get(key, 0) for key, term in missing.items()}

    def fetch_related(self, wanted: Iterable[str]) -> None:
        """Ask once for the compounds that have these as a part, and for the terms written like
        them but for å, ä, ö.
        """
        missing = {signed(hash_of(term)): term for term in wanted if term not in self._related}
        if not missing:
            return
        hashes = list(missing)
        rows = self._state.connection.query(
            "terms",
            f'language == "{self._language}" and (array_contains_any(parts, {hashes}) '
            f"or plain in {hashes})",
            ["term", "parts", "plain", *_COUNTED],
            self._state.level,
        )
        for term in missing.values():
            self._related[term] = {}, {}
        for row in rows:
            place, count = place_of(hash_of(row["term"])), self._count(row)
            for part in {*row["parts"]} & missing.keys():
                self._related[missing[part]][0][place] = count
            if row["plain"] in missing:
                self._related[missing[row["plain"]]][1][place] = count

    def of(self, term: str) -> int:
        """In how many passages a term occurs."""
        if term not in self._counts:
            self.fetch([term])
        return self._counts[term]

    def compounds(self, part: str) -> Mapping[int, int]:
        """By the place of each compound that has a part, in how many passages it occurs."""
        self.fetch_related([part])
        return self._related[part][0]

    def marked(self, plain: str) -> Mapping[int, int]:
        """The same of terms that are written like that without å, ä and ö."""
        self.fetch_related([plain])
        return self._related[plain][1]

    def _count(self, row: Row) -> int:
        return int(
            row["next_count" if row["generation"] <= self._state.manifest.generation else "count"]
        )


_COUNTED = ("count", "next_count", "generation")


def _forms(term: str) -> Iterable[str]:
    """What WordSearch may ask the frequency of where it is asked for a term."""
    yield from (term, f"{term}s", term.removesuffix("s"), folded(term))
    if term.isalpha() and len(term) <= MAX_COMPOUND:
        for start in range(len(term) - MIN_PART + 1):
            for end in range(start + MIN_PART, len(term) + 1):
                yield term[start:end]


class MilvusWords(WordSearch):
    """The passages of one language by their words."""

    def __init__(
        self, language: str, counted: Counts, counts: TermCounts, passages: MilvusPassages
    ) -> None:
        self.language = language
        self._counted = counted
        self._counts = counts
        self._passages = passages
        self._average = counted.terms / max(1, counted.passages)
        # Asked for again with every passage that is scored.
        self._found_by = lru_cache(maxsize=MAX_CACHED)(self._find)
        self._frequency = lru_cache(maxsize=MAX_CACHED)(self._reckon)

    def among(self, passages: MilvusPassages) -> MilvusWords:
        """The same, finding only some of the passages. Scores stay: words are counted in all."""
        narrower = copy(self)
        narrower._passages = passages
        return narrower

    def search(
        self, text: str, k: int, kinds: frozenset[VariantKind] = OWN_LANGUAGE
    ) -> list[tuple[int, float]]:
        """The `k` ids that share most of the text's rarer words, with BM25 scores, best first."""
        bounded = self.bounded(text, kinds)
        vector = self.vector_of(bounded)
        if not vector:
            return []
        legs = {"words": (vector, FETCHED * k)}
        rows = self._passages.nearest(legs, self.language, WORD_FIELDS)
        return self.best(rows, bounded, k)

    def best(
        self, rows: Sequence[Row], bounded: Sequence[tuple[float, list[TermVariant]]], k: int
    ) -> list[tuple[int, float]]:
        """The `k` best of passages, by id, with their scores."""
        scored = ((int(row["number"]), self._score(row, bounded)) for row in rows)
        found = [(number, score) for number, score in scored if score > 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]

    def vector_of(self, bounded: Sequence[tuple[float, list[TermVariant]]]) -> dict[int, float]:
        """BM25's part of the question: a weight for each place of a term that is looked for."""
        vector: dict[int, float] = {}
        for _, variants in bounded:
            own: dict[int, float] = {}
            for variant in variants:
                for term in variant.terms:
                    weight = variant.weight * self.gain(variant.field, term)
                    for place in self._places(variant.field, term):
                        own[place] = max(own.get(place, 0.0), weight)
            for place, weight in own.items():
                vector[place] = vector.get(place, 0.0) + weight
        return {place: weight for place, weight in vector.items() if weight > 0}

    def passage_count(self) -> int:
        """How many passages words are counted in."""
        return self._counted.passages

    def frequency(self, term: str, field: str = "text") -> int:
        """In how many passages a term can be found that way."""
        return self._counts.of(term) if field == "text" else self._frequency(term, field)

    def _reckon(self, term: str, field: str) -> int:
        """The same where several terms count as one. In how many passages some of them is, is not
        counted: it is reckoned as if they came by chance.
        """
        total = self._counted.passages
        without = prod(1 - count / total for count in self._found_by(field, term).values())
        return round(total * (1 - without))

    def held(self, terms: Sequence[str]) -> dict[str, int]:
        """Those of many terms that passages have, each with in how many."""
        self._counts.fetch_exactly(terms)
        return {term: count for term in terms if (count := self._counts.of(term))}

    def is_part(self, term: str) -> bool:
        """Whether some compound has the term as a part."""
        return bool(self._counts.compounds(term))

    def variants(
        self, text: str, kinds: frozenset[VariantKind] = OWN_LANGUAGE
    ) -> dict[str, list[TermVariant]]:
        """Each term of a question, with the variants of it that this index holds."""
        asked = terms(text, self.language)
        self._counts.fetch(asked)
        self._counts.fetch_related(asked)
        return super().variants(text, kinds)

    def translated(self, text: str) -> Iterator[tuple[str, list[TermVariant]]]:
        """The terms of a question in another language, with what they are called in this one."""
        ways = (way for each in translations(text, self.language) for way in each.ways)
        wanted = set(chain(*ways))
        self._counts.fetch_exactly(wanted)
        self._counts.fetch_related(wanted)
        return super().translated(text)

    def rarities(self, words: Sequence[str]) -> dict[str, float]:
        """Each term's inverse document frequency."""
        self._counts.fetch_exactly(words)
        return super().rarities(words)

    def _find(self, field: str, term: str) -> Mapping[int, int]:
        """The places of the terms that count as `term` in a field, and in how many passages each
        occurs.
        """
        if field == "folded":
            return self._counts.marked(term)
        own = {place_of(hash_of(term)): self._counts.of(term)}
        return own if field == "text" else {**own, **self._counts.compounds(term)}

    def _places(self, field: str, term: str) -> list[int]:
        found = self._found_by(field, term)
        return sorted(found, key=lambda place: -found[place])[:MAX_COMPOUNDS]

    def _score(self, row: Row, bounded: Sequence[tuple[float, list[TermVariant]]]) -> float:
        """The passage's BM25 score, by the best variant of every term."""
        length = int(row["length"])
        counts = counts_in(row["words"], length, self._counted.average)
        added = float(long_share(length, self._average))
        return sum(
            max(self._gained(variant, counts, added) for variant in variants)
            for _, variants in bounded
        )

    def _gained(self, variant: TermVariant, counts: Mapping[int, int], added: float) -> float:
        total = 0.0
        for term in variant.terms:
            found = self._found_by(variant.field, term)
            count = min(MAX_COUNT, sum(counts[place] for place in found.keys() & counts.keys()))
            total += variant.weight * self.gain(variant.field, term) * count / (count + added)
        return total
