"""Nearest passages by word: BM25 over the postings of an index's segments."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

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
from index.search.word_search import (
    BM25_B,
    BM25_K1,
    OWN_LANGUAGE,
    TermVariant,
    VariantKind,
    WordSearch,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.search.postings import Packed

WORTH_LEAVING_OUT = 50_000  # passages; fewer are scored faster than chosen
ALMOST = 1 - 1e-5  # sums of float32 are not exact
MAX_CACHED_FREQUENCIES = 10_000  # terms whose frequency need not be counted again


@dataclass(frozen=True, slots=True)
class SegmentPostings:
    """The postings of one segment's passages, their ids, and which of them are live (None: all)."""

    postings: Postings
    ids: NDArray[np.int64]
    live: NDArray[np.bool_] | None


class BM25Index(WordSearch):
    """The passages of one language by their words, which the lists of postings have."""

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
        self, text: str, k: int, kinds: frozenset[VariantKind] = OWN_LANGUAGE
    ) -> list[tuple[int, float]]:
        """The `k` ids that share most of the text's rarer words, with BM25 scores, best first."""
        bounded = self.bounded(text, kinds)
        found: list[tuple[int, float]] = []
        for held in self._lists:
            found += _best(held, self._scores(held, bounded, k), k)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]

    def passage_count(self) -> int:
        """How many passages words are counted in."""
        return self._passages

    def frequency(self, term: str, field: str = "text") -> int:
        """In how many passages a term can be found that way."""
        return self._frequency(term, field)

    def is_part(self, term: str) -> bool:
        """Whether some compound has the term as a part."""
        return self._compounds is not None and len(self._compounds.with_part(hash_of(term))) > 0

    def held(self, terms: Sequence[str]) -> dict[str, int]:
        """Those of many terms that passages have, each with in how many."""
        hashes = hashes_of(terms)
        here = [each.postings.holds(hashes) for each in self._lists]
        found = (term for term, *held in zip(terms, *here, strict=True) if any(held))
        # Else only what is deleted has it.
        return {term: count for term in found if (count := self.frequency(term))}

    def _count(self, term: str, field: str) -> int:
        """In how many passages a term can be found that way."""
        return sum(len(self._matches(held, field, term)[0]) for held in self._lists)

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
            gain = np.float32(variant.weight * self.gain(variant.field, term))
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
