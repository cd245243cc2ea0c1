"""The whole question path: understood → retrieve → read → refuse or quote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from index import Embedder, Hit, Index
from index.embed.protocol import Reranker, encodable, query_and_tokens
from index.language.detect import detect_among
from qa.answer.cite import cite_each
from qa.answer.compose import (
    ANSWER_LANGUAGES,
    answer_language,
    answer_text,
    differing_text,
    introduction,
    part_refusal,
    refusal,
)
from qa.answer.select import Selection, select
from qa.errors import QuestionError
from qa.evidence.confidence import probability
from qa.evidence.judge import judged
from qa.evidence.load import load_reader
from qa.evidence.read import Evidence, read, rows_in_order
from qa.evidence.reader import Reader
from qa.evidence.rerank import retrieve_reranked
from qa.evidence.retrieve import Query, merge, retrieve_each
from qa.settings import Settings
from qa.types import Answer, Citation
from qa.understand.chat_requests import is_small_talk
from qa.understand.decompose import leans_on_first, parts_of
from qa.understand.followup import Understood

if TYPE_CHECKING:
    from index.embed.protocol import Vectors
    from index.index import Subset

MOST_HITS = 1_000
LONGEST_QUESTION = 2_000  # characters; more is a document, not a question


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


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers from one state of an index, which does not change meanwhile.

    `reranker` reorders what a search finds, `reader` reads the sentences found; None
    means the one that the settings name. `within`: the only documents to answer from, None
    means all.
    """

    index: Index
    embedder: Embedder
    settings: Settings
    reranker: Reranker | None = None
    within: Subset | None = None
    reader: Reader | None = None

    def search(self, meant: Understood, k: int) -> list[Hit]:
        """The `k` nearest passages, best first, in every language."""
        if not 1 <= k <= MOST_HITS:
            raise QuestionError(f"{k} passages cannot be found; ask for 1 to {MOST_HITS:,}.")
        queries = [self._query(part) for part in _parts(meant)]
        return merge(self._hits(query, k) for query in queries)[:k]

    def answer(
        self,
        meant: Understood,
        language: str | None = None,
        admits: Callable[[Evidence], bool] = lambda evidence: True,
    ) -> Answer:
        """The answer in words of `language`, else the question's, from the evidence admitted."""
        if is_small_talk(meant.asked):
            return self._introduction(meant.asked)
        findings = [self._find(part, language, admits) for part in _parts(meant)]
        answered = [each for each in findings if each.answered]
        statements = cite_each(self.index, [each.selection for each in findings])
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
            sides=_sides(findings, statements),
        )

    def evidence(self, meant: Understood) -> list[Evidence]:
        """The sentences that may answer, best first."""
        return self._evidence(meant)[1]

    def language_of(self, question: str) -> str:
        """The language of a question, among those of the documents and of answers."""
        return detect_among(encodable(question), {*self.index.languages, *ANSWER_LANGUAGES})

    def dates_of(self, citations: Iterable[Citation]) -> dict[str, str | None]:
        """When each document cited was published, by its id; None where it does not say."""
        ids = {each.document_id for each in citations}
        return {each: self.index.documents[each].published for each in ids}

    def _introduction(self, asked: str) -> Answer:
        language = self.language_of(asked)
        text = introduction(answer_language(language))
        return Answer(asked, text, (), answered=False, confidence=0.0, language=language, hits=())

    def _find(
        self, meant: Understood, language: str | None, admits: Callable[[Evidence], bool]
    ) -> Finding:
        language = language or self.language_of(meant.asked)
        hits, evidence = self._evidence(meant, admits)
        confidence = probability(evidence)
        answered = confidence >= self.settings.least_confidence
        asked = meant.question
        chosen = Selection()
        if answered:
            chosen = select(self.index, asked, evidence, self.settings)
        return Finding(asked, language, hits, evidence, confidence, chosen)

    def _query(self, meant: Understood) -> Query:
        together = encodable(meant.together)
        vector, tokens = query_and_tokens(self.embedder, together)
        if not meant.alone:
            vector = _unit_mean(self.embedder.embed_query(encodable(meant.asked)), vector)
        return Query(together, vector, self.language_of(together), self.within, tokens)

    def _evidence(
        self, meant: Understood, admits: Callable[[Evidence], bool] = lambda evidence: True
    ) -> tuple[list[Hit], list[Evidence]]:
        query = self._query(meant)
        hits = self._hits(query, self.settings.hits)
        evidence = list(filter(admits, read(self.index, query, hits)))
        reader = self.reading
        if reader is not None:
            tokens = self.settings.reading_tokens
            evidence = judged(self.index, reader, query.text, evidence, tokens)
        return hits, rows_in_order(self.index, evidence)

    @property
    def reading(self) -> Reader | None:
        """What reads; it is loaded when something is first asked, not when something is sought."""
        return self.reader or load_reader(self.settings.reader, self.embedder)

    def _hits(self, query: Query, k: int) -> list[Hit]:
        """The `k` best passages of each language, best first."""
        if self.reranker is None:
            return retrieve_each(self.index, query, k, self.settings)
        return retrieve_reranked(self.reranker, self.index, query, k, self.settings)

    def _nearest(self, finding: Finding) -> tuple[Citation, ...]:
        # None of these is taken to answer, so none has words that do.
        first = finding.evidence[: self.settings.max_quotes]
        nearest = Selection(tuple((replace(each, judgement=None),) for each in first))
        return tuple(chain(*chain(*cite_each(self.index, [nearest]))))

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
        return differing_text(statements, language, self.dates_of(chain(*statements)))


def check_question(question: str) -> None:
    """Raise QuestionError for one that is empty or too long."""
    if not question.strip():
        raise QuestionError("the question is empty; write one.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"the question has {len(question):,} characters; ask in at most {LONGEST_QUESTION:,}."
        )


def _parts(meant: Understood) -> list[Understood]:
    """What is asked, thing by thing."""
    first, *others = [meant.question] if meant.topics else parts_of(meant.question)
    if not others:
        return [meant]
    leaning = {each: (first,) if leans_on_first(each) else () for each in others}
    return [Understood(first), *(Understood(each, topics=leaning[each]) for each in others)]


def _sides(
    findings: Sequence[Finding], statements: Sequence[Sequence[Sequence[Citation]]]
) -> tuple[tuple[int, ...], ...]:
    """The numbers of the citations that stand against each other."""
    return tuple(
        tuple(citation.number for citation in side)
        for finding, sides in zip(findings, statements, strict=True)
        if finding.selection.differ
        for side in sides
    )


def _unit_mean(one: Vectors, other: Vectors) -> Vectors:
    import numpy as np

    total = one + other
    return np.asarray(total / np.linalg.norm(total), dtype=np.float32)
