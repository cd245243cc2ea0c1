"""Several segments → one, without the documents that are deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index.embed.token_codes import TokenSigns, join_token_signs
from index.search.postings import NO_ROW, join_postings
from index.search.vectors import SentenceVectors, join_passage_vectors
from index.store.array_file import join_texts, ranges
from index.store.layouts import join_layouts
from index.store.segment import Block, Segment
from index.store.views import Part

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def join_segments(parts: Sequence[Part]) -> Segment:
    """One segment of all documents of `parts`, of which no two may have one id.

    It is the same, byte for byte, as one that is made of these documents at once. What sentences
    mean is kept where every part keeps it.
    """
    import numpy as np

    segments = [part.segment for part in parts]
    ids = join_texts([each.document_ids for each in segments])
    first_documents = _firsts([len(each.document_ids) for each in segments])
    kept = np.concatenate(
        [part.document_rows + first for part, first in zip(parts, first_documents, strict=True)]
    )
    names = list(ids.take(kept))
    documents = kept[sorted(range(len(names)), key=names.__getitem__)]
    counts = np.concatenate([np.diff(each.sentence_offsets) for each in segments])
    sentences = ranges((np.cumsum(counts) - counts)[documents], counts[documents])
    offsets = np.concatenate([[0], np.cumsum(counts[documents])])
    return Segment(
        document_ids=ids.take(documents),
        facts=join_texts([each.facts for each in segments]).take(documents),
        texts=join_texts([each.texts for each in segments]).take(documents),
        layouts=join_layouts([each.layouts for each in segments]).take(documents),
        sentence_offsets=offsets,
        sentence_starts=np.concatenate([each.sentence_starts for each in segments])[sentences],
        sentence_ends=np.concatenate([each.sentence_ends for each in segments])[sentences],
        **_join_meanings(segments, sentences),
        blocks=_join_blocks(parts, documents, offsets),
    )


def _join_meanings(segments: Sequence[Segment], sentences: NDArray[np.int64]) -> dict[str, Any]:
    """The vectors of sentences and the signs of their tokens; `sentences`: the old rows."""
    import numpy as np

    if not all(each.keeps_sentences for each in segments):
        return {"sentence_vectors": SentenceVectors.none(), "token_signs": TokenSigns.none()}
    vectors = SentenceVectors(
        np.concatenate([each.sentence_vectors.codes[:] for each in segments])[sentences],
        np.concatenate([each.sentence_vectors.steps for each in segments])[sentences],
    )
    signs = join_token_signs([each.token_signs for each in segments])
    return {"sentence_vectors": vectors, "token_signs": signs.take(sentences)}


def _join_blocks(
    parts: Sequence[Part], documents: NDArray[np.int64], offsets: NDArray[np.int64]
) -> dict[str, Block]:
    """The blocks of every language. `documents`: the old rows, counted over all parts, of the new
    documents; `offsets`: of the new sentences.
    """
    import numpy as np

    first_documents = _firsts([len(part.segment.document_ids) for part in parts])
    total = sum(len(part.segment.document_ids) for part in parts)
    new_documents = np.full(total, NO_ROW, dtype=np.int64)
    new_documents[documents] = np.arange(len(documents))
    joined = {}
    for language in sorted({code for part in parts for code in part.segment.blocks}):
        held = [
            (part, new_documents[first : first + len(part.segment.document_ids)])
            for part, first in zip(parts, first_documents, strict=True)
            if language in part.segment.blocks
        ]
        block = _join_block(language, held, offsets)
        if len(block.ids):
            joined[language] = block
    return joined


def _join_block(
    language: str, held: Sequence[tuple[Part, NDArray[np.int64]]], offsets: NDArray[np.int64]
) -> Block:
    """`held`: parts that have the language, each with the new rows of its documents."""
    import numpy as np

    blocks = [part.segment.blocks[language] for part, _ in held]
    ids = np.concatenate([block.ids for block in blocks])
    documents = np.concatenate(
        [new[block.documents] for block, (_, new) in zip(blocks, held, strict=True)]
    )
    kept = np.flatnonzero(documents != NO_ROW)
    order = kept[np.argsort(ids[kept], kind="stable")]
    new_rows = np.full(len(ids), NO_ROW, dtype=np.int64)
    new_rows[order] = np.arange(len(order))
    # A sentence keeps its place in its document.
    old_offsets = [
        part.segment.sentence_offsets[block.documents]
        for block, (part, _) in zip(blocks, held, strict=True)
    ]
    moves = (offsets[documents] - np.concatenate(old_offsets))[order]

    def column(name: str) -> NDArray[np.uint32]:
        values: NDArray[np.uint32] = np.concatenate([getattr(each, name) for each in blocks])
        return values[order]

    return Block(
        ids=ids[order],
        documents=documents[order].astype(np.uint32),
        starts=column("starts"),
        ends=column("ends"),
        first_sentences=(column("first_sentences") + moves).astype(np.uint32),
        last_sentences=(column("last_sentences") + moves).astype(np.uint32),
        postings=join_postings(
            [block.postings for block in blocks],
            np.split(new_rows, _firsts([len(block.ids) for block in blocks])[1:]),
            len(order),
        ),
        vectors=join_passage_vectors([block.vectors for block in blocks], order),
    )


def _firsts(sizes: Sequence[int]) -> NDArray[np.int64]:
    """How much stands before each of several parts of these sizes."""
    import numpy as np

    return np.cumsum([0, *sizes[:-1]])
