"""An index that is brought up to date in a thread of its own, and searched meanwhile.

Words first: a document is found by its words as soon as it is read, by its meaning as soon as it
is embedded and committed. What a question needs the vectors of before is embedded for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import copy_context
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from index.build import no_progress
from index.changes import Update, no_file_progress
from index.errors import CiteraError
from index.index import Indexing
from index.load import Skipped
from index.local_index import LocalIndex, find_compounds
from index.store.live_documents import SegmentView
from index.store.merge_policy import without
from index.types import Coverage, Document
from index.update import Watcher, update_index
from index.waiting.words import PassageTexts, WaitingWords

if TYPE_CHECKING:
    from index.build import Progress
    from index.changes import FileProgress
    from index.embed.protocol import Embedder
    from index.load import DocumentPaths
    from index.settings import IndexSettings
    from index.store.store import StoredIndex

MAX_SECONDS = 10.0  # that somebody waits for files to be read
LITTLE = 60_000  # characters: embedded in some ten seconds on a laptop, for which one waits as well
SHOWN_EVERY = 1.0  # seconds between two states with more documents to be found by words
SHOWN_SHARE = 0.2  # of the time at most goes into making them
SPLIT_AT_ONCE = 1_000_000  # characters that are read and not shown yet: bounds memory


class _Stopped(Exception):
    """The update is to end."""


class BackgroundUpdate(Watcher):
    """Brings the index in a folder up to date; `index` is what can be searched of it so far."""

    def __init__(
        self,
        documents: DocumentPaths,
        folder: Path,
        embedder: Embedder,
        settings: IndexSettings,
        progress: Progress = no_progress,
        reading: FileProgress = no_file_progress,
    ) -> None:
        """Begin. `progress` and `reading` are called from the thread."""
        self._folder = folder
        self._embedder = embedder
        self._settings = settings
        self._files = 0
        self._characters = 0  # read so far
        self._stored: StoredIndex | None = None
        self._read: list[Document] = []  # not in a segment yet
        self._unsplit = 0  # characters of those
        self._waiting: list[WaitingWords] = []
        self._ids: set[str] = set()  # of documents read and not committed
        self._shown_at, self._pause = 0.0, 0.0
        self._index: LocalIndex | None = None
        self._update: Update | None = None
        self._error: Exception | None = None
        self._first, self._embeds = Event(), Event()
        self._done, self._stop = Event(), Event()

        def until_stopped(report: Callable[..., None]) -> Callable[..., None]:
            def reported(*told: object) -> None:
                if self._stop.is_set():
                    raise _Stopped
                report(*told)

            return reported

        def run() -> None:
            try:
                index, update = update_index(
                    documents,
                    folder,
                    embedder,
                    settings,
                    progress=until_stopped(progress),
                    reading=until_stopped(reading),
                    watcher=self,
                )
                self._show(index)
                self._update = update
            except _Stopped:
                pass
            except Exception as error:
                self._error = error
            finally:
                for each in (self._done, self._first, self._embeds):
                    each.set()

        # Gradio finds the request whose progress is told in the context.
        self._thread = Thread(target=copy_context().run, args=(run,), daemon=True)
        self._thread.start()

    @property
    def index(self) -> LocalIndex:
        """What can be searched: waits for the first documents. Raises what ended the update before
        there were any, such as NothingToIndexError.
        """
        self._first.wait()
        if self._index is None:
            raise self._error or CiteraError("the reading of the documents was stopped")
        return self._index

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The files left out, once all are read."""
        return self._update.skipped if self._update else ()

    @property
    def coverage(self) -> Coverage | None:
        """How much is searched; None once that is everything."""
        if self._update is not None:
            return None
        index = self.index
        return Coverage(self._files, len(index.documents), index.embedded_share)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until all is read, at most so long; whether it is. Raises what ended it early."""
        ended = self._done.wait(seconds)
        if self._error is not None:
            raise self._error
        return ended

    def wait_a_while(self) -> bool:
        """Wait until all files are read, at most MAX_SECONDS, and where it is little until it is
        embedded as well; whether all is done.
        """
        is_read = self._embeds.wait(MAX_SECONDS)
        return self.wait(None if is_read and self._characters <= LITTLE else 0)

    def stop(self) -> None:
        """End as soon as what is being embedded is; what was committed or saved stays."""
        self._stop.set()
        self._thread.join()

    def begun(self, index: StoredIndex | None, files: int) -> None:
        """Show the index that there was. Where that is damaged, an update begins again."""
        self._files, self._characters, self._unsplit = files, 0, 0
        self._stored = index
        self._read, self._waiting, self._ids = [], [], set()
        if index is not None:
            self._show(index)

    def is_read(self, document: Document) -> None:
        """Show it, and those before it, unless that was done just now."""
        self._read.append(document)
        self._ids.add(document.id)
        self._characters += len(document.text)
        self._unsplit += len(document.text)
        started = monotonic()
        if started - self._shown_at >= self._pause:
            self._show(self._stored)
            self._shown_at = monotonic()
            self._pause = max(SHOWN_EVERY, (self._shown_at - started) / SHOWN_SHARE)
        elif self._unsplit >= SPLIT_AT_ONCE:
            self._split()

    def begins_to_embed(self) -> None:
        """Show all that was read."""
        if self._read:
            self._show(self._stored)
        self._embeds.set()

    def is_committed(self, index: StoredIndex, documents: Sequence[Document]) -> None:
        """Show the new state, and by words what waits."""
        self._ids -= {each.id for each in documents}
        self._show(index)
        for each in self._waiting:
            each.segment.release()

    def _show(self, stored: StoredIndex | None) -> None:
        self._stored = stored
        self._split()
        self._waiting = [each for each in self._waiting if each.left(self._ids)]
        shown = stored if stored is not None and not self._waiting else self._with_waiting(stored)
        if self._index is None:
            shown.embed_with(self._embedder)
        else:
            shown.embed_like(self._index)
        self._index = shown
        self._first.set()

    def _split(self) -> None:
        """Make what was read ready to be found by its words."""
        read = [each for each in self._read if each.id in self._ids]
        if read:
            how = self._folder, self._embedder, self._settings.split
            self._waiting.append(WaitingWords.of(read, *how))
        self._read.clear()
        self._unsplit = 0

    def _with_waiting(self, stored: StoredIndex | None) -> LocalIndex:
        """The committed state, with what waits in place of what it had of the same documents."""
        held = [] if stored is None else [without(view, self._ids) for view in stored.views]
        for each in self._waiting:
            gone = {*each.segment.document_ids}.difference(self._ids)
            held.append(without(SegmentView(each.segment), gone))
        return LocalIndex(
            embedder_name=self._embedder.name,
            split=self._settings.split,
            segments=[(view.segment, view.live) for view in held],
            compounds=find_compounds(held, stored),
            indexing=Indexing(0, 0.0) if stored is None else stored.indexing,
            unembedded=PassageTexts(self._waiting),
        )
