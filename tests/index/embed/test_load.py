"""Which embedder is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.embed.e5.embedder import E5Embedder
from index.embed.load import load_embedder
from index.errors import EmbedderError

pytestmark = pytest.mark.one_process


def test_no_model_named_is_the_bundled_one_loaded_once() -> None:
    assert isinstance(load_embedder(None), E5Embedder)
    assert load_embedder(None) is load_embedder(None)


def test_a_model_that_is_not_there_is_named_in_the_error(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="sentence-transformers models need torch")
    with pytest.raises(EmbedderError, match="no-such-model"):
        load_embedder(str(tmp_path / "no-such-model"))
