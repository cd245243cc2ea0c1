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

from qa.evidence.retrieve import merge

if TYPE_CHECKING:
    from index import Hit
    from index.embed.reranker import Reranker

MIN_RERANKED = 20  # passages of each language that the model reads: it may find what came later


def rerank(reranker: Reranker, question: str, hits: Sequence[Hit], k: int) -> list[Hit]:
    """The `k` best of each language's `hits` by `reranker`, all together, best first."""
    scores = reranker.scores(question, [hit.text for hit in hits])
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
