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
import re
import shutil
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, astuple, dataclass, replace
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.arrays import encode_arrays, map_arrays
from index.errors import (
    IndexDamagedError,
    IndexLockedError,
    IndexMismatchError,
    IndexNotFoundError,
    StoreError,
)
from index.index import Index, Indexing, find_compounds
from index.parts import Part
from index.postings import Compounds
from index.segment import Segment, read_segment
from index.split import SplitSettings
from index.tiers import Piece
from index.vectors import PassageVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 4
MANIFEST = "manifest.json"
NEW_MANIFEST = "manifest.json.new"
LOCK = "lock"
WRITER = "writer"
NUMBERED = re.compile(r"(?:segment|words|sources|generation)-(\d+)")  # generation: before format 4
ARRAYS = "arrays"
VECTORS = ".faiss"
LARGEST_WRITE = 1 << 26  # bytes; systems write no more than some 2 GB at once
HASHING_THREADS = min(4, os.cpu_count() or 1)
OPEN_ATTEMPTS = 5  # a writer may replace the state between reading the manifest and the files


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
class SegmentEntry:
    """A segment of a state: its folder's name, and the rows of its documents that are deleted."""

    name: str
    deleted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index is made of and made with. `number` grows with every state."""

    format: int
    number: int
    embedder: str
    dimension: int
    split: SplitSettings
    indexing: Indexing
    segments: tuple[SegmentEntry, ...]
    words: str
    sources: str
    files: Mapping[str, DataFile]


@dataclass(frozen=True, slots=True)
class State:
    """What a commit makes the current state of an index."""

    embedder: str
    dimension: int
    split: SplitSettings
    indexing: Indexing
    pieces: Sequence[Piece]
    sources: Mapping[str, SourceStamp]


@dataclass(frozen=True, slots=True)
class Opened:
    """An open index, and the state that it shows."""

    index: Index
    manifest: Manifest

    @property
    def segments(self) -> list[tuple[str, Part]]:
        """Each segment by its folder's name."""
        names = [entry.name for entry in self.manifest.segments]
        return list(zip(names, self.index.parts, strict=True))


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Be the one writer of the index in `folder`, or raise IndexLockedError at once.

    The operating system gives the lock back when its holder dies, however it dies.
    """
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
            _sign(folder)
            try:
                yield
            finally:
                (folder / WRITER).unlink(missing_ok=True)
    except Timeout as error:
        raise IndexLockedError(
            f"another process{_writer(folder)} is writing the index in {str(folder)!r}; "
            "wait for it to end."
        ) from error


def _sign(folder: Path) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    holder = {"process": os.getpid(), "machine": socket.gethostname(), "since": now}
    write_file(folder / WRITER, [json.dumps(holder).encode()])


def _writer(folder: Path) -> str:
    """Who holds the lock, as words to insert; empty where it cannot be told."""
    try:
        holder = json.loads((folder / WRITER).read_text(encoding="utf-8"))
        number, machine, since = (holder[each] for each in ("process", "machine", "since"))
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return f" (number {number} on {machine!r}, since {since})"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the index in `folder`.

    Raises IndexNotFoundError, IndexMismatchError (another format) or IndexDamagedError.
    """
    try:
        fields = _read_manifest_fields(folder)
        manifest = Manifest(
            **fields
            | {
                "split": SplitSettings(**fields["split"]),
                "indexing": Indexing(**fields["indexing"]),
                "segments": tuple(
                    SegmentEntry(each["name"], tuple(each["deleted"]))
                    for each in fields["segments"]
                ),
                "files": {name: DataFile(**value) for name, value in fields["files"].items()},
            }
        )
        _check_names(manifest)
        return manifest
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexNotFoundError(
            f"there is no index in {str(folder)!r}; make one with: "
            f"citera index DOCS --out {str(folder)!r}"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(folder, MANIFEST, f"cannot be read ({error})") from error


def _check_names(manifest: Manifest) -> None:
    """Raise ValueError unless every file named lies in the index's folder."""
    tops = [*(each.name for each in manifest.segments), manifest.words, manifest.sources]
    for name in tops:
        if not NUMBERED.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a part of an index")
    for name in manifest.files:
        top, *below = name.split("/")
        if top not in tops or len(below) > 1 or {"", ".", ".."} & set(below):
            raise ValueError(f"{name!r} is no name of a file of an index")


def _read_manifest_fields(folder: Path) -> dict[str, Any]:
    """What is in the manifest, with every byte compared with its SHA-256."""
    data = (folder / MANIFEST).read_bytes()
    fields = json.loads(data)
    # Up to format 3 there was no checksum around it.
    found: dict[str, Any] = fields.get("manifest", fields)
    if found["format"] != FORMAT:
        raise IndexMismatchError(
            f"the index in {str(folder)!r} has format {found['format']!r}, this version reads "
            f"{FORMAT}; make it again with: citera index DOCS --out {str(folder)!r}"
        )
    if data != _encode_manifest(json.dumps(found, indent=1)):
        raise ValueError("its checksum differs")
    return found


def _encode_manifest(body: str) -> bytes:
    digest = sha256(body.encode()).hexdigest()
    return f'{{"sha256": "{digest}", "manifest": {body}}}\n'.encode()


def open_index(folder: Path, embedder_name: str) -> Index:
    """Open the last complete state of the index in `folder`.

    Raises IndexMismatchError when another embedder made it, IndexDamagedError when a file is
    missing or altered: every byte is compared with what was written.
    """
    return open_state(folder, embedder_name).index


def open_state(folder: Path, embedder_name: str, before: Opened | None = None) -> Opened:
    """Open an index as `open_index` does, and tell which state it is in.

    What an index opened `before` shares with it is neither read nor checked again.
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
            return _open(folder, manifest, before)
        except IndexDamagedError:
            replaced = read_manifest(folder).number != manifest.number
            if not replaced or attempt == OPEN_ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")


def damage(folder: Path) -> list[str]:
    """What is wrong with the files of the index in `folder`, a line each; empty when all is well.

    Reads every byte. Raises IndexNotFoundError or IndexDamagedError for the manifest itself.
    """
    manifest = read_manifest(folder)
    return [f"{name}: {fault}" for name, fault in _faults(folder, manifest, list(manifest.files))]


def read_sources(folder: Path, manifest: Manifest) -> dict[str, SourceStamp]:
    """What the files were when they were indexed, by document id. Raises IndexDamagedError."""
    try:
        data = (folder / manifest.sources).read_bytes()
        if sha256(data).hexdigest() != manifest.files[manifest.sources].sha256:
            raise ValueError("was altered after it was written")
        return {name: SourceStamp(*stamp) for name, stamp in json.loads(data).items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, manifest.sources, f"cannot be read ({error})") from error


def commit(folder: Path, state: State) -> None:
    """Make `state` the current one; what is new of it is written first. Needs the lock.

    Whatever happens before the manifest is replaced leaves the old state as it was.
    """
    old = _old_manifest(folder)
    number = 1 + max(map(_number, _numbered(folder)), default=old.number if old else 0)
    try:
        entries = [_keep_segment(folder, each, number) for each in state.pieces]
        names = [entry.name for entry in entries]
        words, sources = f"words-{number}", f"sources-{number}"
        write_file(folder / words, encode_arrays(_compounds([each.part for each in state.pieces])))
        write_file(folder / sources, [encode_sources(state.sources)])
        known = old.files if old else {}
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
            files={
                name: known[name] if name in known else _data_file(folder / name)
                for name in [*_files_of(folder, names), words, sources]
            },
        )
        _replace_manifest(folder, manifest)
    finally:
        _sweep(folder)


def restamp(folder: Path, sources: Mapping[str, SourceStamp]) -> None:
    """Remember files as they are now, where only their times have changed. Needs the lock."""
    old = read_manifest(folder)
    name = f"sources-{1 + max(map(_number, _numbered(folder)))}"
    try:
        write_file(folder / name, [encode_sources(sources)])
        files = {each: file for each, file in old.files.items() if each != old.sources}
        files[name] = _data_file(folder / name)
        _replace_manifest(folder, replace(old, sources=name, files=files))
    finally:
        _sweep(folder)


def encode_sources(sources: Mapping[str, SourceStamp]) -> bytes:
    """The file of stamps: JSON, each document's id → the fields of its stamp in their order."""
    rows = {name: astuple(stamp) for name, stamp in sources.items()}
    return json.dumps(rows, indent=0).encode()


def write_file(path: Path, pieces: Iterable[bytes | memoryview]) -> None:
    """Write a new file, and make what was written survive a power loss."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o666)
    try:
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(descriptor, rest[:LARGEST_WRITE]) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep_segment(folder: Path, piece: Piece, number: int) -> SegmentEntry:
    """Write a segment unless it is there already."""
    import numpy as np

    alive = piece.part.alive
    deleted = () if alive is None else tuple(np.flatnonzero(~alive).tolist())
    if piece.name is not None:
        return SegmentEntry(piece.name, deleted)
    name = f"segment-{number}"
    os.mkdir(folder / name)
    write_file(folder / name / ARRAYS, encode_arrays(piece.part.segment.named()))
    for language, block in piece.part.segment.blocks.items():
        write_file(folder / name / f"{language}{VECTORS}", [block.vectors.encode()])
    _flush_folder(folder / name)
    return SegmentEntry(name, deleted)


def _compounds(parts: Sequence[Part]) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    for language, compounds in find_compounds(parts).items():
        arrays |= compounds.named(language)
    return arrays


def _files_of(folder: Path, segments: Iterable[str]) -> list[str]:
    """The names of the segments' files, relative to the folder."""
    return [f"{name}/{entry}" for name in segments for entry in sorted(os.listdir(folder / name))]


def _replace_manifest(folder: Path, manifest: Manifest) -> None:
    temporary = folder / NEW_MANIFEST
    write_file(temporary, [_encode_manifest(json.dumps(asdict(manifest), indent=1))])
    _flush_folder(folder)  # the files that it names are there before it is
    os.replace(temporary, folder / MANIFEST)
    _flush_folder(folder)


def _refuse_foreign_files(folder: Path) -> None:
    for entry in folder.iterdir():
        known = (LOCK, WRITER, MANIFEST, NEW_MANIFEST)
        if entry.name not in known and not NUMBERED.fullmatch(entry.name):
            raise StoreError(
                f"{str(folder)!r} is not empty and holds no index ({entry.name!r} is no part of "
                "one); name an empty or new folder."
            )


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


def _open(folder: Path, manifest: Manifest, before: Opened | None) -> Opened:
    shared = _shared(manifest, before)
    own = [name for name in manifest.files if name.partition("/")[0] not in shared]
    for name, fault in _faults(folder, manifest, own):
        raise _damaged(folder, name, fault)
    try:
        words = map_arrays(folder / manifest.words)
        languages = {name.partition(".")[0] for name in words}
        segments = []
        for entry in manifest.segments:
            segment = shared.get(entry.name) or _open_segment(folder, manifest, entry.name)
            segments.append((segment, _alive(segment, entry.deleted)))
        index = Index(
            embedder_name=manifest.embedder,
            split=manifest.split,
            segments=segments,
            compounds={language: Compounds.read(words, language) for language in languages},
            indexing=manifest.indexing,
        )
        return Opened(index, manifest)
    except (OSError, ValueError, KeyError, TypeError, IndexError, RuntimeError) as error:
        raise _damaged(folder, "its data", f"cannot be read ({error})") from error


def _shared(manifest: Manifest, before: Opened | None) -> dict[str, Segment]:
    """The segments that `before` has open already."""

    def files(of: Manifest, segment: str) -> dict[str, DataFile]:
        return {name: file for name, file in of.files.items() if name.startswith(f"{segment}/")}

    if before is None:
        return {}
    # In a folder that was emptied and filled again, the same name is another segment.
    return {
        name: part.segment
        for name, part in before.segments
        if files(manifest, name) == files(before.manifest, name)
    }


def _open_segment(folder: Path, manifest: Manifest, name: str) -> Segment:
    vectors = {
        Path(each).stem: PassageVectors.map(folder / each)
        for each in manifest.files
        if each.startswith(f"{name}/") and each.endswith(VECTORS)
    }
    return read_segment(map_arrays(folder / name / ARRAYS), vectors)


def _alive(segment: Segment, deleted: Sequence[int]) -> NDArray[np.bool_] | None:
    """Which documents are not deleted; None where none is."""
    import numpy as np

    if not deleted:
        return None
    alive = np.ones(len(segment.document_ids), dtype=np.bool_)
    alive[list(deleted)] = False
    return alive


def _faults(folder: Path, manifest: Manifest, names: Sequence[str]) -> list[tuple[str, str]]:
    """The name of each damaged file of `names`, and what is wrong with it."""
    with ThreadPoolExecutor(max_workers=HASHING_THREADS) as pool:
        found = pool.map(lambda name: _fault(folder / name, manifest.files[name]), names)
        return [(name, fault) for name, fault in zip(names, found, strict=True) if fault]


def _fault(path: Path, expected: DataFile) -> str | None:
    try:
        return None if _data_file(path) == expected else "was altered after it was written"
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def _damaged(folder: Path, name: str, fault: str) -> IndexDamagedError:
    return IndexDamagedError(
        f"the index in {str(folder)!r} is damaged: {name} {fault}; "
        f"make it again with: citera index DOCS --out {str(folder)!r}"
    )


def _data_file(path: Path) -> DataFile:
    with path.open("rb") as file:
        return DataFile(path.stat().st_size, file_digest(file, "sha256").hexdigest())


def _flush_folder(path: Path) -> None:
    """Make a folder's entries survive a power loss."""
    if os.name == "nt":
        return  # there, they do
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
