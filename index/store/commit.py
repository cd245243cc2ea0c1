"""Writing an index: every new file first, then the manifest in one step.

A process that is killed half-way leaves the last complete state: files that no manifest names are
swept away by the next commit.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import IndexNotFoundError, StoreError
from index.index import Indexing
from index.local_index import LocalIndex, find_compounds
from index.split.passages import SplitSettings
from index.store.files.array_file import encode_arrays
from index.store.files.durable_files import write_file
from index.store.live_documents import SegmentView
from index.store.manifest import (
    FORMAT,
    NEW_MANIFEST,
    NUMBERED,
    Manifest,
    SegmentEntry,
    SourceStamp,
    data_file,
    read_manifest,
    replace_manifest,
    segment_name,
)
from index.store.merge_policy import NamedSegment
from index.store.segment_files import write_segment

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class State:
    """What a commit makes the current state of an index; `before`: the one that it replaces."""

    embedder: str
    dimension: int
    split: SplitSettings
    indexing: Indexing
    segments: Sequence[NamedSegment]
    sources: Mapping[str, SourceStamp]
    before: LocalIndex | None = None


def commit(folder: Path, state: State) -> None:
    """Make `state` the current one; what is new of it is written first. Needs the lock.

    Whatever happens before the manifest is replaced leaves the old state as it was.
    """
    old = _old_manifest(folder)
    known = old.files if old else {}
    number = 1 + max(map(_number, _numbered(folder)), default=old.number if old else 0)
    try:
        entries = [_keep_segment(folder, each, number) for each in state.segments]
        words, sources = f"words-{number}", f"sources-{number}"
        compounds = _compounds([each.view for each in state.segments], state.before)
        write_file(folder / words, encode_arrays(compounds))
        write_file(folder / sources, [encode_sources(state.sources)])
        stay = {each.name for each in state.segments}
        kept = {name: file for name, file in known.items() if segment_name(name) in stay}
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
    return json.dumps({name: stamp.encoded() for name, stamp in sources.items()}).encode()


def _keep_segment(folder: Path, segment: NamedSegment, number: int) -> SegmentEntry:
    """Write a segment unless it is there already."""
    import numpy as np

    live = segment.view.live
    deleted = () if live is None else tuple(np.flatnonzero(~live).tolist())
    if segment.name is not None:
        return SegmentEntry(segment.name, deleted)
    name = f"segment-{number}"
    write_segment(folder / name, segment.view.segment)
    return SegmentEntry(name, deleted)


def _compounds(views: Sequence[SegmentView], before: LocalIndex | None) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    for language, compounds in find_compounds(views, before).items():
        arrays |= compounds.to_arrays(language)
    return arrays


def _files_of(folder: Path, segments: Iterable[str]) -> list[str]:
    """The names of the segments' files, relative to the folder."""
    return [f"{name}/{entry}" for name in segments for entry in sorted(os.listdir(folder / name))]


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
