"""A file or folder → Documents: which files there are, and each one's text."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import LoadError, NothingToIndexError
from index.language import detect
from index.metadata import find_published, find_source, find_title
from index.parse_docx import parse_docx
from index.parse_html import parse_html
from index.parse_pdf import parse_pdf
from index.parse_text import Extracted, check_length, parse_markdown, parse_text
from index.types import Document

PARSERS: dict[str, Callable[[Path], Extracted]] = {
    ".txt": parse_text,
    ".text": parse_text,
    ".md": parse_markdown,
    ".markdown": parse_markdown,
    ".html": parse_html,
    ".htm": parse_html,
    ".pdf": parse_pdf,
    ".docx": parse_docx,
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that can become a Document of that `id`."""

    id: str
    path: Path


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file left out: its path in the form of a Document's id, and why.

    `reason` is a sentence that names the file and the mend. It is safe to print: names are escaped
    in it, so that no control character reaches a terminal. `path` is not.
    """

    path: str
    reason: str


def find_files(
    documents: Path | str | Sequence[Path | str], leave_out: Path | None = None
) -> tuple[list[SourceFile], list[Skipped]]:
    """The files to load from a folder (with its subfolders), a file, or a list of both.

    Ids are relative to the folder that all have in common. No file is opened. Hidden files and
    folders are passed over, unless they are given by name; links to folders are not followed, and a
    file that several names lead to is taken once. What lies in the folder `leave_out` is passed
    over. Both lists are sorted by id.
    Raises NothingToIndexError for a path that does not exist.
    """
    given = [documents] if isinstance(documents, Path | str) else documents
    for path in given:
        if not os.path.exists(path):
            raise NothingToIndexError(f"{str(path)!r} does not exist; name a file or a folder")
    paths = [Path(os.path.abspath(path)) for path in given]
    candidates = [
        file
        for path in paths
        for file in _candidates(path)
        if leave_out is None or not _lies_in(file.path, leave_out)
    ]
    return _choose(candidates, _common_folder(paths))


def load_file(source: SourceFile) -> Document:
    """The file as a Document.

    Raises LoadError, in a sentence that names the file and the mend, where it holds no text, too
    much of it, or cannot be read.
    """
    try:
        found = _extract(source.path)
    except LoadError as error:
        raise LoadError(f"{source.id!r} {error}") from error
    return Document(
        id=source.id,
        title=found.title or find_title(found.text, source.id),
        text=found.text,
        language=detect(found.text),
        source=find_source(found.text) or found.source,
        published=find_published(found.text, found.published),
        pages=found.pages,
    )


def _extract(path: Path) -> Extracted:
    suffix = path.suffix.lower()
    try:
        if path.stat().st_size == 0:
            raise LoadError("is empty; write something in it or leave it out")
        found = PARSERS[suffix](path)
    except (LoadError, ImportError):  # a missing library is no fault of the file
        raise
    # Broad: on damaged files parsers raise anything, from KeyError to RecursionError.
    except Exception as error:
        if isinstance(error, OSError) and error.filename is not None:  # it could not be opened
            raise LoadError(f"cannot be read ({error.strerror}); check its permissions") from error
        raise LoadError(f"is damaged or no {suffix} file ({error!r:.200}); save it anew") from error
    if not found.text.strip():
        raise LoadError("is empty: it holds no text; write something in it or leave it out")
    check_length(len(found.text))
    return found


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A path, and the folder that it was found in; None where it was given by name."""

    path: Path
    folder: Path | None = None


def _candidates(path: Path) -> list[_Candidate]:
    """What may be a file to load: `path` itself, or all that is in the folder and not hidden."""
    if not path.is_dir():
        return [_Candidate(path)]
    found: list[Path] = []
    unreadable: list[Path] = []
    for parent, folders, files in os.walk(
        path, onerror=lambda error: unreadable.append(Path(error.filename))
    ):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in files if not name.startswith(".")]
        # What a link within the folder leads to is found at its own place.
        links = (Path(parent, name) for name in folders if os.path.islink(Path(parent, name)))
        found += [link for link in links if _leads_outside(link, path)]
    # A folder that cannot be opened is a candidate too, so that it is reported.
    return [_Candidate(file, path) for file in found + unreadable]


def _lies_in(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(folder)) in Path(os.path.realpath(path)).parents


def _common_folder(paths: Sequence[Path]) -> Path:
    folders = [path if path.is_dir() else path.parent for path in paths]
    return Path(os.path.commonpath(folders)) if folders else Path()


def _choose(candidates: Sequence[_Candidate], root: Path) -> tuple[list[SourceFile], list[Skipped]]:
    """Leave out what cannot be loaded, what was met before, and what has another file's id."""
    chosen: dict[str, SourceFile] = {}
    skipped: dict[Path, Skipped] = {}
    targets: set[str] = set()
    for candidate in sorted(candidates, key=_precedence):
        path, identifier = candidate.path, _identifier(candidate.path, root)
        target = os.path.realpath(path)
        if target in targets:
            continue
        reason = _refusal(candidate)
        if reason is None and identifier in chosen:
            reason = "has the name of another file, written with other code points; rename it"
        if reason is None:
            targets.add(target)
            chosen[identifier] = SourceFile(identifier, path)
        else:
            skipped[path] = Skipped(identifier, f"{identifier!r} {reason}")
    by_path = sorted(skipped.values(), key=lambda left_out: left_out.path)
    return [chosen[identifier] for identifier in sorted(chosen)], by_path


def _precedence(candidate: _Candidate) -> tuple[bool, bool, Path]:
    """What was named before what was found; files before links, so that they keep their names."""
    return candidate.folder is not None, candidate.path.is_symlink(), candidate.path


def _identifier(path: Path, root: Path) -> str:
    """The path below `root` with "/", in Unicode NFC; bytes that are not UTF-8 in hexadecimal."""
    relative = path.relative_to(root).as_posix() if path != root else path.name
    return unicodedata.normalize("NFC", os.fsencode(relative).decode("utf-8", "backslashreplace"))


def _refusal(candidate: _Candidate) -> str | None:
    """Why the file cannot be loaded, as far as can be told without opening it."""
    path = candidate.path
    if candidate.folder is not None and _leads_outside(path, candidate.folder):
        return "is a link that leads out of the folder; put a copy of the file there instead"
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        return f"cannot be reached ({error.strerror}); mend or delete it"
    if stat.S_ISDIR(mode):
        return "is a folder that cannot be opened; check its permissions"
    if not stat.S_ISREG(mode):
        return "is a device, pipe or socket; only regular files are read, delete or move it"
    if path.suffix.lower() not in PARSERS:
        return f"is not of a format that can be read; convert it to one of {', '.join(PARSERS)}"
    return None


def _leads_outside(path: Path, folder: Path) -> bool:
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
