"""What of a segment is in an index, and the index's documents, passages and sentences seen through
such parts. Nothing is made of them before somebody asks for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from index.embed.token_codes import vectors_of
from index.search.vectors import rows_of
from index.store.segment import Block, Segment
from index.types import Document, DocumentFacts, Passage, Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed.protocol import Vectors

DOCUMENTS_AT_HAND = 32  # whose text need not be decoded again


class Part:
    """A segment of an index, without the documents that are deleted."""

    def __init__(
        self, segment: Segment, alive: NDArray[np.bool_] | None = None, first_sentence: int = 0
    ) -> None:
        """`alive`: which documents are not deleted, None where none is. `first_sentence`: the row
        that the segment's first sentence has in the index.
        """
        self.segment = segment
        self.alive = alive
        self.first_sentence = first_sentence

    @cached_property
    def document_rows(self) -> NDArray[np.int64]:
        """The rows of the documents that are not deleted, sorted by their ids."""
        import numpy as np

        rows = np.arange(len(self.segment.document_ids))
        return rows if self.alive is None else rows[self.alive]

    def find(self, document_id: str) -> int | None:
        """The row of a document; None where it is not here, or deleted."""
        row = self.segment.document_ids.find(document_id)
        return row if row is not None and (self.alive is None or self.alive[row]) else None

    def only(self, rows: Sequence[int]) -> Part:
        """The same with the documents in `rows` alone."""
        import numpy as np

        alive = np.zeros(len(self.segment.document_ids), dtype=np.bool_)
        alive[rows] = True
        return Part(self.segment, alive, self.first_sentence)

    def alive_in(self, block: Block) -> NDArray[np.bool_] | None:
        """Which of a block's passages are not deleted; None where none is."""
        return None if self.alive is None else self.alive[block.documents]

    def passage_count(self) -> int:
        """How many passages are not deleted."""
        return sum(len(self.passage_rows(each)) for each in self.segment.blocks.values())

    def passage_rows(self, block: Block) -> NDArray[np.int64]:
        """The rows of a block's passages that are not deleted."""
        import numpy as np

        alive = self.alive_in(block)
        return np.arange(len(block.ids)) if alive is None else np.flatnonzero(alive)

    def sentence_count(self) -> int:
        """How many sentences are not deleted."""
        import numpy as np

        return int(np.diff(self.segment.sentence_offsets)[self.document_rows].sum())

    def passage(self, language: str, row: int) -> Passage:
        """The passage in a row of the block of `language`."""
        block = self.segment.blocks[language]
        document = self.segment.document_ids[int(block.documents[row])]
        start, end = int(block.starts[row]), int(block.ends[row])
        return Passage(int(block.ids[row]), document, start, end, language)

    def sentences(self, document: int, first: int, last: int) -> list[Sentence]:
        """The sentences in the rows [first, last) of the segment, all of one document's."""
        document_id = self.segment.document_ids[document]
        starts = self.segment.sentence_starts[first:last].tolist()
        ends = self.segment.sentence_ends[first:last].tolist()
        rows = range(self.first_sentence + first, self.first_sentence + last)
        return [
            Sentence(row, document_id, *each) for row, *each in zip(rows, starts, ends, strict=True)
        ]


class Documents(Mapping[str, Document]):
    """An index's documents by id, in the order of their ids."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._read = lru_cache(maxsize=DOCUMENTS_AT_HAND)(self._document)

    def find(self, document_id: str) -> tuple[Part, int]:
        """The part that has a document, and its row. Raises KeyError."""
        for part in self._parts:
            if (row := part.find(document_id)) is not None:
                return part, row
        raise KeyError(document_id)

    def facts(self) -> Iterator[DocumentFacts]:
        """What is known of each document, by id, without reading its text."""
        for document_id in self:
            part, row = self.find(document_id)
            yield part.segment.facts_in(row)

    def __getitem__(self, document_id: str) -> Document:
        return self._read(document_id)

    def _document(self, document_id: str) -> Document:
        part, row = self.find(document_id)
        return part.segment.document(row)

    def __contains__(self, document_id: object) -> bool:
        # Mapping's own would read the document.
        return isinstance(document_id, str) and any(
            part.find(document_id) is not None for part in self._parts
        )

    def __iter__(self) -> Iterator[str]:
        return merge(*(_ids(part) for part in self._parts))

    def __len__(self) -> int:
        return sum(len(part.document_rows) for part in self._parts)


def _ids(part: Part) -> Iterator[str]:
    return (part.segment.document_ids[row] for row in part.document_rows.tolist())


class Passages(Mapping[int, Passage]):
    """An index's passages by id."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts

    def find(self, number: int) -> tuple[Part, str, int]:
        """The part that has a passage, its language and its row in that block. Raises KeyError."""
        for part in self._parts:
            for language, block in part.segment.blocks.items():
                row = int(block.ids.searchsorted(number))
                held = row < len(block.ids) and int(block.ids[row]) == number
                if held and (part.alive is None or part.alive[block.documents[row]]):
                    return part, language, row
        raise KeyError(number)

    def __getitem__(self, number: int) -> Passage:
        part, language, row = self.find(number)
        return part.passage(language, row)

    def __iter__(self) -> Iterator[int]:
        for part in self._parts:
            for block in part.segment.blocks.values():
                yield from block.ids[part.passage_rows(block)].tolist()

    def __len__(self) -> int:
        return sum(part.passage_count() for part in self._parts)

    def per_document(self) -> Counter[str]:
        """How many passages each document has, by its id."""
        import numpy as np

        counts: Counter[str] = Counter()
        for part in self._parts:
            for block in part.segment.blocks.values():
                held = np.bincount(block.documents[part.passage_rows(block)])
                for row in np.flatnonzero(held).tolist():
                    counts[part.segment.document_ids[row]] += int(held[row])
        return counts

    def best_cosines(self, numbers: Sequence[int], vector: Vectors) -> NDArray[np.float64]:
        """The highest dot product of each passage's sentences with `vector`; NaN without any."""
        import numpy as np

        wanted = np.asarray(numbers, dtype=np.int64)
        best = np.full(len(wanted), np.nan)
        for part in self._parts:
            for block in part.segment.blocks.values():
                places, rows = rows_of(wanted, block.ids, part.alive_in(block))
                if len(rows) and part.segment.keeps_sentences:
                    best[places] = part.segment.best_cosines(block, rows, vector)
        return best


class Sentences(Iterable[Sentence]):
    """An index's sentences; each document's stand in order."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[Sentence]:
        for part in self._parts:
            offsets = part.segment.sentence_offsets.tolist()
            for document in part.document_rows.tolist():
                yield from part.sentences(document, offsets[document], offsets[document + 1])

    def __len__(self) -> int:
        return sum(part.sentence_count() for part in self._parts)

    def of(self, passage: Passage, passages: Passages) -> list[Sentence]:
        """A passage's sentences, in order."""
        part, language, row = passages.find(passage.id)
        block = part.segment.blocks[language]
        first, last = int(block.first_sentences[row]), int(block.last_sentences[row])
        return part.sentences(int(block.documents[row]), first, last)

    def before(self, sentence: Sentence, count: int) -> list[Sentence]:
        """Up to `count` sentences that stand before one in its document."""
        part, row = self._find(sentence)
        document, first, _ = _document_of(part, row)
        return part.sentences(document, max(first, row - count), row)

    def after(self, sentence: Sentence, count: int) -> list[Sentence]:
        """Up to `count` sentences that stand after one in its document."""
        part, row = self._find(sentence)
        document, _, last = _document_of(part, row)
        return part.sentences(document, row + 1, min(last, row + 1 + count))

    def are_kept(self, sentences: Sequence[Sentence]) -> bool:
        """Whether the index keeps what all these sentences mean."""
        return all(self._find(each)[0].segment.keeps_sentences for each in sentences)

    def vectors_of(self, sentences: Sequence[Sentence]) -> Vectors:
        """The sentences' unit vectors, float32[len(sentences), d]."""
        import numpy as np

        runs = groupby([self._find(each) for each in sentences], key=itemgetter(0))
        vectors = [
            part.segment.sentence_vectors.decode(np.array([row for _, row in run]))
            for part, run in runs
        ]
        return np.concatenate(vectors)

    def tokens_of(self, sentences: Sequence[Sentence]) -> list[Vectors]:
        """For each of a document's sentences, a unit vector for each of its tokens, float32[tokens,
        BITS].
        """
        import numpy as np

        found = [self._find(each) for each in sentences]
        part, _ = found[0]
        signs = part.segment.token_signs.take(np.array([row for _, row in found]))
        return np.split(vectors_of(signs.bits[:]), signs.offsets[1:-1])

    def _find(self, sentence: Sentence) -> tuple[Part, int]:
        """The part that has a sentence, and its row in the segment."""
        firsts = [part.first_sentence for part in self._parts]
        part = self._parts[bisect_right(firsts, sentence.row) - 1]
        return part, sentence.row - part.first_sentence


def _document_of(part: Part, row: int) -> tuple[int, int, int]:
    """The row of the document that has the sentence in `row`, and that of its sentences [first,
    last).
    """
    offsets = part.segment.sentence_offsets
    document = int(offsets.searchsorted(row, side="right")) - 1
    return document, int(offsets[document]), int(offsets[document + 1])
