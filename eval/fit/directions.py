"""Fit index/embed/e5/token_directions.npz: what is kept of the vectors of tokens, 64 signs each.

    python -m eval.fit.directions

The vectors are those of layer 8 of the bundled model for every token of every sentence of the
sample corpus, in English and Swedish. They lie in a narrow cone, so their mean is taken off; of the
rest the 64 directions with the most variance are kept, turned at random so that each sign tells as
much as the next (Gong et al. 2013, "Iterative Quantization", their PCA-RR). After a change, raise
CACHE_VERSION and the embedder's name in index/embed/e5/embedder.py: signs on other directions mean
something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index import index_documents
from index.embed.e5.embedder import E5Embedder
from index.embed.e5.graph import DIRECTIONS
from index.embed.token_codes import BITS
from index.split.passages import embedded_text
from qa.library.cache import sample_corpus

if TYPE_CHECKING:
    from index.types import Vectors

SEED = 0


def main() -> None:
    """Write the file, with numbers in float16, which rounds off far less than signs do."""
    embedder = E5Embedder()
    index, _ = index_documents(sample_corpus(), embedder)
    texts = [embedded_text(index.read_text_of(sentence).text) for sentence in index.sentences]
    centre, directions = fit(np.concatenate([embedder.middle_of(text) for text in texts]))
    half = np.float16
    np.savez_compressed(DIRECTIONS, centre=centre.astype(half), directions=directions.astype(half))


def fit(vectors: Vectors) -> tuple[Vectors, Vectors]:
    """The mean, float32[d], and the directions, float32[d, BITS], of vectors float32[n, d]."""
    centre = vectors.mean(axis=0)
    _, most_last = np.linalg.eigh(np.cov(vectors - centre, rowvar=False))
    kept = most_last[:, -BITS:]
    turned, _ = np.linalg.qr(np.random.default_rng(SEED).standard_normal((BITS, BITS)))
    return centre, (kept @ turned).astype(np.float32)


if __name__ == "__main__":
    main()
