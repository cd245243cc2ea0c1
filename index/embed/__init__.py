"""Texts → vectors: what an embedder is, and the ones that there are."""

from index.embed.protocol import Embedder, default_embedder, load_embedder

__all__ = ["Embedder", "default_embedder", "load_embedder"]
