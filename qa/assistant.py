"""The whole question path: understand → retrieve → read → refuse or quote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

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
from index.embed import encodable, load_reranker
from index.language import detect_among
from qa.cite import cite_each
from qa.compose import (
    ANSWER_LANGUAGES,
    answer_text,
    differing_text,
    part_refusal,
    refusal,
)
from qa.confidence import probability
from qa.errors import QuestionError, UnknownDocumentError
from qa.followup import topic_of
from qa.parts import leans_on_first, parts_of
from qa.read import Evidence, read
from qa.rerank import retrieve_reranked
from qa.retrieve import Query, merge, retrieve_each
from qa.select import Selection, select
from qa.settings import Settings
from qa.types import Answer, Citation, StreamEvent, Turn

if TYPE_CHECKING:
    from index.embed import Reranker, Vectors

MOST_HITS = 1_000
LONGEST_QUESTION = 2_000  # characters; more is a document, not a question

Documents = str | Path | Sequence[str | Path]
"""A folder, a file, or a list of both."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one thing that is asked came to; `selection` is empty where nothing answers it."""

    question: str
    language: str
    hits: Sequence[Hit]
    evidence: Sequence[Evidence]
    confidence: float
    selection: Selection

    @property
    def answered(self) -> bool:
        """Whether something was found that answers."""
        return bool(self.selection.statements)


class Assistant:
    """Answers questions over documents with verbatim quotes. Safe to use from several threads."""

    def __init__(
        self,
        index: Index,
        embedder: Embedder,
        settings: Settings | None = None,
        skipped: Sequence[Skipped] = (),
        reranker: Reranker | None = None,
    ) -> None:
        """Ask `index`, which `embedder` made. Most programs use `from_documents` or `open`.

        `skipped` names the files that could not be indexed, and why. `reranker` reorders what a
        search finds.
        """
        self.settings = settings or Settings()
        self.skipped = tuple(skipped)
        self._index = index
        self._embedder = embedder
        self._reranker = reranker

    @classmethod
    def from_documents(
        cls,
        documents: Documents,
        *,
        index_dir: str | Path | None = None,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
        progress: Progress = no_progress,
    ) -> Assistant:
        """Index `documents` in memory; or in the folder `index_dir`, where only changes cost work.

        Raises NothingToIndexError when none can be read; see `skipped` for the ones left out.
        """
        settings = settings or Settings()
        embedder = embedder or load_embedder(settings.model, **settings.running)
        reranker = load_reranker(settings.reranker)
        if index_dir is None:
            index, skipped = index_documents(
                documents, embedder, settings.split, progress, settings.load
            )
        else:
            index, update = update_index(
                documents, Path(index_dir), embedder, settings.split, progress, settings.load
            )
            skipped = update.skipped
        return cls(index, embedder, settings, skipped, reranker)

    @classmethod
    def open(
        cls,
        index_dir: str | Path,
        *,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
    ) -> Assistant:
        """Ask an index that exists. Raises StoreError's kinds when it cannot be used."""
        settings = settings or Settings()
        embedder = embedder or load_embedder(settings.model, **settings.running)
        reranker = load_reranker(settings.reranker)
        index = open_index(Path(index_dir), embedder.name)
        return cls(index, embedder, settings, reranker=reranker)

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every document, by id."""
        return tuple(self._index.documents.values())

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
        try:
            return self._index.documents[document_id]
        except KeyError:
            raise UnknownDocumentError(
                f"there is no document {document_id!r}; ids are relative paths, '/'-separated."
            ) from None

    def search(self, question: str, k: int = 10) -> list[Hit]:
        """The `k` passages nearest to the question, best first, in every language."""
        return self._search(question, None, k)

    def ask(self, question: str) -> Answer:
        """Answer one question by itself. Raises QuestionError when it is empty or too long."""
        return _last_answer(self.stream(question))

    def stream(self, question: str) -> Iterator[StreamEvent]:
        """The answer in pieces; the last event carries the Answer."""
        yield from _events(self._answer(question, None))

    def conversation(self) -> Conversation:
        """A conversation, in which a question may lean on the ones before."""
        return Conversation(self)

    def _search(self, question: str, topic: str | None, k: int) -> list[Hit]:
        _check_count(k)
        queries = [self._query(*part) for part in _parts(question, topic)]
        return merge(self._hits(query, k) for query in queries)[:k]

    def _answer(self, question: str, topic: str | None) -> Answer:
        findings = [self._find(*part) for part in _parts(question, topic)]
        answered = [each for each in findings if each.answered]
        statements = cite_each(self._index, [each.selection for each in findings])
        return Answer(
            question=question,
            text=self._text(findings, statements),
            citations=tuple(chain(*chain(*statements))),
            answered=bool(answered),
            confidence=min(each.confidence for each in answered or findings),
            language=findings[0].language,
            hits=tuple(merge(each.hits for each in findings)),
            nearest=() if answered else self._nearest(findings[0]),
        )

    def _find(self, question: str, topic: str | None) -> Finding:
        query = self._query(question, topic)
        hits, evidence = self._evidence(query)
        confidence = probability(evidence)
        answered = confidence >= self.settings.least_confidence
        chosen = select(self._index, question, evidence, self.settings) if answered else Selection()
        return Finding(question, query.language, hits, evidence, confidence, chosen)

    def _nearest(self, finding: Finding) -> tuple[Citation, ...]:
        nearest = Selection(tuple((each,) for each in finding.evidence[: self.settings.max_quotes]))
        return tuple(chain(*chain(*cite_each(self._index, [nearest]))))

    def _evidence(self, query: Query) -> tuple[list[Hit], list[Evidence]]:
        hits = self._hits(query, self.settings.hits)
        return hits, read(self._index, query, hits)

    def _hits(self, query: Query, k: int) -> list[Hit]:
        """The `k` best passages of each language, best first."""
        if self._reranker is None:
            return retrieve_each(self._index, query, k, self.settings)
        return retrieve_reranked(self._reranker, self._index, query, k, self.settings)

    def _query(self, question: str, topic: str | None) -> Query:
        question = encodable(question)
        language = detect_among(question, {*self._index.languages, *ANSWER_LANGUAGES})
        vector = self._embedder.embed_query(question)
        if topic is None:
            return Query(question, vector, language)
        together = f"{topic} {question}"
        return Query(together, _unit_mean(vector, self._embedder.embed_query(together)), language)

    def _text(
        self, findings: Sequence[Finding], statements: Sequence[Sequence[Sequence[Citation]]]
    ) -> str:
        if not any(statements):
            return refusal(findings[0].question, _answer_language(findings[0]))
        texts = [self._part_text(*each) for each in zip(findings, statements, strict=True)]
        return "\n".join(filter(None, texts))

    def _part_text(self, finding: Finding, statements: Sequence[Sequence[Citation]]) -> str:
        language = _answer_language(finding)
        if not finding.answered:
            return part_refusal(finding.question, language)
        if not finding.selection.differ:
            return answer_text(statements, language)
        ids = {each.document_id for each in chain(*statements)}
        dates = {each: self._index.documents[each].published for each in ids}
        return differing_text(statements, language, dates)


class Conversation:
    """Questions and answers in turn; each question may lean on the ones before."""

    def __init__(self, assistant: Assistant, turns: Sequence[Turn] = ()) -> None:
        """Continue after `turns`, or start anew."""
        self._assistant = assistant
        self._turns = list(turns)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What was asked and answered so far."""
        return tuple(self._turns)

    def ask(self, question: str) -> Answer:
        """Answer `question` as it is meant here, and remember both."""
        return _last_answer(self.stream(question))

    def stream(self, question: str) -> Iterator[StreamEvent]:
        """The answer in pieces; the last event carries the Answer, which is then remembered."""
        answer = self._assistant._answer(question, topic_of(question, self._turns))
        self._turns.append(Turn(question, answer))
        yield from _events(answer)

    def search(self, question: str, k: int = 10) -> list[Hit]:
        """The passages nearest to `question` as it is meant here; nothing is remembered."""
        return self._assistant._search(question, topic_of(question, self._turns), k)

    def evidence(self, question: str) -> list[Evidence]:
        """The sentences that may answer `question` as it is meant here, best first."""
        query = self._assistant._query(question, topic_of(question, self._turns))
        return self._assistant._evidence(query)[1]


def _parts(question: str, topic: str | None) -> list[tuple[str, str | None]]:
    """What is asked, thing by thing, each with what it has to be read together with."""
    _check_question(question)
    if topic is not None:
        return [(question, topic)]
    first, *others = parts_of(question)
    return [(first, None), *((each, first if leans_on_first(each) else None) for each in others)]


def _answer_language(finding: Finding) -> str:
    return finding.language if finding.language in ANSWER_LANGUAGES else ANSWER_LANGUAGES[0]


def _check_count(k: int) -> None:
    if not 1 <= k <= MOST_HITS:
        raise QuestionError(f"{k} passages cannot be found; ask for 1 to {MOST_HITS:,}.")


def _unit_mean(one: Vectors, other: Vectors) -> Vectors:
    import numpy as np

    total = one + other
    return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


def _check_question(question: str) -> None:
    if not question.strip():
        raise QuestionError("the question is empty; write one.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"the question has {len(question):,} characters; ask in at most {LONGEST_QUESTION:,}."
        )


def _events(answer: Answer) -> Iterator[StreamEvent]:
    for line in answer.text.splitlines(keepends=True):
        yield StreamEvent(line)
    yield StreamEvent("", answer)


def _last_answer(events: Iterator[StreamEvent]) -> Answer:
    answer = None
    for event in events:
        answer = event.answer
    assert answer is not None
    return answer
