"""Files → an index, in memory or in a folder, doing work only for the files that changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path
from typing import TypeVar

from index.build import Progress, build_index, known_vectors, make_segment, no_progress
from index.embed.protocol import Embedder, fits_of
from index.errors import (
    IndexDamagedError,
    IndexMismatchError,
    IndexNotFoundError,
    LoadError,
    NothingToIndexError,
)
from index.index import Index
from index.load import Documents, LoadSettings, Skipped, SourceFile, find_files, load_file
from index.load.process import ParserProcess
from index.messages import Message, joined, reason_of
from index.settings import DEFAULTS, IndexSettings
from index.split.passages import SplitSettings
from index.store.commit import State, commit, restamp
from index.store.lock import lock
from index.store.manifest import SourceStamp
from index.store.merge_policy import NamedSegment, arrange, compact, without
from index.store.segment import Segment
from index.store.store import StoredIndex, open_index, read_sources, salvage
from index.store.views import DocumentsView
from index.types import Document

REASONS_SHOWN = 3

FileProgress = Callable[[int, int, str], None]
"""Called before a file is read, with (files looked at so far, files, this one's id)."""

_Result = TypeVar("_Result")


def no_file_progress(done: int, total: int, name: str) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did, by document id, and the files it had to leave out."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    skipped: tuple[Skipped, ...]

    @property
    def any(self) -> bool:
        """Whether the index changed."""
        return bool(self.added or self.changed or self.removed)


def index_documents(
    documents: Documents,
    embedder: Embedder,
    settings: IndexSettings = DEFAULTS,
    *,
    progress: Progress = no_progress,
    reading: FileProgress = no_file_progress,
) -> tuple[Index, tuple[Skipped, ...]]:
    """Index files in memory. Raises NothingToIndexError when none of them can be read."""
    sources, skipped = find_files(documents, settings=settings.load)
    read = _read(sources, NOTHING, settings.load, reading)
    _check_any(read, skipped)
    index = build_index(read.documents, embedder, settings.split, progress, settings.limits)
    return index, (*skipped, *read.skipped)


def update_index(
    documents: Documents,
    folder: Path,
    embedder: Embedder,
    settings: IndexSettings = DEFAULTS,
    *,
    before: StoredIndex | None = None,
    repair: bool = False,
    progress: Progress = no_progress,
    reading: FileProgress = no_file_progress,
) -> tuple[StoredIndex, Update]:
    """Make the index in `folder` hold just `documents`, and open it.

    Files whose size and times are as they were are not read, nor those that could not be read under
    the same limits; texts that the files now changed, renamed or copied had before are not embedded
    again. An index that was split otherwise is made anew; of a damaged one, what is intact is kept.
    When nothing can be read, NothingToIndexError is raised and the index stays as it was. What it
    shares with one opened `before` is not read again. To `repair`, every byte of the index and all
    files are read; else, damage to texts and to sentences' embeddings is found only where they are
    read.
    """
    sources, skipped = find_files(documents, leave_out=folder, settings=settings.load)

    def update_from(previous: _Previous) -> tuple[StoredIndex, Update]:
        read = _read(sources, previous, settings.load, reading)
        _check_any(read, skipped)
        update = _compare(read, previous, (*skipped, *read.skipped))
        if previous.index is None or update.any:
            _write(folder, previous, read, update, embedder, settings, progress)
        elif read.stamps != previous.stamps:
            restamp(folder, read.stamps)
        else:
            return previous.index, update
        return open_index(folder, embedder.name, previous.index), update

    with lock(folder):
        if repair:
            return update_from(_salvaged(folder, embedder, settings.split))
        return _from_previous(update_from, folder, embedder, settings.split, before)


def preview_update(
    documents: Documents, folder: Path, embedder: Embedder, settings: IndexSettings = DEFAULTS
) -> Update:
    """What `update_index` would do now; nothing is embedded and nothing written."""
    sources, skipped = find_files(documents, leave_out=folder, settings=settings.load)

    def preview_from(previous: _Previous) -> Update:
        read = _read(sources, previous, settings.load)
        _check_any(read, skipped)
        return _compare(read, previous, (*skipped, *read.skipped))

    return _from_previous(preview_from, folder, embedder, settings.split, None)


def compact_index(folder: Path, embedder_name: str) -> StoredIndex:
    """Make the index in `folder` one segment without what is deleted, and open it."""
    with lock(folder):
        index = open_index(folder, embedder_name)
        segment = compact(index.segments)
        if segment.name is not None:
            return index
        manifest = index.manifest
        sources = read_sources(folder, manifest)
        state = State(
            embedder_name, manifest.dimension, index.split, index.indexing, [segment], sources
        )
        commit(folder, state)
        return open_index(folder, embedder_name, index)


@dataclass(frozen=True, slots=True)
class _Previous:
    """What there is to build on.

    `index`: None where there is none that is whole. `stamps`: of the files, as far as they are
    known. `ids`: of the documents in `segments`, which may stay. `others`: damaged segments.
    """

    index: StoredIndex | None
    stamps: Mapping[str, SourceStamp]
    ids: Collection[str]
    segments: Sequence[NamedSegment]
    others: Sequence[Segment] = ()

    def find(self, document_id: str) -> tuple[Segment, int]:
        """The segment and row of one of the documents `ids`."""
        view, row = DocumentsView([each.view for each in self.segments]).find(document_id)
        return view.segment, row


NOTHING = _Previous(None, {}, (), ())


def _from_previous(
    work: Callable[[_Previous], _Result],
    folder: Path,
    embedder: Embedder,
    split: SplitSettings,
    before: StoredIndex | None,
) -> _Result:
    """What `work` makes of what there is to build on; where it meets damage, of what is intact."""
    try:
        return work(_previous(folder, embedder, split, before))
    except IndexDamagedError:
        return work(_salvaged(folder, embedder, split))


def _previous(
    folder: Path, embedder: Embedder, split: SplitSettings, before: StoredIndex | None
) -> _Previous:
    """The index there is. Raises IndexDamagedError."""
    try:
        index = open_index(folder, embedder.name, before)
        if index.split == split:
            stamps = read_sources(folder, index.manifest)
            return _Previous(index, stamps, _indexed(stamps), index.segments)
    except (IndexNotFoundError, IndexMismatchError):
        pass
    return NOTHING


def _salvaged(folder: Path, embedder: Embedder, split: SplitSettings) -> _Previous:
    """What a damaged index has to build on; every file is read again."""
    try:
        intact = salvage(folder, embedder.name)
    except (IndexDamagedError, IndexNotFoundError, IndexMismatchError):  # the manifest itself
        return NOTHING
    if intact.split != split:
        return NOTHING
    ids = set(DocumentsView([each.view for each in intact.segments]))
    return _Previous(None, {}, ids, intact.segments, intact.others)


def _write(
    folder: Path,
    previous: _Previous,
    read: _Read,
    update: Update,
    embedder: Embedder,
    settings: IndexSettings,
    progress: Progress,
) -> None:
    """Commit the state with what `read` brought, and without what `update` says is gone."""
    held = _known_documents(previous, read, update) if read.documents else []
    split, limits = settings.split, settings.limits
    known = known_vectors(held, split, fits_of(embedder))
    gone = {*update.changed, *update.removed}
    segments = [NamedSegment(each.name, without(each.view, gone)) for each in previous.segments]
    room = limits.beside(sum(each.view.passage_count() for each in segments))
    new, indexing = make_segment(read.documents, embedder, split, known, progress, room)
    segments = arrange(segments, new if read.documents else None)
    segments = [each.sized(limits.exact_up_to) for each in segments]
    state = State(embedder.name, embedder.dimension, split, indexing, segments, read.stamps)
    commit(folder, state)


def _known_documents(previous: _Previous, read: _Read, update: Update) -> list[tuple[Segment, int]]:
    """The documents whose texts new ones may hold: what goes, was copied, or was damaged."""
    by_bytes = {previous.stamps[name].sha256: name for name in _indexed(previous.stamps)}
    copied = (by_bytes.get(read.stamps[document.id].sha256) for document in read.documents)
    ids = {*update.changed, *update.removed, *filter(None, copied)}
    damaged = [
        (segment, row)
        for segment in previous.others
        for row in range(len(segment.document_ids))
        if _is_readable(segment, row)
    ]
    return [previous.find(each) for each in sorted(ids)] + damaged


def _is_readable(segment: Segment, row: int) -> bool:
    try:
        segment.document(row)
    except IndexDamagedError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Read:
    """The documents that are new or changed, and the stamps of all that could be read."""

    documents: list[Document]
    stamps: dict[str, SourceStamp]
    skipped: list[Skipped]


def _read(
    sources: Sequence[SourceFile],
    previous: _Previous,
    load: LoadSettings,
    reading: FileProgress = no_file_progress,
) -> _Read:
    """The Documents of files that are not as their stamps say, unless they are held already."""
    found = _Read([], {}, [])
    with ParserProcess(load.parse_seconds, load.parse_megabytes) as process:
        for number, source in enumerate(sources):
            stamp, known = None, previous.stamps.get(source.id)
            try:
                stamp = stamp_of(source.path, known)
                if stamp is known and known.refusal and known.limits == load.limits:
                    raise LoadError(known.refusal)
                if known is None or known.refusal or stamp.sha256 != known.sha256:
                    reading(number, len(sources), source.id)
                    document = load_file(source, process.parse)
                    if not _is_held(document, previous):
                        found.documents.append(document)
            except LoadError as error:
                found.skipped.append(Skipped(source.id, error.message))
                if stamp is not None:
                    refused = replace(stamp, refusal=error.message, limits=load.limits)
                    found.stamps[source.id] = refused
            else:
                found.stamps[source.id] = stamp
    return found


def _is_held(document: Document, previous: _Previous) -> bool:
    if document.id not in previous.ids:
        return False
    segment, row = previous.find(document.id)
    return segment.document(row) == document


def stamp_of(path: Path, known: SourceStamp | None) -> SourceStamp:
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
            "{name!r} {reason}",
            name=path.name,
            reason=Message(
                "cannot be read ({reason}); check its permissions", reason=reason_of(error)
            ),
        ) from error


def _check_any(read: _Read, skipped: Sequence[Skipped]) -> None:
    if _indexed(read.stamps):
        return
    reasons = [each.reason for each in (*skipped, *read.skipped)]
    shown = joined("; ", reasons[:REASONS_SHOWN]) or Message("there is no file in it")
    raise NothingToIndexError("no document could be read: {reasons}", reasons=shown)


def _indexed(stamps: Mapping[str, SourceStamp]) -> set[str]:
    """The documents that the index holds; of other files it knows why they could not be read."""
    return {name for name, stamp in stamps.items() if not stamp.refusal}


def _compare(read: _Read, previous: _Previous, skipped: Sequence[Skipped]) -> Update:
    new, old = _indexed(read.stamps), set(previous.ids)
    changed = {document.id for document in read.documents}.intersection(old)
    return Update(
        added=tuple(sorted(new - old)),
        changed=tuple(sorted(changed)),
        removed=tuple(sorted(old - new)),
        skipped=tuple(skipped),
    )
