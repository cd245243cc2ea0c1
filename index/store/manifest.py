"""The manifest of an index: what names and checks every file of one complete state."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from index.errors import (
    UNREADABLE,
    IndexDamagedError,
    IndexMismatchError,
    IndexNotFoundError,
    StoreError,
)
from index.index import Indexing
from index.messages import Message, reason_of
from index.split.passages import SplitSettings
from index.store.files.durable_files import flush_folder, write_file

FORMAT = 8
MANIFEST = "manifest.json"
NEW_MANIFEST = "manifest.json.new"
LOCK = "lock"
WRITER = "writer"
ALTERED = Message("was altered after it was written")
NUMBERED = re.compile(r"(?:segment|words|sources|generation)-(\d+)")  # generation: before format 4
EMBEDDED = re.compile(r"embedded-(\d+)")  # before a commit: index/store/files/embedded.py
WORTH_THREADS = 4 << 20  # bytes; less is hashed before threads are started
HASHING_THREADS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class SourceStamp:
    """What a file was when it was read: its bytes' SHA-256, and what changes when they do.

    `refusal` is why it could not be read, and `limits` what it was read under.
    """

    sha256: str
    size: int
    modified_ns: int
    changed_ns: int
    refusal: Message | None = None
    limits: str = ""

    @classmethod
    def decoded(cls, fields: Sequence[Any]) -> SourceStamp:
        """The stamp that was `encoded`."""
        sha256, size, modified_ns, changed_ns, refusal, limits = fields
        message = None if refusal is None else Message.decoded(refusal)
        return cls(sha256, size, modified_ns, changed_ns, message, limits)

    def encoded(self) -> list[Any]:
        """The fields in their order, as JSON has them."""
        refusal = None if self.refusal is None else self.refusal.encoded()
        seen = (self.sha256, self.size, self.modified_ns, self.changed_ns)
        return [*seen, refusal, self.limits]


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


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the index in `folder`.

    Raises IndexNotFoundError, IndexMismatchError (another format), IndexDamagedError, or StoreError
    where it may not be read.
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
        _check_types(manifest)
        _check_names(manifest)
        return manifest
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexNotFoundError(
            "there is no index in {folder!r}; make one with: citera index DOCS --out {folder!r}",
            folder=str(folder),
        ) from error
    except OSError as error:
        raise StoreError(
            "the index in {folder!r} cannot be read ({reason}); check its permissions",
            folder=str(folder),
            reason=reason_of(error),
        ) from error
    except UNREADABLE as error:
        raise damaged(folder, MANIFEST, unreadable(error)) from error


def _check_types(manifest: Manifest) -> None:
    """Raise ValueError where what is reckoned with is of another type."""
    numbers = [
        manifest.number,
        manifest.dimension,
        *(file.size for file in manifest.files.values()),
    ]
    numbers += [row for entry in manifest.segments for row in entry.deleted]
    texts = [manifest.embedder, *(file.sha256 for file in manifest.files.values())]
    if not (all(type(each) is int for each in numbers) and all(type(e) is str for e in texts)):
        raise ValueError("a value in it is of another type than it should be")


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
            "the index in {folder!r} has format {found!r}, this version reads "
            "{expected}; make it again with: citera index DOCS --out {folder!r}",
            folder=str(folder),
            found=found["format"],
            expected=FORMAT,
        )
    if data != encode_manifest(found):
        raise ValueError("its checksum differs")
    return found


def encode_manifest(manifest: Mapping[str, Any]) -> bytes:
    """The manifest's file: JSON, with the SHA-256 of the part that says what the index is."""
    body = json.dumps(manifest, indent=1)
    digest = sha256(body.encode()).hexdigest()
    return f'{{"sha256": "{digest}", "manifest": {body}}}\n'.encode()


def replace_manifest(folder: Path, manifest: Manifest) -> None:
    """Make `manifest` the one of the index in `folder`, in one step."""
    temporary = folder / NEW_MANIFEST
    write_file(temporary, [encode_manifest(asdict(manifest))])
    flush_folder(folder)  # the files that it names are there before it is
    os.replace(temporary, folder / MANIFEST)
    flush_folder(folder)


def find_faults(folder: Path, manifest: Manifest, names: Sequence[str]) -> dict[str, Message]:
    """Those of the files `names` that are not as they were written, and what is wrong with each.

    Reads every byte of them.
    """

    def fault(name: str) -> Message | None:
        return _fault(folder / name, manifest.files[name])

    if sum(manifest.files[name].size for name in names) < WORTH_THREADS:
        found = [fault(name) for name in names]
    else:
        with ThreadPoolExecutor(max_workers=HASHING_THREADS) as pool:
            found = list(pool.map(fault, names))
    return {name: fault for name, fault in zip(names, found, strict=True) if fault}


def _fault(path: Path, expected: DataFile) -> Message | None:
    try:
        return None if data_file(path) == expected else ALTERED
    except FileNotFoundError:
        return Message("is missing")
    except OSError as error:
        return Message("cannot be read ({error})", error=reason_of(error))


def unreadable(error: Exception) -> Message:
    """The fault of a file that cannot be read."""
    return Message("cannot be read ({error})", error=error)


def damaged(folder: Path, name: str, fault: Message) -> IndexDamagedError:
    """The error that says so of a file of the index in `folder`."""
    return IndexDamagedError(
        "the index in {folder!r} is damaged: {name} {fault}; mend it with: "
        "citera check --index {folder!r} --docs DOCS --repair",
        folder=str(folder),
        name=name,
        fault=fault,
    )


def data_file(path: Path) -> DataFile:
    """Size and SHA-256 of a file."""
    with path.open("rb") as file:
        return DataFile(path.stat().st_size, file_digest(file, "sha256").hexdigest())


def segment_name(name: str) -> str:
    """The segment that has a file of that name, relative to the index's folder."""
    return name.partition("/")[0]
