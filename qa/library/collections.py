"""Collections of documents that people add to and remove from while others ask.

    DATA/<collection>/collection.json   its name, the folders it shows, what was removed of them
    DATA/<collection>/documents/        what was uploaded
    DATA/<collection>/runs/             evaluations

The index of a collection is in the cache: it can be made again. A folder of the user's is only
read: what is uploaded goes to the collection's own folder, and what is removed is no longer shown.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import IO, Literal

from index import Embedder, Progress, Skipped, load_embedder, no_progress
from index.embed.protocol import Reranker, load_reranker
from index.errors import LoadError, NothingToIndexError
from index.load import find_files
from index.types import DocumentFacts
from index.update import FileProgress, no_file_progress
from qa.assistant import Assistant
from qa.errors import CiteraError, CollectionError
from qa.library.cache import index_dir_for, slug
from qa.library.undo import Removed
from qa.library.uploads import MOST_FILES, check_upload, safe_name
from qa.settings import Settings
from qa.terminal import printable

RECORD = "collection.json"
LONGEST_COLLECTION_NAME = 80
ADDED = "added"  # what was uploaded to a collection that shows a folder has ids below this


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of a collection, or a file left out of it for a `reason`."""

    id: str
    title: str
    language: str
    passages: int
    published: str | None
    state: Literal["indexed", "left out"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What is remembered of a collection: `folders` by the prefix of their documents' ids, and
    the ids of the documents `removed` from those.
    """

    name: str
    folders: Mapping[str, str]
    removed: tuple[str, ...] = ()


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

    def listed(self) -> list[Listed]:
        """Every document by id, then the files left out."""
        assistant = self.assistant
        passages = assistant.passages_per_document
        indexed = [_listed(each, passages.get(each.id, 0)) for each in assistant.document_facts]
        left_out = [
            Listed(each.path, each.path, "", 0, None, "left out", each.reason)
            for each in assistant.skipped
        ]
        return [*indexed, *left_out]

    def add(
        self,
        files: Mapping[str, Path],
        reading: FileProgress = no_file_progress,
        indexing: Progress = no_progress,
    ) -> tuple[Skipped, ...]:
        """Refuse: raises CollectionError."""
        raise _fixed(self.name)

    def add_folder(
        self,
        folder: Path,
        reading: FileProgress = no_file_progress,
        indexing: Progress = no_progress,
    ) -> tuple[Skipped, ...]:
        """Refuse: raises CollectionError."""
        raise _fixed(self.name)

    def remove(self, document_ids: Sequence[str]) -> None:
        """Refuse: raises CollectionError."""
        raise _fixed(self.name)

    @property
    def can_restore(self) -> bool:
        """Whether there is something for `restore` to bring back."""
        return False

    def restore(self) -> int:
        """Refuse: raises CollectionError."""
        raise _fixed(self.name)


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
        super().__init__(self._record.name, self._indexed(progress), home / "runs")
        if self._record.folders and not self.assistant.document_facts and not self._record.removed:
            raise NothingToIndexError(_nothing(self.assistant.skipped))

    def add(
        self,
        files: Mapping[str, Path],
        reading: FileProgress = no_file_progress,
        indexing: Progress = no_progress,
    ) -> tuple[Skipped, ...]:
        """Copy the files, by their names, into the collection and index them.

        A file takes the place of the one that was uploaded under its name before. Returns those
        left out, with the reasons; the others are asked from now on.
        Raises CollectionError where there are too many.
        """
        if len(files) > MOST_FILES:
            raise CollectionError(
                f"{len(files)} files were given; upload at most {MOST_FILES} at a time."
            )
        refused: list[Skipped] = []
        with self._changing:
            for name, path in files.items():
                try:
                    self._copy(name, path)
                except LoadError as error:
                    refused.append(Skipped(name, str(error)))
            added = {self._upload_id(safe_name(name)) for name in files}
            self.assistant = self._indexed(indexing, reading)
        unread = [each for each in self.assistant.skipped if each.path in added]
        return (*refused, *unread)

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
                f"{printable(str(folder))!r} is no folder that may be added; allow it with: "
                "citera app --folders DIR"
            )
        with self._changing:
            folders = dict(self._record.folders)
            prefix = _free(slug(resolved.name) or "folder", {*folders, ADDED})
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

    def restore(self) -> int:
        """Bring back what was removed last; how many documents and files that are.

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
                    restored.append(name)
            left = sorted({*self._record.removed} - self._removed.hidden)
            self._write(replace(self._record, removed=tuple(left)))
            self.forget_removed()
            self.assistant = self._indexed()
            return len(restored)

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
        return {self._upload_id(each.id): each.path for each in found}

    def _files(self) -> tuple[dict[str, Path], list[Skipped]]:
        """Every file to index by its id, and those left out without being read."""
        files: dict[str, Path] = {}
        skipped: list[Skipped] = []
        for prefix, folder in self._record.folders.items():
            found, left_out = find_files(Path(folder), self.index_dir, self._settings.load)
            files.update({_below(prefix, each.id): each.path for each in found})
            skipped += [replace(each, path=_below(prefix, each.path)) for each in left_out]
        for each, path in self._uploads().items():
            if files.setdefault(each, path) is not path:
                skipped.append(Skipped(each, f"{each!r} is a file of the folder too; rename it"))
        removed = set(self._record.removed)
        return (
            {each: path for each, path in files.items() if each not in removed},
            [each for each in skipped if each.path not in removed],
        )

    def _indexed(
        self, progress: Progress = no_progress, reading: FileProgress = no_file_progress
    ) -> Assistant:
        """The Assistant over the files as they are now."""
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
            )
        except NothingToIndexError as error:
            # The index would otherwise keep what was removed.
            shutil.rmtree(self.index_dir, ignore_errors=True)
            unread = [Skipped(each, str(error)) for each in files]
            return Assistant.without_documents(self._embedder, self._settings, (*skipped, *unread))
        return assistant.with_skipped((*skipped, *assistant.skipped))

    def _write(self, record: Record) -> None:
        write_record(self._home, record)
        self._record = record


class Library:
    """The collections in one folder; each is opened once and then shared by all who ask."""

    def __init__(
        self,
        folder: Path,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
        roots: Sequence[Path] = (),
    ) -> None:
        """Keep collections in `folder`; see EditableCollection for `roots`."""
        self._folder = folder
        self._settings = settings or Settings()
        self._embedder = embedder
        self._reranker: Reranker | None = None
        self._roots = roots
        self._opening = RLock()
        self._open: dict[str, Collection] = {}

    @property
    def may_add_folders(self) -> bool:
        """Whether folders on this machine may be added to collections."""
        return bool(self._roots)

    @property
    def names(self) -> list[str]:
        """The collections' names, in alphabetical order."""
        return sorted({*self._homes(), *self._open}, key=str.casefold)

    def open(self, name: str, progress: Progress = no_progress) -> Collection:
        """The collection of that name. Raises CollectionError where there is none."""
        with self._opening:
            if name not in self._open:
                home = self._homes().get(name)
                if home is None:
                    raise CollectionError(f"there is no collection {printable(name)!r}.")
                self._open[name] = self._opened(home, progress)
            return self._open[name]

    def open_documents(self, documents: Path, progress: Progress = no_progress) -> Collection:
        """The collection that shows a folder or file of the user's; a new one at first."""
        if not documents.exists():
            raise NothingToIndexError(
                f"{printable(str(documents))!r} does not exist; name a file or a folder"
            )
        path = documents.resolve()
        key = sha256(os.fsencode(path)).hexdigest()[:16]
        home = self._folder / f"{slug(path.name)}-{key}"
        with self._opening:
            is_new = not (home / RECORD).exists()
            if is_new:
                name = _free(printable(path.name) or "documents", set(self.names))
                write_record(home, Record(name, {"": str(path)}))
            try:
                return self.open(read_record(home).name, progress)
            except CiteraError:
                if is_new:
                    shutil.rmtree(home)
                raise

    def show(self, name: str, assistant: Assistant) -> Collection:
        """Show an index that cannot be changed here, as long as this library is open."""
        key = sha256(name.encode()).hexdigest()[:16]
        collection = Collection(name, assistant, self._folder / f"index-{key}" / "runs")
        self._open[name] = collection
        return collection

    def create(self, name: str) -> Collection:
        """A new collection without documents. Raises CollectionError for a name that is in use."""
        name = " ".join(printable(name).split())
        if not 0 < len(name) <= LONGEST_COLLECTION_NAME:
            raise CollectionError(
                f"a collection's name has 1 to {LONGEST_COLLECTION_NAME} characters."
            )
        with self._opening:
            if name.casefold() in map(str.casefold, self.names):
                raise CollectionError(f"there is a collection {name!r} already; name another.")
            key = sha256(name.casefold().encode()).hexdigest()[:16]
            write_record(self._folder / f"{slug(name)}-{key}", Record(name, {}))
            return self.open(name)

    def delete(self, name: str) -> None:
        """Delete a collection, what was uploaded to it, its index and its evaluations.

        Folders of the user's that it shows stay as they are.
        """
        with self._opening:
            collection = self.open(name)
            if not isinstance(collection, EditableCollection):
                raise _fixed(name)
            collection.forget_removed()
            shutil.rmtree(collection.index_dir, ignore_errors=True)
            shutil.rmtree(self._homes()[name])
            del self._open[name]

    def _homes(self) -> dict[str, Path]:
        return {
            read_record(each.parent).name: each.parent for each in self._folder.glob(f"*/{RECORD}")
        }

    def _opened(self, home: Path, progress: Progress) -> Collection:
        if self._embedder is None:
            self._embedder = load_embedder(self._settings.model, **self._settings.running)
        if self._reranker is None:
            self._reranker = load_reranker(self._settings.reranker)
        return EditableCollection(
            home, self._settings, self._embedder, self._reranker, self._roots, progress
        )


def default_folder() -> Path:
    """The folder for collections in the user's data."""
    import platformdirs

    return platformdirs.user_data_path("citera") / "collections"


def read_record(home: Path) -> Record:
    """What is remembered of the collection in `home`. Raises CollectionError."""
    path = home / RECORD
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return Record(fields["name"], dict(fields["folders"]), tuple(fields["removed"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CollectionError(
            f"{str(path)!r} cannot be read ({error}); mend it or delete its folder."
        ) from error


def write_record(home: Path, record: Record) -> None:
    """Remember what is known of the collection in `home`, all or nothing."""
    home.mkdir(parents=True, exist_ok=True)
    new = home / f"{RECORD}.new"
    new.write_text(json.dumps(asdict(record), ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(new, home / RECORD)


def _listed(document: DocumentFacts, passages: int) -> Listed:
    return Listed(
        document.id, document.title, document.language, passages, document.published, "indexed"
    )


def _below(prefix: str, identifier: str) -> str:
    return f"{prefix}/{identifier}" if prefix else identifier


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken."""
    number = 2
    free = name
    while free in taken:
        free, number = f"{name} {number}", number + 1
    return free


def _fixed(name: str) -> CollectionError:
    return CollectionError(
        f"{name!r} is an index without its files, which cannot be changed here; start with "
        "citera app DOCS instead of --index."
    )


def _nothing(skipped: Sequence[Skipped]) -> str:
    return skipped[0].reason if skipped else "there is no file in it"
