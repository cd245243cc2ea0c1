"""Collections of documents that people add to and remove from while others ask.

    DATA/<collection>/collection.json   its name, the folders it shows, what was removed of them
    DATA/<collection>/documents/        what was uploaded
    DATA/<collection>/runs/             evaluations

The index of a collection is in the cache: it can be made again. A folder of the user's is only
read: what is uploaded goes to the collection's own folder, and what is removed is no longer shown.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock
from typing import IO, Literal

from index import Embedder, Progress, Skipped, no_progress
from index.changes import FileProgress, no_file_progress
from index.embed.reranker import Reranker
from index.errors import LoadError, NothingToIndexError
from index.load import File, find_files, no_file_in
from index.messages import Message
from qa.assistant import Assistant
from qa.errors import CollectionError
from qa.library.cache import index_dir_for
from qa.library.names import safe_name, slug, unused_name
from qa.library.record import Record, read_record, write_record
from qa.library.undo import Removed
from qa.library.uploads import MAX_FILES, check_upload
from qa.settings import Settings
from qa.terminal import printable

ADDED = "added"  # what was uploaded to a collection that shows a folder has ids below this


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of a collection, or a file left out of it for a `reason`.

    `pages`: 0 where it has none. `searched_share`: the share, 0..1, of it that is searched.
    """

    id: str
    title: str
    language: str
    passages: int
    published: str | None
    state: Literal["indexed", "left out"]
    reason: Message | None = None
    pages: int = 0
    searched_share: float = 1.0


class Collection:
    """Documents and the Assistant over them. Safe to use from several threads.

    `assistant` is replaced by every change; a question under way keeps the one that it began with.
    This one cannot be changed: an index whose files nobody named.
    """

    editable = False

    def __init__(self, name: str, assistant: Assistant, runs: Path) -> None:
        """Show `assistant` under `name`; evaluations of it go to the folder `runs`."""
        self.name = name
        self.assistant = assistant
        self.runs = runs

    @property
    def is_empty(self) -> bool:
        """Whether there is no document to ask."""
        return not self.assistant.answerer().index.documents

    def check_readable(self) -> None:
        """Raise StoreError's kinds where the index cannot be read now, as when a server that has
        it does not answer. Waits for the first documents where they are being read.
        """
        self.assistant.answerer().index.check_readable()

    @property
    def suggested(self) -> Path:
        """The file for the questions that its documents suggest."""
        return self.runs.with_name("suggested.json")

    @property
    def questions(self) -> Path:
        """The file for the questions that people keep; see qa.library.kept_questions."""
        return self.runs.with_name("questions.jsonl")

    def listed(self) -> list[Listed]:
        """Every document by id, then the files left out."""
        assistant = self.assistant
        passages, pages = assistant.passages_per_document, assistant.pages_per_document
        shares = assistant.searched_shares
        indexed = [
            Listed(
                each.id, each.title, each.language, passages.get(each.id, 0), each.published,
                "indexed", None, pages.get(each.id, 0), shares.get(each.id, 1.0),
            )
            for each in assistant.document_facts
        ]  # fmt: skip
        left_out = [
            Listed(each.path, each.path, "", 0, None, "left out", each.reason)
            for each in assistant.skipped
        ]
        return [*indexed, *left_out]

    def file(self, document_id: str) -> Path | None:
        """The file that a document was read from; None where it is gone or was never known."""
        return self.assistant.file(document_id)

    def id_of_upload(self, name: str) -> str:
        """The id that a file gets which is uploaded under that name."""
        return safe_name(name)

    def add(
        self,
        files: Mapping[str, Path],
        reading: FileProgress = no_file_progress,
        indexing: Progress = no_progress,
    ) -> tuple[Skipped, ...]:
        """Refuse: raises CollectionError."""
        raise unchangeable(self.name)

    def add_folder(
        self,
        folder: Path,
        reading: FileProgress = no_file_progress,
        indexing: Progress = no_progress,
    ) -> tuple[Skipped, ...]:
        """Refuse: raises CollectionError."""
        raise unchangeable(self.name)

    def remove(self, document_ids: Sequence[str]) -> None:
        """Refuse: raises CollectionError."""
        raise unchangeable(self.name)

    @property
    def can_restore(self) -> bool:
        """Whether there is something for `restore` to bring back."""
        return False

    def restore(self) -> list[str]:
        """Refuse: raises CollectionError."""
        raise unchangeable(self.name)


class EditableCollection(Collection):
    """A collection in a folder of ours."""

    editable = True

    def __init__(
        self,
        home: Path,
        settings: Settings,
        embedder: Embedder,
        reranker: Reranker | None = None,
        roots: Sequence[Path] = (),
        progress: Progress = no_progress,
    ) -> None:
        """Open the one in `home`, and bring its index up to date.

        `roots` are the folders that the ones added by `add_folder` have to lie in.
        Raises NothingToIndexError where a folder that it shows is gone or holds no document.
        """
        self._home = home
        self._settings = settings
        self._embedder = embedder
        self._reranker = reranker
        self._roots = [root.resolve() for root in roots]
        self._changing = RLock()
        self._removed: Removed | None = None
        self._record = read_record(home)
        empty = Assistant.without_documents(embedder, settings)
        super().__init__(self._record.name, empty, home / "runs")
        self.assistant = self._indexed(progress)
        if self._record.folders and not self.assistant.document_facts and not self._record.removed:
            folders = list(self._record.folders.values())
            reasons = [each.reason for each in self.assistant.skipped]
            raise NothingToIndexError(reasons[0] if reasons else no_file_in(folders))

    def add(
        self,
        files: Mapping[str, Path],
        reading: FileProgress = no_file_progress,
        indexing: Progress = no_progress,
    ) -> tuple[Skipped, ...]:
        """Copy the files, by their names, into the collection and index them.

        A file takes the place of the one that was uploaded under its name before. Returns those
        left out so far, with the reasons; the others are asked from now on, or once they are read.
        Raises CollectionError where there are too many.
        """
        if len(files) > MAX_FILES:
            raise CollectionError(
                "{count} files were given; upload at most {limit} at a time.",
                count=len(files),
                limit=MAX_FILES,
            )
        refused: list[Skipped] = []
        with self._changing:
            for name, path in files.items():
                try:
                    self._copy(name, path)
                except LoadError as error:
                    refused.append(Skipped(name, error.message))
            added = {self.id_of_upload(name) for name in files}
            self.assistant = self._indexed(indexing, reading)
        unread = [each for each in self.assistant.skipped if each.path in added]
        return (*refused, *unread)

    def id_of_upload(self, name: str) -> str:
        """The id that a file gets which is uploaded under that name."""
        return self._upload_id(safe_name(name))

    def add_folder(
        self,
        folder: Path,
        reading: FileProgress = no_file_progress,
        indexing: Progress = no_progress,
    ) -> tuple[Skipped, ...]:
        """Show the documents of a folder on this machine as well; it is only read.

        Returns the files left out. Raises CollectionError unless it lies in one of the roots.
        """
        resolved = Path(os.path.realpath(folder))
        if not resolved.is_dir() or not any(map(resolved.is_relative_to, self._roots)):
            raise CollectionError(
                "{folder!r} is no folder that may be added; allow it with: citera app "
                "--folders DIR",
                folder=printable(str(folder)),
            )
        with self._changing:
            folders = dict(self._record.folders)
            prefix = unused_name(slug(resolved.name) or "folder", {*folders, ADDED})
            if str(resolved) not in folders.values():
                self._write(replace(self._record, folders=folders | {prefix: str(resolved)}))
            self.assistant = self._indexed(indexing, reading)
        return tuple(each for each in self.assistant.skipped if each.path.startswith(f"{prefix}/"))

    def remove(self, document_ids: Sequence[str]) -> None:
        """Take documents, or files left out, from the collection.

        An uploaded file is deleted; one in a folder of the user's stays there, but is not shown.
        `restore` can bring them back for KEPT_SECONDS, until others are removed.
        """
        with self._changing:
            uploads, chosen = self._uploads(), set(document_ids)
            files = [uploads[each] for each in chosen & uploads.keys()]
            hidden = {each.id for each in self.listed()} & chosen - uploads.keys()
            self.forget_removed()
            self._removed = Removed(files, hidden, self._home, self.forget_removed)
            for each in files:
                each.unlink(missing_ok=True)
            removed = sorted({*self._record.removed, *hidden})
            self._write(replace(self._record, removed=tuple(removed)))
            self.assistant = self._indexed()

    @property
    def can_restore(self) -> bool:
        """Whether there is something for `restore` to bring back."""
        return self._removed is not None

    def restore(self) -> list[str]:
        """Bring back what was removed last; the ids of the documents and files that are back.

        A file that was uploaded under the same name meanwhile stays as it is. Raises
        CollectionError where nothing is kept any more.
        """
        with self._changing:
            if self._removed is None:
                raise CollectionError("what was removed is no longer kept; add it again.")
            held = {path.name for path in self._uploads().values()}
            restored = [*self._removed.hidden]
            for name, file in self._removed.files():
                if name not in held:
                    self._put(name, file)
                    restored.append(self._upload_id(name))
            left = sorted({*self._record.removed} - self._removed.hidden)
            self._write(replace(self._record, removed=tuple(left)))
            self.forget_removed()
            self.assistant = self._indexed()
            return sorted(restored)

    def file(self, document_id: str) -> Path | None:
        """The same; None too where a link leads out of the collection's folders."""
        path = self.assistant.file(document_id)
        folders = [Path(each) for each in self._record.folders.values()]
        places = [each.resolve() for each in (*folders, self._home / "documents")]
        if path is None or not path.is_file():
            return None
        return path if any(map(path.resolve().is_relative_to, places)) else None

    def forget_removed(self) -> None:
        """Let go of what `restore` would bring back."""
        with self._changing:
            if self._removed is not None:
                self._removed.close()
            self._removed = None

    @property
    def index_dir(self) -> Path:
        """Where the index is kept: for a folder of the user's, where the commands keep theirs."""
        shown = self._record.folders.get("")
        return index_dir_for(Path(shown) if shown else self._home, self._settings)

    def _copy(self, name: str, path: Path) -> None:
        check_upload(name, path)
        with path.open("rb") as file:
            self._put(safe_name(name), file)

    def _put(self, name: str, file: IO[bytes]) -> None:
        """Make it a document of ours."""
        folder = self._home / "documents"
        folder.mkdir(exist_ok=True)
        incoming = folder / ".incoming"
        with incoming.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        os.replace(incoming, folder / name)  # a reader never finds half of it

    def _upload_id(self, name: str) -> str:
        return f"{ADDED}/{name}" if "" in self._record.folders else name

    def _uploads(self) -> dict[str, Path]:
        folder = self._home / "documents"
        found = find_files(folder)[0] if folder.exists() else []
        paths = ((each.id, each.path) for each in found)
        return {self._upload_id(id): path for id, path in paths if isinstance(path, Path)}

    def _files(self) -> tuple[dict[str, File], list[Skipped]]:
        """Every file to index by its id, and those left out without being read."""
        files: dict[str, File] = {}
        skipped: list[Skipped] = []
        for prefix, folder in self._record.folders.items():
            found, left_out = find_files(Path(folder), self.index_dir, self._settings.load)
            files.update({_below(prefix, each.id): each.path for each in found})
            skipped += [replace(each, path=_below(prefix, each.path)) for each in left_out]
        for each, path in self._uploads().items():
            if files.setdefault(each, path) is not path:
                reason = Message("{name!r} is a file of the folder too; rename it", name=each)
                skipped.append(Skipped(each, reason))
        removed = set(self._record.removed)
        return (
            {each: path for each, path in files.items() if each not in removed},
            [each for each in skipped if each.path not in removed],
        )

    def _indexed(
        self, progress: Progress = no_progress, reading: FileProgress = no_file_progress
    ) -> Assistant:
        """The Assistant over the files as they are now. Many are read on in the background."""
        self.assistant.stop_reading()
        files, skipped = self._files()
        try:
            assistant = Assistant.from_documents(
                files,
                index_dir=self.index_dir,
                settings=self._settings,
                embedder=self._embedder,
                reranker=self._reranker,
                progress=progress,
                reading=reading,
                wait=False,
            )
            assistant.wait_a_while()
        except NothingToIndexError as error:
            # The index would otherwise keep what was removed.
            shutil.rmtree(self.index_dir, ignore_errors=True)
            unread = [Skipped(each, error.message) for each in files]
            return Assistant.without_documents(self._embedder, self._settings, (*skipped, *unread))
        return assistant.with_skipped(skipped)

    def _write(self, record: Record) -> None:
        write_record(self._home, record)
        self._record = record


def _below(prefix: str, identifier: str) -> str:
    return f"{prefix}/{identifier}" if prefix else identifier


def unchangeable(name: str) -> CollectionError:
    """The error of changing a collection that cannot be changed."""
    return CollectionError(
        "{name!r} is an index without its files, which cannot be changed here; "
        "start with citera app DOCS instead of --index.",
        name=name,
    )
