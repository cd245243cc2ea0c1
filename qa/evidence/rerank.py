"""Hits in the order of a cross-encoder, which reads each together with the question.

The model decides the order, the search how far apart: in each language the best hit gets the best
score that the search gave there, the next the second best. So a score goes on saying how far
passages stand out, which qa.evidence.read and qa.evidence.confidence are fitted to, whatever scale
a model has; and languages stay balanced as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.evidence.retrieve import Query, merge, retrieve_each
from qa.settings import Settings

if TYPE_CHECKING:
    from index import Hit, Index
    from index.embed.protocol import Reranker

LEAST_READ = 20  # passages of each language that the model reads: it may find what came later


def retrieve_reranked(
    reranker: Reranker, index: Index, query: Query, k: int, settings: Settings
) -> list[Hit]:
    """The `k` best passages of each language by `reranker`, all together, best first."""
    hits = retrieve_each(index, query, max(k, LEAST_READ), settings)
    scores = reranker.scores(query.text, [hit.text for hit in hits])
    rated = list(zip(hits, scores, strict=True))
    languages = dict.fromkeys(hit.passage.language for hit in hits)
    return merge(
        _reordered([each for each in rated if each[0].passage.language == language])[:k]
        for language in languages
    )


def _reordered(rated: Sequence[tuple[Hit, float]]) -> list[Hit]:
    """The hits, best first by the numbers beside them; their own scores are dealt out anew."""
    ordered = sorted(rated, key=lambda each: each[1], reverse=True)
    return [
        replace(hit, score=found.score) for (hit, _), (found, _) in zip(ordered, rated, strict=True)
    ]
