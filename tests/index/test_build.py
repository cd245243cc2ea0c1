"""Building: what an index holds, and what is not embedded again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.build import build_index, known_vectors, make_segment
from index.errors import EmbedderError
from index.local_index import LocalIndex, find_compounds
from index.split.passages import SplitSettings, embedded_text
from index.store.live_documents import SegmentView
from index.types import Document
from tests.fakes import HashedWordsEmbedder, make_document, sample_documents

if TYPE_CHECKING:
    from index.types import Vectors

SETTINGS = SplitSettings(max_tokens=40)


def build(
    documents: list[Document], previous: LocalIndex | None = None
) -> tuple[LocalIndex, list[str]]:
    """The index of `documents`, and the texts that had to be embedded for it."""
    embedder = HashedWordsEmbedder()
    if previous is None:
        return build_index(documents, embedder, SETTINGS), embedder.embedded
    found = [previous.documents.find_document(each) for each in previous.documents]
    known = known_vectors([(view.segment, row) for view, row in found], SETTINGS, lambda text: True)
    segment, indexing = make_segment(documents, embedder, SETTINGS, known)
    index = LocalIndex(
        embedder_name=embedder.name,
        split=SETTINGS,
        segments=[(segment, None)],
        compounds=find_compounds([SegmentView(segment)]),
        indexing=indexing,
    )
    return index, embedder.embedded


def assert_equal_indexes(one: LocalIndex, other: LocalIndex) -> None:
    """The same passages, sentences, vectors and search results."""
    assert one.documents == other.documents
    assert one.passages == other.passages
    assert tuple(one.sentences) == tuple(other.sentences)
    for passage in one.passages.values():
        assert one.sentences_of(passage) == other.sentences_of(passage)
    sentences = list(one.sentences)
    np.testing.assert_array_equal(one.vectors_of(sentences), other.vectors_of(sentences))
    query = HashedWordsEmbedder().embed_query("cameras in the harbour")
    for language in {*one.languages, *other.languages}:
        mine, theirs = one.partitions[language], other.partitions[language]
        assert mine.vectors.search(query, 99) == theirs.vectors.search(query, 99)
        question = "cameras telescopes kameror hamnen"
        assert mine.words.search(question, 99) == theirs.words.search(question, 99)


def edited(document: Document, old: str, new: str) -> Document:
    """The document with `old` replaced by `new`."""
    assert old in document.text
    text = document.text.replace(old, new)
    return make_document(text, document.id, document.title, document.language)


def test_each_language_has_its_passages_and_no_others() -> None:
    index, _ = build(sample_documents())
    assert index.languages == ("en", "sv")
    query = HashedWordsEmbedder().embed_query("cameras")
    for language, partition in index.partitions.items():
        found = {number for number, _ in partition.vectors.search(query, 99)}
        assert found == {each.id for each in index.passages.values() if each.language == language}


def test_search_for_a_passages_own_words_finds_it() -> None:
    index, _ = build(sample_documents())
    query = HashedWordsEmbedder().embed_query("A telescope may be kept for two weeks")
    (number, _), *_ = index.partitions["en"].vectors.search(query, 1)
    assert "telescope" in index.text_of(index.passages[number])


def test_a_passage_has_its_sentences_and_they_the_vectors_of_their_texts() -> None:
    index, _ = build(sample_documents())
    for passage in index.passages.values():
        sentences = index.sentences_of(passage)
        assert (sentences[0].start, sentences[-1].end) == (passage.start, passage.end)
        texts = [embedded_text(index.text_of(each)) for each in sentences]
        expected = HashedWordsEmbedder().embed_passages(texts)
        np.testing.assert_allclose(index.vectors_of(sentences), expected, atol=4e-3)


def test_the_order_of_documents_does_not_matter() -> None:
    documents = sample_documents()
    assert_equal_indexes(build(documents)[0], build(documents[::-1])[0])


def test_the_corpus_hash_tells_texts_and_ids_apart_but_not_their_order() -> None:
    a, b = make_document("Divers came.", "a"), make_document("Fish left.", "b")
    renamed = make_document("Fish left.", "c")
    joined = make_document("Divers came.bFish left.", "a")
    hashes = [build(each)[0].corpus_hash for each in ([a, b], [b, a], [a, renamed], [joined])]
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3


def test_a_text_that_stands_in_several_documents_is_embedded_once() -> None:
    _, embedded = build([make_document("Divers came.", name) for name in ("a", "b", "c")])
    assert len(embedded) == len(set(embedded))


def test_unchanged_documents_are_not_embedded_again() -> None:
    previous, _ = build(sample_documents())
    index, embedded = build(sample_documents(), previous)
    assert embedded == []
    assert_equal_indexes(index, previous)


def test_of_an_edited_document_only_what_changed_is_embedded() -> None:
    harbour, library, hamnen = sample_documents()
    previous, _ = build([harbour, library, hamnen])
    changed = [harbour, edited(library, "has no cameras", "has two clocks"), hamnen]
    index, embedded = build(changed, previous)
    assert "The reading room has two clocks." in embedded
    assert all("two clocks" in text for text in embedded)
    assert_equal_indexes(index, build(changed)[0])


def test_a_removed_document_is_gone_and_costs_nothing() -> None:
    documents = sample_documents()
    previous, _ = build(documents)
    index, embedded = build(documents[:2], previous)
    assert embedded == []
    assert_equal_indexes(index, build(documents[:2])[0])


def test_passages_that_moved_are_placed_anew() -> None:
    documents = sample_documents()
    previous, _ = build(documents)
    moved = [edited(documents[0], "Cameras in the harbour\n", "Cameras in the harbour\n\n\n")]
    index, _ = build(moved, previous)
    assert_equal_indexes(index, build(moved)[0])


@pytest.mark.parametrize("others", [[], [make_document("Hamn.", "b", language="no")]])
def test_a_document_whose_language_is_judged_anew_moves_to_the_other_language(
    others: list[Document],
) -> None:
    previous, _ = build([make_document("Hamn.", language="sv"), *others])
    changed = [make_document("Hamn.", language="no"), *others]
    assert_equal_indexes(build(changed, previous)[0], build(changed)[0])


def test_progress_ends_when_all_is_embedded() -> None:
    reports: list[tuple[int, int]] = []
    embedder = HashedWordsEmbedder()
    documents = [make_document(f"Diver number {n} came.", str(n)) for n in range(50)]
    build_index(documents, embedder, SETTINGS, progress=lambda *report: reports.append(report))
    total = len(embedder.embedded)
    assert reports[0] == (0, total)
    assert reports[-1] == (total, total)
    assert reports == sorted(reports)


def test_documents_that_are_only_boilerplate_make_an_empty_index() -> None:
    index, embedded = build([make_document("© 2019 AFP\n\nLeave a Comment\n")])
    assert (len(index.documents), index.languages, embedded) == (1, (), [])


class LongVectorsEmbedder(HashedWordsEmbedder):
    """Its vectors are not of length 1."""

    def embed_query(self, text: str) -> Vectors:
        return 2 * super().embed_query(text)


def test_an_embedder_that_breaks_its_contract_makes_no_index() -> None:
    with pytest.raises(EmbedderError):
        build_index(sample_documents(), LongVectorsEmbedder(), SETTINGS)
