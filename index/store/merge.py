"""Several segments → one, without the documents that are deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index.embed.token_codes import SentenceTokenCodes
from index.ranges import ranges
from index.search.postings import NO_ROW, merge_postings
from index.search.vectors import SentenceVectors, merge_passage_vectors
from index.store.files.joined_rows import JoinedRows, Runs
from index.store.files.texts import Texts, concatenate_texts
from index.store.layouts import concatenate_layouts
from index.store.live_documents import SegmentView
from index.store.segment import PassageTable, Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def merge_segments(views: Sequence[SegmentView]) -> Segment:
    """One segment of all documents of `views`, of which no two may have one id.

    It is the same, byte for byte, as one made of these documents at once. Its texts and vectors are
    read from `views` when they are written. Sentences' embeddings are kept where every view keeps
    them.
    """
    import numpy as np

    segments = [view.segment for view in views]
    ids = concatenate_texts([each.document_ids for each in segments])
    first_documents = _firsts([len(each.document_ids) for each in segments])
    kept = np.concatenate(
        [view.document_rows + first for view, first in zip(views, first_documents, strict=True)]
    )
    names = list(ids.take(kept))
    documents = kept[sorted(range(len(names)), key=names.__getitem__)]
    counts = np.concatenate([np.diff(each.sentence_offsets) for each in segments])
    sentences = ranges((np.cumsum(counts) - counts)[documents], counts[documents])
    offsets = np.concatenate([[0], np.cumsum(counts[documents])])
    return Segment(
        document_ids=ids.take(documents),
        facts=concatenate_texts([each.facts for each in segments]).take(documents),
        texts=_merge_texts(segments, documents),
        layouts=concatenate_layouts([each.layouts for each in segments]).take(documents),
        sentence_offsets=offsets,
        sentence_starts=np.concatenate([each.sentence_starts for each in segments])[sentences],
        sentence_ends=np.concatenate([each.sentence_ends for each in segments])[sentences],
        **_merge_sentence_embeddings(segments, documents, sentences),
        passages=_merge_passages(views, documents, offsets),
    )


def _merge_texts(segments: Sequence[Segment], documents: NDArray[np.int64]) -> Texts:
    import numpy as np

    runs = _runs([np.append(0, each.texts.ends) for each in segments], documents)
    data = JoinedRows([each.texts.data for each in segments], runs)
    return Texts(data, np.cumsum(runs.lasts - runs.firsts))


def _merge_sentence_embeddings(
    segments: Sequence[Segment], documents: NDArray[np.int64], sentences: NDArray[np.int64]
) -> dict[str, Any]:
    """Sentences' vectors and token codes; `documents`, `sentences`: their old rows."""
    import numpy as np

    if not all(each.has_sentence_embeddings for each in segments):
        none = SentenceTokenCodes.none()
        return {"sentence_vectors": SentenceVectors.none(), "token_codes": none}
    runs = _runs([each.sentence_offsets for each in segments], documents)
    vectors = SentenceVectors(
        JoinedRows([each.sentence_vectors.codes for each in segments], runs),
        np.concatenate([each.sentence_vectors.steps for each in segments])[sentences],
    )
    of_tokens = [each.token_codes.offsets[each.sentence_offsets] for each in segments]
    bits = JoinedRows([each.token_codes.bits for each in segments], _runs(of_tokens, documents))
    counts = np.concatenate([np.diff(each.token_codes.offsets) for each in segments])[sentences]
    codes = SentenceTokenCodes(bits, np.concatenate([[0], np.cumsum(counts)]))
    return {"sentence_vectors": vectors, "token_codes": codes}


def _runs(offsets: Sequence[NDArray[np.int64]], documents: NDArray[np.int64]) -> Runs:
    """Where each document's rows stand in the segments; `offsets`: of each segment's documents, the
    first row, and one more at the end.
    """
    import numpy as np

    parts = np.repeat(np.arange(len(offsets)), [len(each) - 1 for each in offsets])
    firsts = np.concatenate([each[:-1] for each in offsets])
    lasts = np.concatenate([each[1:] for each in offsets])
    return Runs(parts[documents], firsts[documents], lasts[documents])


def _merge_passages(
    views: Sequence[SegmentView], documents: NDArray[np.int64], offsets: NDArray[np.int64]
) -> dict[str, PassageTable]:
    """The passages of every language. `documents`: the old rows, counted over all views, of the new
    documents; `offsets`: of the new sentences.
    """
    import numpy as np

    first_documents = _firsts([len(view.segment.document_ids) for view in views])
    total = sum(len(view.segment.document_ids) for view in views)
    new_documents = np.full(total, NO_ROW, dtype=np.int64)
    new_documents[documents] = np.arange(len(documents))
    merged = {}
    for language in sorted({code for view in views for code in view.segment.passages}):
        held = [
            (view, new_documents[first : first + len(view.segment.document_ids)])
            for view, first in zip(views, first_documents, strict=True)
            if language in view.segment.passages
        ]
        table = _merge_table(language, held, offsets)
        if len(table.ids):
            merged[language] = table
    return merged


def _merge_table(
    language: str, held: Sequence[tuple[SegmentView, NDArray[np.int64]]], offsets: NDArray[np.int64]
) -> PassageTable:
    """`held`: views that have the language, each with the new rows of its documents."""
    import numpy as np

    tables = [view.segment.passages[language] for view, _ in held]
    ids = np.concatenate([table.ids for table in tables])
    documents = np.concatenate(
        [new[table.documents] for table, (_, new) in zip(tables, held, strict=True)]
    )
    kept = np.flatnonzero(documents != NO_ROW)
    order = kept[np.argsort(ids[kept], kind="stable")]
    new_rows = np.full(len(ids), NO_ROW, dtype=np.int64)
    new_rows[order] = np.arange(len(order))
    # A sentence keeps its place in its document.
    old_offsets = [
        view.segment.sentence_offsets[table.documents]
        for table, (view, _) in zip(tables, held, strict=True)
    ]
    moves = (offsets[documents] - np.concatenate(old_offsets))[order]

    def column(name: str) -> NDArray[np.uint32]:
        values: NDArray[np.uint32] = np.concatenate([getattr(each, name) for each in tables])
        return values[order]

    return PassageTable(
        ids=ids[order],
        documents=documents[order].astype(np.uint32),
        starts=column("starts"),
        ends=column("ends"),
        first_sentences=(column("first_sentences") + moves).astype(np.uint32),
        last_sentences=(column("last_sentences") + moves).astype(np.uint32),
        postings=merge_postings(
            [table.postings for table in tables],
            np.split(new_rows, _firsts([len(table.ids) for table in tables])[1:]),
            len(order),
        ),
        vectors=merge_passage_vectors([table.vectors for table in tables], order),
    )


def _firsts(sizes: Sequence[int]) -> NDArray[np.int64]:
    """How much stands before each of several views of these sizes."""
    import numpy as np

    return np.cumsum([0, *sizes[:-1]])
