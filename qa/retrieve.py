"""Hybrid search, balanced by language: a question → the nearest passages of every language.

Within a language, a passage's score is its cosine plus a share of its BM25 score relative to the
best one, a convex combination up to scale (Bruch, Gai and Ingber 2023, "An Analysis of Fusion
Functions for Hybrid Retrieval"). multilingual-e5 places passages in another language than the
question's further away than their meaning is; a constant makes up for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import Hit, Index
from qa.settings import Settings

if TYPE_CHECKING:
    from index.embed import Vectors


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready for search.

    `text` holds the words to look for, `vector` is its unit vector float32[d], `language` the
    language it is asked in.
    """

    text: str
    vector: Vectors
    language: str


def retrieve(index: Index, query: Query, k: int, settings: Settings) -> list[Hit]:
    """The `k` nearest passages of all languages, best first."""
    return retrieve_each(index, query, k, settings)[:k]


def retrieve_each(index: Index, query: Query, k: int, settings: Settings) -> list[Hit]:
    """The `k` nearest passages of each language, all together, best first."""
    found = [
        hit
        for language in index.languages
        for hit in _retrieve_in(index, language, query, k, settings)
    ]
    return sorted(found, key=_rank)


def _retrieve_in(
    index: Index, language: str, query: Query, k: int, settings: Settings
) -> list[Hit]:
    partition = index.partitions[language]
    candidates = max(k, settings.candidates)
    cosines = dict(partition.vectors.search(query.vector, candidates))
    matches = dict(partition.words.search(query.text, candidates))
    # A passage that only the words brought has a cosine too.
    unseen = [number for number in matches if number not in cosines]
    if unseen:
        vectors = partition.vectors.vectors_of(unseen)
        cosines |= dict(zip(unseen, (vectors @ query.vector).tolist(), strict=True))
    own = language == query.language
    weight = settings.lexical_weight if own else settings.other_lexical_weight
    bonus = 0.0 if own else settings.other_language_bonus
    best_match = max(matches.values(), default=1.0)
    hits = []
    for number, cosine in cosines.items():
        score = cosine + bonus + weight * matches.get(number, 0.0) / best_match
        passage = index.passages[number]
        hits.append(Hit(passage, score, index.text_of(passage), cosine))
    return sorted(hits, key=_rank)[:k]


def _rank(hit: Hit) -> tuple[float, str, int]:
    # Ties go by document and place, so that nothing depends on the order of files.
    return -hit.score, hit.passage.document_id, hit.passage.start
