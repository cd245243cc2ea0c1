"""Passages, sentences and documents of one state of an index in Milvus.

What a search brings is remembered, so that reading asks for nothing again; so are the documents
read last.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from index.embed.token_codes import decode_tokens
from index.errors import IndexChangedError
from index.milvus.connection import Connection, Consistency, Row
from index.milvus.rows import (
    Embeddings,
    document_from,
    extent_from,
    facts_from,
    key_of,
    readable,
    unpack_embeddings,
)
from index.search.protocol import Documents, Passages, Sentences
from index.store.files.text_folder import TextFolder
from index.types import Block, Document, DocumentFacts, Passage, Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.milvus.state import Manifest
    from index.types import Vectors

MAX_PASSAGES = 20_000  # remembered, of some 10 kB each with embeddings
MAX_DOCUMENTS = 256
SETTLED_SECONDS = 10.0  # Milvus's bounded staleness is 5: then no server lacks what was committed
ASKED_AFTER = 64  # sentences: whoever asks for one asks for the next
PLACE_BITS = 24  # of a sentence's row: its place in its document

PASSAGE_FIELDS = ("number", "document_id", "language", "start", "end", "first", "last")
READING_FIELDS = (*PASSAGE_FIELDS, "embeddings")

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Recent(Generic[_Key, _Value]):
    """The values that were kept or asked for last; for several threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[_Key, _Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: _Key) -> _Value | None:
        """The value of a key, where it is remembered."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def keep(self, key: _Key, value: _Value) -> None:
        """Remember it, and forget the one that was asked for least recently."""
        with self._lock:
            self._held[key] = value
            self._held.move_to_end(key)
            while len(self._held) > self._size:
                self._held.popitem(last=False)


@dataclass(frozen=True, slots=True)
class HeldPassage:
    """A passage, the places [first, last) of its sentences in its document, and the embeddings of
    these: None where none are kept, or they were not asked for.
    """

    passage: Passage
    first: int
    last: int
    embeddings: Embeddings | None

    @classmethod
    def of(cls, row: Row) -> HeldPassage:
        """That of a row."""
        where = int(row["start"]), int(row["end"])
        passage = Passage(int(row["number"]), row["document_id"], *where, row["language"])
        held = unpack_embeddings(row.get("embeddings", ""))
        return cls(passage, int(row["first"]), int(row["last"]), held)


def texts_of(connection: Connection, manifest: Manifest) -> TextFolder | None:
    """Where the texts of documents are; None where they are in Milvus."""
    if not manifest.texts:
        return None
    return TextFolder.at(manifest.texts, connection.address.name)


class State:
    """One state of an index: what is asked for of its rows, and what of them is remembered."""

    def __init__(self, connection: Connection, manifest: Manifest) -> None:
        self.connection = connection
        self.manifest = manifest
        self.passages: Recent[int, HeldPassage] = Recent(MAX_PASSAGES)
        self.read: Recent[str, tuple[Document, list[Sentence]]] = Recent(MAX_DOCUMENTS)
        self._opened = monotonic()
        self._texts = texts_of(connection, manifest)

    @property
    def level(self) -> Consistency:
        """How new what is read has to be: a state that was opened long ago is everywhere."""
        return "Strong" if monotonic() - self._opened < SETTLED_SECONDS else "Bounded"

    def held(self, row: Row) -> HeldPassage:
        """The passage of a row. Raises IndexDamagedError."""
        with readable("passages", self.connection.address):
            return HeldPassage.of(row)

    def query(self, collection: str, condition: str, fields: Sequence[str]) -> list[Row]:
        """These fields of the rows of this state that meet a condition."""
        shown = f"{condition} and {self.manifest.shown}"
        return self.connection.query(collection, shown, fields, self.level)

    def read_documents(self, ids: Collection[str]) -> None:
        """Have these documents among those read last, as far as there are such."""
        keys = [key_of(each) for each in ids if self.read.get(each) is None]
        if not keys:
            return
        fields = ["document_id", "document_language", "version", "piece", "facts", "body"]
        rows: dict[str, list[Row]] = {}
        for row in self.query("documents", f"document in {keys}", fields):
            rows.setdefault(row["document_id"], []).append(row)
        versions = {document_id: int(row["version"]) for document_id, (row, *_) in rows.items()}
        texts = {} if self._texts is None else self._texts.read(versions.values())
        for document_id, pieces in rows.items():
            with readable("documents", self.connection.address):
                document, spans = document_from(pieces, texts.get(versions[document_id]))
            first = key_of(document_id) << PLACE_BITS
            sentences = [
                Sentence(first + place, document_id, *span) for place, span in enumerate(spans)
            ]
            self.read.keep(document_id, (document, sentences))

    def document(self, document_id: str) -> tuple[Document, list[Sentence]]:
        """A document and its sentences. Raises IndexChangedError, a KeyError."""
        self.read_documents([document_id])
        found = self.read.get(document_id)
        if found is None:
            raise IndexChangedError(
                "the document {document!r} is not in the index at {folder!r}, or no longer; ask "
                "again, of its newest state.",
                document=document_id,
                folder=self.connection.address.text,
            )
        return found


class MilvusDocuments(Documents):
    """The documents of a state that meet a condition; without one, all."""

    def __init__(self, state: State, condition: str = "") -> None:
        self._state = state
        self._condition = condition

    def facts(self) -> Iterator[DocumentFacts]:
        """What is known of each document, by id, without reading its text."""
        return iter(self._facts.values())

    def page_counts(self) -> dict[str, int]:
        """How many pages each document with pages has, by its id."""
        return {each: pages for each, (pages, _) in self._extents().items() if pages}

    def searched_shares(self) -> dict[str, float]:
        """Each document's `Document.searched_share`, by its id."""
        return {each: share for each, (_, share) in self._extents().items()}

    def _extents(self) -> dict[str, tuple[int, float]]:
        rows = self._first_rows
        with readable("documents", self._state.connection.address):
            return {row["document_id"]: extent_from(row) for row in rows}

    @cached_property
    def _facts(self) -> Mapping[str, DocumentFacts]:
        rows = self._first_rows
        with readable("documents", self._state.connection.address):
            return {each.id: each for each in map(facts_from, rows)}

    @cached_property
    def _first_rows(self) -> Sequence[Row]:
        also = f" and {self._condition}" if self._condition else ""
        rows = self._state.connection.read_all(
            "documents",
            f"piece == 0 and {self._state.manifest.shown}{also}",
            ["document_id", "document_language", "facts"],
        )
        return sorted(rows, key=lambda row: row["document_id"])

    def block_at(self, document_id: str, position: int) -> Block | None:
        """The block that holds a character of a document. Raises KeyError."""
        return self[document_id].block_at(position)

    def prefetch(self, document_ids: Collection[str]) -> None:
        """Have these at hand, for which Milvus is asked once."""
        self._state.read_documents(document_ids)

    def __getitem__(self, document_id: str) -> Document:
        return self._state.document(document_id)[0]

    def __contains__(self, document_id: object) -> bool:
        if not isinstance(document_id, str):
            return False
        if self._condition:
            return document_id in self._facts
        if self._state.read.get(document_id) is not None:
            return True
        condition = f"document == {key_of(document_id)} and piece == 0"
        return bool(self._state.query("documents", condition, ["key"]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts) if self._condition else self._state.manifest.documents


class MilvusPassages(Passages):
    """The passages of a state that meet a condition; without one, all."""

    def __init__(self, state: State, condition: str = "") -> None:
        self._state = state
        self._condition = condition

    def nearest(
        self, legs: Mapping[str, tuple[Any, int]], language: str, fields: Sequence[str]
    ) -> list[Row]:
        """Rows with these fields of the passages nearest to vectors, given by field with how many;
        the passages are remembered.
        """
        state = self._state
        also = f" and {self._condition}" if self._condition else ""
        condition = f'language == "{language}" and {state.manifest.shown}{also}'
        wanted = [*PASSAGE_FIELDS, *fields]
        rows = state.connection.nearest(legs, condition, wanted, state.level)
        for row in rows:
            self._keep(state.held(row))
        return rows

    def held(self, numbers: Sequence[int], *, read: bool = False) -> list[HeldPassage]:
        """The passages of these ids, with their embeddings where they are to be read. Raises
        KeyError.
        """
        found = {number: self._state.passages.get(number) for number in numbers}
        missing = [number for number, each in found.items() if each is None]
        fields = READING_FIELDS if read else PASSAGE_FIELDS
        for row in self._state.query("passages", f"number in {missing}", fields) if missing else ():
            each = self._state.held(row)
            found[each.passage.id] = each
            self._keep(each)
        return [found[number] or _missing(number) for number in numbers]

    def _keep(self, each: HeldPassage) -> None:
        known = self._state.passages.get(each.passage.id)
        if known is None or known.embeddings is None:
            self._state.passages.keep(each.passage.id, each)

    def sentences_of(self, passage: Passage) -> Sequence[Sentence]:
        """A passage's sentences, in order."""
        (held,) = self.held([passage.id])
        return self._state.document(passage.document_id)[1][held.first : held.last]

    def per_document(self) -> Counter[str]:
        """How many passages each document has, by its id."""
        shown = self._state.manifest.shown
        rows = self._state.connection.read_all("passages", shown, ["document_id"])
        return Counter(row["document_id"] for row in rows)

    def best_cosines(self, numbers: Sequence[int], vector: Vectors) -> NDArray[np.float64]:
        """The highest dot product of each passage's sentences with `vector`; NaN without any."""
        import numpy as np

        best = np.full(len(numbers), np.nan)
        for place, each in enumerate(self.held(numbers, read=True)):
            if each.embeddings is not None:
                vectors = each.embeddings.vectors
                best[place] = vectors.dot(np.arange(len(vectors)), vector).max()
        return best

    def __getitem__(self, number: int) -> Passage:
        return self.held([number])[0].passage

    def __iter__(self) -> Iterator[int]:
        shown = self._state.manifest.shown
        rows = self._state.connection.read_all("passages", shown, ["number"])
        return (int(row["number"]) for row in rows)

    def __len__(self) -> int:
        return self._state.manifest.passages


def _missing(number: int) -> HeldPassage:
    raise KeyError(number)


class MilvusSentences(Sentences):
    """The sentences of a state."""

    def __init__(self, state: State, documents: MilvusDocuments) -> None:
        self._state = state
        self._documents = documents
        self._embedded: Recent[int, tuple[Embeddings, int]] = Recent(MAX_PASSAGES)

    def __iter__(self) -> Iterator[Sentence]:
        for document_id in self._documents:
            yield from self.of_document(document_id)

    def __len__(self) -> int:
        return self._state.manifest.sentences

    def of_document(self, document_id: str) -> list[Sentence]:
        """A document's sentences, in order. Raises KeyError."""
        return self._state.document(document_id)[1]

    def before(self, sentence: Sentence, count: int) -> list[Sentence]:
        """Up to `count` sentences that stand before one in its document, in order."""
        place = _place_of(sentence)
        return self.of_document(sentence.document_id)[max(0, place - count) : place]

    def after(self, sentence: Sentence, count: int) -> list[Sentence]:
        """Up to `count` sentences that stand after one in its document, in order."""
        place = _place_of(sentence)
        return self.of_document(sentence.document_id)[place + 1 : place + 1 + count]

    def has_embedding(self, sentence: Sentence) -> bool:
        """Whether the sentence's embedding is kept."""
        return self._embedding_of(sentence) is not None

    def vectors_of(self, sentences: Sequence[Sentence]) -> Vectors:
        """The unit vectors of sentences that have an embedding, float32[len(sentences), d]."""
        import numpy as np

        found = [
            embeddings.vectors.decode(np.array([row]))
            for embeddings, row in map(self._held_embedding, sentences)
        ]
        return np.concatenate(found)

    def tokens_of(self, sentences: Sequence[Sentence]) -> list[Vectors]:
        """For each of such sentences, a unit vector for each of its tokens, float32[tokens, 64]."""
        import numpy as np

        return [
            decode_tokens(embeddings.codes.take(np.array([row])).bits[:])
            for embeddings, row in map(self._held_embedding, sentences)
        ]

    def keep(self, each: HeldPassage) -> None:
        """Remember where the embeddings of a passage's sentences are."""
        if each.embeddings is not None:
            first = (key_of(each.passage.document_id) << PLACE_BITS) + each.first
            for place in range(each.last - each.first):
                self._embedded.keep(first + place, (each.embeddings, place))

    def _held_embedding(self, sentence: Sentence) -> tuple[Embeddings, int]:
        found = self._embedding_of(sentence)
        if found is None:
            raise KeyError(sentence)
        return found

    def _embedding_of(self, sentence: Sentence) -> tuple[Embeddings, int] | None:
        """The embeddings of a passage that has the sentence, and its place in it; where none is
        remembered, those around and after it are asked for.
        """
        found = self._embedded.get(sentence.row)
        if found is None:
            place, document = _place_of(sentence), key_of(sentence.document_id)
            near = f"last > {place} and first < {place + ASKED_AFTER}"
            condition = f"document == {document} and {near}"
            for row in self._state.query("passages", condition, READING_FIELDS):
                self.keep(self._state.held(row))
            found = self._embedded.get(sentence.row)
        return found


def _place_of(sentence: Sentence) -> int:
    return sentence.row & ((1 << PLACE_BITS) - 1)
