"""Files → an index, in memory or in a folder, doing work only for the files that changed.

An index in a folder is committed as it goes: what was embedded before a process ended stays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from index.build import Progress, build_index, known_vectors, make_segment, no_progress
from index.changes import (
    NOTHING,
    Base,
    Changes,
    FileProgress,
    Update,
    check_any,
    compare,
    indexed,
    no_file_progress,
    read_changes,
)
from index.embed.protocol import Embedder, fits_of
from index.errors import IndexDamagedError, IndexMismatchError, IndexNotFoundError
from index.index import Indexing
from index.load import DocumentPaths, Skipped, find_any_files
from index.local_index import LocalIndex
from index.settings import DEFAULTS, IndexSettings
from index.split.passages import SplitSettings
from index.store.commit import State, commit, restamp
from index.store.files.embedded import EmbeddedTexts
from index.store.live_documents import DocumentsView
from index.store.lock import lock
from index.store.manifest import SourceStamp
from index.store.merge_policy import NamedSegment, arrange, compact, without
from index.store.segment import Segment
from index.store.store import StoredIndex, open_index, read_sources, salvage
from index.types import Document
from index.waiting.documents import WaitingDocuments

COMMIT_SECONDS = 20.0  # of embedding, about, between two commits
FIRST_CHARACTERS = 20_000  # embedded before the first commit: some seconds on a laptop
GROWTH = 2  # times as many at most before the next
MAX_CHARACTERS = 2_000_000  # between two commits: their embeddings are in memory

_Result = TypeVar("_Result")


class Watcher:
    """Is told of an update as it goes; this one does nothing."""

    def begun(self, index: StoredIndex | None, files: int) -> None:
        """There was this index before, and so many files are to be read or are known."""

    def is_read(self, document: Document) -> None:
        """A document that is new or changed was read, and is not in the index yet."""

    def begins_to_embed(self) -> None:
        """Nothing is read until what was is embedded."""

    def is_committed(self, index: StoredIndex, documents: Sequence[Document]) -> None:
        """These documents, which were read, are in the index now."""


NOBODY = Watcher()


def index_documents(
    documents: DocumentPaths,
    embedder: Embedder,
    settings: IndexSettings = DEFAULTS,
    *,
    progress: Progress = no_progress,
    reading: FileProgress = no_file_progress,
) -> tuple[LocalIndex, tuple[Skipped, ...]]:
    """Index files in memory. Raises NothingToIndexError when none of them can be read."""
    sources, skipped = find_any_files(documents, settings=settings.load)
    read: list[Document] = []
    found = Changes()
    for found in read_changes(sources, NOTHING, settings.load, reading):
        while found.documents:
            read.append(found.documents.popleft())
    check_any(found, skipped)
    index = build_index(read, embedder, settings.split, progress, settings.limits)
    return index, (*skipped, *found.skipped)


def update_index(
    documents: DocumentPaths,
    folder: Path,
    embedder: Embedder,
    settings: IndexSettings = DEFAULTS,
    *,
    before: StoredIndex | None = None,
    repair: bool = False,
    progress: Progress = no_progress,
    reading: FileProgress = no_file_progress,
    watcher: Watcher = NOBODY,
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
    sources, skipped = find_any_files(documents, leave_out=folder, settings=settings.load)

    def update_from(base: Base) -> tuple[StoredIndex, Update]:
        watcher.begun(base.index, len(sources))
        changes = read_changes(
            sources, base, settings.load, reading, watcher.is_read, folder=folder
        )
        writer = _Writer(folder, base, embedder, settings, progress, watcher)
        return writer.write(changes, skipped)

    with lock(folder):
        if repair:
            return update_from(_salvaged(folder, embedder, settings.split))
        return _from_base(update_from, folder, embedder, settings.split, before)


def preview_update(
    documents: DocumentPaths, folder: Path, embedder: Embedder, settings: IndexSettings = DEFAULTS
) -> Update:
    """What `update_index` would do now; nothing is embedded and nothing written."""
    sources, skipped = find_any_files(documents, leave_out=folder, settings=settings.load)

    def preview_from(base: Base) -> Update:
        found = Changes()
        for found in read_changes(sources, base, settings.load):
            found.documents.clear()
        check_any(found, skipped)
        return compare(found, base.ids, skipped)

    return _from_base(preview_from, folder, embedder, settings.split, None)


def compact_index(folder: Path, embedder_name: str) -> StoredIndex:
    """Make the index in `folder` one segment without what is deleted, and open it."""
    with lock(folder):
        index = open_index(folder, embedder_name)
        segment = compact(index.segments)
        if segment.name is not None:
            return index
        made_with = embedder_name, index.manifest.dimension, index.split, index.indexing
        sources = read_sources(folder, index.manifest)
        commit(folder, State(*made_with, [segment], sources, index))
        return open_index(folder, embedder_name, index)


def _from_base(
    work: Callable[[Base], _Result],
    folder: Path,
    embedder: Embedder,
    split: SplitSettings,
    before: StoredIndex | None,
) -> _Result:
    """What `work` makes of what there is to build on; where it meets damage, of what is intact."""
    try:
        return work(_base(folder, embedder, split, before))
    except IndexDamagedError:
        return work(_salvaged(folder, embedder, split))


def _base(
    folder: Path, embedder: Embedder, split: SplitSettings, before: StoredIndex | None
) -> Base:
    """The index there is. Raises IndexDamagedError."""
    try:
        index = open_index(folder, embedder.name, before)
        if index.split == split:
            return _base_of(index, read_sources(folder, index.manifest))
    except (IndexNotFoundError, IndexMismatchError):
        pass
    return NOTHING


def _base_of(index: StoredIndex, stamps: Mapping[str, SourceStamp]) -> Base:
    ids: Collection[str] = indexed(stamps)
    if len(ids) != len(index.documents):  # it was salvaged, and not all files were read since
        ids = set(index.documents)
    return Base(index, stamps, ids, index.segments)


def _salvaged(folder: Path, embedder: Embedder, split: SplitSettings) -> Base:
    """What a damaged index has to build on; every file is read again."""
    try:
        intact = salvage(folder, embedder.name)
    except (IndexDamagedError, IndexNotFoundError, IndexMismatchError):  # the manifest itself
        return NOTHING
    if intact.split != split:
        return NOTHING
    ids = set(DocumentsView([each.view for each in intact.segments]))
    return Base(None, {}, ids, intact.segments, intact.others)


class _Writer:
    """Brings an index in a folder from one state to the next, with commits between. Needs the
    lock.
    """

    def __init__(
        self,
        folder: Path,
        base: Base,
        embedder: Embedder,
        settings: IndexSettings,
        progress: Progress,
        watcher: Watcher,
    ) -> None:
        """`progress` is told of characters."""
        self._folder = folder
        self._first, self._base = base, base
        self._embedder = embedder
        self._settings = settings
        self._progress = progress
        self._watcher = watcher
        self._indexing = Indexing(0, 0.0)
        self._embedded = EmbeddedTexts(folder, embedder.name, embedder.dimension)

    def write(
        self, changes: Iterator[Changes], skipped: Sequence[Skipped]
    ) -> tuple[StoredIndex, Update]:
        """Commit what `changes` bring; `skipped` were left out before."""
        found, committed = Changes(), False
        pace = Pace()
        for found in changes:
            if found.is_complete:
                check_any(found, skipped)
            done, total = 0, found.documents.characters
            self._watcher.begins_to_embed()
            while found.documents:
                batch = pace.take(found.documents)
                size = sum(len(each.text) for each in batch)
                self._commit(batch, found, partial(self._shown, done, size, total))
                committed = found.is_complete and not found.documents
                done += size
        update = compare(found, self._first.ids, skipped)
        if not committed and (self._base.index is None or update.removed):
            self._commit([], found, no_progress)
        elif found.stamps != self._base.stamps:
            restamp(self._folder, found.stamps)
        return self._opened(), update

    def _shown(self, done: int, size: int, total: int, embedded: int, texts: int) -> None:
        self._progress(done + (size * embedded // texts if texts else size), total)

    def _commit(self, batch: list[Document], found: Changes, progress: Progress) -> None:
        """Commit the state with `batch`; of the last, without what is gone as well."""
        base = self._base
        left = found.documents.ids
        stamps = found.stamps
        gone = {each.id for each in batch}.intersection(base.ids)
        if left or not found.is_complete:
            read = {name: stamp for name, stamp in found.stamps.items() if name not in left}
            stamps = {**base.stamps, **read}
        else:
            gone |= set(base.ids) - indexed(stamps)
        segments = [NamedSegment(each.name, without(each.view, gone)) for each in base.segments]
        held = _known_documents(base, found.stamps, batch, gone) if batch else []
        used = self._write(segments, batch, held, stamps, progress)
        self._embedded.committed(used)
        index = self._opened()
        self._base = replace(_base_of(index, stamps), others=base.others)
        self._watcher.is_committed(index, batch)
        self._release()

    def _release(self) -> None:
        """Free the memory of the tables that a merge or a commit reads as wholes."""
        for each in self._base.segments:
            each.view.segment.release()

    def _write(
        self,
        segments: Sequence[NamedSegment],
        batch: Sequence[Document],
        held: Sequence[tuple[Segment, int]],
        stamps: Mapping[str, SourceStamp],
        progress: Progress,
    ) -> Collection[str]:
        """Commit the state of `segments` and `batch`; which of the texts that were left it used.

        Documents that are `held` may have the same texts as the batch. What is made in memory is
        gone before the new state is opened.
        """
        beside = sum(each.view.passage_count() for each in segments)
        new, used = self._made(batch, held, beside, progress)
        arranged = arrange(segments, new if batch else None)
        self._release()
        sized = [each.sized(self._settings.limits.exact_up_to) for each in arranged]
        made_with = self._embedder.name, self._embedder.dimension, self._settings.split
        commit(self._folder, State(*made_with, self._indexing, sized, stamps, self._base.index))
        return used

    def _made(
        self,
        batch: Sequence[Document],
        held: Sequence[tuple[Segment, int]],
        beside: int,
        progress: Progress,
    ) -> tuple[Segment, Collection[str]]:
        """The segment of `batch`, `beside` so many passages, and which texts left it used."""
        settings, left = self._settings, self._embedded.left
        known = known_vectors(held, settings.split, fits_of(self._embedder))
        known.add(left, left, left)
        room = settings.limits.beside(beside)
        try:
            new, indexing = make_segment(
                batch, self._embedder, settings.split, known, progress, room, self._embedded.add
            )
        except BaseException:  # stopped, interrupted or out of memory: what is embedded stays
            self._embedded.save()
            raise
        self._indexing = self._indexing.plus(indexing)
        return new, known.used.intersection(left)

    def _opened(self) -> StoredIndex:
        return open_index(self._folder, self._embedder.name, self._base.index)


class Pace:
    """How much is embedded before the next commit: at first little, then what takes about
    COMMIT_SECONDS.
    """

    def __init__(self) -> None:
        """Begin with FIRST_CHARACTERS."""
        self._room = float(FIRST_CHARACTERS)
        self._taken, self._started = 0, 0.0

    def take(self, documents: WaitingDocuments) -> list[Document]:
        """Take the next documents out of those that wait, at least one."""
        if self._taken:
            pace = self._taken / max(1e-6, perf_counter() - self._started)
            room = min(GROWTH * self._room, pace * COMMIT_SECONDS, MAX_CHARACTERS)
            self._room = max(float(FIRST_CHARACTERS), room)
        batch: list[Document] = []
        self._taken, self._started = 0, perf_counter()
        while documents and (not batch or self._taken + documents.next_characters <= self._room):
            batch.append(documents.popleft())
            self._taken += len(batch[-1].text)
        return batch


def _known_documents(
    base: Base,
    stamps: Mapping[str, SourceStamp],
    batch: Sequence[Document],
    gone: Collection[str],
) -> list[tuple[Segment, int]]:
    """The documents whose texts new ones may hold: what goes, was copied, or was damaged."""
    by_bytes = {base.stamps[name].sha256: name for name in indexed(base.stamps)}
    copied = (by_bytes.get(stamps[document.id].sha256) for document in batch)
    ids = {*gone, *filter(None, copied)}
    damaged = [
        (segment, row)
        for segment in base.others
        for row in range(len(segment.document_ids))
        if _is_readable(segment, row)
    ]
    return [base.find_document(each) for each in sorted(ids)] + damaged


def _is_readable(segment: Segment, row: int) -> bool:
    try:
        segment.document(row)
    except IndexDamagedError:
        return False
    return True
