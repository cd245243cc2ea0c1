"""Documents that wait are found by words, read from a file that nobody sees."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from index.build import segment_of_words
from index.split.passages import SplitSettings
from index.types import Document
from index.waiting.words import PassageTexts, WaitingWords
from tests.fakes import HashedTokensEmbedder, make_document, sample_documents

SPLIT = SplitSettings(max_tokens=40)


def waiting(folder: Path, documents: list[Document]) -> WaitingWords:
    """They, in a file in `folder`."""
    return WaitingWords.of(documents, folder, HashedTokensEmbedder(), SPLIT)


def test_the_file_has_what_the_segment_has(tmp_path: Path) -> None:
    held = waiting(tmp_path, sample_documents())
    made, texts = segment_of_words(sample_documents(), HashedTokensEmbedder(), SPLIT)
    assert list(tmp_path.iterdir()) == []
    for _ in range(2):  # the second time when its memory was freed
        kept, meant = held.segment.to_arrays(), made.to_arrays()
        assert kept.keys() == meant.keys()
        assert all(np.array_equal(kept[name], meant[name]) for name in meant)
        rows = range(len(made.document_ids))
        assert [held.segment.document(row) for row in rows] == [made.document(row) for row in rows]
        assert dict(PassageTexts([held])) == texts
        held.segment.release()


def test_a_passage_is_found_in_the_part_that_has_it(tmp_path: Path) -> None:
    first, second = sample_documents()[:2]
    parts = [waiting(tmp_path, [first]), waiting(tmp_path, [second])]
    texts = PassageTexts(parts)
    assert len(texts) == sum(len(each.passage_ids) for each in parts)
    assert len({*texts.values()}) > 1
    assert all(texts[int(each.passage_ids[0])] == each.passage_texts[0] for each in parts)
    with pytest.raises(KeyError):
        _ = texts[-1]


def test_which_documents_are_left(tmp_path: Path) -> None:
    held = waiting(tmp_path, [make_document("One.", "a"), make_document("Two.", "b")])
    assert held.left({"b", "c"}) == ["b"]


def test_a_document_without_passages_can_wait(tmp_path: Path) -> None:
    held = waiting(tmp_path, [make_document("", "a")])
    assert (len(held.passage_ids), held.segment.document(0).text) == (0, "")


def test_little_of_them_is_in_memory(tmp_path: Path) -> None:
    said = " ".join(f"The crane on pier {number} was moved." for number in range(8_000))
    waiting(tmp_path, [make_document(said)])  # loads what splits
    tracemalloc.start()
    try:
        many = waiting(tmp_path, [make_document(said)])
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(many.passage_ids) > 100
    assert held < len(said)
