"""Documents → a segment or an index, embedding only what is not known already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from index.embed.protocol import Embedder, checked_passages, fits_of
from index.embed.token_codes import SentenceTokenCodes
from index.index import Indexing
from index.language.analysis import terms
from index.local_index import LocalIndex, find_compounds
from index.search.postings import Postings
from index.search.vectors import PassageVectors, SentenceVectors, rows_of
from index.settings import DEFAULTS, SizeLimits
from index.split.passages import (
    SplitDocument,
    SplitPassage,
    SplitSettings,
    laid_out,
    split_document,
)
from index.store.files.texts import Texts
from index.store.layouts import Layouts
from index.store.live_documents import SegmentView
from index.store.segment import PassageTable, Segment, facts_of, passage_columns
from index.types import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed.token_codes import TokenCodes
    from index.types import Vectors

EMBED_BATCH = 128  # texts, some seconds' work: then progress is told, and an update may be stopped

Progress = Callable[[int, int], None]
"""Called with (texts embedded so far, texts to embed)."""


def no_progress(done: int, total: int) -> None:
    """Report nothing."""


Keep = Callable[[Mapping[str, "tuple[Vectors, TokenCodes]"]], None]
"""Called with texts that were embedded, as soon as they are."""


def keep_nothing(texts: Mapping[str, tuple[Vectors, TokenCodes]]) -> None:
    """Keep nothing."""


@dataclass(frozen=True, slots=True)
class Known:
    """What embedding gives, by the text that it was made of, as small as a segment keeps it: the
    vectors of passages, the codes and steps of sentences' vectors, the codes of their tokens.
    `used`: the texts that a segment was made of.
    """

    passages: dict[str, NDArray[np.float16]] = field(default_factory=dict)
    sentences: dict[str, tuple[NDArray[np.int8], np.float16]] = field(default_factory=dict)
    codes: dict[str, TokenCodes] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def add(
        self,
        texts: Mapping[str, tuple[Vectors, TokenCodes]],
        passages: Collection[str],
        sentences: Collection[str],
    ) -> None:
        """Know these texts too, as far as they are among `passages` or `sentences`."""
        import numpy as np

        if not texts:
            return
        vectors = np.stack([vector for vector, _ in texts.values()])
        encoded = SentenceVectors.of(vectors)
        rows = zip(texts, vectors.astype(np.float16), encoded.codes[:], encoded.steps, strict=True)
        for text, halves, codes, step in rows:
            if text in passages:
                self.passages.setdefault(text, halves)
            if text in sentences:
                self.sentences.setdefault(text, (codes, step))
                self.codes.setdefault(text, texts[text][1])

    def passage_vectors(self, texts: Sequence[str], dimension: int) -> NDArray[np.float16]:
        """The vectors of passages, in that order."""
        import numpy as np

        rows = [self.passages[text] for text in texts]
        return np.stack(rows) if rows else np.empty((0, dimension), dtype=np.float16)

    def sentence_vectors(self, texts: Sequence[str]) -> SentenceVectors:
        """The vectors of sentences, in that order."""
        import numpy as np

        if not texts:
            return SentenceVectors.none()
        codes, steps = zip(*(self.sentences[text] for text in texts), strict=True)
        return SentenceVectors(np.stack(codes), np.array(steps))


def build_index(
    documents: Iterable[Document],
    embedder: Embedder,
    settings: SplitSettings,
    progress: Progress = no_progress,
    limits: SizeLimits = DEFAULTS.limits,
) -> LocalIndex:
    """Index `documents` in memory, whatever their order; every search there is exact.

    Raises EmbedderError when the embedder does not keep its contract.
    """
    segment, indexing = make_segment(documents, embedder, settings, None, progress, limits)
    index = LocalIndex(
        embedder_name=embedder.name,
        split=settings,
        segments=[(segment, None)],
        compounds=find_compounds([SegmentView(segment)]),
        indexing=indexing,
    )
    index.embed_with(embedder)
    return index


def make_segment(
    documents: Iterable[Document],
    embedder: Embedder,
    settings: SplitSettings,
    known: Known | None = None,
    progress: Progress = no_progress,
    limits: SizeLimits = DEFAULTS.limits,
    keep: Keep = keep_nothing,
) -> tuple[Segment, Indexing]:
    """The segment of `documents`, and what it took; texts that are `known` are not embedded. Of
    what is known, only `used` is left then.

    Raises EmbedderError when the embedder does not keep its contract.
    """
    started = perf_counter()
    ordered, splits = _split(documents, settings, embedder)
    passages = [each.embedded_text for split in splits for each in split.passages]
    sentences = [text for split in splits for text in split.sentence_texts]
    known = known or Known()
    if len(passages) > limits.sentences_up_to:
        sentences = []
    known.used.update(passages, sentences)
    embedded = _embed(passages, sentences, known, embedder, progress, keep)
    of_passages = known.passage_vectors(passages, embedder.dimension)
    of_sentences = known.sentence_vectors(sentences)
    codes = [known.codes[text] for text in sentences]
    for held in (known.passages, known.sentences, known.codes):
        held.clear()  # it is as much again
    segment = segment_of(ordered, splits, of_passages, of_sentences, codes)
    return segment, Indexing(embedded, perf_counter() - started)


def segment_of_words(
    documents: Iterable[Document], embedder: Embedder, settings: SplitSettings
) -> tuple[Segment, dict[int, str]]:
    """The segment of `documents` without any vectors, to be searched by words; and by each
    passage's id what is to be embedded of it.
    """
    import numpy as np

    ordered, splits = _split(documents, settings, embedder)
    texts = {each.passage.id: each.embedded_text for split in splits for each in split.passages}
    none = np.empty((0, embedder.dimension), dtype=np.float32)
    return segment_of(ordered, splits, none, SentenceVectors.none(), []), texts


def _split(
    documents: Iterable[Document], settings: SplitSettings, embedder: Embedder
) -> tuple[list[Document], list[SplitDocument]]:
    """The documents by id, and what each was split into."""
    ordered = sorted(map(laid_out, documents), key=lambda document: document.id)
    fits = fits_of(embedder)
    return ordered, [split_document(document, settings, fits) for document in ordered]


def segment_of(
    documents: Sequence[Document],
    splits: Sequence[SplitDocument],
    passage_vectors: NDArray[np.floating[Any]],
    sentence_vectors: SentenceVectors,
    codes: Sequence[TokenCodes],
) -> Segment:
    """The segment of documents sorted by id, with what each was split into, and in that order the
    vectors of all passages and sentences and the `codes` of each sentence's tokens; or of no
    sentences, or of neither.
    """
    return Segment(
        document_ids=Texts.of([document.id for document in documents]),
        facts=Texts.of([facts_of(document) for document in documents]),
        texts=Texts.of([document.text for document in documents]),
        layouts=Layouts.of([document.blocks for document in documents]),
        **_sentence_columns(splits),
        sentence_vectors=sentence_vectors,
        token_codes=SentenceTokenCodes.of(codes),
        passages=_tables(splits, passage_vectors),
    )


def known_vectors(
    held: Iterable[tuple[Segment, int]], settings: SplitSettings, fits: Callable[[str], bool]
) -> Known:
    """The vectors of documents' texts; each document is given as a row of a segment.

    `settings` and `fits` are those that they were split with.
    """
    import numpy as np

    known = Known()
    for segment, row in held:
        document = segment.document(row)
        split = split_document(document, settings, fits)
        first, last = segment.sentence_offsets[row : row + 2].tolist()
        if segment.has_sentence_embeddings:
            vectors = segment.sentence_vectors
            rows = zip(vectors.codes[first:last], vectors.steps[first:last], strict=True)
            known.sentences.update(zip(split.sentence_texts, rows, strict=True))
            codes = segment.token_codes.take(np.arange(first, last)).each()
            known.codes.update(zip(split.sentence_texts, codes, strict=True))
        for each in split.passages:
            table = segment.passages.get(each.passage.language)
            if table is not None:
                _, place = rows_of(np.array([each.passage.id]), table.ids, None)
                known.passages[each.embedded_text] = table.vectors.halves(place)[0]
    return known


def _sentence_columns(splits: Sequence[SplitDocument]) -> dict[str, NDArray[Any]]:
    import numpy as np

    spans = np.array([span for split in splits for span in split.sentences], dtype=np.uint32)
    starts, ends = spans.reshape(-1, 2).T
    counts = [len(split.sentences) for split in splits]
    offsets = np.cumsum([0, *counts], dtype=np.int64)
    return {"sentence_offsets": offsets, "sentence_starts": starts, "sentence_ends": ends}


def _embed(
    passages: Sequence[str],
    sentences: Sequence[str],
    known: Known,
    embedder: Embedder,
    progress: Progress,
    keep: Keep,
) -> int:
    """Make known what is not of these texts; how many that were."""
    missing = [
        *(text for text in passages if text not in known.passages),
        *(text for text in sentences if text not in known.sentences),
    ]
    # Those of like length run together.
    texts = sorted(dict.fromkeys(missing), key=len, reverse=True)
    as_passages, as_sentences = set(passages), set(sentences)
    progress(0, len(texts))
    for start in range(0, len(texts), EMBED_BATCH):
        batch = texts[start : start + EMBED_BATCH]
        embedded = zip(*checked_passages(embedder, batch), strict=True)
        found = dict(zip(batch, embedded, strict=True))
        known.add(found, as_passages, as_sentences)
        keep(found)
        progress(start + len(batch), len(texts))
    return len(texts)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A passage, its row among all, its document's row, that document's first sentence's row."""

    split: SplitPassage
    row: int
    document: int
    first_sentence: int


def _tables(
    splits: Sequence[SplitDocument], vectors: NDArray[np.floating[Any]]
) -> dict[str, PassageTable]:
    placed: defaultdict[str, list[_Placed]] = defaultdict(list)
    row = first = 0
    for document, split in enumerate(splits):
        for each in split.passages:
            placed[each.passage.language].append(_Placed(each, row, document, first))
            row += 1
        first += len(split.sentences)
    return {
        language: _table(language, passages, vectors)
        for language, passages in sorted(placed.items())
    }


def _table(
    language: str, placed: Sequence[_Placed], vectors: NDArray[np.floating[Any]]
) -> PassageTable:
    ordered = sorted(placed, key=lambda each: each.split.passage.id)
    rows = [each.row for each in ordered]
    columns = passage_columns(
        (
            each.split.passage,
            each.document,
            each.first_sentence + each.split.first,
            each.first_sentence + each.split.last,
        )
        for each in ordered
    )
    return PassageTable(
        **columns,
        postings=Postings.of(terms(each.split.embedded_text, language) for each in ordered),
        vectors=PassageVectors.of(vectors[rows] if len(vectors) else vectors),
    )
