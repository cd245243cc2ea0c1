"""An index: documents, their passages and sentences, vectors and words, ready to be searched.

Each language has vectors and words of its own, so that scores are compared among passages of one
language first. Sentences carry vectors too: an answer is chosen among them without running a model
over text at question time. A large index keeps none (see SizeLimits): those of the few passages
that are read are made when a question is asked.

An engine holds all of it and searches it (index/search/protocol.py); what answering asks for is
made of that here, once for every engine.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import compress
from operator import not_
from types import MappingProxyType
from typing import TYPE_CHECKING

from index.embed.lazy_embeddings import LazyEmbeddings
from index.embed.protocol import Embedder
from index.embed.token_codes import decode_tokens
from index.search.protocol import (
    DocumentFilter,
    Documents,
    Partition,
    Passages,
    Sentences,
    Subset,
)
from index.split.passages import embedded_text
from index.split.reading import ReadText, read_text
from index.types import Block, Passage, Sentence, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed.token_codes import TokenCodes
    from index.types import Vectors

MAX_CACHED_SUBSETS = 16  # each takes about a byte for every passage of the index


@dataclass(frozen=True, slots=True)
class Indexing:
    """What the making of an index took: texts embedded, without those known already, and seconds.

    Reading the files before it and writing the index after it do not count.
    """

    embedded: int
    seconds: float

    def plus(self, other: Indexing) -> Indexing:
        """Both together."""
        return Indexing(self.embedded + other.embedded, self.seconds + other.seconds)


class Index(ABC):
    """Everything that answering reads, whichever engine holds it. Immutable: it shows one state."""

    def __init__(
        self,
        *,
        embedder_name: str,
        documents: Documents,
        passages: Passages,
        sentences: Sentences,
        partitions: Mapping[str, Partition],
        indexing: Indexing,
        unembedded: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        """Hold what an engine offers; `partitions` by language, in alphabetical order.

        `unembedded`: what is to be embedded of passages that have no vector yet, by id.
        """
        self.embedder_name = embedder_name
        self.documents = documents
        self.passages = passages
        self.sentences = sentences
        self.partitions = partitions
        self.indexing = indexing
        self._unembedded = unembedded
        self._lazy_embeddings: LazyEmbeddings | None = None
        self._subset = lru_cache(maxsize=MAX_CACHED_SUBSETS)(self.choose)

    def embed_with(self, embedder: Embedder) -> None:
        """Have `embedder`, which made the index, embed what the index has no vectors of."""
        self._lazy_embeddings = LazyEmbeddings(embedder)

    @property
    def can_embed(self) -> bool:
        """Whether an embedder was given."""
        return self._lazy_embeddings is not None

    def embed_like(self, other: Index) -> None:
        """Embed as `other` does, and share what it remembers."""
        self._lazy_embeddings = other._lazy_embeddings

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the passages, in alphabetical order."""
        return tuple(self.partitions)

    def within(self, wanted: DocumentFilter) -> Subset:
        """The documents that `wanted` lets through, found without reading any text."""
        return self._subset(wanted)

    @abstractmethod
    def choose(self, wanted: DocumentFilter) -> Subset:
        """The same, chosen anew."""

    def check_readable(self) -> None:  # noqa: B027 (what is in this process can be read)
        """Raise StoreError's kinds where what holds it cannot be asked now."""

    def newer(self) -> Index | None:
        """The state that was made since; None where there is none, which is found out fast.

        Raises StoreError's kinds.
        """
        return None

    @cached_property
    def corpus_hash(self) -> str:
        """SHA-256 over every document's id and text: the same corpus, the same hash."""
        digest = sha256()
        for document_id, document in self.documents.items():
            for text in (document_id, document.text):
                data = text.encode("utf-8", "surrogatepass")
                digest.update(len(data).to_bytes(8, "big") + data)
        return digest.hexdigest()

    def text_of(self, span: Passage | Sentence) -> str:
        """The passage's or sentence's text, verbatim."""
        return self.documents[span.document_id].text[span.start : span.end]

    def block_of(self, sentence: Sentence) -> Block | None:
        """The block of its document's layout that a sentence stands in."""
        return self.block_at(sentence.document_id, sentence.start)

    def block_at(self, document_id: str, position: int) -> Block | None:
        """The block that holds a character of a document; cheaper than Document.block_at."""
        return self.documents.block_at(document_id, position)

    def read_text_of(self, sentence: Sentence, known_leads: Iterable[Span] = ()) -> ReadText:
        """What is read of a sentence: see index.split.reading."""
        text = self.documents[sentence.document_id].text
        span = sentence.start, sentence.end
        return read_text(text, span, self.block_of(sentence), known_leads)

    def sentences_of(self, passage: Passage) -> Sequence[Sentence]:
        """The passage's sentences, in order."""
        return self.passages.sentences_of(passage)

    def sentences_before(self, sentence: Sentence, count: int) -> Sequence[Sentence]:
        """Up to `count` sentences that stand before one in its document, in order."""
        return self.sentences.before(sentence, count)

    def sentences_after(self, sentence: Sentence, count: int) -> Sequence[Sentence]:
        """Up to `count` sentences that stand after one in its document, in order."""
        return self.sentences.after(sentence, count)

    def best_sentence_cosines(self, numbers: Sequence[int], vector: Vectors) -> NDArray[np.float64]:
        """The highest dot product with `vector` of the sentences of each passage, given by id.

        NaN where the index does not keep the sentences' vectors.
        """
        return self.passages.best_cosines(numbers, vector)

    def lazy_cosines(self, texts: Sequence[str], vector: Vectors) -> list[float]:
        """The dot products of texts with `vector`; their embeddings are made and remembered."""
        return [float(each @ vector) for each, _ in self.embeddings_of(texts)]

    def lazy_passage_cosines(self, numbers: Sequence[int], vector: Vectors) -> list[float]:
        """The dot products with `vector` of passages that have no vector yet, given by id."""
        return self.lazy_cosines([self._unembedded[number] for number in numbers], vector)

    def lazy_sentence_cosines(self, numbers: Sequence[int], vector: Vectors) -> NDArray[np.float64]:
        """The same, of vectors that are made for it, in one batch."""
        import numpy as np

        sentences = [self.sentences_of(self.passages[number]) for number in numbers]
        embedded = iter(self._embedded([each for held in sentences for each in held]))
        cosines = ([float(next(embedded)[0] @ vector) for _ in held] for held in sentences)
        return np.array([max(each) for each in cosines])

    def vectors_of(self, sentences: Sequence[Sentence]) -> Vectors:
        """The unit vectors of at least one sentence, float32[len(sentences), d]."""
        import numpy as np

        def made(missing: Sequence[Sentence]) -> Iterable[Vectors]:
            return (vector for vector, _ in self._embedded(missing))

        return np.asarray(self._kept_or(made, self.sentences.vectors_of, sentences))

    def tokens_of(self, sentences: Sequence[Sentence]) -> Sequence[Vectors]:
        """For each of at least one sentence, a unit vector for each of its tokens, float32[tokens,
        64]; see index/embed/token_codes.py.
        """

        def made(missing: Sequence[Sentence]) -> Iterable[Vectors]:
            return (decode_tokens(codes) for _, codes in self._embedded(missing))

        return list(self._kept_or(made, self.sentences.tokens_of, sentences))

    def _kept_or(
        self,
        made: Callable[[Sequence[Sentence]], Iterable[Vectors]],
        kept: Callable[[Sequence[Sentence]], Iterable[Vectors]],
        sentences: Sequence[Sentence],
    ) -> Iterable[Vectors]:
        """What is kept of each sentence, or is made where nothing is."""
        are_kept = [self.sentences.has_embedding(each) for each in sentences]
        if all(are_kept):
            return kept(sentences)
        missing = iter(made(list(compress(sentences, map(not_, are_kept)))))
        found = iter(kept(list(compress(sentences, are_kept))) if any(are_kept) else ())
        return [next(found if is_kept else missing) for is_kept in are_kept]

    def _embedded(self, sentences: Sequence[Sentence]) -> list[tuple[Vectors, TokenCodes]]:
        """The sentences' embeddings, made by the embedder."""
        return self.embeddings_of(
            [embedded_text(self.read_text_of(each).text) for each in sentences]
        )

    def embeddings_of(self, texts: Sequence[str]) -> list[tuple[Vectors, TokenCodes]]:
        """The unit vector float32[d] of each text, and the codes of its tokens, made now."""
        if self._lazy_embeddings is None:
            raise RuntimeError("the index keeps no vectors of these texts: call embed_with")
        return self._lazy_embeddings.of(texts)
