"""The index on this machine: passages in the arrays of segments, in memory or mapped from files.

A Document, Passage or Sentence is made when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from types import MappingProxyType
from typing import TYPE_CHECKING

from index.index import Index, Indexing
from index.language.lexicons import LEXICONS
from index.search.bm25 import BM25Index, SegmentPostings
from index.search.compounds import Compounds, Frequencies, frequencies_of
from index.search.protocol import Candidates, DocumentFilter, Partition, Subset
from index.search.vectors import SegmentVectors, VectorIndex
from index.search.word_search import OWN_LANGUAGE, VariantKind
from index.split.passages import SplitSettings
from index.store.live_documents import DocumentsView, PassagesView, SegmentView, SentencesView
from index.store.segment import PassageTable, Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.types import Vectors

    _Held = Sequence[tuple[PassageTable, NDArray[np.bool_] | None]]


@dataclass(frozen=True, slots=True)
class LocalPartition(Partition):
    """The two legs of search over the passages of one language."""

    vectors: VectorIndex
    words: BM25Index

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self.vectors)

    def candidates(
        self, vector: Vectors, text: str, k: int, kinds: frozenset[VariantKind] = OWN_LANGUAGE
    ) -> Candidates:
        """The `k` passages nearest to `vector`, and the `k` best by the words of `text`."""
        cosines = dict(self.vectors.search(vector, k))
        scores = dict(self.words.search(text, k, kinds))
        # A passage that only the words brought has a cosine too, unless it is not embedded yet.
        if unseen := [number for number in scores if number not in cosines]:
            found = (self.vectors.vectors_of(unseen) @ vector).tolist()
            known = zip(unseen, found, strict=True)
            cosines |= {number: cosine for number, cosine in known if not isnan(cosine)}
        return Candidates(cosines, scores)


class LocalIndex(Index):
    """An index of segments."""

    documents: DocumentsView
    partitions: Mapping[str, LocalPartition]

    def __init__(
        self,
        *,
        embedder_name: str,
        split: SplitSettings,
        segments: Sequence[tuple[Segment, NDArray[np.bool_] | None]],
        compounds: Mapping[str, Compounds],
        indexing: Indexing,
        unembedded: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        """Hold segments, each with which of its documents are live (None: all).

        `compounds`: of each language that writes them as one word, over all segments.
        `unembedded`: what is to be embedded of passages that have no vector yet, by id.
        """
        self.split = split
        self.compounds = compounds
        self.views = _parts(segments)
        super().__init__(
            embedder_name=embedder_name,
            documents=DocumentsView(self.views),
            passages=PassagesView(self.views),
            sentences=SentencesView(self.views),
            partitions={
                language: _partition(language, self.views, compounds.get(language))
                for language in _languages(self.views)
            },
            indexing=indexing,
            unembedded=unembedded,
        )

    @property
    def embedded_share(self) -> float:
        """The share, 0..1, of the passages that can be found by meaning, not by words alone."""
        counts = [(view.passage_count(), view.segment.has_passage_vectors) for view in self.views]
        total = sum(count for count, _ in counts)
        return sum(count for count, embedded in counts if embedded) / total if total else 1.0

    def choose(self, wanted: DocumentFilter) -> Subset:
        """The documents that `wanted` lets through, and the search among only their passages."""
        views = [view.only(_rows_let_through(view, wanted)) for view in self.views]
        partitions = {
            language: _narrowed(self.partitions[language], _held(language, views))
            for language in _languages(views)
        }
        return Subset(DocumentsView(views), partitions)


def find_compounds(
    views: Sequence[SegmentView], before: LocalIndex | None = None
) -> dict[str, Compounds]:
    """The compounds of every language that writes them as one word; what `before` knows is not
    found again.
    """
    found = {}
    for language, lexicon in sorted(LEXICONS.items()):
        links = lexicon.compound_links
        if links and _held(language, views):
            now = _frequencies(language, views)
            if before is not None and language in before.compounds:
                old = _frequencies(language, before.views)
                found[language] = before.compounds[language].updated(old, now, links)
            else:
                found[language] = Compounds.of(now, links)
    return found


def _frequencies(language: str, views: Sequence[SegmentView]) -> Frequencies:
    return frequencies_of((table.postings, live) for table, live in _held(language, views))


def _parts(segments: Sequence[tuple[Segment, NDArray[np.bool_] | None]]) -> tuple[SegmentView, ...]:
    views, first = [], 0
    for segment, live in segments:
        views.append(SegmentView(segment, live, first))
        first += len(segment.sentence_starts)
    return tuple(views)


def _languages(views: Sequence[SegmentView]) -> list[str]:
    found = {
        language
        for view in views
        for language, table in view.segment.passages.items()
        if len(view.passage_rows(table))
    }
    return sorted(found)


def _rows_let_through(view: SegmentView, wanted: DocumentFilter) -> list[int]:
    rows: Iterable[int] = view.document_rows.tolist()
    if wanted.documents:
        rows = (row for each in wanted.documents if (row := view.row_of(each)) is not None)
    facts = ((row, view.segment.facts_in(row)) for row in rows)
    return [row for row, each in facts if wanted.allows(each.language, each.published)]


def _held(language: str, views: Sequence[SegmentView]) -> _Held:
    """The passages of a language, each with which of them are live."""
    return [
        (table, view.live_in(table))
        for view in views
        if (table := view.segment.passages.get(language)) is not None
    ]


def _partition(
    language: str, views: Sequence[SegmentView], compounds: Compounds | None
) -> LocalPartition:
    held = _held(language, views)
    return LocalPartition(_vectors(held), BM25Index(language, _postings(held), compounds))


def _narrowed(whole: LocalPartition, held: _Held) -> LocalPartition:
    """The same partition with fewer passages."""
    return LocalPartition(_vectors(held), whole.words.among(_postings(held)))


def _vectors(held: _Held) -> VectorIndex:
    return VectorIndex([SegmentVectors(table.vectors, table.ids, live) for table, live in held])


def _postings(held: _Held) -> list[SegmentPostings]:
    return [SegmentPostings(table.postings, table.ids, live) for table, live in held]
