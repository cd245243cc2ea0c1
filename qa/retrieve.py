"""Balanced hybrid search: a question → the nearest passages, in every language.

Within a language, a passage's score is a convex-like combination of its cosine and its BM25 score
(Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval"), the latter as
a share of the best one found. Across languages, cosines of multilingual-e5 lie lower than within
one, so that a reader would see only the question's own language; a constant makes up for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.index import Index, Partition
from index.types import Hit
from qa.settings import Settings

if TYPE_CHECKING:
    from index.embed import Vectors


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready for search: its vector, the words to look for, its language."""

    text: str
    vector: Vectors
    language: str


def retrieve(index: Index, query: Query, k: int, settings: Settings) -> list[Hit]:
    """The `k` nearest passages of all languages, best first; ties by document and place."""
    hits = [
        Hit(passage := index.passages[number], score, index.text_of(passage))
        for language, partition in index.partitions.items()
        for number, score in _scores(partition, language, query, settings).items()
    ]
    hits.sort(key=lambda hit: (-hit.score, hit.passage.document_id, hit.passage.start))
    return hits[:k]


def _scores(
    partition: Partition, language: str, query: Query, settings: Settings
) -> dict[int, float]:
    """Every candidate of one language with its fused score."""
    cosines = dict(partition.vectors.search(query.vector, settings.candidates))
    matches = dict(partition.words.search(query.text, settings.candidates))
    # A candidate that only one leg brought is scored by the other too.
    unseen = [number for number in matches if number not in cosines]
    if unseen:
        vectors = partition.vectors.vectors_of(unseen)
        cosines |= dict(zip(unseen, (vectors @ query.vector).tolist(), strict=True))
    best_match = max(matches.values(), default=1.0)
    bonus = 0.0 if language == query.language else settings.other_language_bonus
    return {
        number: cosine + bonus + settings.lexical_weight * matches.get(number, 0.0) / best_match
        for number, cosine in cosines.items()
    }
