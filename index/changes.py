"""What of some files is new beside what an index holds, read file by file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from hashlib import file_digest, sha256
from math import inf
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from index.errors import LoadError, NothingToIndexError
from index.index import Indexing
from index.load import (
    DocumentPaths,
    File,
    LoadSettings,
    Skipped,
    SourceFile,
    find_any_files,
    load_file,
)
from index.load.process import ParserProcess
from index.load.remote import RemoteFile
from index.messages import Message, joined, reason_of
from index.store.live_documents import DocumentsView, SegmentView
from index.store.manifest import SourceStamp
from index.store.merge import merge_segments
from index.store.merge_policy import NamedSegment
from index.store.segment import Segment
from index.store.store import StoredIndex
from index.types import Document
from index.waiting.documents import WaitingDocuments

if TYPE_CHECKING:
    from index.embed.protocol import Embedder
    from index.settings import IndexSettings

REASONS_SHOWN = 3
MAX_HELD_CHARACTERS = 20_000_000  # of documents that are read and not indexed yet: bounds memory

FileProgress = Callable[[int, int, str], None]
"""Called before a file is read, with (files looked at so far, files, this one's id)."""


def no_file_progress(done: int, total: int, name: str) -> None:
    """Report nothing."""


DocumentRead = Callable[[Document], None]
"""Called with a document that is new or changed, as soon as it is read."""


def no_document_read(document: Document) -> None:
    """Do nothing with it."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: its document, or why there is none. Where the document was embedded as
    well, `segment` has it, maybe among others; `indexing` is what came to be embedded with it.
    `limits`: what the parser had, where that is not what it would have here.
    """

    source: SourceFile
    result: Document | LoadError
    segment: Segment | None = None
    indexing: Indexing = Indexing(0, 0.0)  # noqa: RUF009 (frozen)
    limits: str = ""


class FileReader(Protocol):
    """Reads files: here, or on other machines, which embed them at once."""

    @property
    def max_seconds(self) -> float:
        """How long it reads until that should be in the index."""

    @property
    def max_characters(self) -> int:
        """How many are read and not in the index at most."""

    def read(self, sources: Iterator[SourceFile]) -> Generator[ReadFile]:
        """What each file holds, in any order; few are asked for before they can be read."""


class Machines(Protocol):
    """Machines that read files, and embed what is in them."""

    def reader(
        self, settings: IndexSettings, embedder: Embedder, keep: Callable[[], None]
    ) -> FileReader:
        """What has them read with these settings; `keep` is called again and again meanwhile."""


class LocalReader:
    """Reads one file after the other in a process with limits."""

    max_seconds = inf  # embedding comes after it, and commits by itself
    max_characters = MAX_HELD_CHARACTERS

    def __init__(self, load: LoadSettings) -> None:
        self._load = load

    def read(self, sources: Iterator[SourceFile]) -> Generator[ReadFile]:
        """What each file holds, in that order."""
        with ParserProcess(self._load.parse_seconds, self._load.parse_megabytes) as process:
            for source in sources:
                try:
                    yield ReadFile(source, load_file(source, process.parse))
                except LoadError as error:
                    yield ReadFile(source, error)


class Held(Protocol):
    """The documents that an index holds already."""

    @property
    def stamps(self) -> Mapping[str, SourceStamp]:
        """What their files were, and those that could not be read, by document id."""

    def document(self, document_id: str) -> Document | None:
        """The document of that id; None where there is none."""


@dataclass(frozen=True, slots=True)
class Base:
    """What there is to build on.

    `index`: None where there is none that is whole. `stamps`: of the files, as far as they are
    known. `ids`: of the documents in `segments`, which may stay. `others`: damaged segments.
    """

    index: StoredIndex | None
    stamps: Mapping[str, SourceStamp]
    ids: Collection[str]
    segments: Sequence[NamedSegment]
    others: Sequence[Segment] = ()

    def find_document(self, document_id: str) -> tuple[Segment, int]:
        """The segment and row of one of the documents `ids`."""
        view, row = DocumentsView([each.view for each in self.segments]).find_document(document_id)
        return view.segment, row

    def document(self, document_id: str) -> Document | None:
        """The document of that id; None where there is none."""
        if document_id not in self.ids:
            return None
        segment, row = self.find_document(document_id)
        return segment.document(row)


NOTHING = Base(None, {}, (), ())


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


@dataclass(slots=True)
class Changes:
    """What was found so far.

    `documents`: those that are new or changed and not taken from here yet; `segments`: of those
    that are embedded already, by id, and `indexing` what it took. `new`: the ids of all
    that are. `stamps`: of all files that could be read. `is_complete`: no file is left.
    """

    documents: WaitingDocuments = field(default_factory=WaitingDocuments)
    segments: dict[str, Segment] = field(default_factory=dict)
    indexing: Indexing = Indexing(0, 0.0)  # noqa: RUF009 (frozen)
    new: set[str] = field(default_factory=set)
    stamps: dict[str, SourceStamp] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    is_complete: bool = False

    def add(self, document: Document, segment: Segment | None = None) -> None:
        """Note a document that is new or changed."""
        self.documents.append(document)
        self.new.add(document.id)
        if segment is not None:
            self.segments[document.id] = segment

    def take_segment(self, documents: Sequence[Document]) -> Segment:
        """One segment of just these documents, which are taken out of those that they are in."""
        rows: dict[int, list[int]] = {}
        held: dict[int, Segment] = {}
        for each in documents:
            segment = self.segments.pop(each.id)
            row = segment.document_ids.place_of(each.id)
            assert row is not None
            held[id(segment)] = segment
            rows.setdefault(id(segment), []).append(row)
        return merge_segments([SegmentView(held[key]).only(some) for key, some in rows.items()])

    def refuse(self, name: str, error: LoadError, stamp: SourceStamp | None, limits: str) -> None:
        """Note a file that could not be read, where its stamp is known also for the next time."""
        self.skipped.append(Skipped(name, error.message))
        if stamp is not None:
            self.stamps[name] = replace(stamp, refusal=error.message, limits=limits)


def read_changes(
    sources: Sequence[SourceFile],
    base: Held,
    load: LoadSettings,
    reading: FileProgress = no_file_progress,
    is_read: DocumentRead = no_document_read,
    reader: FileReader | None = None,
    folder: Path | None = None,
) -> Iterator[Changes]:
    """Read the files that are not as their stamps say, unless `base` holds them already.

    The same Changes again and again: whenever the documents in it are as many as may be held, and
    in the end. Who gets it takes the documents out. `folder`: where they may wait meanwhile; in
    memory without one.
    """
    reader = reader or LocalReader(load)
    found = Changes(WaitingDocuments(folder))
    stamps: dict[str, SourceStamp] = {}
    unlike = _unlike_their_stamps(sources, base, load, reading, found, stamps)
    held, began = 0, monotonic()
    with closing(reader.read(unlike)) as files:
        for file in files:
            name, document = file.source.id, file.result
            stamp = stamps.pop(name)
            found.indexing = found.indexing.plus(file.indexing)
            if isinstance(document, LoadError):
                found.refuse(name, document, stamp, file.limits or load.limits)
                continue
            if base.document(name) != document:
                found.add(document, file.segment)
                held += len(document.text)
                is_read(document)
            found.stamps[name] = stamp
            if held >= reader.max_characters or monotonic() - began >= reader.max_seconds:
                yield found
                held, began = 0, monotonic()
    found.is_complete = True
    yield found


def _unlike_their_stamps(
    sources: Sequence[SourceFile],
    base: Held,
    load: LoadSettings,
    reading: FileProgress,
    found: Changes,
    stamps: dict[str, SourceStamp],
) -> Iterator[SourceFile]:
    """The files that are to be read, whose new `stamps` are noted; the others are `found`."""
    for number, source in enumerate(sources):
        stamp, known = None, base.stamps.get(source.id)
        try:
            stamp = stamp_of(source.path, known)
            if stamp is known and known.refusal and known.limits == load.limits:
                raise LoadError(known.refusal)
        except LoadError as error:
            found.refuse(source.id, error, stamp, load.limits)
            continue
        if known is None or known.refusal or stamp.sha256 != known.sha256:
            reading(number, len(sources), source.id)
            stamps[source.id] = stamp
            yield source
        else:
            found.stamps[source.id] = stamp


def stamp_of(path: File, known: SourceStamp | None) -> SourceStamp:
    """The file's stamp; its bytes are read only where size or times differ from `known`, or a store
    does not tell whether they changed.
    """
    try:
        if isinstance(path, RemoteFile):
            version = path.version or sha256(path.read_bytes()).hexdigest()
            if known is not None and (known.sha256, known.size) == (version, path.size):
                return known
            return SourceStamp(version, path.size, 0, 0)
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


def seen_files(documents: DocumentPaths, load: LoadSettings) -> Mapping[str, object]:
    """What tells, without opening a file, that one came, went or changed, by id. Raises
    NothingToIndexError.
    """
    sources, skipped = find_any_files(documents, settings=load)
    seen: dict[str, object] = {each.path: each.reason for each in skipped}
    for source in sources:
        try:
            seen[source.id] = _seen(source.path)
        except OSError:
            seen[source.id] = None
    return seen


def _seen(path: File) -> tuple[object, ...]:
    if isinstance(path, RemoteFile):
        return path.size, path.version or object()  # as any other, where the store does not tell
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def check_any(found: Changes, skipped: Sequence[Skipped]) -> None:
    """Raise NothingToIndexError where not one file could be read."""
    if indexed(found.stamps):
        return
    reasons = [each.reason for each in (*skipped, *found.skipped)]
    shown = joined("; ", reasons[:REASONS_SHOWN])
    raise NothingToIndexError("no document could be read: {reasons}", reasons=shown)


def indexed(stamps: Mapping[str, SourceStamp]) -> set[str]:
    """The documents that the index holds; of other files it knows why they could not be read."""
    return {name for name, stamp in stamps.items() if not stamp.refusal}


def compare(found: Changes, old: Collection[str], skipped: Sequence[Skipped]) -> Update:
    """What changes were found in files since an index held the documents `old`."""
    new, old = indexed(found.stamps), set(old)
    return Update(
        added=tuple(sorted(new - old)),
        changed=tuple(sorted(found.new & old)),
        removed=tuple(sorted(old - new)),
        skipped=(*skipped, *found.skipped),
    )
