"""An index on disk: a manifest that names one complete generation of data files.

    DIR/manifest.json          what the index is, and the size and SHA-256 of every data file
    DIR/generation-<number>/   its data: documents, passages, vectors, words
    DIR/lock                   held by the one process that writes

A change writes a new generation beside the old one and then replaces the manifest in one step, so
a reader, or a process that dies half-way, always finds the last complete state.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import (
    IndexDamagedError,
    IndexLockedError,
    IndexMismatchError,
    IndexNotFoundError,
    StoreError,
)
from index.index import Index, Indexing, Partition
from index.split import SplitSettings
from index.types import Document, Passage, Sentence
from index.vectors import VectorIndex
from index.words import WordIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 3
MANIFEST = "manifest.json"
NEW_MANIFEST = "manifest.json.new"
LOCK = "lock"
GENERATION = re.compile(r"generation-(\d+)")
OPEN_ATTEMPTS = 3  # a writer may replace the generation between reading the manifest and the files


@dataclass(frozen=True, slots=True)
class SourceStamp:
    """What a file was when it was read: its bytes' SHA-256, and what changes when they do.

    `refusal` is why it could not be read, and `limits` what it was read under.
    """

    sha256: str
    size: int
    modified_ns: int
    changed_ns: int
    refusal: str | None = None
    limits: str = ""


@dataclass(frozen=True, slots=True)
class DataFile:
    """Size in bytes and SHA-256 of a data file, as written."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index is made of and made with."""

    format: int
    embedder: str
    dimension: int
    split: SplitSettings
    corpus_hash: str
    indexing: Indexing
    generation: str
    files: Mapping[str, DataFile]
    sources: Mapping[str, SourceStamp]


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Be the one writer of the index in `folder`, or raise IndexLockedError at once."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot write an index to {str(folder)!r} ({error.strerror}); name another folder."
        ) from error
    _refuse_foreign_files(folder)
    try:
        with FileLock(folder / LOCK, timeout=0):
            yield
    except Timeout as error:
        raise IndexLockedError(
            f"another process is writing the index in {str(folder)!r}; wait for it to end."
        ) from error


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the index in `folder`.

    Raises IndexNotFoundError, IndexMismatchError (another format) or IndexDamagedError.
    """
    path = folder / MANIFEST
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        if fields["format"] != FORMAT:
            raise IndexMismatchError(
                f"the index in {str(folder)!r} has format {fields['format']!r}, this version reads "
                f"{FORMAT}; make it again with: citera index DOCS --out {str(folder)!r}"
            )
        if not GENERATION.fullmatch(fields["generation"]):
            raise ValueError("generation must name a folder beside the manifest")
        return Manifest(
            **fields
            | {
                "split": SplitSettings(**fields["split"]),
                "indexing": Indexing(**fields["indexing"]),
                "files": {name: DataFile(**value) for name, value in fields["files"].items()},
                "sources": {name: SourceStamp(**each) for name, each in fields["sources"].items()},
            }
        )
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexNotFoundError(
            f"there is no index in {str(folder)!r}; make one with: "
            f"citera index DOCS --out {str(folder)!r}"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(folder, MANIFEST, f"cannot be read ({error})") from error


def open_index(folder: Path, embedder_name: str) -> Index:
    """Open the last complete state of the index in `folder`.

    Raises IndexMismatchError when another embedder made it, IndexDamagedError when a file is
    missing or altered: every byte is compared with what was written.
    """
    for attempt in range(OPEN_ATTEMPTS):
        manifest = read_manifest(folder)
        if manifest.embedder != embedder_name:
            raise IndexMismatchError(
                f"the index in {str(folder)!r} was made with the embedder {manifest.embedder!r}, "
                f"not {embedder_name!r}; open it with that one, or make it again with: "
                f"citera index DOCS --out {str(folder)!r}"
            )
        try:
            _check_files(folder, manifest)
            return _read_generation(folder / manifest.generation, manifest)
        except IndexDamagedError:
            replaced = read_manifest(folder).generation != manifest.generation
            if not replaced or attempt == OPEN_ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")


def damage(folder: Path) -> list[str]:
    """What is wrong with the files of the index in `folder`, a line each; empty when all is well.

    Reads every byte. Raises IndexNotFoundError or IndexDamagedError for the manifest itself.
    """
    manifest = read_manifest(folder)
    return [f"{name}: {fault}" for name, fault in _faults(folder, manifest)]


@contextmanager
def new_generation(folder: Path) -> Iterator[Path]:
    """A new folder for data files; removed again unless `commit` was reached. Needs the lock."""
    numbers = [int(GENERATION.sub(r"\1", entry.name)) for entry in _generations(folder)]
    generation = folder / f"generation-{max(numbers, default=0) + 1}"
    generation.mkdir()
    try:
        yield generation
    finally:
        _remove_other_generations(folder)


def commit(
    folder: Path, generation: Path, index: Index, dimension: int, sources: Mapping[str, SourceStamp]
) -> None:
    """Write `index` to `generation` (its words are there already) and make it the current state."""
    _write_generation(generation, index)
    files = sorted(path for path in generation.rglob("*") if path.is_file())
    manifest = Manifest(
        format=FORMAT,
        embedder=index.embedder_name,
        dimension=dimension,
        split=index.split,
        corpus_hash=index.corpus_hash,
        indexing=index.indexing,
        generation=generation.name,
        files={path.relative_to(generation).as_posix(): _data_file(path) for path in files},
        sources=sources,
    )
    for path in files:
        _flush(path)
    _replace_manifest(folder, manifest)


def restamp(folder: Path, sources: Mapping[str, SourceStamp]) -> None:
    """Remember files as they are now, where only their times have changed. Needs the lock."""
    _replace_manifest(folder, replace(read_manifest(folder), sources=sources))


def _replace_manifest(folder: Path, manifest: Manifest) -> None:
    temporary = folder / NEW_MANIFEST
    temporary.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    _flush(temporary)
    os.replace(temporary, folder / MANIFEST)
    _flush(folder)


def _refuse_foreign_files(folder: Path) -> None:
    for entry in folder.iterdir():
        ours = entry.name in (LOCK, MANIFEST, NEW_MANIFEST) or GENERATION.fullmatch(entry.name)
        if not ours:
            raise StoreError(
                f"{str(folder)!r} is not empty and holds no index ({entry.name!r} is no part of "
                "one); name an empty or new folder."
            )


def _generations(folder: Path) -> list[Path]:
    return [entry for entry in folder.iterdir() if GENERATION.fullmatch(entry.name)]


def _remove_other_generations(folder: Path) -> None:
    try:
        current = read_manifest(folder).generation
    except IndexNotFoundError:
        current = None
    except StoreError:
        return  # what another version wrote stays until a new manifest replaces its own
    for entry in _generations(folder):
        if entry.name != current:
            shutil.rmtree(entry, ignore_errors=True)


def _write_generation(generation: Path, index: Index) -> None:
    import numpy as np

    ids = sorted(index.documents)
    rows = {document_id: row for row, document_id in enumerate(ids)}
    with (generation / "documents.jsonl").open("w", encoding="utf-8") as file:
        for document_id in ids:
            file.write(json.dumps(asdict(index.documents[document_id])) + "\n")
    languages = index.languages
    np.savez(
        generation / "passages.npz",
        languages=np.array(languages),
        passages=_table(
            (
                passage.id,
                rows[passage.document_id],
                passage.start,
                passage.end,
                languages.index(passage.language),
                *index.sentence_rows[passage.id],
            )
            for passage in index.passages.values()
        ),
        sentences=_table(
            (rows[sentence.document_id], sentence.start, sentence.end)
            for sentence in index.sentences
        ),
    )
    np.save(generation / "sentences.npy", index.sentence_vectors)
    for language, partition in index.partitions.items():
        partition.vectors.save(generation / f"{language}.faiss")


def _table(rows: Iterator[tuple[int, ...]]) -> NDArray[np.int64]:
    import numpy as np

    return np.array(list(rows), dtype=np.int64)


def _read_generation(generation: Path, manifest: Manifest) -> Index:
    import numpy as np

    try:
        with (generation / "documents.jsonl").open(encoding="utf-8") as file:
            documents = [_document(json.loads(line)) for line in file]
        with np.load(generation / "passages.npz") as tables:
            languages = tables["languages"].tolist()
            passage_rows, sentence_table = tables["passages"].tolist(), tables["sentences"].tolist()
        passages, sentence_rows = {}, {}
        for number, row, start, end, language, first, last in passage_rows:
            passage = Passage(number, documents[row].id, start, end, languages[language])
            passages[number] = passage
            sentence_rows[number] = (first, last)
        sentences = [
            Sentence(place, documents[row].id, start, end)
            for place, (row, start, end) in enumerate(sentence_table)
        ]
        return Index(
            embedder_name=manifest.embedder,
            split=manifest.split,
            documents={document.id: document for document in documents},
            passages=passages,
            sentence_rows=sentence_rows,
            sentences=sentences,
            sentence_vectors=np.load(generation / "sentences.npy", mmap_mode="r"),
            partitions={code: _read_partition(generation, code) for code in languages},
            indexing=manifest.indexing,
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError, RuntimeError) as error:
        raise _damaged(generation.parent, generation.name, f"cannot be read ({error})") from error


def _document(fields: dict[str, Any]) -> Document:
    return Document(**fields | {"pages": tuple(fields["pages"])})


def _read_partition(generation: Path, language: str) -> Partition:
    return Partition(
        VectorIndex.load(generation / f"{language}.faiss"),
        WordIndex.load(language, generation / "words" / language),
    )


def _faults(folder: Path, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """The name of each damaged file, and what is wrong with it."""
    for name, expected in manifest.files.items():
        path = folder / manifest.generation / name
        try:
            if _data_file(path) != expected:
                yield name, "was altered after it was written"
        except FileNotFoundError:
            yield name, "is missing"
        except OSError as error:
            yield name, f"cannot be read ({error.strerror})"


def _check_files(folder: Path, manifest: Manifest) -> None:
    for name, fault in _faults(folder, manifest):
        raise _damaged(folder, name, fault)


def _damaged(folder: Path, name: str, fault: str) -> IndexDamagedError:
    return IndexDamagedError(
        f"the index in {str(folder)!r} is damaged: {name} {fault}; "
        f"make it again with: citera index DOCS --out {str(folder)!r}"
    )


def _data_file(path: Path) -> DataFile:
    with path.open("rb") as file:
        return DataFile(path.stat().st_size, file_digest(file, "sha256").hexdigest())


def _flush(path: Path) -> None:
    """Make what was written survive a power loss; a folder's entries as well as a file's bytes."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
