"""The files of a segment: written once, then mapped, or read in rows that are checked when read.

- `tables`: every column of the segment but those below, as a file of arrays
- `texts`: the documents' texts
- `sentences`, `signs`: sentences' vectors and their tokens' codes, which large indexes leave out
- `<language>.faiss`: the vectors of passages
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.embed.token_codes import CODE_TYPE, SentenceTokenCodes
from index.search.vectors import PassageVectors, SentenceVectors
from index.store.files.array_file import Arrays, encode_arrays, map_file
from index.store.files.checked_rows import CheckedRows, digests_of
from index.store.files.durable_files import flush_folder, new_file, write_file
from index.store.files.joined_rows import JoinedRows, encode_rows
from index.store.files.texts import Texts
from index.store.manifest import ALTERED, Manifest, damaged
from index.store.segment import Segment, read_segment
from index.store.validate import columns_in, validate_segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TABLES = "tables"
TEXTS = "texts"
SENTENCES = "sentences"
TOKEN_CODES = "signs"  # their name in format 7
FILES_OF_ROWS = (TEXTS, SENTENCES, TOKEN_CODES)
DIGESTS = ".sha256"
VECTORS = ".faiss"


def write_segment(folder: Path, segment: Segment) -> None:
    """Write a segment to a new `folder`."""
    os.mkdir(folder)
    write_file(folder / TABLES, encode_arrays(segment.to_arrays()))
    _write_rows(folder / TEXTS, segment.texts.data)
    if segment.has_sentence_embeddings:
        _write_rows(folder / SENTENCES, segment.sentence_vectors.codes)
        _write_rows(folder / TOKEN_CODES, segment.token_codes.bits)
    for language, table in segment.passages.items():
        with new_file(folder / f"{language}{VECTORS}") as write:
            table.vectors.encode(write)
    flush_folder(folder)


def open_segment(
    folder: Path, manifest: Manifest, name: str, faults: Collection[str] = ()
) -> Segment:
    """The segment of that name, without the vectors in files that have `faults`."""
    import numpy as np

    paths = [each for each in manifest.files if each.startswith(f"{name}/") and each not in faults]
    vectors = {
        Path(path).stem: PassageVectors.map(folder / path)
        for path in paths
        if path.endswith(VECTORS)
    }
    tables = columns_in(map_file(folder / name / TABLES))
    rows = [f"{name}/{each}" for each in (SENTENCES, TOKEN_CODES)]
    if {*rows, *(f"{each}{DIGESTS}" for each in rows)}.issubset(paths):
        sentences, codes = _sentence_embeddings(folder, manifest, tables, *rows)
    else:  # not kept, or damaged: both are made together
        sentences = SentenceVectors.none()
        codes = SentenceTokenCodes.none()
    data = _rows_of(folder, manifest, f"{name}/{TEXTS}", np.dtype(np.uint8))
    texts = Texts(data, tables[f"{TEXTS}.ends"])
    segment = read_segment(tables, texts, sentences, codes, vectors)
    validate_segment(segment, manifest.dimension)
    return segment


def _sentence_embeddings(
    folder: Path, manifest: Manifest, tables: Arrays, sentences: str, token_codes: str
) -> tuple[SentenceVectors, SentenceTokenCodes]:
    """The vectors of a segment's sentences and the codes of their tokens, from files so named."""
    import numpy as np

    codes = _rows_of(folder, manifest, sentences, np.dtype((np.int8, (manifest.dimension,))))
    bits = _rows_of(folder, manifest, token_codes, np.dtype(CODE_TYPE))
    vectors = SentenceVectors(codes, tables["sentence_steps"])
    return vectors, SentenceTokenCodes(bits, tables["token_offsets"])


def _rows_of(folder: Path, manifest: Manifest, name: str, row: np.dtype[Any]) -> CheckedRows:
    """The rows in a file, each checked when it is first read."""
    if (folder / name).stat().st_size != manifest.files[name].size:
        raise damaged(folder, name, ALTERED)
    digests = (folder / f"{name}{DIGESTS}").read_bytes()
    return CheckedRows(folder / name, row, digests, lambda: damaged(folder, name, ALTERED))


def _write_rows(path: Path, rows: NDArray[Any] | CheckedRows | JoinedRows) -> None:
    write_file(path, encode_rows(rows))
    write_file(path.with_name(f"{path.name}{DIGESTS}"), [b"".join(digests_of(path))])
