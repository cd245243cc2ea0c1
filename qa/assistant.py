"""The whole question path: understand → retrieve → read → refuse or quote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from qa.cite import cite_each, cite_in_context
from qa.compose import (
    ANSWER_LANGUAGES,
    answer_language,
    answer_text,
    differing_text,
    no_more,
    part_refusal,
    places_text,
    refusal,
    untranslated,
)
from qa.confidence import probability
from qa.errors import QuestionError, UnknownDocumentError
from qa.followup import Understood, understand
from qa.parts import leans_on_first, parts_of
from qa.read import Evidence, read
from qa.request import Request, request_in
from qa.rerank import retrieve_reranked
from qa.retrieve import Query, merge, retrieve_each
from qa.select import Selection, repeats_any, select
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
        return self._search(Understood(question), k)

    def ask(self, question: str) -> Answer:
        """Answer one question by itself. Raises QuestionError when it is empty or too long."""
        return _last_answer(self.stream(question))

    def stream(self, question: str) -> Iterator[StreamEvent]:
        """The answer in pieces; the last event carries the Answer."""
        yield from _events(self._answer(Understood(question)))

    def conversation(self) -> Conversation:
        """A conversation, in which a question may lean on the ones before."""
        return Conversation(self)

    def _search(self, meant: Understood, k: int) -> list[Hit]:
        _check_count(k)
        queries = [self._query(part) for part in _parts(meant)]
        return merge(self._hits(query, k) for query in queries)[:k]

    def _answer(
        self,
        meant: Understood,
        language: str | None = None,
        admits: Callable[[Evidence], bool] = lambda evidence: True,
    ) -> Answer:
        """The answer in words of `language`, else the question's, from the evidence admitted."""
        findings = [self._find(part, language, admits) for part in _parts(meant)]
        answered = [each for each in findings if each.answered]
        statements = cite_each(self._index, [each.selection for each in findings])
        return Answer(
            question=meant.asked,
            text=self._text(findings, statements),
            citations=tuple(chain(*chain(*statements))),
            answered=bool(answered),
            confidence=min(each.confidence for each in answered or findings),
            language=findings[0].language,
            hits=tuple(merge(each.hits for each in findings)),
            nearest=() if answered else self._nearest(findings[0]),
            understood=None if meant.alone else encodable(meant.in_full),
        )

    def _find(
        self, meant: Understood, language: str | None, admits: Callable[[Evidence], bool]
    ) -> Finding:
        language = language or self._language(meant.asked)
        hits, found = self._evidence(self._query(meant))
        evidence = list(filter(admits, found))
        confidence = probability(evidence)
        answered = confidence >= self.settings.least_confidence
        asked = meant.question
        chosen = select(self._index, asked, evidence, self.settings) if answered else Selection()
        return Finding(asked, language, hits, evidence, confidence, chosen)

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

    def _query(self, meant: Understood) -> Query:
        together = encodable(meant.together)
        vector = self._embedder.embed_query(together)
        if not meant.alone:
            vector = _unit_mean(self._embedder.embed_query(encodable(meant.asked)), vector)
        return Query(together, vector, self._language(together))

    def _language(self, question: str) -> str:
        return detect_among(encodable(question), {*self._index.languages, *ANSWER_LANGUAGES})

    def _dates(self, citations: Iterable[Citation]) -> dict[str, str | None]:
        ids = {each.document_id for each in citations}
        return {each: self._index.documents[each].published for each in ids}

    def _text(
        self, findings: Sequence[Finding], statements: Sequence[Sequence[Sequence[Citation]]]
    ) -> str:
        if not any(statements):
            return refusal(findings[0].question, answer_language(findings[0].language))
        texts = [self._part_text(*each) for each in zip(findings, statements, strict=True)]
        return "\n".join(filter(None, texts))

    def _part_text(self, finding: Finding, statements: Sequence[Sequence[Citation]]) -> str:
        language = answer_language(finding.language)
        if not finding.answered:
            return part_refusal(finding.question, language)
        if not finding.selection.differ:
            return answer_text(statements, language)
        return differing_text(statements, language, self._dates(chain(*statements)))


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
        answer = self._answer(question)
        self._turns.append(Turn(question, answer))
        yield from _events(answer)

    def search(self, question: str, k: int = 10) -> list[Hit]:
        """The passages nearest to `question` as it is meant here; nothing is remembered."""
        return self._assistant._search(self._meant(question), k)

    def evidence(self, question: str) -> list[Evidence]:
        """The sentences that may answer `question` as it is meant here, best first."""
        return self._assistant._evidence(self._assistant._query(self._meant(question)))[1]

    def _meant(self, question: str) -> Understood:
        _check_question(question)
        return understand(question, self._turns)

    def _answer(self, question: str) -> Answer:
        meant = self._meant(question)
        request = request_in(question) if self._turns else None
        if request is None:
            return self._assistant._answer(meant)
        answer = self._requested(request, meant, self._assistant._language(question))
        return replace(answer, question=question, understood=encodable(meant.in_full))

    def _requested(self, request: Request, meant: Understood, language: str) -> Answer:
        if request.kind == "sources":
            return self._places(language)
        if request.kind == "more":
            return self._more(meant, language)
        return self._in_language(meant, request.language or language)

    def _places(self, language: str) -> Answer:
        """The last answer again, each quote with its place and the sentences around it."""
        last = self._turns[-1].answer
        if not last.answered:
            return last
        index = self._assistant._index
        citations = tuple(cite_in_context(index, last.hits, each) for each in last.citations)
        dates = self._assistant._dates(citations)
        text = places_text(citations, answer_language(language), dates)
        return replace(last, text=text, citations=citations, language=language)

    def _more(self, meant: Understood, language: str) -> Answer:
        """What else the documents say on the last question: nothing that was quoted on it."""
        quoted = list(chain(*(each.citations for each in self._answers_to_last())))

        def is_new(evidence: Evidence) -> bool:
            return not repeats_any(self._assistant._index, evidence, quoted)

        answer = self._assistant._answer(meant, language, is_new)
        if answer.answered:
            return answer
        return replace(answer, text=no_more(answer_language(language)))

    def _in_language(self, meant: Understood, language: str) -> Answer:
        """The last question's answer in words of `language`; in its quotes too, if they do."""
        answer = self._assistant._answer(meant, language)
        if not answer.answered or all(each.language == language for each in answer.citations):
            return answer

        def is_in_language(evidence: Evidence) -> bool:
            return evidence.hit.passage.language == language

        own = self._assistant._answer(meant, language, is_in_language)
        least = answer.citations[0].score - self._assistant.settings.quote_margin
        if own.answered and own.citations[0].score >= least:
            return own
        return replace(answer, text=f"{answer.text}\n{untranslated(language)}")

    def _answers_to_last(self) -> Iterator[Answer]:
        """The answers since the last question that was no mere request, and to it."""
        for turn in reversed(self._turns):
            yield turn.answer
            if request_in(turn.question) is None:
                return


def _parts(meant: Understood) -> list[Understood]:
    """What is asked, thing by thing."""
    _check_question(meant.asked)
    first, *others = [meant.question] if meant.topics else parts_of(meant.question)
    if not others:
        return [meant]
    leaning = {each: (first,) if leans_on_first(each) else () for each in others}
    return [Understood(first), *(Understood(each, topics=leaning[each]) for each in others)]


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
