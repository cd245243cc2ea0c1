"""What an index shows of its segments: live documents, their passages and sentences.

A Document, Passage or Sentence is made when somebody asks for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from index.embed.token_codes import decode_tokens
from index.search.protocol import Documents, Passages, Sentences
from index.search.vectors import rows_of
from index.store.segment import PassageTable, Segment
from index.types import Block, Document, DocumentFacts, Passage, Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.types import Vectors

MAX_CACHED_DOCUMENTS = 32  # whose text need not be decoded again
MAX_FOUND_DOCUMENTS = 1_024  # of which it is remembered where they are


class SegmentView:
    """A segment as an index shows it: without documents that have a tombstone."""

    def __init__(
        self, segment: Segment, live: NDArray[np.bool_] | None = None, first_sentence: int = 0
    ) -> None:
        """`live`: which documents have no tombstone (None: all). `first_sentence`: the row that the
        segment's first sentence has in the index.
        """
        self.segment = segment
        self.live = live
        self.first_sentence = first_sentence

    @cached_property
    def document_rows(self) -> NDArray[np.int64]:
        """The rows of live documents, sorted by their ids."""
        import numpy as np

        rows = np.arange(len(self.segment.document_ids))
        return rows if self.live is None else rows[self.live]

    def row_of(self, document_id: str) -> int | None:
        """The row of a document; None where it is not here or has a tombstone."""
        row = self.segment.document_ids.place_of(document_id)
        return row if row is not None and (self.live is None or self.live[row]) else None

    def only(self, rows: Sequence[int]) -> SegmentView:
        """The same with the documents in `rows` alone."""
        import numpy as np

        live = np.zeros(len(self.segment.document_ids), dtype=np.bool_)
        live[rows] = True
        return SegmentView(self.segment, live, self.first_sentence)

    def live_in(self, table: PassageTable) -> NDArray[np.bool_] | None:
        """Which of a table's passages are live (None: all)."""
        return None if self.live is None else self.live[table.documents]

    def passage_count(self) -> int:
        """How many passages are live."""
        return sum(len(self.passage_rows(each)) for each in self.segment.passages.values())

    def passage_rows(self, table: PassageTable) -> NDArray[np.int64]:
        """The rows of a table's live passages."""
        import numpy as np

        live = self.live_in(table)
        return np.arange(len(table.ids)) if live is None else np.flatnonzero(live)

    def sentence_count(self) -> int:
        """How many sentences are live."""
        import numpy as np

        return int(np.diff(self.segment.sentence_offsets)[self.document_rows].sum())

    def passage(self, language: str, row: int) -> Passage:
        """The passage in a row of the table of `language`."""
        table = self.segment.passages[language]
        document = self.segment.document_ids[int(table.documents[row])]
        start, end = int(table.starts[row]), int(table.ends[row])
        return Passage(int(table.ids[row]), document, start, end, language)

    def sentences(self, document: int, first: int, last: int) -> list[Sentence]:
        """The sentences in the rows [first, last) of the segment, all of one document's."""
        document_id = self.segment.document_ids[document]
        starts = self.segment.sentence_starts[first:last].tolist()
        ends = self.segment.sentence_ends[first:last].tolist()
        rows = range(self.first_sentence + first, self.first_sentence + last)
        return [
            Sentence(row, document_id, *each) for row, *each in zip(rows, starts, ends, strict=True)
        ]


class DocumentsView(Documents):
    """An index's documents by id, in the order of their ids."""

    def __init__(self, views: Sequence[SegmentView]) -> None:
        self._parts = views
        self._read = lru_cache(maxsize=MAX_CACHED_DOCUMENTS)(self._document)
        self._find = lru_cache(maxsize=MAX_FOUND_DOCUMENTS)(self._found)

    def find_document(self, document_id: str) -> tuple[SegmentView, int]:
        """The view that has a document, and its row. Raises KeyError."""
        return self._find(document_id)

    def _found(self, document_id: str) -> tuple[SegmentView, int]:
        for view in self._parts:
            if (row := view.row_of(document_id)) is not None:
                return view, row
        raise KeyError(document_id)

    def facts(self) -> Iterator[DocumentFacts]:
        """What is known of each document, by id, without reading its text."""
        for document_id in self:
            view, row = self.find_document(document_id)
            yield view.segment.facts_in(row)

    def page_counts(self) -> dict[str, int]:
        """How many pages each document with pages has, by its id."""
        counts = {
            view.segment.document_ids[row]: view.segment.page_count(row)
            for view in self._parts
            for row in view.document_rows.tolist()
        }
        return {each: pages for each, pages in counts.items() if pages}

    def searched_shares(self) -> dict[str, float]:
        """Each document's `Document.searched_share`, by its id, without reading it."""
        return {
            view.segment.document_ids[row]: share
            for view in self._parts
            for row, share in enumerate(view.segment.layouts.searched_shares().tolist())
            if view.live is None or view.live[row]
        }

    def block_at(self, document_id: str, position: int) -> Block | None:
        """The block that holds a character of a document; its text is not decoded."""
        view, row = self.find_document(document_id)
        return view.segment.layouts.block_at(row, position)

    def prefetch(self, document_ids: Collection[str]) -> None:
        """Do nothing: all are at hand."""

    def __getitem__(self, document_id: str) -> Document:
        return self._read(document_id)

    def _document(self, document_id: str) -> Document:
        view, row = self.find_document(document_id)
        return view.segment.document(row)

    def __contains__(self, document_id: object) -> bool:
        # Mapping's own would read the document.
        return isinstance(document_id, str) and any(
            view.row_of(document_id) is not None for view in self._parts
        )

    def __iter__(self) -> Iterator[str]:
        return merge(*(_ids(view) for view in self._parts))

    def __len__(self) -> int:
        return sum(len(view.document_rows) for view in self._parts)


def _ids(view: SegmentView) -> Iterator[str]:
    return (view.segment.document_ids[row] for row in view.document_rows.tolist())


class PassagesView(Passages):
    """An index's passages by id."""

    def __init__(self, views: Sequence[SegmentView]) -> None:
        self._parts = views

    def find_passage(self, number: int) -> tuple[SegmentView, str, int]:
        """The view that has a passage, its language and its row in that table. Raises KeyError."""
        for view in self._parts:
            for language, table in view.segment.passages.items():
                row = int(table.ids.searchsorted(number))
                held = row < len(table.ids) and int(table.ids[row]) == number
                if held and (view.live is None or view.live[table.documents[row]]):
                    return view, language, row
        raise KeyError(number)

    def __getitem__(self, number: int) -> Passage:
        view, language, row = self.find_passage(number)
        return view.passage(language, row)

    def __iter__(self) -> Iterator[int]:
        for view in self._parts:
            for table in view.segment.passages.values():
                yield from table.ids[view.passage_rows(table)].tolist()

    def __len__(self) -> int:
        return sum(view.passage_count() for view in self._parts)

    def sentences_of(self, passage: Passage) -> list[Sentence]:
        """A passage's sentences, in order."""
        view, language, row = self.find_passage(passage.id)
        table = view.segment.passages[language]
        first, last = int(table.first_sentences[row]), int(table.last_sentences[row])
        return view.sentences(int(table.documents[row]), first, last)

    def per_document(self) -> Counter[str]:
        """How many passages each document has, by its id."""
        import numpy as np

        counts: Counter[str] = Counter()
        for view in self._parts:
            for table in view.segment.passages.values():
                held = np.bincount(table.documents[view.passage_rows(table)])
                for row in np.flatnonzero(held).tolist():
                    counts[view.segment.document_ids[row]] += int(held[row])
        return counts

    def best_cosines(self, numbers: Sequence[int], vector: Vectors) -> NDArray[np.float64]:
        """The highest dot product of each passage's sentences with `vector`; NaN without any."""
        import numpy as np

        wanted = np.asarray(numbers, dtype=np.int64)
        best = np.full(len(wanted), np.nan)
        for view in self._parts:
            for table in view.segment.passages.values():
                places, rows = rows_of(wanted, table.ids, view.live_in(table))
                if len(rows) and view.segment.has_sentence_embeddings:
                    best[places] = view.segment.best_cosines(table, rows, vector)
        return best


class SentencesView(Sentences):
    """An index's sentences; each document's stand in order."""

    def __init__(self, views: Sequence[SegmentView]) -> None:
        self._parts = views
        self._firsts = [view.first_sentence for view in views]

    def __iter__(self) -> Iterator[Sentence]:
        for view in self._parts:
            offsets = view.segment.sentence_offsets.tolist()
            for document in view.document_rows.tolist():
                yield from view.sentences(document, offsets[document], offsets[document + 1])

    def __len__(self) -> int:
        return sum(view.sentence_count() for view in self._parts)

    def of_document(self, document_id: str) -> list[Sentence]:
        """A document's sentences, in order. Raises KeyError."""
        for view in self._parts:
            if (row := view.row_of(document_id)) is not None:
                first, last = view.segment.sentence_offsets[row : row + 2].tolist()
                return view.sentences(row, first, last)
        raise KeyError(document_id)

    def before(self, sentence: Sentence, count: int) -> list[Sentence]:
        """Up to `count` sentences that stand before one in its document."""
        view, row = self._find(sentence)
        document, first, _ = _document_of(view, row)
        return view.sentences(document, max(first, row - count), row)

    def after(self, sentence: Sentence, count: int) -> list[Sentence]:
        """Up to `count` sentences that stand after one in its document."""
        view, row = self._find(sentence)
        document, _, last = _document_of(view, row)
        return view.sentences(document, row + 1, min(last, row + 1 + count))

    def has_embedding(self, sentence: Sentence) -> bool:
        """Whether the index keeps the sentence's embedding."""
        return self._find(sentence)[0].segment.has_sentence_embeddings

    def vectors_of(self, sentences: Sequence[Sentence]) -> Vectors:
        """The sentences' unit vectors, float32[len(sentences), d]."""
        import numpy as np

        vectors = [
            segment.sentence_vectors.decode(rows) for segment, rows in self._in_runs(sentences)
        ]
        return np.concatenate(vectors)

    def tokens_of(self, sentences: Sequence[Sentence]) -> list[Vectors]:
        """For each sentence, a unit vector for each of its tokens, float32[tokens, BITS]."""
        import numpy as np

        found: list[Vectors] = []
        for segment, rows in self._in_runs(sentences):
            codes = segment.token_codes.take(rows)
            found += np.split(decode_tokens(codes.bits[:]), codes.offsets[1:-1])
        return found

    def _in_runs(
        self, sentences: Sequence[Sentence]
    ) -> Iterator[tuple[Segment, NDArray[np.int64]]]:
        """The segment and rows of each run of sentences that stand in the same one."""
        import numpy as np

        for view, run in groupby(map(self._find, sentences), key=itemgetter(0)):
            yield view.segment, np.array([row for _, row in run])

    def _find(self, sentence: Sentence) -> tuple[SegmentView, int]:
        """The view that has a sentence, and its row in the segment."""
        view = self._parts[bisect_right(self._firsts, sentence.row) - 1]
        return view, sentence.row - view.first_sentence


def _document_of(view: SegmentView, row: int) -> tuple[int, int, int]:
    """The row of the document that has the sentence in `row`, and that of its sentences [first,
    last).
    """
    offsets = view.segment.sentence_offsets
    document = int(offsets.searchsorted(row, side="right")) - 1
    return document, int(offsets[document]), int(offsets[document + 1])
