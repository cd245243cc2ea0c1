"""Which embedder is used: the bundled model, unless another is named."""

from __future__ import annotations

from functools import cache

from index.embed.e5.embedder import bundled_embedder
from index.embed.protocol import Embedder
from index.embed.sentence_transformers import Backend, SentenceTransformerEmbedder


@cache
def default_embedder() -> Embedder:
    """The bundled model, loaded once a process."""
    return bundled_embedder()


def load_embedder(
    model: str | None,
    *,
    truncate_dimension: int = 0,
    backend: Backend = "torch",
    batch_size: int = 32,
) -> Embedder:
    """The bundled model for None, else the sentence-transformers model of that name or path.

    What follows is for the latter: see SentenceTransformerEmbedder.
    """
    if model is None:
        return default_embedder()
    return SentenceTransformerEmbedder(
        model, truncate_dimension=truncate_dimension, backend=backend, batch_size=batch_size
    )
