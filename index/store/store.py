"""An index on disk: a manifest that names every file of one complete state.

    DIR/manifest.json       what the index is made of; the size and SHA-256 of every other file
    DIR/segment-<number>/   documents that never change again, with their passages, vectors, words
    DIR/words-<number>      what is learnt of the words of all segments together
    DIR/sources-<number>    what the files were when they were indexed
    DIR/lock, DIR/writer    held by the one process that writes, and who that is

A change writes new files beside the old ones and then replaces the manifest in one step, so a
reader, or a process that dies half-way, always finds the last complete state. docs/index-format.md
has the format of each file.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.embed.token_codes import KIND, TokenSigns
from index.errors import (
    UNREADABLE,
    IndexDamagedError,
    IndexMismatchError,
    IndexNotFoundError,
    StoreError,
)
from index.index import Index, Indexing, find_compounds
from index.search.postings import Compounds
from index.search.vectors import PassageVectors, SentenceVectors
from index.split.passages import SplitSettings
from index.store.array_file import Arrays, Texts, arrays_in, encode_arrays, map_file
from index.store.checked_rows import PiecedRows, digests_of, encode_rows
from index.store.manifest import (
    ALTERED,
    FORMAT,
    MANIFEST,
    NEW_MANIFEST,
    NUMBERED,
    DataFile,
    Manifest,
    SegmentEntry,
    SourceStamp,
    damaged,
    data_file,
    find_faults,
    flush_folder,
    read_manifest,
    replace_manifest,
    write_file,
)
from index.store.merge_policy import Piece
from index.store.segment import Segment, read_segment
from index.store.validate import check_bounds
from index.store.views import Part

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TABLES = "tables"
TEXTS = "texts"
SENTENCES = "sentences"
SIGNS = "signs"
PIECED = (TEXTS, SENTENCES, SIGNS)
DIGESTS = ".sha256"
VECTORS = ".faiss"
OPEN_ATTEMPTS = 100  # a writer may replace the state between reading the manifest and the files


@dataclass(frozen=True, slots=True)
class State:
    """What a commit makes the current state of an index."""

    embedder: str
    dimension: int
    split: SplitSettings
    indexing: Indexing
    pieces: Sequence[Piece]
    sources: Mapping[str, SourceStamp]


class StoredIndex(Index):
    """An index opened from a folder: it shows one state, whatever is written there later."""

    def __init__(self, folder: Path, manifest: Manifest, seen: _Seen, **held: Any) -> None:
        """`seen`: the manifest's file as it was before it was read. `held`: see Index."""
        super().__init__(embedder_name=manifest.embedder, split=manifest.split, **held)
        self.folder = folder
        self.manifest = manifest
        self._seen = seen

    @property
    def pieces(self) -> list[Piece]:
        """Its segments, each with its folder's name."""
        names = [entry.name for entry in self.manifest.segments]
        return [Piece(name, part) for name, part in zip(names, self.parts, strict=True)]

    def newer(self) -> StoredIndex | None:
        """The state that was committed since; None where there is none, which is found out fast.

        What both share is neither read nor checked again. Raises StoreError's kinds.
        """
        seen = _see(self.folder)
        if seen == self._seen:
            return None
        self._seen = seen
        newer = open_index(self.folder, self.embedder_name, self)
        return None if _same_state(newer.manifest, self.manifest) else newer


_Seen = tuple[int, int, int]


def _see(folder: Path) -> _Seen:
    """What tells one manifest's file from the next."""
    try:
        status = os.stat(folder / MANIFEST)
    except OSError:
        return 0, 0, 0  # opening it says what is wrong
    return status.st_ino, status.st_mtime_ns, status.st_size


def _same_state(one: Manifest, other: Manifest) -> bool:
    """Whether two manifests differ at most in the times of the files indexed."""

    def essence(manifest: Manifest) -> Manifest:
        files = {name: file for name, file in manifest.files.items() if name != manifest.sources}
        return replace(manifest, files=files, sources="")

    return essence(one) == essence(other)


def open_index(folder: Path, embedder_name: str, before: StoredIndex | None = None) -> StoredIndex:
    """Open the last complete state of the index in `folder`.

    Every byte is compared with what was written, those of texts, of sentences' vectors and of
    tokens' signs when they are first read; what the state shares with one opened `before` is
    neither read nor checked again. Raises IndexMismatchError when another embedder made it,
    IndexDamagedError when a file is missing or altered.
    """
    for attempt in range(OPEN_ATTEMPTS):
        seen = _see(folder)
        manifest = read_manifest(folder)
        _check_embedder(folder, manifest, embedder_name)
        try:
            return _open(folder, manifest, seen, before)
        except IndexDamagedError:
            if _see(folder) == seen or attempt == OPEN_ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")


def _check_embedder(folder: Path, manifest: Manifest, embedder_name: str) -> None:
    if manifest.embedder != embedder_name:
        raise IndexMismatchError(
            f"the index in {str(folder)!r} was made with the embedder {manifest.embedder!r}, "
            f"not {embedder_name!r}; open it with that one, or make it again with: "
            f"citera index DOCS --out {str(folder)!r}"
        )


def _open(folder: Path, manifest: Manifest, seen: _Seen, before: StoredIndex | None) -> StoredIndex:
    shared = _shared(folder, manifest, before)
    own = [
        name
        for name in manifest.files
        if _segment_of(name) not in shared and name.rpartition("/")[2] not in PIECED
    ]
    for name, fault in find_faults(folder, manifest, own).items():
        raise damaged(folder, name, fault)
    try:
        words = arrays_in(map_file(folder / manifest.words))
        languages = {name.partition(".")[0] for name in words}
        segments = []
        for entry in manifest.segments:
            segment = shared.get(entry.name) or _open_segment(folder, manifest, entry.name)
            segments.append((segment, _alive(segment, entry.deleted)))
        return StoredIndex(
            folder,
            manifest,
            seen,
            segments=segments,
            compounds={language: Compounds.read(words, language) for language in languages},
            indexing=manifest.indexing,
        )
    except UNREADABLE as error:
        raise damaged(folder, "its data", f"cannot be read ({error})") from error


def _shared(folder: Path, manifest: Manifest, before: StoredIndex | None) -> dict[str, Segment]:
    """The segments that `before` has open already, unless a file of them has gone since."""
    if before is None:
        return {}

    def files(of: Manifest, segment: str) -> dict[str, DataFile]:
        return {name: file for name, file in of.files.items() if _segment_of(name) == segment}

    # In a folder that was emptied and filled again, the same name is another segment.
    return {
        entry.name: part.segment
        for entry, part in zip(before.manifest.segments, before.parts, strict=True)
        if (same := files(manifest, entry.name)) == files(before.manifest, entry.name)
        and all((folder / name).exists() for name in same)
    }


def _open_segment(
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
    tables = arrays_in(map_file(folder / name / TABLES))
    pieced = [f"{name}/{each}" for each in (SENTENCES, SIGNS)]
    if {*pieced, *(f"{each}{DIGESTS}" for each in pieced)}.issubset(paths):
        sentences, signs = _sentences(folder, manifest, tables, *pieced)
    else:  # not kept, or damaged: both are made together
        sentences = SentenceVectors.none()
        signs = TokenSigns.none()
    data = _pieced_rows(folder, manifest, f"{name}/{TEXTS}", np.dtype(np.uint8))
    texts = Texts(data, tables[f"{TEXTS}.ends"])
    segment = read_segment(tables, texts, sentences, signs, vectors)
    check_bounds(segment, manifest.dimension)
    return segment


def _sentences(
    folder: Path, manifest: Manifest, tables: Arrays, sentences: str, signs: str
) -> tuple[SentenceVectors, TokenSigns]:
    """The vectors of a segment's sentences and the signs of their tokens, from files so named."""
    import numpy as np

    codes = _pieced_rows(folder, manifest, sentences, np.dtype((np.int8, (manifest.dimension,))))
    bits = _pieced_rows(folder, manifest, signs, np.dtype(KIND))
    vectors = SentenceVectors(codes, tables["sentence_steps"])
    return vectors, TokenSigns(bits, tables["token_offsets"])


def _pieced_rows(folder: Path, manifest: Manifest, name: str, row: np.dtype[Any]) -> PiecedRows:
    """The rows in a file, each checked when it is first read."""
    if (folder / name).stat().st_size != manifest.files[name].size:
        raise damaged(folder, name, ALTERED)
    digests = (folder / f"{name}{DIGESTS}").read_bytes()
    return PiecedRows(folder / name, row, digests, lambda: damaged(folder, name, ALTERED))


def _alive(segment: Segment, deleted: Sequence[int]) -> NDArray[np.bool_] | None:
    """Which documents are not deleted; None where none is."""
    import numpy as np

    if not deleted:
        return None
    alive = np.ones(len(segment.document_ids), dtype=np.bool_)
    alive[list(deleted)] = False
    return alive


def damage(folder: Path) -> list[str]:
    """What is wrong with the files of the index in `folder`, a line each; empty when all is well.

    Reads every byte. Raises IndexNotFoundError or IndexDamagedError for the manifest itself.
    """
    manifest = read_manifest(folder)
    faults = find_faults(folder, manifest, list(manifest.files))
    return [f"{name}: {fault}" for name, fault in faults.items()]


@dataclass(frozen=True, slots=True)
class Intact:
    """What is intact of a damaged index.

    `pieces`: the segments of which every file is. `others`: segments of which some texts and
    vectors are; reading the text of a document that is not raises IndexDamagedError.
    """

    split: SplitSettings
    pieces: Sequence[Piece]
    others: Sequence[Segment]


def salvage(folder: Path, embedder_name: str) -> Intact:
    """What is intact of the index in `folder`. Raises as `open_index` does for the manifest."""
    manifest = read_manifest(folder)
    _check_embedder(folder, manifest, embedder_name)
    faults = find_faults(folder, manifest, list(manifest.files))
    pieces, others = [], []
    for entry in manifest.segments:
        if f"{entry.name}/{TABLES}" in faults:
            continue
        try:
            segment = _open_segment(folder, manifest, entry.name, faults)
        except (*UNREADABLE, IndexDamagedError):
            continue
        if any(name.startswith(f"{entry.name}/") for name in faults):
            others.append(segment)
        else:
            pieces.append(Piece(entry.name, Part(segment, _alive(segment, entry.deleted))))
    return Intact(manifest.split, pieces, others)


def read_sources(folder: Path, manifest: Manifest) -> dict[str, SourceStamp]:
    """What the files were when they were indexed, by document id. Raises IndexDamagedError."""
    try:
        data = (folder / manifest.sources).read_bytes()
        if sha256(data).hexdigest() != manifest.files[manifest.sources].sha256:
            raise ValueError("was altered after it was written")
        return {name: SourceStamp(*stamp) for name, stamp in json.loads(data).items()}
    except UNREADABLE as error:
        raise damaged(folder, manifest.sources, f"cannot be read ({error})") from error


def commit(folder: Path, state: State) -> None:
    """Make `state` the current one; what is new of it is written first. Needs the lock.

    Whatever happens before the manifest is replaced leaves the old state as it was.
    """
    old = _old_manifest(folder)
    known = old.files if old else {}
    number = 1 + max(map(_number, _numbered(folder)), default=old.number if old else 0)
    try:
        entries = [_keep_segment(folder, each, number) for each in state.pieces]
        words, sources = f"words-{number}", f"sources-{number}"
        write_file(folder / words, encode_arrays(_compounds([each.part for each in state.pieces])))
        write_file(folder / sources, [encode_sources(state.sources)])
        stay = {piece.name for piece in state.pieces}
        kept = {name: file for name, file in known.items() if _segment_of(name) in stay}
        new = _files_of(folder, [entry.name for entry in entries if entry.name not in stay])
        manifest = Manifest(
            format=FORMAT,
            number=number,
            embedder=state.embedder,
            dimension=state.dimension,
            split=state.split,
            indexing=state.indexing,
            segments=tuple(entries),
            words=words,
            sources=sources,
            files=kept | {name: data_file(folder / name) for name in [*new, words, sources]},
        )
        replace_manifest(folder, manifest)
    finally:
        _sweep(folder)


def restamp(folder: Path, sources: Mapping[str, SourceStamp]) -> None:
    """Remember files as they are now, where only their times have changed. Needs the lock."""
    old = read_manifest(folder)
    name = f"sources-{1 + max(map(_number, _numbered(folder)))}"
    try:
        write_file(folder / name, [encode_sources(sources)])
        files = {each: file for each, file in old.files.items() if each != old.sources}
        files[name] = data_file(folder / name)
        replace_manifest(folder, replace(old, sources=name, files=files))
    finally:
        _sweep(folder)


def encode_sources(sources: Mapping[str, SourceStamp]) -> bytes:
    """The file of stamps: JSON, each document's id → the fields of its stamp in their order."""
    names = [field.name for field in fields(SourceStamp)]
    rows = {name: [getattr(stamp, each) for each in names] for name, stamp in sources.items()}
    return json.dumps(rows).encode()


def _keep_segment(folder: Path, piece: Piece, number: int) -> SegmentEntry:
    """Write a segment unless it is there already."""
    import numpy as np

    alive = piece.part.alive
    deleted = () if alive is None else tuple(np.flatnonzero(~alive).tolist())
    if piece.name is not None:
        return SegmentEntry(piece.name, deleted)
    name = f"segment-{number}"
    os.mkdir(folder / name)
    write_file(folder / name / TABLES, encode_arrays(piece.part.segment.tables()))
    _write_rows(folder / name / TEXTS, piece.part.segment.texts.data[:])
    if piece.part.segment.keeps_sentences:
        _write_rows(folder / name / SENTENCES, piece.part.segment.sentence_vectors.codes[:])
        _write_rows(folder / name / SIGNS, piece.part.segment.token_signs.bits[:])
    for language, block in piece.part.segment.blocks.items():
        write_file(folder / name / f"{language}{VECTORS}", [block.vectors.encode()])
    flush_folder(folder / name)
    return SegmentEntry(name, deleted)


def _write_rows(path: Path, rows: NDArray[Any]) -> None:
    write_file(path, [encode_rows(rows)])
    write_file(path.with_name(f"{path.name}{DIGESTS}"), [b"".join(digests_of(path))])


def _compounds(parts: Sequence[Part]) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    for language, compounds in find_compounds(parts).items():
        arrays |= compounds.named(language)
    return arrays


def _files_of(folder: Path, segments: Iterable[str]) -> list[str]:
    """The names of the segments' files, relative to the folder."""
    return [f"{name}/{entry}" for name in segments for entry in sorted(os.listdir(folder / name))]


def _segment_of(name: str) -> str:
    """The segment that has a file of that name, relative to the index's folder."""
    return name.partition("/")[0]


def _numbered(folder: Path) -> list[Path]:
    return [entry for entry in folder.iterdir() if NUMBERED.fullmatch(entry.name)]


def _number(path: Path) -> int:
    return int(NUMBERED.sub(r"\1", path.name))


def _old_manifest(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except StoreError:
        return None


def _sweep(folder: Path) -> None:
    """Remove what the current state does not need; what cannot be removed now is later."""
    try:
        manifest = read_manifest(folder)
        needed = {*(each.name for each in manifest.segments), manifest.words, manifest.sources}
    except IndexNotFoundError:
        needed = set()
    except StoreError:
        return  # what another version wrote stays until a new manifest replaces its own
    for entry in _numbered(folder):
        if entry.name not in needed:
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                _unlink(entry)
    _unlink(folder / NEW_MANIFEST)


def _unlink(path: Path) -> None:
    # Windows keeps a file that a reader has mapped.
    with suppress(OSError):
        os.unlink(path)
