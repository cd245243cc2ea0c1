"""Documents → a segment or an index, embedding only what is not known already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from index.embed.protocol import Embedder, checked_passages, fits_of
from index.embed.token_codes import SentenceTokenCodes
from index.index import Index, Indexing, find_compounds
from index.language.analysis import terms
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
from index.store.segment import PassageTable, Segment, facts_of, passage_columns
from index.store.views import SegmentView
from index.types import Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.embed.token_codes import TokenCodes
    from index.types import Vectors

EMBED_BATCH = 64  # texts, some seconds' work: then progress is told, and an update may be stopped

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
    """What embedding gives, by the text that it was made of: vectors of passages and of sentences,
    and the codes of sentences' tokens. `used`: the texts that a segment was made of.
    """

    passages: dict[str, Vectors] = field(default_factory=dict)
    sentences: dict[str, Vectors] = field(default_factory=dict)
    codes: dict[str, TokenCodes] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def add(self, texts: Mapping[str, tuple[Vectors, TokenCodes]]) -> None:
        """Know these texts too, whether they are passages or sentences."""
        for text, (vector, codes) in texts.items():
            self.passages[text] = self.sentences[text] = vector
            self.codes[text] = codes


def build_index(
    documents: Iterable[Document],
    embedder: Embedder,
    settings: SplitSettings,
    progress: Progress = no_progress,
    limits: SizeLimits = DEFAULTS.limits,
) -> Index:
    """Index `documents` in memory, whatever their order; every search there is exact.

    Raises EmbedderError when the embedder does not keep its contract.
    """
    segment, indexing = make_segment(documents, embedder, settings, None, progress, limits)
    index = Index(
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
    """The segment of `documents`, and what it took; texts that are `known` are not embedded.

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
    missing = _missing(passages, sentences, known)
    vectors, codes = _embed(missing, embedder, progress, keep)
    segment = segment_of(
        ordered,
        splits,
        _rows(passages, vectors | known.passages, embedder.dimension),
        _rows(sentences, vectors | known.sentences, embedder.dimension),
        [known.codes[text] if text in known.codes else codes[text] for text in sentences],
    )
    return segment, Indexing(len(missing), perf_counter() - started)


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
    return segment_of(ordered, splits, none, none, []), texts


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
    passage_vectors: Vectors,
    sentence_vectors: Vectors,
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
        sentence_vectors=SentenceVectors.of(sentence_vectors),
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
            vectors = segment.sentence_vectors.decode(np.arange(first, last))
            known.sentences.update(zip(split.sentence_texts, vectors, strict=True))
            codes = segment.token_codes.take(np.arange(first, last)).each()
            known.codes.update(zip(split.sentence_texts, codes, strict=True))
        for each in split.passages:
            table = segment.passages.get(each.passage.language)
            if table is not None:
                _, rows = rows_of(np.array([each.passage.id]), table.ids, None)
                known.passages[each.embedded_text] = table.vectors.decode(rows)[0]
    return known


def _sentence_columns(splits: Sequence[SplitDocument]) -> dict[str, NDArray[Any]]:
    import numpy as np

    spans = np.array([span for split in splits for span in split.sentences], dtype=np.uint32)
    starts, ends = spans.reshape(-1, 2).T
    counts = [len(split.sentences) for split in splits]
    offsets = np.cumsum([0, *counts], dtype=np.int64)
    return {"sentence_offsets": offsets, "sentence_starts": starts, "sentence_ends": ends}


def _missing(passages: Sequence[str], sentences: Sequence[str], known: Known) -> list[str]:
    missing = [
        *(text for text in passages if text not in known.passages),
        *(text for text in sentences if text not in known.sentences),
    ]
    return list(dict.fromkeys(missing))


def _embed(
    texts: Sequence[str], embedder: Embedder, progress: Progress, keep: Keep
) -> tuple[dict[str, Vectors], dict[str, TokenCodes]]:
    """The vector of each text, and the codes of its tokens."""
    found: dict[str, Vectors] = {}
    found_codes: dict[str, TokenCodes] = {}
    progress(0, len(texts))
    for start in range(0, len(texts), EMBED_BATCH):
        batch = texts[start : start + EMBED_BATCH]
        vectors, codes = checked_passages(embedder, batch)
        found.update(zip(batch, vectors, strict=True))
        found_codes.update(zip(batch, codes, strict=True))
        keep(dict(zip(batch, zip(vectors, codes, strict=True), strict=True)))
        progress(len(found), len(texts))
    return found, found_codes


def _rows(texts: Sequence[str], vectors: Mapping[str, Vectors], dimension: int) -> Vectors:
    import numpy as np

    rows = [vectors[text] for text in texts]
    return np.stack(rows) if rows else np.empty((0, dimension), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A passage, its row among all, its document's row, that document's first sentence's row."""

    split: SplitPassage
    row: int
    document: int
    first_sentence: int


def _tables(splits: Sequence[SplitDocument], vectors: Vectors) -> dict[str, PassageTable]:
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


def _table(language: str, placed: Sequence[_Placed], vectors: Vectors) -> PassageTable:
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
        postings=Postings.of([terms(each.split.embedded_text, language) for each in ordered]),
        vectors=PassageVectors.of(vectors[rows] if len(vectors) else vectors),
    )
