"""Texts → vectors: what an embedder is, and the ones that there are."""

from index.embed.load import default_embedder, load_embedder
from index.embed.protocol import Embedder
from index.embed.telemetry import disable_telemetry

__all__ = ["Embedder", "default_embedder", "load_embedder"]

disable_telemetry()  # before any module of this package imports an engine
