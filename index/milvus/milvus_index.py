"""An index in Milvus, as answering sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index.embed.protocol import check_embedder
from index.index import Index
from index.milvus.address import parse_address
from index.milvus.connection import Connection, Row, no_index
from index.milvus.passages import (
    HeldPassage,
    MilvusDocuments,
    MilvusPassages,
    MilvusSentences,
    State,
)
from index.milvus.rows import days_of, key_of
from index.milvus.state import Manifest, read_manifest
from index.milvus.words import FETCHED, WORD_FIELDS, MilvusWords, TermCounts
from index.search.protocol import Candidates, DocumentFilter, Partition, Subset
from index.search.word_search import OWN_LANGUAGE, VariantKind, WordSearch

if TYPE_CHECKING:
    from index.types import Vectors

_CODE = re.compile(r"[A-Za-z]{2,16}")


class MilvusPartition(Partition):
    """The passages of one language: one hybrid request brings what a question needs of them."""

    def __init__(
        self,
        size: int,
        words: MilvusWords,
        passages: MilvusPassages,
        sentences: MilvusSentences,
    ) -> None:
        self._size = size
        self._words = words.among(passages)
        self.words: WordSearch = self._words
        self._passages = passages
        self._sentences = sentences

    def __len__(self) -> int:
        """How many passages there are."""
        return self._size

    def candidates(
        self, vector: Vectors, text: str, k: int, kinds: frozenset[VariantKind] = OWN_LANGUAGE
    ) -> Candidates:
        """The `k` passages nearest to `vector`, and the `k` best by the words of `text`."""
        bounded = self._words.bounded(text, kinds)
        legs: dict[str, tuple[Any, int]] = {"vector": (vector.tolist(), k)}
        if words := self._words.vector_of(bounded):
            legs["words"] = words, FETCHED * k
        fields = ["vector", "embeddings", *WORD_FIELDS]
        rows = self._passages.nearest(legs, self._words.language, fields)
        for row in rows:
            self._sentences.keep(HeldPassage.of(row))
        cosines = _cosines(rows, vector)
        scores = dict(self._words.best(rows, bounded, k))
        nearest = sorted(cosines, key=lambda number: (-cosines[number], number))[:k]
        return Candidates({each: cosines[each] for each in [*nearest, *scores]}, scores)


def _cosines(rows: Sequence[Row], vector: Vectors) -> dict[int, float]:
    import numpy as np

    if not rows:
        return {}
    vectors = np.array([row["vector"] for row in rows], dtype=np.float32)
    numbers = (int(row["number"]) for row in rows)
    return dict(zip(numbers, (vectors @ vector).tolist(), strict=True))


class MilvusIndex(Index):
    """One state of an index in Milvus. Rows of later states are left out of whatever is asked."""

    def __init__(self, connection: Connection, manifest: Manifest) -> None:
        self.connection = connection
        self.manifest = manifest
        self._state = State(connection, manifest)
        documents = MilvusDocuments(self._state)
        self._sentences = MilvusSentences(self._state, documents)
        self._words = {
            language: MilvusWords(
                language,
                counted,
                TermCounts(self._state, language),
                MilvusPassages(self._state),
            )
            for language, counted in sorted(manifest.languages.items())
            if counted.passages
        }
        super().__init__(
            embedder_name=manifest.embedder,
            documents=documents,
            passages=MilvusPassages(self._state),
            sentences=self._sentences,
            partitions=self._partitions(""),
            indexing=manifest.indexing,
        )

    def choose(self, wanted: DocumentFilter) -> Subset:
        """The documents that `wanted` lets through, and the search among only their passages."""
        condition = condition_of(wanted)
        return Subset(MilvusDocuments(self._state, condition), self._partitions(condition))

    def check_readable(self) -> None:
        """Raise StoreError where Milvus does not answer, or what it holds is not loaded."""
        self.connection.query("state", 'kind == "manifest"', ["key"], "Bounded")
        self.connection.query("passages", "generation < 0", ["key"], "Bounded")

    def newer(self) -> MilvusIndex | None:
        """The state that was committed since; None where there is none: one row is asked for."""
        manifest = read_manifest(self.connection)
        if manifest is None or manifest.generation <= self.manifest.generation:
            return None
        return MilvusIndex(self.connection, manifest)

    def _partitions(self, condition: str) -> dict[str, MilvusPartition]:
        passages = MilvusPassages(self._state, condition)
        return {
            language: MilvusPartition(words.passage_count(), words, passages, self._sentences)
            for language, words in self._words.items()
        }


def open_milvus_index(address: str, embedder_name: str) -> MilvusIndex:
    """Open the newest state of the index at an address. Raises StoreError's kinds."""
    place = parse_address(address)
    if place.is_absent:
        raise no_index(place)
    connection = Connection(place)
    try:
        if not connection.exists():
            raise no_index(connection.address)
        connection.load()
        manifest = read_manifest(connection)
        if manifest is None:
            raise no_index(connection.address)
        check_embedder(connection.address.text, manifest.embedder, embedder_name)
    except BaseException:
        connection.close()
        raise
    return MilvusIndex(connection, manifest)


def condition_of(wanted: DocumentFilter) -> str:
    """The expression that the rows of the documents that a filter lets through meet. What a user
    gave stands in it as numbers and letters alone.
    """
    conditions = ["generation >= 0"]
    if wanted.documents:
        conditions.append(f"document in {[key_of(each) for each in wanted.documents]}")
    if wanted.languages:
        codes = ", ".join(f'"{each}"' for each in wanted.languages if _CODE.fullmatch(each))
        conditions.append(f"document_language in [{codes}]" if codes else "generation < 0")
    if wanted.since is not None:
        conditions.append(f"last_day >= {days_of(wanted.since)[0]}")
    if wanted.until is not None:
        conditions.append(f"first_day > 0 and first_day <= {days_of(wanted.until)[1]}")
    return " and ".join(conditions)
