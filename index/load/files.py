"""A file or folder → Documents: which files there are, and each one's text."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from index.errors import LoadError, NothingToIndexError
from index.language.detect import detect
from index.load.extracted import Extracted
from index.load.formats.by_suffix import parse, refusal_of
from index.load.metadata import find_published, find_source, find_title
from index.load.remote import RemoteFile, is_url, list_files, local_path
from index.load.tesseract import engine
from index.messages import Message, reason_of
from index.split.layout import lay_out
from index.types import TABLE_KINDS, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSettings:
    """Which of the files found in a folder are loaded, and what reading one of them may take.

    `include`: globs that a file has to match one of, unless there are none. `exclude`: globs that
    it must not match. A glob with a "/" is held against the path below the folder, one without
    against each name in it; `*` matches any characters, and what matches a folder matches all that
    is in it. Files given by name are always taken.
    `max_megabytes`: size of a file. `parse_seconds`, `parse_megabytes`: what a parser may take for
    one file before it is ended, in time and in memory (enforced on Linux).
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_megabytes: float = 200
    parse_seconds: float = 60
    parse_megabytes: int = 2_000

    @property
    def limits(self) -> str:
        """What a parser may take and has, to tell whether a file that was refused is worth another
        try.
        """
        has_ocr = ", OCR" if engine() is not None else ""
        return f"{self.parse_seconds:g} s, {self.parse_megabytes} MB{has_ocr}"


DEFAULTS = LoadSettings()


File = Path | RemoteFile
"""One on this machine, or in a store."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that can become a Document of that `id`."""

    id: str
    path: File


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file left out: its path in the form of a Document's id, and why.

    `reason` is a sentence that names the file and the mend. It is safe to print: names are escaped
    in it, so that no control character reaches a terminal. `path` is not.
    """

    path: str
    reason: Message


DocumentPaths = Path | str | Sequence[Path | str] | Mapping[str, File]
"""A folder, a file, or a list of both; or files by the ids that their documents are to have; or
the URL of a folder, such as s3://BUCKET/FOLDER.
"""


def find_files(
    documents: DocumentPaths,
    leave_out: Path | None = None,
    settings: LoadSettings = DEFAULTS,
) -> tuple[list[SourceFile], list[Skipped]]:
    """The files to load from a folder (with its subfolders), a file, or a list of both.

    Ids are relative to the folder that all have in common. No file is opened. Hidden files and
    folders are passed over, unless they are given by name; links to folders are not followed, and a
    file that several names lead to is taken once. What lies in the folder `leave_out`, and what
    `settings` exclude, is passed over. Both lists are sorted by id. A mapping is taken as it is.
    Raises NothingToIndexError for a path that does not exist, or a URL that cannot be listed.
    """
    if isinstance(documents, Mapping):
        return [SourceFile(id, documents[id]) for id in sorted(documents)], []
    if isinstance(documents, str) and is_url(documents):
        here = local_path(documents)
        if here is None:
            return _choose_remote(list_files(documents), settings)
        documents = here
    given = [documents] if isinstance(documents, Path | str) else documents
    for path in given:
        if not os.path.exists(path):
            raise NothingToIndexError(
                "{path!r} does not exist; name a file or a folder", path=str(path)
            )
    paths = [os.path.abspath(path) for path in given]
    root = _common_folder(paths)
    left_out = None if leave_out is None else os.path.realpath(leave_out)
    candidates = [
        candidate
        for path in paths
        for candidate in _candidates(path, root, settings)
        if left_out is None or not _lies_in(candidate.target, left_out)
    ]
    return _choose(candidates, settings.max_megabytes)


def find_any_files(
    documents: DocumentPaths,
    leave_out: Path | None = None,
    settings: LoadSettings = DEFAULTS,
) -> tuple[list[SourceFile], list[Skipped]]:
    """The same; raises NothingToIndexError, naming the folder, where there is no file at all."""
    sources, skipped = find_files(documents, leave_out, settings)
    if not sources and not skipped:
        raise NothingToIndexError(
            "no document could be read: {reasons}", reasons=no_file_in(documents)
        )
    return sources, skipped


def no_file_in(documents: DocumentPaths) -> Message:
    """That there is no file in what was given."""
    given = [documents] if isinstance(documents, Path | str) else list(documents)
    if not given:
        return Message("no file was given")
    return Message(
        "there is no file in {folders}", folders=", ".join(repr(str(each)) for each in given)
    )


def find_file(documents: DocumentPaths, document_id: str) -> Path | None:
    """The file that has that id among `documents`, given as to `find_files`; None where it is gone.

    Nothing outside the folder that the ids are relative to is ever named.
    """
    if isinstance(documents, Mapping):
        file = documents.get(document_id)
        return file if isinstance(file, Path) else None
    given = [documents] if isinstance(documents, Path | str) else documents
    root = _common_folder([os.path.abspath(path) for path in given])
    path = os.path.realpath(os.path.join(root, document_id))
    inside = _lies_in(path, os.path.realpath(root))
    return Path(path) if inside and os.path.isfile(path) else None


def load_file(source: SourceFile, parse: Callable[[Path], Extracted] = parse) -> Document:
    """The file as a Document; `parse` may be a ParserProcess's, which bounds time and memory.

    Raises LoadError, in a sentence that names the file and the mend, where it holds no text, too
    much of it, or cannot be read.
    """
    try:
        found = _parsed(source.path, parse)
    except LoadError as error:
        raise LoadError("{name!r} {reason}", name=source.id, reason=error) from error
    return Document(
        id=source.id,
        title=found.title or find_title(_told(found), source.id),
        text=found.text,
        language=detect(found.text),
        source=find_source(found.text) or found.source,
        published=find_published(found.text, found.published),
        pages=found.pages,
        blocks=lay_out(found.text, found.blocks),
        scanned=found.scanned,
    )


def _parsed(file: File, parse: Callable[[Path], Extracted]) -> Extracted:
    if isinstance(file, Path):
        return parse(file)
    try:
        with file.copied() as path:
            return parse(path)
    except OSError as error:
        raise LoadError(
            "cannot be read ({reason}); check its permissions", reason=reason_of(error)
        ) from error


def _told(found: Extracted) -> str:
    """The text that may tell a title: where it begins with a table, that beside its tables."""
    if not found.blocks or found.blocks[0].kind not in TABLE_KINDS:
        return found.text
    beside = (each for each in found.blocks if each.kind not in TABLE_KINDS)
    return "\n\n".join(found.text[each.start : each.end] for each in beside)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may be a file to load.

    `folder` is the one that it was found in, links resolved; None where it was given by name.
    `target` is the path without links.
    """

    id: str
    path: str
    target: str
    folder: str | None
    is_link: bool


def _candidates(path: str, root: str, settings: LoadSettings) -> Iterator[_Candidate]:
    """`path` itself, or all that is in the folder, neither hidden nor excluded."""
    if not os.path.isdir(path):
        target = os.path.realpath(path)
        yield _Candidate(_identifier(path, root), path, target, None, os.path.islink(path))
        return
    top = os.path.realpath(path)
    pending = [(path, top)]  # no recursion: folders may be nested deeper than Python's stack
    while pending:
        folder, real_folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                visible = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError:  # a candidate too, so that it is reported
            yield _Candidate(_identifier(folder, root), folder, real_folder, top, is_link=False)
            continue
        for entry in visible:
            identifier, is_link = _identifier(entry.path, root), entry.is_symlink()
            if _matches(identifier, settings.exclude):
                continue
            target = os.path.join(real_folder, entry.name)
            target = os.path.realpath(entry.path) if is_link else target
            if entry.is_dir(follow_symlinks=False):
                pending.append((entry.path, target))
            # What a link to a folder within this one leads to is found at its own place.
            elif is_link and os.path.isdir(target) and _lies_in(target, top):
                continue
            elif not settings.include or _matches(identifier, settings.include):
                yield _Candidate(identifier, entry.path, target, top, is_link)


def _matches(identifier: str, globs: Sequence[str]) -> bool:
    """Whether one of the globs matches the path, one of the folders in it, or one of its names."""
    if not globs:
        return False
    path = PurePosixPath(identifier)
    above = [path, *path.parents[:-1]]
    return any(
        fnmatchcase(str(each) if "/" in glob else each.name, unicodedata.normalize("NFC", glob))
        for glob in globs
        for each in above
    )


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))


def _common_folder(paths: Sequence[str]) -> str:
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in paths]
    return os.path.commonpath(folders) if folders else ""


def _choose(
    candidates: Sequence[_Candidate], max_megabytes: float
) -> tuple[list[SourceFile], list[Skipped]]:
    """Leave out what cannot be loaded, what was met before, and what has another file's id."""
    chosen: dict[str, SourceFile] = {}
    skipped: dict[str, Skipped] = {}
    targets: set[str] = set()
    for candidate in sorted(candidates, key=_precedence):
        identifier = candidate.id
        if candidate.target in targets:
            continue
        reason = _refusal(candidate, max_megabytes)
        if reason is None and identifier in chosen:
            reason = _same_name()
        if reason is None:
            targets.add(candidate.target)
            chosen[identifier] = SourceFile(identifier, Path(candidate.path))
        else:
            skipped[candidate.path] = _left_out(identifier, reason)
    by_path = sorted(skipped.values(), key=lambda left_out: left_out.path)
    return [chosen[identifier] for identifier in sorted(chosen)], by_path


def _choose_remote(
    files: Iterable[tuple[str, RemoteFile]], settings: LoadSettings
) -> tuple[list[SourceFile], list[Skipped]]:
    """The same of files that a store lists, by their paths below a URL."""
    chosen: dict[str, SourceFile] = {}
    skipped: list[Skipped] = []
    for path, file in sorted(files, key=lambda each: each[0]):
        identifier = unicodedata.normalize("NFC", path)
        if any(name.startswith(".") for name in path.split("/")):
            continue
        if _matches(identifier, settings.exclude):
            continue
        if settings.include and not _matches(identifier, settings.include):
            continue
        reason = refusal_of(_suffix(path), is_named=False) or _refusal_of_size(
            file.size, settings.max_megabytes
        )
        if reason is None and identifier in chosen:
            reason = _same_name()
        if reason is None:
            chosen[identifier] = SourceFile(identifier, file)
        else:
            skipped.append(_left_out(identifier, reason))
    skipped.sort(key=lambda left_out: left_out.path)
    return [chosen[identifier] for identifier in sorted(chosen)], skipped


def _left_out(identifier: str, reason: Message) -> Skipped:
    return Skipped(identifier, Message("{name!r} {reason}", name=identifier, reason=reason))


def _same_name() -> Message:
    return Message("has the name of another file, written with other code points; rename it")


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _precedence(candidate: _Candidate) -> tuple[bool, bool, str]:
    """What was named before what was found; files before links, so that they keep their names."""
    return candidate.folder is not None, candidate.is_link, candidate.path


def _identifier(path: str, root: str) -> str:
    """The path below `root` with "/", in Unicode NFC; bytes that are not UTF-8 in hexadecimal."""
    relative = path.removeprefix(os.path.join(root, "")) if path != root else os.path.basename(path)
    name = os.fsencode(relative.replace(os.sep, "/")).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", name)


def _refusal(candidate: _Candidate, max_megabytes: float) -> Message | None:
    """Why the file cannot be loaded, as far as can be told without opening it."""
    folder, path = candidate.folder, candidate.path
    if folder is not None and candidate.is_link and not _lies_in(candidate.target, folder):
        return Message(
            "is a link that leads out of the folder; put a copy of the file there instead"
        )
    try:
        status = os.stat(path)
    except OSError as error:
        return Message("cannot be reached ({reason}); mend or delete it", reason=reason_of(error))
    if stat.S_ISDIR(status.st_mode):
        return Message("is a folder that cannot be opened; check its permissions")
    if not stat.S_ISREG(status.st_mode):
        return Message(
            "is a device, pipe or socket; only regular files are read, delete or move it"
        )
    reason = refusal_of(_suffix(path), is_named=folder is None)
    return reason or _refusal_of_size(status.st_size, max_megabytes)


def _refusal_of_size(size: int, max_megabytes: float) -> Message | None:
    if size <= max_megabytes * 1_000_000:
        return None
    return Message(
        "has {size:,} bytes, over the limit of {limit:,} MB; split it into smaller files, or "
        "raise max_megabytes",
        size=size,
        limit=max_megabytes,
    )
