"""The library: the collections in one folder, by their names."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from threading import RLock

from index import Embedder, Progress, load_embedder, no_progress
from index.embed.reranker import Reranker, load_reranker
from index.errors import NothingToIndexError
from qa.assistant import Assistant
from qa.errors import CiteraError, CollectionError
from qa.library.collection import Collection, EditableCollection, unchangeable
from qa.library.feedback import feedback_file
from qa.library.names import slug, unused_name
from qa.library.people.audit import Audit
from qa.library.people.members import read_members, write_members
from qa.library.record import RECORD, Record, read_record, write_record
from qa.settings import Settings
from qa.terminal import printable

MAX_NAME_LENGTH = 80  # characters


class Library:
    """The collections in one folder; each is opened once and then shared by all who ask."""

    def __init__(
        self,
        folder: Path,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
        roots: Sequence[Path] = (),
        feedback: Path | str | None = None,
    ) -> None:
        """Keep collections in `folder`; see EditableCollection for `roots`. `feedback`: the file,
        or the URL, for what is thought of answers; else the one of the user's data.
        """
        self._folder = folder
        self.feedback = feedback or feedback_file()
        self.audit = Audit(folder)
        self._settings = settings or Settings()
        self._embedder = embedder
        self._reranker: Reranker | None = None
        self._roots = roots
        self._opening = RLock()
        self._open: dict[str, Collection] = {}
        self._home_of: dict[str, Path] = {}

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
                    raise CollectionError("there is no collection {name!r}.", name=printable(name))
                self._open[name] = self._opened(home, progress)
                self._home_of[name] = home
            return self._open[name]

    def open_documents(self, documents: Path, progress: Progress = no_progress) -> Collection:
        """The collection that shows a folder or file of the user's; a new one at first."""
        if not documents.exists():
            raise NothingToIndexError(
                "{path!r} does not exist; name a file or a folder",
                path=printable(str(documents)),
            )
        path = documents.resolve()
        key = sha256(os.fsencode(path)).hexdigest()[:16]
        home = self._folder / f"{slug(path.name)}-{key}"
        with self._opening:
            is_new = not (home / RECORD).exists()
            if is_new:
                name = unused_name(printable(path.name) or "documents", set(self.names))
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
        if not 0 < len(name) <= MAX_NAME_LENGTH:
            raise CollectionError(
                "a collection's name has 1 to {limit} characters.", limit=MAX_NAME_LENGTH
            )
        with self._opening:
            if name.casefold() in map(str.casefold, self.names):
                raise CollectionError(
                    "there is a collection {name!r} already; name another.", name=name
                )
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
                raise unchangeable(name)
            collection.forget_removed()
            shutil.rmtree(collection.index_dir, ignore_errors=True)
            shutil.rmtree(self._homes()[name])
            del self._open[name], self._home_of[name]

    def members(self, name: str) -> frozenset[str] | None:
        """Who may use a collection, as users and @groups; None for everybody."""
        home = self._home_of.get(name) or self._homes().get(name)
        if home is None:
            return None
        # What another server deleted meanwhile, with its members, is nobody's.
        return read_members(home) if (home / RECORD).exists() else frozenset()

    def limit(self, name: str, members: Sequence[str]) -> None:
        """Let only members use a collection; without any, everybody. Raises CollectionError for
        one that cannot be changed.
        """
        with self._opening:
            if not isinstance(self.open(name), EditableCollection):
                raise unchangeable(name)
            write_members(self._home_of[name], members)

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
