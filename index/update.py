"""Files → an index, in memory or in a folder, doing work only for the files that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path

from index.build import Known, Progress, build_index, known_vectors, make_segment, no_progress
from index.embed import Embedder, fits_of
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
    Opened,
    SourceStamp,
    State,
    commit,
    lock,
    open_state,
    read_sources,
    restamp,
)
from index.tiers import Piece, arrange, without
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
    index = build_index(read.documents, embedder, settings, progress)
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
    the same limits; texts that the files now changed, renamed or copied had before are not embedded
    again. An index made with other settings, or a damaged one, is made anew. When nothing can be
    read, NothingToIndexError is raised and the index stays as it was.
    """
    sources, skipped = find_files(documents, leave_out=folder, settings=load)
    with lock(folder):
        previous = _previous(folder, embedder, settings)
        stamps = previous.stamps if previous else {}
        read = _read(sources, previous.opened.index.documents if previous else {}, stamps, load)
        _check_any(read, skipped)
        update = _compare(read, stamps, (*skipped, *read.skipped))
        if previous and not (update.added or update.changed or update.removed):
            if read.stamps != stamps:
                restamp(folder, read.stamps)
            return previous.opened.index, update
        _write(folder, previous, read, update, embedder, settings, progress)
        opened = open_state(folder, embedder.name, previous.opened if previous else None)
        return opened.index, update


@dataclass(frozen=True, slots=True)
class _Previous:
    """The state to build on."""

    opened: Opened
    stamps: Mapping[str, SourceStamp]


def _previous(folder: Path, embedder: Embedder, settings: SplitSettings) -> _Previous | None:
    """The state to build on; None where the index has to be made anew."""
    try:
        opened = open_state(folder, embedder.name)
        if opened.index.split != settings:
            return None
        return _Previous(opened, read_sources(folder, opened.manifest))
    except (IndexNotFoundError, IndexMismatchError, IndexDamagedError):
        return None


def _write(
    folder: Path,
    previous: _Previous | None,
    read: _Read,
    update: Update,
    embedder: Embedder,
    settings: SplitSettings,
    progress: Progress,
) -> None:
    """Commit the state with what `read` brought, and without what `update` says is gone."""
    known = _known(previous, read, update, settings, embedder) if previous else None
    new, indexing = make_segment(read.documents, embedder, settings, known, progress)
    gone = {*update.changed, *update.removed}
    pieces = [
        Piece(name, without(part, gone))
        for name, part in (previous.opened.segments if previous else ())
    ]
    pieces = arrange(pieces, new if read.documents else None)
    state = State(embedder.name, embedder.dimension, settings, indexing, pieces, read.stamps)
    commit(folder, state)


def _known(
    previous: _Previous, read: _Read, update: Update, settings: SplitSettings, embedder: Embedder
) -> Known:
    """The vectors of what the new documents may hold: what is gone, and what was copied."""
    by_bytes = {previous.stamps[name].sha256: name for name in _indexed(previous.stamps)}
    copied = (by_bytes.get(read.stamps[document.id].sha256) for document in read.documents)
    sources = {*update.changed, *update.removed, *filter(None, copied)} if read.documents else ()
    return known_vectors(previous.opened.index, sources, settings, fits_of(embedder))


@dataclass(frozen=True, slots=True)
class _Read:
    """The documents that are new or changed, and the stamps of all that could be read."""

    documents: list[Document]
    stamps: dict[str, SourceStamp]
    skipped: list[Skipped]


def _read(
    sources: Sequence[SourceFile],
    old: Mapping[str, Document],
    stamps: Mapping[str, SourceStamp],
    load: LoadSettings,
) -> _Read:
    """The Documents of files that are not as their stamps say, unless they equal `old`."""
    found = _Read([], {}, [])
    with ParserProcess(load.parse_seconds, load.parse_megabytes) as process:
        for source in sources:
            stamp, known = None, stamps.get(source.id)
            try:
                stamp = _stamp(source.path, known)
                if stamp is known and known.refusal and known.limits == load.limits:
                    raise LoadError(known.refusal)
                if known is None or known.refusal or stamp.sha256 != known.sha256:
                    document = load_file(source, process.parse)
                    if document != old.get(source.id):
                        found.documents.append(document)
            except LoadError as error:
                found.skipped.append(Skipped(source.id, str(error)))
                if stamp is not None:
                    refused = replace(stamp, refusal=str(error), limits=load.limits)
                    found.stamps[source.id] = refused
            else:
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
    if _indexed(read.stamps):
        return
    reasons = [each.reason for each in (*skipped, *read.skipped)]
    shown = "; ".join(reasons[:REASONS_SHOWN]) or "there is no file in it"
    raise NothingToIndexError(f"no document could be read: {shown}")


def _indexed(stamps: Mapping[str, SourceStamp]) -> set[str]:
    """The documents that the index holds; of other files it knows why they could not be read."""
    return {name for name, stamp in stamps.items() if not stamp.refusal}


def _compare(read: _Read, stamps: Mapping[str, SourceStamp], skipped: Sequence[Skipped]) -> Update:
    new, old = _indexed(read.stamps), _indexed(stamps)
    changed = {document.id for document in read.documents} & old
    return Update(
        added=tuple(sorted(new - old)),
        changed=tuple(sorted(changed)),
        removed=tuple(sorted(old - new)),
        skipped=tuple(skipped),
    )
