"""A segment: some documents with all that search needs of them, as arrays that never change.

Documents are sorted by id, their sentences stand in the same order, and the passages of each
language are sorted by id: the same documents always make the same segment, also when it is joined
of several.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from index.embed.token_codes import SentenceTokenCodes
from index.ranges import ranges
from index.search.postings import Postings
from index.search.vectors import PassageVectors, SentenceVectors
from index.store.files.array_file import Arrays, release
from index.store.files.texts import Texts
from index.store.layouts import Layouts
from index.types import Document, DocumentFacts, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.types import Vectors

FACTS = ("title", "language", "source", "published", "pages")
OF_SOME = ("scanned",)  # facts that are kept only of documents that have them
PASSAGE_COLUMNS = ("ids", "documents", "starts", "ends", "first_sentences", "last_sentences")


@dataclass(frozen=True, slots=True, eq=False)
class PassageTable:
    """The passages of one language in a segment, in rows.

    `ids`: sorted. `documents`: rows of the segment's documents. `starts`, `ends`: characters of
    the document's text. `first_sentences`, `last_sentences`: the rows [first, last) that a
    passage's sentences have in the segment.
    """

    ids: NDArray[np.int64]
    documents: NDArray[np.uint32]
    starts: NDArray[np.uint32]
    ends: NDArray[np.uint32]
    first_sentences: NDArray[np.uint32]
    last_sentences: NDArray[np.uint32]
    postings: Postings
    vectors: PassageVectors

    def to_arrays(self, language: str) -> dict[str, NDArray[Any]]:
        """The arrays to keep, by name; the vectors have a file of their own."""
        columns = {f"{language}.{name}": getattr(self, name) for name in PASSAGE_COLUMNS}
        return {**columns, **self.postings.to_arrays(f"{language}.words")}


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Documents and what was made of them.

    `document_ids`: sorted. `facts`: what else there is to know of each document but its text, as
    JSON. `sentence_offsets`: the row of each one's first sentence, and one more at the end.
    `sentence_starts`, `sentence_ends`: characters of its document's text. `passages`: by language.
    """

    document_ids: Texts
    facts: Texts
    texts: Texts
    layouts: Layouts
    sentence_offsets: NDArray[np.int64]
    sentence_starts: NDArray[np.uint32]
    sentence_ends: NDArray[np.uint32]
    sentence_vectors: SentenceVectors
    token_codes: SentenceTokenCodes
    passages: Mapping[str, PassageTable]

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """The arrays to keep, by name, but for those with files of their own: texts, passages'
        vectors, sentences' codes and token codes.
        """
        return {
            **self.document_ids.to_arrays("document_ids"),
            **self.facts.to_arrays("facts"),
            "texts.ends": self.texts.ends,
            **self.layouts.to_arrays(),
            "sentence_offsets": self.sentence_offsets,
            "sentence_starts": self.sentence_starts,
            "sentence_ends": self.sentence_ends,
            "sentence_steps": self.sentence_vectors.steps,
            "token_offsets": self.token_codes.offsets,
            **reduce(or_, (table.to_arrays(code) for code, table in self.passages.items()), {}),
        }

    def document(self, row: int) -> Document:
        """The document in that row."""
        return document_in(row, self.document_ids, self.facts, self.texts, self.layouts)

    def facts_in(self, row: int) -> DocumentFacts:
        """What is known of the document in that row; its text is not decoded."""
        facts = json.loads(self.facts[row])
        del facts["pages"]
        facts.pop("scanned", None)
        return DocumentFacts(self.document_ids[row], **facts)

    def page_count(self, row: int) -> int:
        """How many pages the document in that row has; 0 for a format without pages."""
        return len(json.loads(self.facts[row])["pages"])

    @property
    def has_sentence_embeddings(self) -> bool:
        """Whether the embeddings of its sentences are kept."""
        return len(self.sentence_vectors) == len(self.sentence_starts)

    @property
    def has_passage_vectors(self) -> bool:
        """Whether it can be searched by meaning, not by words alone."""
        return all(len(each.vectors) == len(each.ids) for each in self.passages.values())

    def sized(self, exact_up_to: int) -> Segment:
        """The same with the vectors of each language as befits their number."""
        passages = {
            language: replace(table, vectors=table.vectors.sized(exact_up_to))
            for language, table in self.passages.items()
        }
        return replace(self, passages=passages)

    def release(self) -> None:
        """Free the memory of its tables, where they are in a file: they are read again when they
        are used.
        """
        release(self.sentence_offsets)

    def best_cosines(
        self, table: PassageTable, rows: NDArray[np.int64], vector: Vectors
    ) -> NDArray[np.float32]:
        """The highest dot product with `vector` of the sentences of each passage in `rows`."""
        import numpy as np

        firsts = table.first_sentences[rows]
        counts = table.last_sentences[rows] - firsts
        cosines = self.sentence_vectors.dot(ranges(firsts, counts), vector)
        ends = np.cumsum(counts, dtype=np.int64)
        best: NDArray[np.float32] = np.maximum.reduceat(cosines, ends - counts)
        return best


def read_segment(
    arrays: Arrays,
    texts: Texts,
    sentences: SentenceVectors,
    codes: SentenceTokenCodes,
    vectors: Mapping[str, PassageVectors],
) -> Segment:
    """The segment whose `tables`, texts, vectors of sentences, codes of their tokens and vectors
    of passages these are.

    What has no vectors, because they were damaged, is left out of it.
    """
    return Segment(
        document_ids=Texts.from_arrays(arrays, "document_ids"),
        facts=Texts.from_arrays(arrays, "facts"),
        texts=texts,
        layouts=Layouts.from_arrays(arrays),
        sentence_offsets=arrays["sentence_offsets"],
        sentence_starts=arrays["sentence_starts"],
        sentence_ends=arrays["sentence_ends"],
        sentence_vectors=sentences,
        token_codes=codes,
        passages={
            language: PassageTable(
                **{name: arrays[f"{language}.{name}"] for name in PASSAGE_COLUMNS},
                postings=Postings.from_arrays(arrays, f"{language}.words"),
                vectors=held,
            )
            for language, held in vectors.items()
        },
    )


def document_in(row: int, ids: Texts, facts: Texts, texts: Texts, layouts: Layouts) -> Document:
    """The document in that row of what a segment keeps of documents."""
    told = json.loads(facts[row])
    return Document(
        ids[row],
        text=texts[row],
        pages=tuple(told.pop("pages")),
        scanned=tuple(told.pop("scanned", ())),
        blocks=layouts.of_document(row),
        **told,
    )


def facts_of(document: Document) -> str:
    """What a segment keeps of a document beside its id and text."""
    of_some = [name for name in OF_SOME if getattr(document, name)]
    return json.dumps({name: getattr(document, name) for name in [*FACTS, *of_some]})


def passage_columns(
    passages: Iterable[tuple[Passage, int, int, int]],
) -> dict[str, NDArray[Any]]:
    """The columns of passages, each with its document's row and the rows of its sentences."""
    import numpy as np

    table = [(each.id, row, each.start, each.end, *span) for each, row, *span in passages]
    ids, *columns = np.array(table, dtype=np.int64).reshape(-1, len(PASSAGE_COLUMNS)).T
    small = [column.astype(np.uint32) for column in columns]
    return dict(zip(PASSAGE_COLUMNS, [ids, *small], strict=True))
