"""The most central sentences of a text: LexRank (Erkan and Radev 2004, "LexRank: Graph-based
Lexical Centrality as Salience in Text Summarization").

A sentence is central that is like many central sentences. The likenesses are cosines of embeddings
instead of words' (tf-idf); as embeddings all point the same way somewhat, only what is above their
mean counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.types import Vectors

DAMPING = 0.15  # the chance to go on anywhere, as in the paper
STEPS = 50


def centralities(vectors: Vectors, bias: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """How central each of the sentences with these unit vectors is; all sum to 1.

    `bias`: how much each is worth by itself, such as its likeness to a question (Otterbacher, Erkan
    and Radev 2005, "Using Random Walks for Question-focused Sentence Retrieval").
    """
    import numpy as np

    count = len(vectors)
    likeness = (vectors @ vectors.T).astype(np.float64)
    np.fill_diagonal(likeness, 0.0)
    likeness = np.maximum(likeness - likeness.sum() / max(1, count * (count - 1)), 0.0)
    np.fill_diagonal(likeness, 1e-6)  # a sentence like no other leads to itself
    moves = likeness / likeness.sum(axis=1, keepdims=True)
    start = np.full(count, 1.0) if bias is None else np.maximum(bias, 1e-6)
    start = start / start.sum()
    rank: NDArray[np.float64] = start
    for _ in range(STEPS):
        rank = DAMPING * start + (1 - DAMPING) * (rank @ moves)
    return rank
