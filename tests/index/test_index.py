"""A subset of an index: search among it is exhaustive search of all with the others left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import make_segment
from index.index import Indexing
from index.local_index import LocalIndex, LocalPartition, find_compounds
from index.split.passages import SplitSettings
from index.store.files.texts import Texts
from index.store.live_documents import SegmentView
from index.store.segment import Segment
from index.types import Document
from qa.understand.filters import Scope
from tests.fakes import HashedWordsEmbedder, sample_documents

EMBEDDER = HashedWordsEmbedder()
EVERYTHING = 1_000
WORDS = "harbour camera kameror hamnkamera hamn lamp 2019 quay".split()


def segment_of(documents: Sequence[Document]) -> Segment:
    """The segment of these documents."""
    return make_segment(documents, EMBEDDER, SplitSettings())[0]


def index_of(*views: SegmentView) -> LocalIndex:
    """An index of segments, of each the documents that are not deleted."""
    return LocalIndex(
        embedder_name=EMBEDDER.name,
        split=SplitSettings(),
        segments=[(view.segment, view.live) for view in views],
        compounds=find_compounds(views),
        indexing=Indexing(0, 0),
    )


@dataclass(frozen=True)
class Kept:
    """A document, the segment it is in, and whether it was deleted."""

    document: Document
    segment: int
    deleted: bool


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
kept = st.builds(
    Kept,
    st.builds(
        Document,
        id=st.integers(0, 99).map("{}.txt".format),
        title=st.just("Title"),
        text=texts,
        language=st.sampled_from(["en", "sv"]),
        published=st.sampled_from([None, "2018", "2019-05-01", "2020-12"]),
    ),
    st.integers(0, 2),
    st.booleans(),
)


def divided(corpus: Sequence[Kept]) -> LocalIndex:
    """An index of up to three segments with what is deleted hidden."""
    views = []
    for number in range(3):
        own = sorted(
            (each for each in corpus if each.segment == number), key=lambda each: each.document.id
        )
        live = np.array([not each.deleted for each in own], dtype=np.bool_)
        if own:
            views.append(SegmentView(segment_of([each.document for each in own]), live))
    return index_of(*views)


@given(
    st.lists(kept, max_size=14, unique_by=lambda each: each.document.id),
    st.sets(st.integers(0, 99).map("{}.txt".format), max_size=40),
    st.sampled_from([(), ("sv",), ("en", "sv")]),
    st.sampled_from([None, "2019", "2019-06"]),
    texts,
    st.integers(1, 8),
)
def test_search_within_a_subset_is_exhaustive_search_without_the_others(
    corpus: list[Kept],
    chosen: set[str],
    languages: tuple[str, ...],
    since: str | None,
    asked: str,
    k: int,
) -> None:
    index = divided(corpus)
    allowed = {
        document.id
        for document in index.documents.values()
        if (not chosen or document.id in chosen)
        and (not languages or document.language in languages)
        and (since is None or (document.published or "") >= since)
    }
    subset = index.within(Scope(documents=chosen, languages=languages, since=since))
    assert list(subset.documents) == sorted(allowed)
    left = [each for each in index.passages.values() if each.document_id in allowed]
    assert set(subset.partitions) == {each.language for each in left}
    numbers = {each.id for each in left}
    vector = EMBEDDER.embed_query(asked)
    for language, found in subset.partitions.items():
        assert isinstance(found, LocalPartition)
        whole = index.partitions[language]
        nearest = [pair for pair in whole.vectors.search(vector, EVERYTHING) if pair[0] in numbers]
        assert found.vectors.search(vector, k) == nearest[:k]
        matching = [pair for pair in whole.words.search(asked, EVERYTHING) if pair[0] in numbers]
        assert found.words.search(asked, k) == matching[:k]


def test_which_documents_are_let_through_is_decided_without_their_texts() -> None:
    textless = replace(segment_of(sample_documents()), texts=Texts.of([]))
    index = index_of(SegmentView(textless))
    assert list(index.within(Scope(languages=["sv"])).documents) == ["svenska/hamnen.txt"]
    assert "harbour.md" in index.documents
    with pytest.raises(IndexError):
        index.documents["harbour.md"]


def test_what_equal_filters_let_through_is_decided_once() -> None:
    @dataclass(frozen=True)
    class Noting:
        documents: tuple[str, ...] = ()
        languages: tuple[str, ...] = ()
        since: str | None = None
        until: str | None = None
        asked: list[str] = field(default_factory=list, compare=False)

        def allows(self, language: str, published: str | None) -> bool:
            self.asked.append(language)
            return language == "en"

    index = index_of(SegmentView(segment_of(sample_documents())))
    one, other = Noting(), Noting()
    assert index.within(one) is index.within(other)
    assert (sorted(one.asked), other.asked) == (["en", "en", "sv"], [])
    assert list(index.within(Noting(("library.txt",))).documents) == ["library.txt"]
