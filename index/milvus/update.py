"""Files → an index in Milvus, doing work only for the files that changed.

It is committed as it goes, as an index in a folder is. Killed at any point, it shows the last
committed state; the next run takes back what is in between, and goes on.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TypeVar

from index.build import Known, Progress, make_segment, no_progress
from index.changes import (
    NOTHING,
    Changes,
    FileProgress,
    Held,
    Machines,
    Update,
    check_any,
    compare,
    indexed,
    no_file_progress,
    read_changes,
)
from index.embed.protocol import Embedder, check_embedder, fits_of
from index.errors import IndexMismatchError, StoreError
from index.index import Indexing
from index.language.analysis import terms
from index.load import DocumentPaths, Skipped, find_any_files
from index.milvus.address import parse_address
from index.milvus.connection import Connection
from index.milvus.milvus_index import MilvusIndex
from index.milvus.passages import READING_FIELDS, State, texts_of
from index.milvus.rows import (
    document_rows,
    key_of,
    know,
    passage_rows,
    readable,
)
from index.milvus.state import (
    Counts,
    Lease,
    Manifest,
    lease_of,
    read_manifest,
    read_stamps,
    write_manifest,
    write_stamps,
)
from index.milvus.term_writer import TermWriter, count_terms, take_back, terms_of
from index.settings import DEFAULTS, IndexSettings
from index.split.passages import SplitDocument, split_document
from index.store.files.text_folder import TextFolder
from index.store.manifest import SourceStamp
from index.store.segment import Segment
from index.types import Document
from index.update import Pace

_Each = TypeVar("_Each")
MAX_GONE = 1_000  # documents replaced or removed in a commit: readers leave out each of them


def update_milvus_index(
    documents: DocumentPaths,
    address: str,
    embedder: Embedder,
    settings: IndexSettings = DEFAULTS,
    *,
    progress: Progress = no_progress,
    reading: FileProgress = no_file_progress,
    machines: Machines | None = None,
    texts: str | None = None,
) -> tuple[MilvusIndex, Update]:
    """Make the index at an address hold just `documents`, and open it.

    Files whose size and times are as they were are not read; texts that the files now changed had
    before are not embedded again. With `machines`, these read the files and embed all that is in
    them; what they make is written here. `texts`: the URL of a folder where a new index keeps the
    texts of documents; else in Milvus. Raises IndexMismatchError where another embedder or
    splitter made it, or its texts are elsewhere, IndexLockedError where another process is writing
    it, ClusterError where the machines fail, and StoreError where Milvus or the store does not
    answer; what was committed before stays.
    """
    sources, skipped = find_any_files(documents, settings=settings.load)
    place = parse_address(address)
    if texts is not None:
        TextFolder.at(texts, place.name)  # so that nothing is made where it is refused
    connection = Connection(place)
    try:
        if connection.exists():
            connection.load()
            _manifest_for(connection, embedder, settings, texts)
        connection.create(embedder.dimension)
        with lease_of(connection) as lease:
            writer = _Writer(connection, lease, embedder, settings, progress, texts)
            kept = partial(_keeping, lease, reading)
            with _nothing_half_made(writer):
                reader = None
                if machines is not None:
                    reader = machines.reader(writer.settings, embedder, lease.keep)
                changes = read_changes(sources, writer.base, settings.load, kept, reader=reader)
                update = writer.write(changes, skipped)
            return MilvusIndex(connection, writer.manifest), update
    except BaseException:
        connection.close()
        raise


def preview_milvus_update(
    documents: DocumentPaths, address: str, embedder: Embedder, settings: IndexSettings = DEFAULTS
) -> Update:
    """What `update_milvus_index` would do now; nothing is embedded and nothing written."""
    sources, skipped = find_any_files(documents, settings=settings.load)

    def preview_from(base: Held, ids: Collection[str]) -> Update:
        found = Changes()
        for found in read_changes(sources, base, settings.load):
            found.documents.clear()
        check_any(found, skipped)
        return compare(found, ids, skipped)

    place = parse_address(address)
    if place.is_absent:
        return preview_from(NOTHING, ())
    connection = Connection(place)
    try:
        if not connection.exists():
            return preview_from(NOTHING, ())
        connection.load()
        base = _Base(connection, _manifest_for(connection, embedder, settings))
        return preview_from(base, base.versions)
    finally:
        connection.close()


def _manifest_for(
    connection: Connection, embedder: Embedder, settings: IndexSettings, texts: str | None = None
) -> Manifest:
    """The last committed state, or an empty one. Raises IndexMismatchError for another make."""
    manifest = read_manifest(connection)
    if manifest is None:
        return Manifest(embedder.name, embedder.dimension, settings.split, texts=texts or "")
    if texts is not None and texts != manifest.texts:
        raise IndexMismatchError(
            "the index at {folder!r} keeps its texts at {place!r}, not at {texts!r}; leave out "
            "--texts, or make it again under another name.",
            folder=connection.address.text,
            place=manifest.texts or connection.address.text,
            texts=texts,
        )
    check_embedder(connection.address.text, manifest.embedder, embedder.name)
    if manifest.split != settings.split:
        raise IndexMismatchError(
            "the index at {folder!r} was split with {split}, not as is asked now; make it "
            "again under another name with: citera index DOCS --out ADDRESS",
            folder=connection.address.text,
            split=manifest.split,
        )
    return manifest


def _keeping(lease: Lease, report: Callable[..., None], *told: object) -> None:
    """Keep the lease while files are read and texts embedded, and report it."""
    lease.keep()
    report(*told)


@contextmanager
def _nothing_half_made(writer: _Writer) -> Iterator[None]:
    """Drop an index that nothing was committed of where what is done fails, but for Milvus."""
    try:
        yield
    except StoreError:  # it would not answer this either, or another writes
        raise
    except BaseException:
        if writer.manifest.generation == 0:
            with suppress(StoreError):
                writer.drop()
        raise


class _Base:
    """What there is to build on: the documents of the last committed state, and their files."""

    def __init__(self, connection: Connection, manifest: Manifest) -> None:
        self.stamps = read_stamps(connection)
        shown = f"piece == 0 and {manifest.shown}"
        rows = connection.read_all("documents", shown, ["document_id", "version"])
        self.versions = {row["document_id"]: int(row["version"]) for row in rows}
        self._state = State(connection, manifest)

    def document(self, document_id: str) -> Document | None:
        """The document of that id; None where there is none."""
        return self._state.document(document_id)[0] if document_id in self.versions else None


@dataclass(frozen=True, slots=True)
class _Old:
    """Documents that go, as they were split, and their versions."""

    splits: Sequence[SplitDocument]
    versions: tuple[int, ...]

    def passages(self) -> Iterator[tuple[str, list[str]]]:
        """The language and the terms of each passage."""
        for split in self.splits:
            for each in split.passages:
                language = each.passage.language
                yield language, terms(each.embedded_text, language)


class _Writer:
    """Brings an index from one state to the next. Needs the lease."""

    def __init__(
        self,
        connection: Connection,
        lease: Lease,
        embedder: Embedder,
        settings: IndexSettings,
        progress: Progress,
        texts: str | None,
    ) -> None:
        """Take back what a run that was killed left. `progress` is told of characters."""
        self.connection = connection
        self._lease = lease
        self._embedder = embedder
        # Embeddings of sentences are kept of an index of any size, or of none.
        kept = sys.maxsize if settings.limits.sentences_up_to else 0
        limits = replace(settings.limits, sentences_up_to=kept)
        self.settings = replace(settings, limits=limits)
        self._progress = partial(_keeping, lease, progress)
        self.manifest = _manifest_for(connection, embedder, settings, texts)
        self._texts = texts_of(connection, self.manifest)
        self._take_back()
        self.base = _Base(connection, self.manifest)
        self._first = set(self.base.versions)
        self._stamps = self.base.stamps

    @cached_property
    def _terms(self) -> TermWriter:
        return TermWriter(self.connection)

    def _take_back(self) -> None:
        generation = self.manifest.generation
        after = f"generation > {generation}"
        if self._texts is not None:
            rows = self.connection.read_all("documents", after, ["version"])
            self._texts.delete([int(row["version"]) for row in rows])
        for collection in ("passages", "documents"):
            self.connection.delete(collection, after)
        take_back(self.connection, generation)

    def drop(self) -> None:
        """Drop an index that nothing was committed of."""
        self._take_back()
        self.connection.drop()

    def write(self, changes: Iterator[Changes], skipped: Sequence[Skipped]) -> Update:
        """Commit what `changes` bring; `skipped` were left out before."""
        found, pace = Changes(), Pace()
        for found in changes:
            if found.is_complete:
                check_any(found, skipped)
            done, total = 0, found.documents.characters
            while found.documents:
                batch = pace.take(found.documents)
                size = sum(len(each.text) for each in batch)
                for some in _runs(batch):
                    self._commit(some, (), found, partial(self._shown, done, size, total))
                self._stamp({each.id: found.stamps[each.id] for each in batch})
                done += size
        gone = sorted(self.base.versions.keys() - indexed(found.stamps))
        for names in _runs(gone):
            self._commit((), names, found, no_progress)
        write_stamps(self.connection, self._stamps, found.stamps)
        return compare(found, self._first, skipped)

    def _shown(self, done: int, size: int, total: int, embedded: int, texts: int) -> None:
        self._progress(done + (size * embedded // texts if texts else size), total)

    def _stamp(self, stamps: Mapping[str, SourceStamp]) -> None:
        now = {**self._stamps, **stamps}
        write_stamps(self.connection, self._stamps, now)
        self._stamps = now

    def _commit(
        self,
        batch: Sequence[Document],
        removed: Sequence[str],
        found: Changes,
        progress: Progress,
    ) -> None:
        """Commit the state with `batch` and without what is `removed`."""
        self._lease.renew()
        for collection in ("passages", "documents"):
            self.connection.delete_where(collection, "version", self.manifest.gone)
        if self._texts is not None:
            self._texts.delete(self.manifest.gone)
        old = self._old([*removed, *(each.id for each in batch if each.id in self.base.versions)])
        segment, indexing = self._segment(batch, old, found, progress)
        manifest = replace(
            _next(self.manifest, segment, old),
            indexing=self.manifest.indexing.plus(indexing),
            documents=len({*self.base.versions}.difference(removed).union(segment.document_ids)),
        )
        self._write(segment, old, manifest)
        self.manifest = manifest
        for name in removed:
            del self.base.versions[name]
        for each in batch:
            self.base.versions[each.id] = key_of(each.id, manifest.generation)

    def _segment(
        self, batch: Sequence[Document], old: _Old, found: Changes, progress: Progress
    ) -> tuple[Segment, Indexing]:
        """The segment of `batch`, of what machines of a cluster made where they did."""
        if batch and found.segments:
            indexing, found.indexing = found.indexing, Indexing(0, 0.0)
            return found.take_segment(batch), indexing
        embedder, split, limits = self._embedder, self.settings.split, self.settings.limits
        return make_segment(batch, embedder, split, self._known(old), progress, limits)

    def _write(self, segment: Segment, old: _Old, manifest: Manifest) -> None:
        generation = manifest.generation
        averages = {language: each.average for language, each in manifest.languages.items()}
        self.connection.insert("passages", list(passage_rows(segment, generation, averages)))
        apart: dict[int, bytes] | None = None if self._texts is None else {}
        self.connection.insert("documents", list(document_rows(segment, generation, apart)))
        if self._texts is not None and apart:
            self._texts.write(apart)  # after their rows, by which they are found to be taken back
        changes = terms_of(segment)
        for language, counts in count_terms(old.passages()).items():
            changes.setdefault(language, Counter()).subtract(counts)
        self._terms.write(changes, generation)
        self._lease.renew()
        write_manifest(self.connection, manifest)

    def _old(self, ids: Sequence[str]) -> _Old:
        fits = fits_of(self._embedder)
        documents = filter(None, map(self.base.document, ids))
        splits = [split_document(each, self.settings.split, fits) for each in documents]
        return _Old(splits, tuple(self.base.versions[each] for each in ids))

    def _known(self, old: _Old) -> Known:
        """What embedding gave of the texts of documents that go."""
        known = Known()
        condition = f"version in {list(old.versions)}"
        fields = ["vector", *READING_FIELDS]
        rows = self.connection.read_all("passages", condition, fields) if old.versions else ()
        by_number = {int(row["number"]): row for row in rows}
        for split in old.splits:
            for each in split.passages:
                if row := by_number.get(each.passage.id):
                    with readable("passages", self.connection.address):
                        know(known, row, each.embedded_text, split.sentence_texts)
        return known


def _next(manifest: Manifest, segment: Segment, old: _Old) -> Manifest:
    """The manifest after `manifest`, with the segment and without what is old."""
    languages = dict(manifest.languages)
    for language, table in segment.passages.items():
        passages, length = len(table.ids), int(table.postings.lengths.sum())
        known = languages.get(language) or Counts(0, 0, max(1.0, length / passages))
        languages[language] = replace(
            known, passages=known.passages + passages, terms=known.terms + length
        )
    for language, held in old.passages():
        known = languages[language]
        languages[language] = replace(
            known, passages=known.passages - 1, terms=known.terms - len(held)
        )
    gone_sentences = sum(len(split.sentences) for split in old.splits)
    return replace(
        manifest,
        generation=manifest.generation + 1,
        languages=languages,
        sentences=manifest.sentences + len(segment.sentence_starts) - gone_sentences,
        gone=old.versions,
    )


def _runs(each: Sequence[_Each]) -> Iterator[Sequence[_Each]]:
    return (each[start : start + MAX_GONE] for start in range(0, len(each), MAX_GONE))
