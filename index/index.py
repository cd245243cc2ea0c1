"""An index: documents, their passages and sentences, vectors and words, ready to be searched.

Each language has vectors and words of its own, so that scores are compared among passages of one
language first. Sentences carry vectors too: an answer is chosen among them without running a model
over text at question time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from index.split import SplitSettings
from index.types import Document, Passage, Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed import Vectors
    from index.vectors import VectorIndex
    from index.words import WordIndex


@dataclass(frozen=True, slots=True)
class Partition:
    """The two legs of search over the passages of one language."""

    vectors: VectorIndex
    words: WordIndex


@dataclass(frozen=True, slots=True)
class Indexing:
    """What the making of an index took: texts embedded, without those known already, and seconds.

    Reading the files before it and writing the index after it do not count.
    """

    embedded: int
    seconds: float


class Index:
    """Everything that search reads. Immutable: an update makes a new one."""

    def __init__(
        self,
        *,
        embedder_name: str,
        split: SplitSettings,
        documents: Mapping[str, Document],
        passages: Mapping[int, Passage],
        sentence_rows: Mapping[int, tuple[int, int]],
        sentences: Sequence[Sentence],
        sentence_vectors: NDArray[np.float16],
        partitions: Mapping[str, Partition],
        indexing: Indexing,
    ) -> None:
        """Hold parts that belong together.

        `sentence_rows` maps a passage's id to the rows [first, last) that its sentences have in
        `sentences` and in `sentence_vectors` (float16[m, d]).
        """
        self.embedder_name = embedder_name
        self.split = split
        self.documents = documents
        self.passages = passages
        self.sentence_rows = sentence_rows
        self.sentences = sentences
        self.sentence_vectors = sentence_vectors
        self.partitions = partitions
        self.indexing = indexing

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the passages, in alphabetical order."""
        return tuple(sorted(self.partitions))

    @property
    def corpus_hash(self) -> str:
        """SHA-256 over every document's id and text: the same corpus, the same hash."""
        digest = sha256()
        for document_id in sorted(self.documents):
            for part in (document_id, self.documents[document_id].text):
                data = part.encode()
                digest.update(len(data).to_bytes(8, "big") + data)
        return digest.hexdigest()

    def text_of(self, part: Passage | Sentence) -> str:
        """The passage's or sentence's text, verbatim."""
        return self.documents[part.document_id].text[part.start : part.end]

    def sentences_of(self, passage: Passage) -> Sequence[Sentence]:
        """The passage's sentences, in order."""
        first, last = self.sentence_rows[passage.id]
        return self.sentences[first:last]

    def best_sentence_cosines(
        self, passages: Sequence[Passage], vector: Vectors
    ) -> NDArray[np.float64]:
        """The highest dot product of each passage's sentences with `vector`; NaN without any."""
        import numpy as np

        ranges = [self.sentence_rows[passage.id] for passage in passages]
        held = [place for place, (first, last) in enumerate(ranges) if last > first]
        best = np.full(len(passages), np.nan)
        if held:
            rows = np.concatenate([np.arange(*ranges[place]) for place in held])
            cosines = np.asarray(self.sentence_vectors[rows], dtype=np.float32) @ vector
            starts = np.cumsum([0, *(last - first for first, last in ranges if last > first)])[:-1]
            best[held] = np.maximum.reduceat(cosines, starts)
        return best

    def vectors_of(self, sentences: Sequence[Sentence]) -> Vectors:
        """The sentences' unit vectors, float32[len(sentences), d]."""
        import numpy as np

        rows = [sentence.row for sentence in sentences]
        return np.asarray(self.sentence_vectors[rows], dtype=np.float32)
