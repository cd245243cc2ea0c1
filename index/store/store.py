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
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.embed.protocol import check_embedder
from index.errors import UNREADABLE, IndexDamagedError
from index.local_index import LocalIndex
from index.messages import Message
from index.search.compounds import Compounds
from index.split.passages import SplitSettings
from index.store.files.array_file import map_file
from index.store.live_documents import SegmentView
from index.store.manifest import (
    ALTERED,
    MANIFEST,
    DataFile,
    Manifest,
    SourceStamp,
    damaged,
    find_faults,
    read_manifest,
    segment_name,
    unreadable,
)
from index.store.merge_policy import NamedSegment
from index.store.segment import Segment
from index.store.segment_files import FILES_OF_ROWS, TABLES, open_segment
from index.store.validate import columns_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_OPEN_ATTEMPTS = 100  # a writer may replace the state between reading the manifest and the files


class StoredIndex(LocalIndex):
    """An index opened from a folder: it shows one state, whatever is written there later."""

    def __init__(self, folder: Path, manifest: Manifest, seen: _Seen, **held: Any) -> None:
        """`seen`: the manifest's file as it was before it was read. `held`: see LocalIndex."""
        super().__init__(embedder_name=manifest.embedder, split=manifest.split, **held)
        self.folder = folder
        self.manifest = manifest
        self._seen = seen

    @property
    def segments(self) -> list[NamedSegment]:
        """Its segments, each with its folder's name."""
        names = [entry.name for entry in self.manifest.segments]
        return [NamedSegment(name, view) for name, view in zip(names, self.views, strict=True)]

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
    for attempt in range(MAX_OPEN_ATTEMPTS):
        seen = _see(folder)
        manifest = read_manifest(folder)
        check_embedder(str(folder), manifest.embedder, embedder_name)
        try:
            return _open(folder, manifest, seen, before)
        except IndexDamagedError:
            if _see(folder) == seen or attempt == MAX_OPEN_ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")


def _open(folder: Path, manifest: Manifest, seen: _Seen, before: StoredIndex | None) -> StoredIndex:
    shared = _shared(folder, manifest, before)
    own = [
        name
        for name in manifest.files
        if segment_name(name) not in shared and name.rpartition("/")[2] not in FILES_OF_ROWS
    ]
    for name, fault in find_faults(folder, manifest, own).items():
        raise damaged(folder, name, fault)
    try:
        words = columns_in(map_file(folder / manifest.words))
        languages = {name.partition(".")[0] for name in words}
        segments = []
        for entry in manifest.segments:
            segment = shared.get(entry.name) or open_segment(folder, manifest, entry.name)
            segments.append((segment, _live(segment, entry.deleted)))
        return StoredIndex(
            folder,
            manifest,
            seen,
            segments=segments,
            compounds={language: Compounds.from_arrays(words, language) for language in languages},
            indexing=manifest.indexing,
        )
    except UNREADABLE as error:
        raise damaged(folder, Message("its data"), unreadable(error)) from error


def _shared(folder: Path, manifest: Manifest, before: StoredIndex | None) -> dict[str, Segment]:
    """The segments that `before` has open already, unless a file of them has gone since."""
    if before is None:
        return {}

    def files(of: Manifest, segment: str) -> dict[str, DataFile]:
        return {name: file for name, file in of.files.items() if segment_name(name) == segment}

    # In a folder that was emptied and filled again, the same name is another segment.
    return {
        entry.name: view.segment
        for entry, view in zip(before.manifest.segments, before.views, strict=True)
        if (same := files(manifest, entry.name)) == files(before.manifest, entry.name)
        and all((folder / name).exists() for name in same)
    }


def _live(segment: Segment, deleted: Sequence[int]) -> NDArray[np.bool_] | None:
    """Which documents are not deleted; None where none is."""
    import numpy as np

    if not deleted:
        return None
    live = np.ones(len(segment.document_ids), dtype=np.bool_)
    live[list(deleted)] = False
    return live


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

    `segments`: those of which every file is. `others`: those of which some texts and vectors are;
    reading the text of a document that is not raises IndexDamagedError.
    """

    split: SplitSettings
    segments: Sequence[NamedSegment]
    others: Sequence[Segment]


def salvage(folder: Path, embedder_name: str) -> Intact:
    """What is intact of the index in `folder`. Raises as `open_index` does for the manifest."""
    manifest = read_manifest(folder)
    check_embedder(str(folder), manifest.embedder, embedder_name)
    faults = find_faults(folder, manifest, list(manifest.files))
    segments, others = [], []
    for entry in manifest.segments:
        if f"{entry.name}/{TABLES}" in faults:
            continue
        try:
            segment = open_segment(folder, manifest, entry.name, faults)
        except (*UNREADABLE, IndexDamagedError):
            continue
        if any(name.startswith(f"{entry.name}/") for name in faults):
            others.append(segment)
        else:
            view = SegmentView(segment, _live(segment, entry.deleted))
            segments.append(NamedSegment(entry.name, view))
    return Intact(manifest.split, segments, others)


def read_sources(folder: Path, manifest: Manifest) -> dict[str, SourceStamp]:
    """What the files were when they were indexed, by document id. Raises IndexDamagedError."""
    try:
        data = (folder / manifest.sources).read_bytes()
        if sha256(data).hexdigest() != manifest.files[manifest.sources].sha256:
            raise ValueError(ALTERED)
        return {name: SourceStamp.decoded(stamp) for name, stamp in json.loads(data).items()}
    except UNREADABLE as error:
        raise damaged(folder, manifest.sources, unreadable(error)) from error
