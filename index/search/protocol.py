"""What an engine that holds and searches passages offers: all that an index.Index needs of it.

Two offer it: segments on this machine (index/local_index.py), and a Milvus server (index/milvus/).
tests/index/search/test_engines.py is the contract. No type of an engine's library crosses it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from index.search.word_search import OWN_LANGUAGE, VariantKind, WordSearch
from index.types import Block, Document, DocumentFacts, Passage, Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.types import Vectors


class DocumentFilter(Hashable, Protocol):
    """A choice of documents by what is known of them beside their text.

    Hashable: an index decides but once which documents equal ones let through.
    """

    @property
    def documents(self) -> Collection[str]:
        """Ids of the only documents that may be let through; none stands for all."""

    @property
    def languages(self) -> Collection[str]:
        """ISO 639-1 codes of the only languages of documents let through; none stands for all."""

    @property
    def since(self) -> str | None:
        """The date, as precise as it is given, from which on documents are let through."""

    @property
    def until(self) -> str | None:
        """The date, likewise, up to which they are."""

    def allows(self, language: str, published: str | None) -> bool:
        """Whether a document of that language and date is let through."""


class Documents(Mapping[str, Document], ABC):
    """Documents by id, in the order of their ids."""

    @abstractmethod
    def facts(self) -> Iterator[DocumentFacts]:
        """What is known of each document, by id, without reading its text."""

    @abstractmethod
    def page_counts(self) -> dict[str, int]:
        """How many pages each document with pages has, by its id, without reading it."""

    @abstractmethod
    def searched_shares(self) -> dict[str, float]:
        """Each document's `Document.searched_share`, by its id, without reading it."""

    @abstractmethod
    def block_at(self, document_id: str, position: int) -> Block | None:
        """The block that holds a character of a document. Raises KeyError."""

    @abstractmethod
    def prefetch(self, document_ids: Collection[str]) -> None:
        """Have these at hand, for which an engine on another machine is asked once."""


class Passages(Mapping[int, Passage], ABC):
    """Passages by id."""

    @abstractmethod
    def sentences_of(self, passage: Passage) -> Sequence[Sentence]:
        """A passage's sentences, in order."""

    @abstractmethod
    def per_document(self) -> Counter[str]:
        """How many passages each document has, by its id."""

    @abstractmethod
    def best_cosines(self, numbers: Sequence[int], vector: Vectors) -> NDArray[np.float64]:
        """The highest dot product of each passage's sentences with `vector`; NaN without any."""


class Sentences(Iterable[Sentence], ABC):
    """Sentences; each document's stand in order, in rows that follow each other."""

    @abstractmethod
    def __len__(self) -> int:
        """How many there are."""

    @abstractmethod
    def of_document(self, document_id: str) -> list[Sentence]:
        """A document's sentences, in order. Raises KeyError."""

    @abstractmethod
    def before(self, sentence: Sentence, count: int) -> list[Sentence]:
        """Up to `count` sentences that stand before one in its document, in order."""

    @abstractmethod
    def after(self, sentence: Sentence, count: int) -> list[Sentence]:
        """Up to `count` sentences that stand after one in its document, in order."""

    @abstractmethod
    def has_embedding(self, sentence: Sentence) -> bool:
        """Whether the sentence's embedding is kept."""

    @abstractmethod
    def vectors_of(self, sentences: Sequence[Sentence]) -> Vectors:
        """The unit vectors of sentences that have an embedding, float32[len(sentences), d]."""

    @abstractmethod
    def tokens_of(self, sentences: Sequence[Sentence]) -> list[Vectors]:
        """For each of such sentences, a unit vector for each of its tokens, float32[tokens, 64]."""


class Candidates(NamedTuple):
    """Passages that may answer, by id: the cosine of each that has a vector, and the BM25 score of
    each that words brought; the best first in either.
    """

    cosines: dict[int, float]
    scores: dict[int, float]


class Partition(ABC):
    """The passages of one language, searched by vector and by words."""

    words: WordSearch

    @abstractmethod
    def __len__(self) -> int:
        """How many passages there are."""

    @abstractmethod
    def candidates(
        self, vector: Vectors, text: str, k: int, kinds: frozenset[VariantKind] = OWN_LANGUAGE
    ) -> Candidates:
        """The `k` passages nearest to `vector`, and the `k` best by the words of `text`."""


@dataclass(frozen=True, slots=True)
class Subset:
    """Some of an index's documents, and the search among only their passages.

    `partitions`: by the languages of their passages. How rare a word is, and how long passages
    are, is counted in the whole index: a passage's scores are what they are there.
    """

    documents: Documents
    partitions: Mapping[str, Partition]
