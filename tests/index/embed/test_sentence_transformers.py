"""Models of sentence-transformers: prompts, fewer numbers, batches, backends."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest

from index.embed.load import load_embedder
from index.embed.protocol import Embedder
from index.embed.sentence_transformers import Backend
from index.errors import EmbedderError

pytestmark = pytest.mark.one_process


def test_questions_and_passages_get_the_prompts_of_the_model(
    sentence_transformer: Embedder,
) -> None:
    question = sentence_transformer.embed_query("cameras")
    passage = sentence_transformer.embed_passages(["cameras"])[0]
    assert np.abs(question - passage).max() > 1e-3


def test_vectors_may_be_cut_to_their_first_numbers(tiny_model: str) -> None:
    whole, cut = (load_embedder(tiny_model, truncate_dimension=size) for size in (0, 8))
    assert (cut.dimension, cut.name) == (8, f"{whole.name}/8")
    expected = whole.embed_passages(["forty cameras"])[:, :8]
    expected /= np.linalg.norm(expected)
    np.testing.assert_allclose(cut.embed_passages(["forty cameras"]), expected, atol=1e-6)
    with pytest.raises(EmbedderError, match="have 32 numbers; 33 cannot be kept"):
        load_embedder(tiny_model, truncate_dimension=33)


def test_the_batch_size_changes_no_vector(tiny_model: str, sentence_transformer: Embedder) -> None:
    texts = ["forty cameras", "divers", "a mast"]
    vectors = load_embedder(tiny_model, batch_size=1).embed_passages(texts)
    np.testing.assert_allclose(vectors, sentence_transformer.embed_passages(texts), atol=1e-5)


@pytest.mark.parametrize("backend", ["onnx", "openvino"])
def test_another_backend_gives_like_vectors_or_says_what_to_install(
    backend: Backend, tiny_model: str, sentence_transformer: Embedder
) -> None:
    if find_spec("optimum") is None:
        with pytest.raises(EmbedderError, match=rf"pip install.*\[{backend}\]"):
            load_embedder(tiny_model, backend=backend)
        return
    other = load_embedder(tiny_model, backend=backend)
    assert other.embed_query("mast") @ sentence_transformer.embed_query("mast") > 0.9999
