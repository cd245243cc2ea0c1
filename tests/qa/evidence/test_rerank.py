"""Reranking: what a cross-encoder changes in a search, and what it leaves as it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from index import Index
from index.build import build_index
from index.embed.reranker import CrossEncoderReranker, load_reranker
from index.errors import EmbedderError
from index.split.passages import SplitSettings
from qa import Assistant, Settings
from qa.answerer import Answerer
from qa.evidence.rerank import MIN_RERANKED, rerank
from qa.evidence.retrieve import Query, retrieve_each
from qa.understand.followup import Understood
from tests.fakes import HashedWordsEmbedder, make_document
from tests.tiny_models import save_cross_encoder, save_encoder

pytestmark = pytest.mark.one_process

EMBEDDER = HashedWordsEmbedder()
QUESTION = "How many cameras does the harbour have?"
ENGLISH = [
    "The harbour has forty cameras.",
    "The library lends telescopes to everybody.",
    "A camera in the library was stolen last year.",
    "Ships call at the harbour daily, and nobody counts them.",
]
SWEDISH = ["Hamnen har fyrtio kameror.", "Biblioteket lånar ut böcker till alla som vill."]


class LongestFirst:
    """A reranker that minds only how long a text is."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        return [float(len(text)) for text in texts]


@pytest.fixture(scope="module")
def index() -> Index:
    texts = [("en", text) for text in ENGLISH] + [("sv", text) for text in SWEDISH]
    documents = [
        make_document(text, f"{language}/{number}.txt", language=language)
        for number, (language, text) in enumerate(texts)
    ]
    return build_index(documents, EMBEDDER, SplitSettings())


@pytest.fixture(scope="module")
def query() -> Query:
    return Query(QUESTION, EMBEDDER.embed_query(QUESTION), "en")


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("torch", reason="cross-encoders need torch")
    return save_cross_encoder(tmp_path_factory.mktemp("cross-encoder"))


@pytest.mark.parametrize("language", ["en", "sv"])
def test_each_language_has_the_models_order_and_the_searchs_scores(
    index: Index, query: Query, language: str
) -> None:
    hits = retrieve_each(index, query, 9, Settings())
    before = [hit for hit in hits if hit.passage.language == language]
    found = rerank(LongestFirst(), QUESTION, hits, 9)
    assert found == sorted(found, key=lambda hit: -hit.score)
    after = [hit for hit in found if hit.passage.language == language]
    assert [hit.text for hit in after] == sorted(
        (hit.text for hit in before), key=len, reverse=True
    )
    assert [hit.score for hit in after] == [hit.score for hit in before]
    assert {hit.text: hit.cosine for hit in after} == {hit.text: hit.cosine for hit in before}


def test_more_is_read_than_is_returned(index: Index, query: Query) -> None:
    english, swedish = (max(texts, key=len) for texts in (ENGLISH, SWEDISH))
    first = retrieve_each(index, query, 1, Settings())
    assert english not in [hit.text for hit in first]
    answerer = Answerer(index, EMBEDDER, Settings(), LongestFirst())
    found = answerer.search(Understood(QUESTION), 2)
    assert {hit.text for hit in found} == {english, swedish}
    assert len(ENGLISH) < MIN_RERANKED


def test_an_empty_search_stays_empty() -> None:
    assert rerank(LongestFirst(), QUESTION, [], 3) == []


def test_the_scores_are_the_cross_encoders_own(cross_encoder: Path) -> None:
    from sentence_transformers import CrossEncoder

    texts = [*ENGLISH, "", "a\0b", "half a pair: \ud83d", "long " * 500]
    scores = CrossEncoderReranker(str(cross_encoder)).scores(QUESTION, texts)
    model = CrossEncoder(str(cross_encoder), local_files_only=True)
    probabilities = model.predict([(QUESTION, text) for text in ENGLISH])
    order = sorted(range(len(ENGLISH)), key=lambda place: scores[place])
    assert order == probabilities.argsort().tolist()
    assert len(set(scores[: len(ENGLISH)])) == len(ENGLISH)
    assert len(scores) == len(texts)


def test_an_assistant_reranks_what_it_answers_from(
    index: Index, cross_encoder: Path, tmp_path: Path
) -> None:
    for number, text in enumerate(ENGLISH):
        (tmp_path / f"{number}.txt").write_text(text)
    settings = Settings(reranker=str(cross_encoder))
    plain, reranking = (
        Assistant.from_documents(tmp_path, settings=each, embedder=EMBEDDER)
        for each in (Settings(), settings)
    )
    scores = CrossEncoderReranker(str(cross_encoder)).scores(QUESTION, ENGLISH)
    expected = [text for _, text in sorted(zip(scores, ENGLISH, strict=True), reverse=True)]
    assert [hit.text for hit in reranking.search(QUESTION)] == expected
    assert [hit.text for hit in reranking.ask(QUESTION).hits] == expected
    assert [hit.text for hit in plain.search(QUESTION)] != expected


def test_without_a_name_nothing_is_reranked() -> None:
    assert load_reranker(None) is None
    assert Settings().reranker is None


def test_a_cross_encoder_that_is_not_there_is_named(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="cross-encoders need torch")
    with pytest.raises(EmbedderError, match=r"cross-encoder '.*no-such-model'.*folder"):
        load_reranker(str(tmp_path / "no-such-model"))


@pytest.mark.parametrize("kind", ["encoder", "classes"])
def test_a_model_that_does_not_score_pairs_is_refused(kind: str, tmp_path: Path) -> None:
    """Of an encoder, sentence-transformers would make a cross-encoder with random scores."""
    pytest.importorskip("torch", reason="cross-encoders need torch")
    path = save_encoder(tmp_path) if kind == "encoder" else save_cross_encoder(tmp_path, outputs=3)
    with pytest.raises(EmbedderError, match="gives a pair one score"):
        load_reranker(str(path))
