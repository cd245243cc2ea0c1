"""Whether what was read of a segment fits together: nothing in it points to what is not there.

Checksums find damage. This bounds what tables may do that someone else made, checksums and all: no
number in them leads a reader outside, or has it take far more memory than the files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.search.postings import COUNT_BITS, Postings
from index.store.files.array_file import Arrays, arrays_in
from index.store.files.texts import Texts
from index.store.layouts import KINDS, Layouts
from index.store.segment import PASSAGE_COLUMNS, PassageTable, Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NUMBERS = "iuf"  # NumPy's letters of the kinds of types that columns may have


def columns_in(data: NDArray[np.uint8]) -> Arrays:
    """The arrays in a file of them; ValueError where one is no column of numbers."""
    columns = arrays_in(data)
    for name, column in columns.items():
        if column.ndim != 1 or column.dtype.kind not in NUMBERS:
            raise ValueError(f"{name!r} is no column of numbers")
    return columns


def validate_segment(segment: Segment, dimension: int) -> None:
    """Raise ValueError where a number in `segment` points outside of it.

    What it does not keep, or was left out of it because it was damaged, may be missing.
    """
    documents, sentences = len(segment.document_ids), len(segment.sentence_starts)
    for texts in (segment.document_ids, segment.facts, segment.texts):
        _check_texts(texts, documents)
    _check_offsets(segment.sentence_offsets, documents, sentences)
    _check_lengths(sentences, segment.sentence_ends)
    _check_layouts(segment.layouts, documents)
    if segment.has_sentence_embeddings:
        _check_lengths(sentences, segment.sentence_vectors.codes)
        _check_offsets(segment.token_codes.offsets, sentences, len(segment.token_codes.bits))
    for table in segment.passages.values():
        _check_passages(table, documents, sentences)
        if table.vectors.dimension != dimension:
            raise ValueError("vectors have another length than the manifest says")


def _check_layouts(layouts: Layouts, documents: int) -> None:
    blocks = len(layouts.starts)
    _check_offsets(layouts.offsets, documents, blocks)
    _check_lengths(blocks, layouts.ends, layouts.kinds)
    _check_below(layouts.kinds, len(KINDS))
    _check_offsets(layouts.lead_offsets, blocks, len(layouts.lead_starts))
    _check_lengths(len(layouts.lead_starts), layouts.lead_ends)


def _check_passages(table: PassageTable, documents: int, sentences: int) -> None:
    passages = len(table.ids)
    _check_lengths(passages, table.vectors, *(getattr(table, each) for each in PASSAGE_COLUMNS))
    _check_below(table.documents, documents)
    _check_below(table.last_sentences, sentences + 1)
    if (table.first_sentences > table.last_sentences).any():
        raise ValueError("a passage ends before it starts")
    _check_postings(table.postings, passages)


def _check_postings(postings: Postings, passages: int) -> None:
    _check_texts(postings.terms, len(postings.hashes))
    _check_offsets(postings.starts, len(postings.hashes), len(postings.packed))
    _check_lengths(passages, postings.lengths)
    _check_lengths(len(postings.plain), postings.marked)
    _check_below(postings.packed, passages << COUNT_BITS)
    _check_below(postings.marked, len(postings.hashes))


def _check_texts(texts: Texts, count: int) -> None:
    import numpy as np

    _check_offsets(np.concatenate([[0], texts.ends]), count, len(texts.data))


def _check_offsets(offsets: NDArray[Any], count: int, total: int) -> None:
    """Whether these are the places at which `count` things start that take `total` places
    together, and one more at the end.
    """
    if len(offsets) != count + 1 or offsets[0] != 0 or offsets[-1] != total:
        raise ValueError("offsets do not fit what they point into")
    if (offsets[1:] < offsets[:-1]).any():
        raise ValueError("offsets go back")


def _check_lengths(length: int, *columns: Any) -> None:
    if any(len(each) != length for each in columns):
        raise ValueError("columns of a table are of different lengths")


def _check_below(numbers: NDArray[Any], limit: int) -> None:
    if len(numbers) and int(numbers.max()) >= limit:
        raise ValueError("a number points to what is not there")
