"""The bundled model, exported and loaded back by sentence-transformers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embed.e5.embedder import E5Embedder
from index.embed.e5.export import export_model
from index.embed.sentence_transformers import SentenceTransformerEmbedder
from index.errors import EmbedderError
from tests.e5_reference import loaded_e5, reference_e5

pytestmark = pytest.mark.one_process

TEXTS = [
    "Fyrtio kameror bevakar hamnen, men ingen har sett båten.",
    "The library\n\nlends telescopes\tfor two weeks;  a late one costs 3 euros a day. ",
    "",
    "a </s> <mask> <pad> <unk> <s> b",
    "価格は1,200円です。Цена: 1 200 ₽ 👩‍👩‍👧 ﷽ \u061c\u32ff\x85 \U00012000",
    "U\u0308berschrift",
    "ja " * 600,
]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> SentenceTransformerEmbedder:
    pytest.importorskip("torch", reason="sentence-transformers models need torch")
    folder = tmp_path_factory.mktemp("exported")
    export_model(folder)
    return SentenceTransformerEmbedder(str(folder), batch_size=2)  # one is padded to the longest


@pytest.fixture(scope="module")
def bundled() -> E5Embedder:
    return loaded_e5("float32")


def test_the_exported_model_has_the_bundled_ones_vectors(
    exported: SentenceTransformerEmbedder, bundled: E5Embedder
) -> None:
    cosines = (exported.embed_passages(TEXTS) * bundled.embed_passages(TEXTS)).sum(axis=1)
    assert cosines.min() >= 0.99999
    for text in TEXTS[:3]:
        assert exported.embed_query(text) @ bundled.embed_query(text) >= 0.99999


def test_the_exported_tokenizer_gives_the_bundled_ones_ids(
    exported: SentenceTransformerEmbedder, bundled: E5Embedder
) -> None:
    tokenizer: Any = exported._model.tokenizer
    encoded = tokenizer([f"passage: {text}" for text in TEXTS], verbose=False)["input_ids"]
    assert encoded == bundled._tokens(TEXTS)


def test_the_exported_weights_are_the_exact_values(exported: SentenceTransformerEmbedder) -> None:
    weights = exported._model[0].auto_model.state_dict()
    reference = reference_e5()
    for name, original in {
        "embeddings.position_embeddings": "emb.pos.",
        "encoder.layer.0.attention.self.query": "l0.q.w",
        "encoder.layer.11.output.dense": "l11.fo.w",
    }.items():
        expected = reference.tensor(original.rstrip("."))
        np.testing.assert_array_equal(weights[f"{name}.weight"].numpy().ravel(), expected)
    words = weights["embeddings.word_embeddings.weight"].numpy()
    for id in (0, 5, 250_001):
        np.testing.assert_array_equal(words[id], reference.word(id))


def test_both_read_as_much_of_a_text(
    exported: SentenceTransformerEmbedder, bundled: E5Embedder
) -> None:
    for text in ("ja " * 508, "ja " * 509):
        assert exported.fits(text) == bundled.fits(text)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("Mine.")
    for folder in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(EmbedderError, match="new or empty"):
            export_model(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
