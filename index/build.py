"""Documents → Index, embedding only what an earlier index does not hold already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from index.embed import Embedder, checked_passages, fits_of
from index.index import Index, Indexing, Partition
from index.split import SplitDocument, SplitPassage, SplitSettings, embedded_text, split_document
from index.types import Document, Sentence
from index.vectors import VectorIndex
from index.words import WordIndex

if TYPE_CHECKING:
    from index.embed import Vectors

EMBED_BATCH = 256  # texts; bounds memory and paces the progress bar

Progress = Callable[[int, int], None]
"""Called with (texts embedded so far, texts to embed)."""


def no_progress(done: int, total: int) -> None:
    """Report nothing."""


def build_index(
    documents: Iterable[Document],
    embedder: Embedder,
    settings: SplitSettings,
    *,
    previous: Index | None = None,
    words_folder: Path | None = None,
    progress: Progress = no_progress,
) -> Index:
    """Index `documents`, whatever their order, taking what vectors it can from `previous`.

    The words of each language are written to a folder of that name below `words_folder`, or kept
    in memory. Raises EmbedderError when the embedder does not keep its contract.
    """
    import numpy as np

    started = perf_counter()
    ordered = sorted(documents, key=lambda document: document.id)
    splits = [split_document(document, settings, fits_of(embedder)) for document in ordered]
    passages = [passage for split in splits for passage in split.passages]
    by_id = {document.id: document for document in ordered}
    sentences = _sentences(ordered, splits)
    texts = [
        *(each.embedded_text for each in passages),
        *(_sentence_text(by_id, sentence) for sentence in sentences),
    ]
    known = _known_vectors(previous, passages) if previous is not None else {}
    missing = list(dict.fromkeys(text for text in texts if text not in known))
    known.update(_embed(missing, embedder, progress))
    vectors = _rows(texts, known, embedder.dimension)
    partitions = _partitions(passages, vectors, words_folder)
    return Index(
        embedder_name=embedder.name,
        split=settings,
        documents=by_id,
        passages={each.passage.id: each.passage for each in passages},
        sentence_rows=_sentence_rows(splits),
        sentences=sentences,
        sentence_vectors=vectors[len(passages) :].astype(np.float16),
        partitions=partitions,
        indexing=Indexing(len(missing), perf_counter() - started),
    )


def _sentences(
    documents: Sequence[Document], splits: Sequence[SplitDocument]
) -> tuple[Sentence, ...]:
    spans = (
        (document.id, start, end)
        for document, split in zip(documents, splits, strict=True)
        for start, end in split.sentences
    )
    return tuple(Sentence(row, *span) for row, span in enumerate(spans))


def _sentence_text(documents: Mapping[str, Document], sentence: Sentence) -> str:
    return embedded_text(documents[sentence.document_id].text[sentence.start : sentence.end])


def _known_vectors(previous: Index, passages: Iterable[SplitPassage]) -> dict[str, Vectors]:
    """The vectors of texts that `previous` embedded: its sentences, and the `passages` it has."""
    import numpy as np

    texts = [_sentence_text(previous.documents, sentence) for sentence in previous.sentences]
    known = dict(zip(texts, np.asarray(previous.sentence_vectors, dtype=np.float32), strict=True))
    for each in passages:
        # An id is made of the text, so a passage that changed is not found.
        if each.passage.id in previous.passages:
            language = previous.passages[each.passage.id].language
            vectors = previous.partitions[language].vectors
            known[each.embedded_text] = vectors.vectors_of([each.passage.id])[0]
    return known


def _embed(texts: Sequence[str], embedder: Embedder, progress: Progress) -> dict[str, Vectors]:
    found: dict[str, Vectors] = {}
    progress(0, len(texts))
    for start in range(0, len(texts), EMBED_BATCH):
        batch = texts[start : start + EMBED_BATCH]
        found.update(zip(batch, checked_passages(embedder, batch), strict=True))
        progress(len(found), len(texts))
    return found


def _rows(texts: Sequence[str], vectors: Mapping[str, Vectors], dimension: int) -> Vectors:
    import numpy as np

    rows = [vectors[text] for text in texts]
    return np.stack(rows) if rows else np.empty((0, dimension), dtype=np.float32)


def _sentence_rows(splits: Iterable[SplitDocument]) -> dict[int, tuple[int, int]]:
    rows: dict[int, tuple[int, int]] = {}
    offset = 0
    for split in splits:
        for each in split.passages:
            rows[each.passage.id] = (offset + each.first, offset + each.last)
        offset += len(split.sentences)
    return rows


def _partitions(
    passages: Sequence[SplitPassage], vectors: Vectors, words_folder: Path | None
) -> dict[str, Partition]:
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, each in enumerate(passages):
        rows[each.passage.language].append(row)
    return {
        language: _partition(language, passages, own_rows, vectors, words_folder)
        for language, own_rows in sorted(rows.items())
    }


def _partition(
    language: str,
    passages: Sequence[SplitPassage],
    rows: Sequence[int],
    vectors: Vectors,
    words_folder: Path | None,
) -> Partition:
    ids = [passages[row].passage.id for row in rows]
    texts = [passages[row].embedded_text for row in rows]
    folder = None if words_folder is None else words_folder / language
    if folder is not None:
        folder.mkdir(parents=True)
    return Partition(
        VectorIndex.build(ids, vectors[list(rows)]),
        WordIndex.build(language, zip(ids, texts, strict=True), folder),
    )
