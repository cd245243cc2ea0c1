"""Nearest passages by word: BM25 with an analyser for the language.

A passage is indexed by its terms (stems, and numbers in one notation). A term of a question may be
found by several variants: in the "text" as it stands, as one of the "parts" of a compound, or
"folded", by a term that has å, ä, ö where it has none. Looser variants weigh less; of several, the
best counts (a disjunction by maximum). Which words are known and how common they are, the index
itself says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, Any, Literal, get_args
from unicodedata import normalize

from index.language.analysis import stems, terms
from index.language.compounds import Frequency, compound_links, split_compound
from index.language.lexicons import LEXICONS
from index.language.spelling import MIN_MISSPELT, folded, one_edit_away
from index.search.compounds import Compounds
from index.search.postings import (
    COUNT_BITS,
    MAX_COUNT,
    Postings,
    hash_of,
    hashes_of,
    pack,
    unpack,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.search.postings import Packed

# What finding a term by a variant counts for: the middle of what is best on the tune halves of
# squad_parallel, SweQUAD and SweFAQ, where .1 more or less changes nDCG@10 by .005 at the most.
PART_WEIGHT = 0.7
GENITIVE_WEIGHT = 0.5
FOLDED_WEIGHT = 0.8
MISSPELT_WEIGHT = 0.8
MIN_FOLDED_LENGTH = 4  # letters; "ar" and "for" are "är" and "för" rather than "år" and "får"
MAX_UNKNOWN_SHARE = 0.5  # share of a question's words
BM25_K1, BM25_B = 1.2, 0.75  # Lucene's
WORTH_LEAVING_OUT = 50_000  # passages; fewer are scored faster than chosen
ALMOST = 1 - 1e-5  # sums of float32 are not exact
MAX_CACHED_FREQUENCIES = 10_000  # terms whose frequency need not be counted again
_LONG_WORD = re.compile(rf"[^\W\d_]{{{MIN_MISSPELT},}}")


VariantKind = Literal["compound", "genitive", "folded", "misspelt"]
"""What a term of a question may be found by beside itself."""
VARIANTS: frozenset[VariantKind] = frozenset(get_args(VariantKind))


@dataclass(frozen=True, slots=True)
class TermVariant:
    """What finds a term of a question: all of `terms` in a field, for a share of the weight."""

    field: str
    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class SegmentPostings:
    """The postings of one segment's passages, their ids, and which of them are live (None: all)."""

    postings: Postings
    ids: NDArray[np.int64]
    live: NDArray[np.bool_] | None


class BM25Index:
    """The passages of one language by their words.

    Scores are those of one collection: how common a word is, and how long passages are on average,
    is counted over all lists, without what is deleted.
    """

    def __init__(
        self, language: str, lists: Sequence[SegmentPostings], compounds: Compounds | None = None
    ) -> None:
        self.language = language
        self._lists = lists
        self._compounds = compounds
        lengths = [_live(each.postings.lengths, each.live) for each in lists]
        self._passages = sum(map(len, lengths))
        terms_held = sum(int(each.sum()) for each in lengths)
        self._average_length = terms_held / max(1, self._passages)
        self._frequency = lru_cache(maxsize=MAX_CACHED_FREQUENCIES)(self._count)

    def among(self, lists: Sequence[SegmentPostings]) -> BM25Index:
        """The same, finding only what is not deleted in `lists`, of the same postings.

        Scores stay: how common a word is, is counted where it was.
        """
        narrower = copy(self)  # whose _frequency asks this one
        narrower._lists = lists
        return narrower

    def search(
        self, text: str, k: int, kinds: frozenset[VariantKind] = VARIANTS
    ) -> list[tuple[int, float]]:
        """The `k` ids that share most of the text's rarer words, with BM25 scores, best first."""
        found_by = self.variants(text, kinds).values()
        bounded = [(self._bound(each), each) for each in found_by if each]
        bounded.sort(key=lambda pair: -pair[0])
        found: list[tuple[int, float]] = []
        for held in self._lists:
            found += _best(held, self._scores(held, bounded, k), k)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]

    def variants(
        self, text: str, kinds: frozenset[VariantKind] = VARIANTS
    ) -> dict[str, list[TermVariant]]:
        """Each term of a question, with the variants of it that this index holds."""
        marked = folded(text) != text
        found = {
            term: list(self._variants(term, marked, kinds)) for term in terms(text, self.language)
        }
        unknown = sum(not variants for variants in found.values())
        # Where most words are unknown, the question is in another language, not misspelt.
        if "misspelt" in kinds and 0 < unknown <= max(1, MAX_UNKNOWN_SHARE * len(found)):
            for word in _LONG_WORD.findall(normalize("NFC", text)):
                for term in stems(word, self.language):
                    if not found.get(term, True):
                        found[term] = list(self._corrections(word))
        return found

    def knows(self, word: str) -> bool:
        """Whether some passage has the word, as it stands or in another of its forms."""
        kinds = VARIANTS - {"misspelt"}
        return any(any(self._variants(term, True, kinds)) for term in stems(word, self.language))

    def words_near(self, word: str) -> dict[str, int]:
        """The words one edit away that passages have in some form, each with in how many."""
        forms = {near: stems(near, self.language) for near in one_edit_away(word) if near.isalpha()}
        alone = {near: found[0] for near, found in forms.items() if len(found) == 1}
        held = self._held(sorted(set(alone.values())))
        return {near: held[term] for near, term in alone.items() if term in held}

    def rarities(self, words: Sequence[str]) -> dict[str, float]:
        """Each term's inverse document frequency, ln(1 + (N - n + .5) / (n + .5)), as in BM25
        (Robertson and Zaragoza 2009).
        """
        return {word: self._rarity(self._frequency(word)) for word in words}

    def _rarity(self, count: int) -> float:
        return log(1 + (self._passages - count + 0.5) / (count + 0.5))

    def _variants(
        self, term: str, marked: bool, kinds: frozenset[VariantKind]
    ) -> Iterator[TermVariant]:
        """`marked`: whether the question has å, ä, ö, so that who typed it could."""
        if self._frequency(term):
            yield TermVariant("text", (term,), 1.0)
        if any(letter.isdigit() for letter in term):
            return
        if "compound" in kinds:
            yield from self._compound_variants(term)
        if "genitive" in kinds and _has_genitive_s(self.language):
            for form in (f"{term}s", term.removesuffix("s")):
                if form != term and self._frequency(form):
                    yield TermVariant("text", (form,), GENITIVE_WEIGHT)
        if "folded" in kinds and len(term) >= MIN_FOLDED_LENGTH:
            yield from self._folded_variants(term, marked)

    def _compound_variants(self, term: str) -> Iterator[TermVariant]:
        if self._compounds is not None and len(self._compounds.with_part(hash_of(term))):
            yield TermVariant("parts", (term,), PART_WEIGHT)
        if parts := _parts(term, self.language, self._frequency):
            yield TermVariant("parts", tuple(parts), PART_WEIGHT)

    def _folded_variants(self, term: str, marked: bool) -> Iterator[TermVariant]:
        plain = folded(term)
        if plain != term and self._frequency(plain) and not self._frequency(term):
            yield TermVariant("text", (plain,), FOLDED_WEIGHT)
        if not marked and self._frequency(term, "folded"):
            yield TermVariant("folded", (term,), FOLDED_WEIGHT)

    def _corrections(self, word: str) -> Iterator[TermVariant]:
        near = set(stems(" ".join(one_edit_away(word.lower())), self.language))
        for term in self._held(sorted(term for term in near if len(term) > 2)):
            yield TermVariant("text", (term,), MISSPELT_WEIGHT)

    def _held(self, terms: Sequence[str]) -> dict[str, int]:
        """Those of many terms that passages have, each with in how many."""
        hashes = hashes_of(terms)
        here = [each.postings.holds(hashes) for each in self._lists]
        found = (term for term, *held in zip(terms, *here, strict=True) if any(held))
        # Else only what is deleted has it.
        return {term: count for term in found if (count := self._frequency(term))}

    def _count(self, term: str, field: str = "text") -> int:
        """In how many passages a term can be found that way."""
        return sum(len(self._matches(held, field, term)[0]) for held in self._lists)

    def _bound(self, variants: Sequence[TermVariant]) -> float:
        """More than any passage's score for a term can be."""
        return max(
            sum(each.weight * self._gain(each.field, term) for term in each.terms)
            for each in variants
        )

    def _gain(self, field: str, term: str) -> float:
        return self._rarity(self._frequency(term, field)) * (BM25_K1 + 1)

    def _scores(
        self, held: SegmentPostings, bounded: Sequence[tuple[float, Sequence[TermVariant]]], k: int
    ) -> NDArray[np.float32]:
        """Each passage's BM25 score, by the best variant of every term; right for the `k` best.

        The rarest terms come first. Once `k` passages have more than all terms to come can give,
        only passages that may still come among these are scored (MaxScore: Turtle and Flood 1995,
        "Query Evaluation: Strategies and Optimizations").
        """
        import numpy as np

        total = np.zeros(len(held.ids), dtype=np.float32)
        left = sum(bound for bound, _ in bounded)
        rows: NDArray[np.int64] | None = None
        for place, (bound, variants) in enumerate(bounded):
            if place and len(total) > WORTH_LEAVING_OUT:
                rows = _contenders(total, rows, k, left)
            if len(variants) == 1:
                self._add_scores(total, held, variants[0], rows)
            else:
                best = np.zeros_like(total)
                for variant in variants:
                    score = np.zeros_like(total)
                    self._add_scores(score, held, variant, rows)
                    np.maximum(best, score, out=best)
                total += best
            left -= bound
        return total

    def _add_scores(
        self,
        scores: NDArray[np.float32],
        held: SegmentPostings,
        variant: TermVariant,
        among: NDArray[np.int64] | None,
    ) -> None:
        """Add what each term gives (Robertson and Zaragoza 2009, "The Probabilistic Relevance
        Framework", with Lucene's constants) to the `scores` of the passages that have it.
        """
        import numpy as np

        for term in variant.terms:
            rows, counts = self._matches(held, variant.field, term, among)
            relative = held.postings.lengths[rows] / np.float32(self._average_length)
            saturation = counts + np.float32(BM25_K1) * (1 - BM25_B + BM25_B * relative)
            gain = np.float32(variant.weight * self._gain(variant.field, term))
            scores[rows] += (gain * counts / saturation).astype(np.float32)

    def _matches(
        self, held: SegmentPostings, field: str, term: str, among: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """The rows in which a term is found that way, each once, and how often it is there; only
        rows that are `among` those given.
        """
        import numpy as np

        places = self._places(held.postings, field, hash_of(term))
        found = [held.postings.at(place) for place in places] or [slice(0, 0)]
        packed = held.postings.packed[found[0]]
        if len(found) > 1:
            packed = _joined([held.postings.packed[each] for each in found])
        if among is not None and len(packed):
            looked_for = among.astype(packed.dtype)  # of another type, all would be copied
            at = np.minimum(packed.searchsorted(looked_for << COUNT_BITS), len(packed) - 1)
            packed = packed[at[packed[at] >> COUNT_BITS == looked_for]]
        rows, counts = unpack(packed)
        if held.live is not None:
            live = held.live[rows]
            rows, counts = rows[live], counts[live]
        return rows, counts

    def _places(self, postings: Postings, field: str, term: int) -> list[int]:
        """Where the terms stand that count as `term` in a field: itself, its compounds, or those
        that are written like it without their marks.
        """
        import numpy as np

        if field == "folded":
            return list(postings.find_marked(term))
        hashes = np.array([term], dtype=np.uint64)
        if field == "parts" and self._compounds is not None:
            hashes = np.append(hashes, self._compounds.with_part(term))
        return list(postings.places_of(hashes))


def _joined(lists: Sequence[Packed]) -> Packed:
    """Postings of several terms as those of one, each row once."""
    import numpy as np

    every, each_count = unpack(np.concatenate(lists))
    rows, where = np.unique(every, return_inverse=True)
    counts = np.bincount(where, weights=each_count)
    return pack(rows, np.minimum(counts, MAX_COUNT), lists[0].dtype.type)


def _live(values: NDArray[Any], live: NDArray[np.bool_] | None) -> NDArray[Any]:
    return values if live is None else values[live]


def _contenders(
    scores: NDArray[np.float32], rows: NDArray[np.int64] | None, k: int, left: float
) -> NDArray[np.int64] | None:
    """The rows that may yet be among the `k` best, when at most `left` is added to any; None where
    every row may. `rows`: those that could before.
    """
    import numpy as np

    rows = np.flatnonzero(scores > 0) if rows is None else rows  # of truths, it is fast
    if len(rows) < k:
        return None
    own = scores[rows]
    least = np.partition(own, len(own) - k)[len(own) - k] * ALMOST
    return rows[own + left >= least] if left < least else None


def _best(held: SegmentPostings, scores: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
    """The `k` passages of the highest score above 0, and those that are as good as the last."""
    import numpy as np

    rows = np.flatnonzero(scores > 0)
    if len(rows) > k:
        least = np.partition(scores[rows], len(rows) - k)[len(rows) - k]
        rows = rows[scores[rows] >= least]
    return list(zip(held.ids[rows].tolist(), scores[rows].tolist(), strict=True))


def _parts(term: str, language: str, frequency: Frequency) -> list[str]:
    return split_compound(term, frequency, compound_links(language))


def _has_genitive_s(language: str) -> bool:
    return language in LEXICONS and LEXICONS[language].genitive_s
