"""What sentences mean where it is not kept: made when asked for, and only of what may answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index import damage, open_index, update_index
from index.build import build_index
from index.embed.lazy_embeddings import LazyEmbeddings
from index.local_index import LocalIndex
from index.settings import IndexSettings, SizeLimits
from index.split.passages import SplitSettings
from qa.evidence.read import read
from qa.evidence.retrieve import MADE_WHEN_ASKED, Query, retrieve_each
from qa.settings import Settings
from tests.fakes import HashedTokensEmbedder, make_document, sample_documents

SPLIT = SplitSettings(max_tokens=40)
NONE_KEPT = SizeLimits(sentences_up_to=0)


def without_embeddings(embedder: HashedTokensEmbedder) -> LocalIndex:
    index = build_index(sample_documents(), embedder, SPLIT, limits=NONE_KEPT)
    index.embed_with(embedder)
    return index


def query_of(embedder: HashedTokensEmbedder, text: str) -> Query:
    vector, tokens = embedder.embed_query_and_tokens(text)
    return Query(text, vector, "en", tokens=tokens)


def test_sentences_are_not_embedded_where_they_are_not_kept() -> None:
    embedder = HashedTokensEmbedder()
    index = without_embeddings(embedder)
    assert len(embedder.embedded) == len(index.passages) < len(index.sentences)


def test_evidence_is_the_same_whether_embeddings_are_kept_or_made() -> None:
    embedder = HashedTokensEmbedder()
    query = query_of(embedder, "When were the cameras in the harbour mounted?")
    kept = build_index(sample_documents(), embedder, SPLIT)
    found = []
    for index in (kept, without_embeddings(embedder)):
        hits = retrieve_each(index, query, 3, Settings())
        found.append((hits, read(index, query, hits)))
    (hits, evidence), (made_hits, made_evidence) = found
    assert [hit.passage for hit in made_hits] == [hit.passage for hit in hits]
    assert [each.sentence for each in made_evidence] == [each.sentence for each in evidence]
    for name in ("cosine", "alignment", "score"):
        one, other = ([getattr(each, name) for each in of] for of in (evidence, made_evidence))
        np.testing.assert_allclose(one, other, atol=0.02)  # those kept have 8 bits


def test_of_many_passages_only_the_likeliest_have_their_sentences_made() -> None:
    embedder = HashedTokensEmbedder()
    documents = [
        make_document(f"Pier {number} has a crane. Ship {number} came late.", f"{number:02}.txt")
        for number in range(3 * MADE_WHEN_ASKED)
    ]
    index = build_index(documents, embedder, SPLIT, limits=NONE_KEPT)
    index.embed_with(embedder)
    embedder.embedded.clear()
    best, *others = retrieve_each(index, query_of(embedder, "Ship 7 came late"), 20, Settings())
    assert best.passage.document_id == "07.txt"
    assert len(others) == 19
    assert set(map(index.text_of, index.sentences_of(best.passage))) <= set(embedder.embedded)
    assert len(embedder.embedded) == 2 * MADE_WHEN_ASKED


def test_what_was_made_is_remembered_the_latest_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embed.lazy_embeddings.MAX_REMEMBERED", 2)
    embedder = HashedTokensEmbedder()
    lazy = LazyEmbeddings(embedder)
    for texts, made in [
        (["one", "two", "one"], ["one", "two"]),
        (["one"], []),
        (["three"], ["three"]),  # and two is forgotten
        (["one", "three"], []),
        (["two"], ["two"]),
    ]:
        embedder.embedded.clear()
        vectors = [vector for vector, _ in lazy.of(texts)]
        assert embedder.embedded == made
        np.testing.assert_array_equal(vectors, [embedder.embed_query(each) for each in texts])


def test_an_index_that_outgrows_the_limit_keeps_no_embeddings_and_goes_on(tmp_path: Path) -> None:
    documents, folder = tmp_path / "documents", tmp_path / "index"
    documents.mkdir()
    embedder = HashedTokensEmbedder()
    limits = SizeLimits(sentences_up_to=12)

    def update(names: list[str]) -> tuple[LocalIndex, int]:
        for name in names:
            (documents / name).write_text(f"# Pier {name}\n\nPier {name} has a crane.\n")
        index, _ = update_index(documents, folder, embedder, IndexSettings(SPLIT, limits=limits))
        index.embed_with(embedder)
        assert damage(folder) == []
        kept = [view.segment.has_sentence_embeddings for view in index.views]
        vectors = index.vectors_of(list(index.sentences))
        texts = [index.text_of(each) for each in index.sentences]
        expected = [embedder.embed_query(text) for text in texts]
        np.testing.assert_allclose((vectors * expected).sum(axis=1), 1, atol=0.01)
        return index, sum(kept)

    for names, segments, keep in [
        ([f"{number}.md" for number in range(12)], 1, 1),
        (["late.md"], 2, 1),  # what comes beyond the limit is without
        ([f"{number}.md" for number in range(20, 30)], 1, 0),  # and so is what is joined with it
    ]:
        index, kept = update(names)
        assert (len(index.views), kept) == (segments, keep)
        assert len(list(folder.glob("*/sentences"))) == keep
        query = query_of(embedder, f"Which crane does pier {names[-1]} have?")
        best, *_ = retrieve_each(index, query, 3, Settings())
        assert best.passage.document_id == names[-1]


def test_an_index_that_is_only_opened_says_that_it_cannot_make_embeddings(tmp_path: Path) -> None:
    documents, folder = tmp_path / "documents", tmp_path / "index"
    documents.mkdir()
    (documents / "a.txt").write_text("Divers came late.")
    embedder = HashedTokensEmbedder()
    update_index(documents, folder, embedder, IndexSettings(SPLIT, limits=NONE_KEPT))
    index = open_index(folder, embedder.name)
    with pytest.raises(RuntimeError, match="embed_with"):
        index.vectors_of(list(index.sentences))
