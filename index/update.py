"""Files → an index, in memory or in a folder, doing work only for the files that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path

from index.build import Progress, build_index, no_progress
from index.embed import Embedder
from index.errors import (
    IndexDamagedError,
    IndexMismatchError,
    IndexNotFoundError,
    LoadError,
    NothingToIndexError,
)
from index.index import Index
from index.load import DEFAULTS, LoadSettings, Skipped, SourceFile, find_files, load_file
from index.parser_process import ParserProcess
from index.split import SplitSettings
from index.store import (
    SourceStamp,
    commit,
    lock,
    new_generation,
    open_index,
    read_manifest,
    restamp,
)
from index.types import Document

REASONS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did, by document id, and the files it had to leave out."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    skipped: tuple[Skipped, ...]


def index_documents(
    documents: Path | str | Sequence[Path | str],
    embedder: Embedder,
    settings: SplitSettings,
    progress: Progress = no_progress,
    load: LoadSettings = DEFAULTS,
) -> tuple[Index, tuple[Skipped, ...]]:
    """Index files in memory. Raises NothingToIndexError when none of them can be read."""
    sources, skipped = find_files(documents, settings=load)
    read = _read(sources, {}, {}, load)
    _check_any(read, skipped)
    index = build_index(read.documents, embedder, settings, progress=progress)
    return index, (*skipped, *read.skipped)


def update_index(
    documents: Path | str | Sequence[Path | str],
    folder: Path,
    embedder: Embedder,
    settings: SplitSettings,
    progress: Progress = no_progress,
    load: LoadSettings = DEFAULTS,
) -> tuple[Index, Update]:
    """Make the index in `folder` hold just `documents`, and open it.

    Files whose size and times are as they were are not read, nor those that could not be read under
    the same limits; texts that it has vectors of are not embedded again. An index made with other
    settings, or a damaged one, is made anew. When nothing can be read, NothingToIndexError is
    raised and the index stays as it was.
    """
    sources, skipped = find_files(documents, leave_out=folder, settings=load)
    with lock(folder):
        previous, stamps = _previous(folder, embedder, settings)
        old = dict(previous.documents) if previous else {}
        read = _read(sources, old, stamps, load)
        _check_any(read, skipped)
        update = _compare(old, read.documents, (*skipped, *read.skipped))
        if previous and not (update.added or update.changed or update.removed):
            if read.stamps != stamps:
                restamp(folder, read.stamps)
            return previous, update
        with new_generation(folder) as generation:
            index = build_index(
                read.documents,
                embedder,
                settings,
                previous=previous,
                words_folder=generation / "words",
                progress=progress,
            )
            commit(folder, generation, index, embedder.dimension, read.stamps)
    return index, update


@dataclass(frozen=True, slots=True)
class _Read:
    documents: list[Document]
    stamps: dict[str, SourceStamp]
    skipped: list[Skipped]


def _read(
    sources: Sequence[SourceFile],
    old: Mapping[str, Document],
    stamps: Mapping[str, SourceStamp],
    load: LoadSettings,
) -> _Read:
    """Each file's Document, from `old` where the file is as its stamp says."""
    found = _Read([], {}, [])
    with ParserProcess(load.parse_seconds, load.parse_megabytes) as process:
        for source in sources:
            stamp, known = None, stamps.get(source.id)
            try:
                stamp = _stamp(source.path, known)
                if stamp is known and known.refusal and known.limits == load.limits:
                    raise LoadError(known.refusal)
                unchanged = known is not None and stamp.sha256 == known.sha256 and source.id in old
                document = old[source.id] if unchanged else load_file(source, process.parse)
            except LoadError as error:
                found.skipped.append(Skipped(source.id, str(error)))
                if stamp is not None:
                    refused = replace(stamp, refusal=str(error), limits=load.limits)
                    found.stamps[source.id] = refused
            else:
                found.documents.append(document)
                found.stamps[source.id] = stamp
    return found


def _stamp(path: Path, known: SourceStamp | None) -> SourceStamp:
    """The file's stamp; its bytes are read only where size or times differ from `known`."""
    try:
        status = path.stat()  # before reading, so that a change meanwhile shows next time
        seen = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        if known is not None and seen == (known.size, known.modified_ns, known.changed_ns):
            return known
        with path.open("rb") as file:
            return SourceStamp(file_digest(file, "sha256").hexdigest(), *seen)
    except OSError as error:
        raise LoadError(
            f"{path.name!r} cannot be read ({error.strerror}); check its permissions"
        ) from error


def _check_any(read: _Read, skipped: Sequence[Skipped]) -> None:
    if read.documents:
        return
    reasons = [each.reason for each in (*skipped, *read.skipped)]
    shown = "; ".join(reasons[:REASONS_SHOWN]) or "there is no file in it"
    raise NothingToIndexError(f"no document could be read: {shown}")


def _previous(
    folder: Path, embedder: Embedder, settings: SplitSettings
) -> tuple[Index | None, Mapping[str, SourceStamp]]:
    """The index to build on, with its files' stamps; none where it has to be made anew."""
    try:
        index = open_index(folder, embedder.name)
        manifest = read_manifest(folder)
    except (IndexNotFoundError, IndexMismatchError, IndexDamagedError):
        return None, {}
    return (index, manifest.sources) if index.split == settings else (None, {})


def _compare(
    old: Mapping[str, Document], documents: Sequence[Document], skipped: Sequence[Skipped]
) -> Update:
    new = {document.id: document for document in documents}
    return Update(
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(id for id in new.keys() & old.keys() if new[id] != old[id])),
        removed=tuple(sorted(old.keys() - new.keys())),
        skipped=tuple(skipped),
    )
