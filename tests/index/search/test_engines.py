"""The contract of index/search/protocol.py, held by every engine: what one tells, all tell."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from index import Index, Passage, index_documents
from index.milvus.milvus_index import open_milvus_index
from index.milvus.update import update_milvus_index
from index.search.word_search import OWN_LANGUAGE, VARIANTS
from qa.library.cache import sample_corpus
from qa.understand.filters import Scope
from tests.fakes import HashedTokensEmbedder

pytest.importorskip("pymilvus")
EMBEDDER = HashedTokensEmbedder()
EVERY = 100  # passages: more than a language has
QUESTIONS = (
    "How many cameras are there in the harbour?",
    "Vad kostar en båtplats i hamnen?",
    "kommun skola avgift",  # parts of compounds
    "nar borjar sommarlovet",  # without å, ä, ö
    "when does the libary open",  # misspelt
    "12 500 kronor",
    "zzzz",
)
SCOPES = (
    Scope(languages=["sv"]),
    Scope(languages=["sv", 'x"y']),
    Scope(languages=['" or true']),
    Scope(since="2020"),
    Scope(until="2024-06"),
    Scope(since="2023-01-01", until="2025", languages=["en"]),
    Scope(documents=['no " such', "å'); drop"]),
)


@pytest.fixture(scope="module")
def local() -> Index:
    """The engine that others are held against."""
    return index_documents(sample_corpus(), EMBEDDER)[0]


@pytest.fixture(scope="module")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The same in milvus-lite, as somebody opens it who did not write it."""
    address = f"milvus+lite:{tmp_path_factory.mktemp('milvus') / 'index.db'}"
    made, _ = update_milvus_index(sample_corpus(), address, EMBEDDER)
    made.connection.close()
    index = open_milvus_index(address, EMBEDDER.name)
    index.embed_with(EMBEDDER)
    yield index
    index.connection.close()


@pytest.fixture(params=["local", "milvus"])
def index(request: pytest.FixtureRequest) -> Index:
    """An index of the sample corpus in each engine."""
    index: Index = request.getfixturevalue(request.param)
    return index


def test_documents_are_held_whole(index: Index, local: Index) -> None:
    assert dict(index.documents) == dict(local.documents)
    assert list(index.documents.facts()) == list(local.documents.facts())
    assert index.documents.page_counts() == local.documents.page_counts()
    assert index.documents.searched_shares() == local.documents.searched_shares()
    assert index.corpus_hash == local.corpus_hash
    (first, *_) = local.documents
    assert (first in index.documents, "none.txt" in index.documents) == (True, False)
    assert len(index.documents) == len(local.documents)


def test_an_unknown_document_passage_or_sentence_is_a_key_error(index: Index) -> None:
    for look_up in (
        lambda: index.documents["none.txt"],
        lambda: index.documents.block_at("none.txt", 0),
        lambda: index.passages[1],
        lambda: index.sentences.of_document("none.txt"),
    ):
        with pytest.raises(KeyError):
            look_up()


def test_passages_are_those_that_documents_were_split_into(index: Index, local: Index) -> None:
    assert {number: index.passages[number] for number in local.passages} == dict(local.passages)
    assert sorted(index.passages) == sorted(local.passages)
    assert len(index.passages) == len(local.passages)
    assert index.passages.per_document() == local.passages.per_document()
    assert index.languages == local.languages
    for language, partition in local.partitions.items():
        assert len(index.partitions[language]) == len(partition)


def test_sentences_stand_in_order_in_rows_that_follow_each_other(
    index: Index, local: Index
) -> None:
    assert len(index.sentences) == len(local.sentences) == len(list(index.sentences))
    for document_id in local.documents:
        own = index.sentences.of_document(document_id)
        spans = [(each.start, each.end) for each in own]
        others = local.sentences.of_document(document_id)
        assert spans == [(each.start, each.end) for each in others]
        assert [each.row for each in own] == list(range(own[0].row, own[0].row + len(own)))
        for place in (0, 1, len(own) - 1):
            assert index.sentences_before(own[place], 2) == own[max(0, place - 2) : place]
            assert index.sentences_after(own[place], 2) == own[place + 1 : place + 3]


def test_a_passage_has_its_sentences(index: Index, local: Index) -> None:
    for passage in local.passages.values():
        own = [(each.start, each.end) for each in index.sentences_of(passage)]
        assert own == [(each.start, each.end) for each in local.sentences_of(passage)]


def test_a_block_is_found_by_a_character(index: Index, local: Index) -> None:
    for document_id in local.documents:
        for position in (0, 100, 10**6):
            found = index.block_at(document_id, position)
            assert found == local.block_at(document_id, position)


def test_embeddings_of_sentences_are_kept(index: Index, local: Index) -> None:
    for document_id in local.documents:
        own = index.sentences.of_document(document_id)
        others = local.sentences.of_document(document_id)
        # Some stand in no passage.
        kept = [at for at, each in enumerate(own) if index.sentences.has_embedding(each)]
        assert len(kept) == len(own)
        assert np.array_equal(index.vectors_of(own), local.vectors_of(others))
        for one, other in zip(index.tokens_of(own), local.tokens_of(others), strict=True):
            assert np.array_equal(one, other)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_candidates_have_the_same_scores(
    index: Index, local: Index, question: str
) -> None:
    vector = EMBEDDER.embed_query(question)
    for language, partition in local.partitions.items():
        few = index.partitions[language].candidates(vector, question, 5)
        others = partition.candidates(vector, question, 5)  # of equals, either may be among them
        for one, other in zip(few, others, strict=True):
            assert sorted(one.values())[-5:] == pytest.approx(sorted(other.values())[-5:], rel=0.05)
        expected = partition.candidates(vector, question, EVERY)
        found = index.partitions[language].candidates(vector, question, EVERY)
        assert found.cosines == pytest.approx(expected.cosines, abs=1e-5)
        assert found.scores == pytest.approx(expected.scores, rel=0.05, abs=0.15)
        numbers = list(found.cosines)
        best = index.best_sentence_cosines(numbers, vector)
        assert np.allclose(best, local.best_sentence_cosines(numbers, vector))


@pytest.mark.parametrize("question", QUESTIONS)
def test_words_are_looked_for_in_the_same_variants(
    index: Index, local: Index, question: str
) -> None:
    for language, partition in local.partitions.items():
        words = index.partitions[language].words
        for kinds in (VARIANTS, OWN_LANGUAGE, frozenset()):
            assert words.variants(question, kinds) == partition.words.variants(question, kinds)
        asked = list(partition.words.variants(question))
        assert words.rarities(asked) == partition.words.rarities(asked)
        found = words.search(question, 5, frozenset())
        expected = partition.words.search(question, 5, frozenset())
        assert [number for number, _ in found] == [number for number, _ in expected]
        assert dict(found) == pytest.approx(dict(expected), rel=1e-5)
        for word in question.split():
            assert words.knows(word) == partition.words.knows(word)
        assert words.words_near("libary") == partition.words.words_near("libary")


@pytest.mark.parametrize("scope", SCOPES)
def test_a_filter_lets_the_same_through(index: Index, local: Index, scope: Scope) -> None:
    subset, expected = index.within(scope), local.within(scope)
    assert dict(subset.documents) == dict(expected.documents)
    assert len(subset.documents) == len(expected.documents)
    question = "kameror hamn cameras harbour"
    vector = EMBEDDER.embed_query(question)
    for language, partition in subset.partitions.items():
        found = partition.candidates(vector, question, EVERY)
        if language in expected.partitions:
            other = expected.partitions[language].candidates(vector, question, EVERY)
            assert found.cosines == pytest.approx(other.cosines, abs=1e-5)
            assert found.scores == pytest.approx(other.scores, rel=0.05, abs=0.15)
        else:
            assert found == ({}, {})


def test_only_the_documents_named_are_let_through(index: Index, local: Index) -> None:
    one, other, *_ = local.documents
    subset = index.within(Scope(documents=[one, other]))
    assert list(subset.documents) == [one, other]
    vector = EMBEDDER.embed_query("harbour")
    found: list[Passage] = [
        index.passages[number]
        for partition in subset.partitions.values()
        for number in partition.candidates(vector, "harbour", 50).cosines
    ]
    assert {each.document_id for each in found} <= {one, other}
    assert len(found) == sum(local.passages.per_document()[each] for each in (one, other))


def test_there_is_no_newer_state_of_what_did_not_change(index: Index) -> None:
    assert index.newer() is None
