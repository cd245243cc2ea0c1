"""What of some files is new beside what an index holds, read file by file."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from pathlib import Path
from typing import Protocol

from index.errors import LoadError, NothingToIndexError
from index.load import LoadSettings, Skipped, SourceFile, load_file
from index.load.process import ParserProcess
from index.messages import Message, joined, reason_of
from index.store.live_documents import DocumentsView
from index.store.manifest import SourceStamp
from index.store.merge_policy import NamedSegment
from index.store.segment import Segment
from index.store.store import StoredIndex
from index.types import Document

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

    `documents`: those that are new or changed and not taken from here yet. `new`: the ids of all
    that are. `stamps`: of all files that could be read. `is_complete`: no file is left.
    """

    documents: deque[Document] = field(default_factory=deque)
    new: set[str] = field(default_factory=set)
    stamps: dict[str, SourceStamp] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    is_complete: bool = False

    def add(self, document: Document) -> None:
        """Note a document that is new or changed."""
        self.documents.append(document)
        self.new.add(document.id)


def read_changes(
    sources: Sequence[SourceFile],
    base: Held,
    load: LoadSettings,
    reading: FileProgress = no_file_progress,
    is_read: DocumentRead = no_document_read,
) -> Iterator[Changes]:
    """Read the files that are not as their stamps say, unless `base` holds them already.

    The same Changes again and again: whenever the documents in it are as many as may be held, and
    in the end. Who gets it takes the documents out.
    """
    found = Changes()
    held = 0
    with ParserProcess(load.parse_seconds, load.parse_megabytes) as process:
        for number, source in enumerate(sources):
            stamp, known = None, base.stamps.get(source.id)
            try:
                stamp = stamp_of(source.path, known)
                if stamp is known and known.refusal and known.limits == load.limits:
                    raise LoadError(known.refusal)
                if known is None or known.refusal or stamp.sha256 != known.sha256:
                    reading(number, len(sources), source.id)
                    document = load_file(source, process.parse)
                    if base.document(document.id) != document:
                        found.add(document)
                        held += len(document.text)
                        is_read(document)
            except LoadError as error:
                found.skipped.append(Skipped(source.id, error.message))
                if stamp is not None:
                    refused = replace(stamp, refusal=error.message, limits=load.limits)
                    found.stamps[source.id] = refused
            else:
                found.stamps[source.id] = stamp
            if held >= MAX_HELD_CHARACTERS:
                yield found
                held = 0
    found.is_complete = True
    yield found


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
