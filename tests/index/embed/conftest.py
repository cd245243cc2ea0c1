"""A sentence-transformers model small enough for tests."""

from __future__ import annotations

import pytest

from index.embed.protocol import Embedder
from index.embed.sentence_transformers import SentenceTransformerEmbedder
from tests.tiny_models import save_encoder


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a sentence-transformers model."""
    pytest.importorskip("torch", reason="sentence-transformers models need torch")
    return str(save_encoder(tmp_path_factory.mktemp("tiny-bert")))


@pytest.fixture(scope="session")
def sentence_transformer(tiny_model: str) -> Embedder:
    return SentenceTransformerEmbedder(tiny_model)
