"""The public face: documents in, answers out."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from index import (
    Document,
    Embedder,
    Hit,
    Index,
    Progress,
    Skipped,
    index_documents,
    load_embedder,
    no_progress,
    open_index,
    update_index,
)
from index.background import BackgroundUpdate
from index.build import build_index
from index.changes import FileProgress, no_file_progress
from index.embed.reranker import Reranker, load_reranker
from index.load import DocumentPaths, find_file
from index.milvus.address import is_address
from index.milvus.milvus_index import open_milvus_index
from index.milvus.update import update_milvus_index
from index.types import Coverage, DocumentFacts
from qa.answer.stream import finished, last_answer
from qa.answerer import Answerer
from qa.configuration.naming import collection_named
from qa.conversation import Conversation
from qa.errors import SettingsError, UnknownDocumentError
from qa.explain.explain import explain
from qa.explain.types import Explanation
from qa.jupyter.documents import Documents
from qa.settings import Settings
from qa.stages import STAGES, Stages
from qa.types import Answer, StreamEvent
from qa.understand.filters import Scope
from qa.verify.check import check
from qa.verify.types import CheckedSentence
from qa.writing.load import with_language_model
from qa.writing.protocol import AnswerWriter


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
        documents: DocumentPaths | None = None,
        stages: Stages = STAGES,
    ) -> None:
        """Ask `index`, which `embedder` made. Most programs use `from_documents` or `open`.

        `skipped`: the files that could not be indexed. `reranker` reorders what a
        search finds. `refresh_every`: seconds after which a question looks for a newer state of the
        index; None never does. `documents`: what was indexed, for `file`. `stages`: what a question
        goes through.
        """
        self.settings = settings or Settings()
        self._skipped = tuple(skipped)
        self._index = index
        if not index.can_embed:
            index.embed_with(embedder)
        self._update: BackgroundUpdate | None = None
        self._embedder = embedder
        self._reranker = reranker
        self._quoting = stages
        self._stages = with_language_model(stages, self.settings)
        self._documents = documents
        self.scope: Scope | None = None
        self._refresh_every = refresh_every
        self._refreshed = monotonic()
        self._refreshing = Lock()

    @classmethod
    def from_documents(
        cls,
        documents: DocumentPaths,
        *,
        index_dir: str | Path | None = None,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
        reranker: Reranker | None = None,
        stages: Stages = STAGES,
        progress: Progress = no_progress,
        reading: FileProgress = no_file_progress,
        wait: bool = True,
    ) -> Assistant:
        """Index `documents` in memory; or in the folder `index_dir`, or in Milvus at the address
        that it is (docs/scaling.md), where only changes cost work.

        `embedder` and `reranker` are those that `settings` name unless given. Raises
        NothingToIndexError when none can be read; see `skipped` for the ones left out.

        Without `wait`, for which it needs an `index_dir`, it can be asked as soon as the first
        documents are read, and reads on in a thread, which calls `progress` and `reading`: see
        `coverage`, `wait_until_read` and `stop_reading`.
        """
        settings = settings or Settings()
        embedder = embedder or load_embedder(settings.model, **settings.running)
        reranker = reranker or load_reranker(settings.reranker)
        index: Index
        update: BackgroundUpdate | None = None
        skipped: Sequence[Skipped] = ()
        how: dict[str, Any] = {"progress": progress, "reading": reading}
        if index_dir is None:
            if not wait:
                raise SettingsError("wait=False needs index_dir, a folder to keep the index in.")
            index, skipped = index_documents(documents, embedder, settings.index, **how)
        elif isinstance(index_dir, str) and is_address(index_dir):
            index, made = update_milvus_index(documents, index_dir, embedder, settings.index, **how)
            skipped = made.skipped
        elif wait:
            index, made = update_index(documents, Path(index_dir), embedder, settings.index, **how)
            skipped = made.skipped
        else:
            update = BackgroundUpdate(
                documents, Path(index_dir), embedder, settings.index, progress, reading
            )
            index = update.index
        assistant = cls(
            index, embedder, settings, skipped, reranker, documents=documents, stages=stages
        )
        assistant._update = update
        return assistant

    @classmethod
    def open(
        cls,
        index_dir: str | Path,
        *,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
        refresh_every: float | None = None,
        documents: DocumentPaths | None = None,
        stages: Stages = STAGES,
    ) -> Assistant:
        """Ask an index that exists, in a folder or in Milvus at an address (docs/scaling.md).
        Raises StoreError's kinds when it cannot be used.

        `refresh_every`: seconds after which a question looks for a newer state of the index, as
        `refresh` does; None never does. `documents`: what it was made of, for `file`.
        """
        settings = settings or Settings()
        embedder = embedder or load_embedder(settings.model, **settings.running)
        reranker = load_reranker(settings.reranker)
        index: Index
        if isinstance(index_dir, str) and is_address(index_dir):
            index = open_milvus_index(index_dir, embedder.name)
        else:
            index = open_index(Path(index_dir), embedder.name)
        return cls(index, embedder, settings, (), reranker, refresh_every, documents, stages)

    @classmethod
    def collection(cls, name: str, *, config: str | Path | None = None) -> Assistant:
        """Ask the collection of that name in the configuration file (docs/configuration.md), with
        the settings that the file gives it; documents that changed are indexed first.

        `config`: another file than the one that commands read. Raises SettingsError for what the
        file says wrong, CollectionError where it has no such collection.
        """
        docs, index, settings = collection_named(name, config)
        if docs is None or isinstance(index, str):
            return cls.open(index, settings=settings, documents=docs)
        return cls.from_documents(docs, index_dir=index, settings=settings)

    @classmethod
    def without_documents(
        cls, embedder: Embedder, settings: Settings, skipped: Sequence[Skipped] = ()
    ) -> Assistant:
        """One that has nothing to answer from yet, and refuses every question."""
        return cls(build_index((), embedder, settings.split), embedder, settings, skipped)

    def with_skipped(self, skipped: Sequence[Skipped]) -> Assistant:
        """The same, with these files named as left out before the others."""
        other = self._copy()
        other._skipped = (*skipped, *self._skipped)
        return other

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The files that could not be indexed, and why."""
        self._newest()
        return self._skipped

    def refresh(self) -> bool:
        """Answer from the newest state of the index from now on; whether there was a newer one.

        Costs next to nothing where there was none. Questions that are being answered in other
        threads keep the state that they began with. Raises StoreError's kinds, and keeps the state.
        """
        with self._refreshing:
            self._refreshed = monotonic()
            newer = self._index.newer()
            if newer is not None:
                newer.embed_with(self._embedder)
                self._index = newer
            return newer is not None

    @property
    def coverage(self) -> Coverage | None:
        """How much of the documents is searched so far; None once that is all of them."""
        self._newest()
        return None if self._update is None else self._update.coverage

    def wait_until_read(self, seconds: float | None = None) -> bool:
        """Wait until all documents are read, at most so long; whether they are.

        Raises what ended the reading early, such as an index that is locked.
        """
        return self._update is None or self._update.wait(seconds)

    def wait_a_while(self) -> bool:
        """Wait for files to be read, at most some seconds; where it is little, to be embedded too;
        whether all are. Raises as `wait_until_read` does.
        """
        return self._update is None or self._update.wait_a_while()

    def stop_reading(self) -> None:
        """Read no further; what is in the index stays, and the next time goes on from there."""
        if self._update is not None:
            self._update.stop()

    def _newest(self) -> Index:
        """The state of the index to answer from."""
        update = self._update
        if update is not None:
            is_done = update.coverage is None
            self._index = update.index
            if is_done:
                self._skipped, self._update = (*self._skipped, *update.skipped), None
        return self._index

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
            _check_known(self._newest(), document_id)
        scope = Scope(documents=documents, languages=languages, since=since, until=until)
        return self.narrowed(scope)

    def narrowed(self, scope: Scope) -> Assistant:
        """The same, answering only from what `scope` lets through; unknown ids are no documents."""
        narrower = self._copy()
        narrower.scope = scope
        return narrower

    @property
    def documents(self) -> Documents:
        """Every document that may answer, by id."""
        index = self._newest()
        held = index if self.scope is None else index.within(self.scope)
        return Documents(held.documents.values())

    @property
    def document_facts(self) -> tuple[DocumentFacts, ...]:
        """What is known of each document of the index, by id, without reading its text."""
        return tuple(self._newest().documents.facts())

    @property
    def passages_per_document(self) -> Mapping[str, int]:
        """How many passages each document has, by id."""
        return self._newest().passages.per_document()

    @property
    def pages_per_document(self) -> Mapping[str, int]:
        """How many pages each document with pages has, by id."""
        return self._newest().documents.page_counts()

    @property
    def searched_shares(self) -> Mapping[str, float]:
        """The share, 0..1, of each document that is searched, by id."""
        return self._newest().documents.searched_shares()

    @property
    def facts(self) -> Mapping[str, str | int]:
        """What the index holds, in numbers and names."""
        index = self._newest()
        indexing = index.indexing
        return {
            "documents": len(index.documents),
            "passages": len(index.passages),
            "sentences": len(index.sentences),
            "languages": ", ".join(index.languages),
            "embedder": index.embedder_name,
            "corpus hash": self.corpus_hash,
            "last indexing": f"{indexing.embedded} texts embedded in {indexing.seconds:.1f} s",
        }

    @property
    def corpus_hash(self) -> str:
        """SHA-256 over the documents' ids and texts."""
        return self._newest().corpus_hash

    def document(self, document_id: str) -> Document:
        """The document of that id. Raises UnknownDocumentError."""
        index = self._newest()
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

    def stream(self, question: str) -> Generator[StreamEvent]:
        """The answer in pieces; the last event carries the Answer."""
        answerer = self.answerer()

        def asked(answer: Answer) -> Answer:
            return replace(answer, question=question, coverage=self.coverage)

        yield from finished(answerer.stream(answerer.understood(question, ())), asked)

    def explain(self, question: str) -> Explanation:
        """Why `question` is answered as it is, by asking it: the answer, what was considered, what
        each feature gave, and of a refusal what would change it. Raises what `ask` raises.
        """
        return explain(self, lambda assistant: assistant.ask(question))

    @property
    def writes_prose(self) -> bool:
        """Whether a language model writes its answers, from evidence, each sentence verified."""
        return self._stages is not self._quoting

    def written_by(self, writer: AnswerWriter) -> Assistant:
        """The same, with its answers put into words by `writer`."""
        other = self._copy()
        other._stages = replace(self._stages, writer=writer)
        return other

    def in_quotes(self) -> Assistant:
        """The same, answering in quotes alone; no language model is asked for anything."""
        other = self._copy()
        other._stages = self._quoting
        return other

    def verify(self, text: str) -> list[CheckedSentence]:
        """The sentences of a text, plain or in Markdown, that claim something, each with whether
        the documents say so. Raises QuestionError for a text that is too long.
        """
        return list(check(self.answerer(), text))

    def conversation(self) -> Conversation:
        """A conversation, in which a question may lean on the ones before."""
        return Conversation(self)

    def answerer(self) -> Answerer:
        """What answers one question, from the same state of the index from beginning to end."""
        every = self._refresh_every
        if every is not None and monotonic() - self._refreshed >= every:
            self.refresh()
        index = self._newest()
        within = None if self.scope is None else index.within(self.scope)
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
