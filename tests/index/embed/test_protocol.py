"""The embedder contract, kept by every embedder; and what is refused when one breaks it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from index.embed.load import default_embedder
from index.embed.protocol import Embedder, checked_passages, fits_of
from index.errors import EmbedderError
from tests.fakes import HashedWordsEmbedder

if TYPE_CHECKING:
    from index.types import Vectors

pytestmark = pytest.mark.one_process

ODD_TEXTS = ["", " \n", "a\0b", "half a pair: \ud83d", "👩‍👩‍👧 ﷽"]


@pytest.fixture(params=["fake", "bundled", "sentence_transformer"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "fake":
        return HashedWordsEmbedder()
    if request.param == "bundled":
        return default_embedder()
    chosen: Embedder = request.getfixturevalue("sentence_transformer")
    return chosen


def test_there_is_a_unit_vector_for_each_text(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(["Forty cameras.", "Fyrtio kameror.", "Divers"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, embedder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_a_question_has_one_unit_vector(embedder: Embedder) -> None:
    vector = embedder.embed_query("How many cameras?")
    assert vector.dtype == np.float32
    assert vector.shape == (embedder.dimension,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


def test_no_texts_have_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_a_vector_does_not_depend_on_the_other_texts(embedder: Embedder) -> None:
    alone = embedder.embed_passages(["forty cameras"])[0]
    among = embedder.embed_passages(["divers came " * 15, "forty cameras", ""])[1]
    np.testing.assert_allclose(among, alone, atol=1e-4)


def test_different_texts_have_different_vectors(embedder: Embedder) -> None:
    one, other = embedder.embed_passages(["forty cameras", "divers came"])
    assert np.abs(one - other).max() > 1e-3


@pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda text: repr(text[:16]))
def test_odd_texts_have_vectors_too(embedder: Embedder, text: str) -> None:
    vectors = [embedder.embed_passages([text])[0], embedder.embed_query(text)]
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


@pytest.mark.parametrize(
    "embedder", ["fake", "sentence_transformer"], indirect=True
)  # the bundled one takes 10 s
@pytest.mark.parametrize("text", ["x" * 10_000, "kamera " * 1_500], ids=["letters", "words"])
def test_a_text_longer_than_the_model_reads_has_a_vector(embedder: Embedder, text: str) -> None:
    assert np.linalg.norm(embedder.embed_passages([text])) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_texts_fit(embedder: Embedder, text: str) -> None:
    assert fits_of(embedder)(text)


@pytest.mark.parametrize(
    ("embedder", "unchanged"),
    [("bundled", 0.99), ("sentence_transformer", 0.99995)],  # one random layer tells little apart
    indirect=["embedder"],
)
def test_a_text_fits_as_long_as_its_last_word_is_read(embedder: Embedder, unchanged: float) -> None:
    fits = fits_of(embedder)
    longest = bisect(range(600), 0, key=lambda count: not fits("a " * count + "b")) - 1
    assert 0 < longest < 599
    one, other = embedder.embed_passages(["a " * longest + "b", "a " * longest + "z"])
    assert one @ other < unchanged


def test_the_bundled_model_knows_meaning_across_languages() -> None:
    embedder = default_embedder()
    question = embedder.embed_query("Hur många kameror finns i hamnen?")
    near, far = embedder.embed_passages(
        ["There are forty cameras in the harbour.", "The library lends telescopes for two weeks."]
    )
    assert question @ near > question @ far + 0.05


def test_an_embedder_without_a_limit_of_its_own_reads_everything() -> None:
    assert fits_of(HashedWordsEmbedder())("kamera " * 10_000)


class BrokenEmbedder(HashedWordsEmbedder):
    """Returns what it was told to."""

    def __init__(self, vectors: Any) -> None:
        super().__init__("tests/broken", dimension=2)
        self.vectors = vectors

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = self.vectors
        return vectors


@pytest.mark.parametrize(
    ("vectors", "fault"),
    [
        ([[1.0, 0.0]], r"shape \(1, 2\) for 2 texts"),
        ([[1.0], [1.0]], r"shape \(2, 1\)"),
        ([1.0, 0.0], r"shape \(2,\)"),
        ([[1.0, 0.0], [1.0, 1.0]], "length 1"),
        ([[1.0, 0.0], [0.0, 0.0]], "length 1"),
        ([[1.0, 0.0], [float("nan"), 0.0]], "length 1"),
    ],
)
def test_an_embedder_that_breaks_its_contract_is_refused_by_name(vectors: Any, fault: str) -> None:
    with pytest.raises(EmbedderError, match=f"tests/broken.*{fault}"):
        checked_passages(BrokenEmbedder(vectors), ["a", "b"])


def test_vectors_that_keep_the_contract_pass_as_float32() -> None:
    checked, codes = checked_passages(BrokenEmbedder([[1.0, 0.0], [0.6, 0.8]]), ["a", "b"])
    assert checked.dtype == np.float32
    np.testing.assert_allclose(checked, [[1.0, 0.0], [0.6, 0.8]])
    assert [len(each) for each in codes] == [0, 0]


def test_the_fake_is_the_same_in_every_process() -> None:
    places = np.flatnonzero(HashedWordsEmbedder(dimension=1_000).embed_query("Forty cameras"))
    assert places.tolist() == [0, 324, 677]
