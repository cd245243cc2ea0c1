"""The public face: documents in, answers out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from threading import Lock
from time import monotonic

from index import (
    Document,
    Embedder,
    Hit,
    Index,
    Progress,
    Skipped,
    StoredIndex,
    index_documents,
    load_embedder,
    no_progress,
    open_index,
    update_index,
)
from index.build import build_index
from index.changes import FileProgress, no_file_progress
from index.embed.reranker import Reranker, load_reranker
from index.load import Documents, find_file
from index.types import DocumentFacts
from qa.answer.stream import events, last_answer
from qa.answerer import Answerer
from qa.conversation import Conversation
from qa.errors import UnknownDocumentError
from qa.settings import Settings
from qa.stages import STAGES, Stages
from qa.types import Answer, StreamEvent
from qa.understand.filters import Scope


class Assistant:
    """Answers questions over documents with verbatim quotes. Safe to use from several threads."""

    def __init__(
        self,
        index: Index,
        embedder: Embedder,
        settings: Settings | None = None,
        skipped: Sequence[Skipped] = (),
        reranker: Reranker | None = None,
        refresh_every: float | None = None,
        documents: Documents | None = None,
        stages: Stages = STAGES,
    ) -> None:
        """Ask `index`, which `embedder` made. Most programs use `from_documents` or `open`.

        `skipped` names the files that could not be indexed, and why. `reranker` reorders what a
        search finds. `refresh_every`: seconds after which a question looks for a newer state of the
        index; None never does. `documents`: what was indexed, for `file`. `stages`: what a question
        goes through.
        """
        self.settings = settings or Settings()
        self.skipped = tuple(skipped)
        self._index = index
        self._index.embed_with(embedder)
        self._embedder = embedder
        self._reranker = reranker
        self._stages = stages
        self._documents = documents
        self._scope: Scope | None = None
        self._refresh_every = refresh_every
        self._refreshed = monotonic()
        self._refreshing = Lock()

    @classmethod
    def from_documents(
        cls,
        documents: Documents,
        *,
        index_dir: str | Path | None = None,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
        reranker: Reranker | None = None,
        stages: Stages = STAGES,
        progress: Progress = no_progress,
        reading: FileProgress = no_file_progress,
    ) -> Assistant:
        """Index `documents` in memory; or in the folder `index_dir`, where only changes cost work.

        `embedder` and `reranker` are those that `settings` name unless given. Raises
        NothingToIndexError when none can be read; see `skipped` for the ones left out.
        """
        settings = settings or Settings()
        embedder = embedder or load_embedder(settings.model, **settings.running)
        reranker = reranker or load_reranker(settings.reranker)
        index: Index
        if index_dir is None:
            index, skipped = index_documents(
                documents, embedder, settings.index, progress=progress, reading=reading
            )
        else:
            folder = Path(index_dir)
            index, update = update_index(
                documents, folder, embedder, settings.index, progress=progress, reading=reading
            )
            skipped = update.skipped
        return cls(index, embedder, settings, skipped, reranker, documents=documents, stages=stages)

    @classmethod
    def open(
        cls,
        index_dir: str | Path,
        *,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
        refresh_every: float | None = None,
        documents: Documents | None = None,
        stages: Stages = STAGES,
    ) -> Assistant:
        """Ask an index that exists. Raises StoreError's kinds when it cannot be used.

        `refresh_every`: seconds after which a question looks for a newer state of the index, as
        `refresh` does; None never does. `documents`: what it was made of, for `file`.
        """
        settings = settings or Settings()
        embedder = embedder or load_embedder(settings.model, **settings.running)
        reranker = load_reranker(settings.reranker)
        index = open_index(Path(index_dir), embedder.name)
        return cls(index, embedder, settings, (), reranker, refresh_every, documents, stages)

    @classmethod
    def without_documents(
        cls, embedder: Embedder, settings: Settings, skipped: Sequence[Skipped] = ()
    ) -> Assistant:
        """One that has nothing to answer from yet, and refuses every question."""
        return cls(build_index((), embedder, settings.split), embedder, settings, skipped)

    def with_skipped(self, skipped: Sequence[Skipped]) -> Assistant:
        """The same, with other files named as left out."""
        other = self._copy()
        other.skipped = tuple(skipped)
        return other

    def refresh(self) -> bool:
        """Answer from the newest state of the index from now on; whether there was a newer one.

        Costs next to nothing where there was none. Questions that are being answered in other
        threads keep the state that they began with. Raises StoreError's kinds, and keeps the state.
        """
        with self._refreshing:
            self._refreshed = monotonic()
            newer = self._index.newer() if isinstance(self._index, StoredIndex) else None
            if newer is not None:
                newer.embed_with(self._embedder)
                self._index = newer
            return newer is not None

    def within(
        self,
        *,
        documents: Collection[str] = (),
        languages: Collection[str] = (),
        since: str | None = None,
        until: str | None = None,
    ) -> Assistant:
        """An assistant over the same index that answers only from some documents; see Scope.

        Raises UnknownDocumentError, and QuestionError for what is no date.
        """
        for document_id in documents:
            _check_known(self._index, document_id)
        scope = Scope(documents=documents, languages=languages, since=since, until=until)
        return self.narrowed(scope)

    def narrowed(self, scope: Scope) -> Assistant:
        """The same, answering only from what `scope` lets through; unknown ids are no documents."""
        narrower = self._copy()
        narrower._scope = scope
        return narrower

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every document that may answer, by id."""
        index = self._index
        held = index if self._scope is None else index.within(self._scope)
        return tuple(held.documents.values())

    @property
    def document_facts(self) -> tuple[DocumentFacts, ...]:
        """What is known of each document of the index, by id, without reading its text."""
        return tuple(self._index.documents.facts())

    @property
    def passages_per_document(self) -> Mapping[str, int]:
        """How many passages each document has, by id."""
        return self._index.passages.per_document()

    @property
    def facts(self) -> Mapping[str, str | int]:
        """What the index holds, in numbers and names."""
        indexing = self._index.indexing
        return {
            "documents": len(self._index.documents),
            "passages": len(self._index.passages),
            "sentences": len(self._index.sentences),
            "languages": ", ".join(self._index.languages),
            "embedder": self._index.embedder_name,
            "corpus hash": self.corpus_hash,
            "last indexing": f"{indexing.embedded} texts embedded in {indexing.seconds:.1f} s",
        }

    @property
    def corpus_hash(self) -> str:
        """SHA-256 over the documents' ids and texts."""
        return self._index.corpus_hash

    def document(self, document_id: str) -> Document:
        """The document of that id. Raises UnknownDocumentError."""
        index = self._index
        _check_known(index, document_id)
        return index.documents[document_id]

    def file(self, document_id: str) -> Path | None:
        """The file that the document was read from; None where it is gone or was never known."""
        return None if self._documents is None else find_file(self._documents, document_id)

    def search(self, question: str, k: int = 10) -> list[Hit]:
        """The `k` passages nearest to the question, best first, in every language."""
        answerer = self.answerer()
        return answerer.search(answerer.understood(question, ()), k)

    def ask(self, question: str) -> Answer:
        """Answer one question by itself. Raises QuestionError when it is empty or too long."""
        return last_answer(self.stream(question))

    def stream(self, question: str) -> Iterator[StreamEvent]:
        """The answer in pieces; the last event carries the Answer."""
        answerer = self.answerer()
        answer = answerer.answer(answerer.understood(question, ()))
        yield from events(replace(answer, question=question))

    def conversation(self) -> Conversation:
        """A conversation, in which a question may lean on the ones before."""
        return Conversation(self)

    def answerer(self) -> Answerer:
        """What answers one question, from the same state of the index from beginning to end."""
        every = self._refresh_every
        if every is not None and monotonic() - self._refreshed >= every:
            self.refresh()
        index = self._index
        within = None if self._scope is None else index.within(self._scope)
        return Answerer(index, self._embedder, self.settings, self._reranker, within, self._stages)

    def _copy(self) -> Assistant:
        other = copy(self)
        other._refreshing = Lock()
        return other


def _check_known(index: Index, document_id: str) -> None:
    if document_id not in index.documents:
        raise UnknownDocumentError(
            "there is no document {document!r}; ids are relative paths, '/'-separated.",
            document=document_id,
        )
