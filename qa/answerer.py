"""The whole question path: understood → retrieve → read → refuse or write."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from index import Embedder, Hit, Index
from index.embed.protocol import encodable, query_and_tokens
from index.embed.reranker import Reranker
from index.language.detect import detect_among, detect_surely
from index.search.blas_threads import on_one_thread
from qa.answer.compose import (
    ANSWER_LANGUAGES,
    CitedPart,
    answer_language,
    clarification,
    remark_reply,
)
from qa.answer.select import Selection
from qa.answer.shapes.direction import held_direction
from qa.answer.stream import last_answer
from qa.documents.answers import reply_on_documents
from qa.documents.document_set import DocumentSet
from qa.errors import QuestionError
from qa.evidence.asked_list import list_first
from qa.evidence.comparison.sides import missing_side, sides_first
from qa.evidence.confidence import is_enough
from qa.evidence.earlier.following import by_turns, marked, query_within, with_near
from qa.evidence.fitting import fitting
from qa.evidence.judge import judged
from qa.evidence.preferred import preferred_first
from qa.evidence.read import Evidence
from qa.evidence.reader.load import load_reader
from qa.evidence.reader.protocol import Reader
from qa.evidence.rerank import MIN_RERANKED, rerank
from qa.evidence.retrieve import Query, merge, unit_mean
from qa.evidence.superlative import extremes_first
from qa.evidence.tables.order import rows_in_order
from qa.evidence.tables.rows_asked import rows_first
from qa.finding import MIN_NEAR, Finding
from qa.settings import Settings
from qa.stages import STAGES, Stages
from qa.types import Answer, AnswerKind, Citation, StreamEvent, Turn
from qa.understand.asked.answer_shape import list_asked
from qa.understand.asked.question_type import asks_for_reason
from qa.understand.chat.frames import bare_question
from qa.understand.chat.remarks import remark_in
from qa.understand.chat.unclear import lone_word, says_nothing
from qa.understand.decompose import leans_on_first
from qa.understand.filters import Scope
from qa.understand.followup import Understood, mended
from qa.understand.presupposition import denies, presupposition_of
from qa.understand.spelling import respelt
from qa.writing.protocol import Found

if TYPE_CHECKING:
    from index.search.protocol import Subset
    from index.types import Vectors

MAX_HITS = 1_000
MAX_QUESTION = 2_000  # characters; more is a document, not a question
MIN_DOCUMENTS = 3  # that have a lone word, for it to name too many things to be searched for
MAX_OFFERED = 3  # titles
MAX_ON_PREMISE = 0.8  # confidence in an answer on what a question takes for granted alone
LIST_HITS = 24
"""Passages of each language in which a list is looked for: of 93 that were asked for, 49 stood in
the first 6 and 71 in these (eval/fit/reader_everyday, "j")."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers from one state of an index, which does not change meanwhile.

    `reranker` reorders what a search finds. `within`: the only documents to answer from, None means
    all.
    """

    index: Index
    embedder: Embedder
    settings: Settings
    reranker: Reranker | None = None
    within: Subset | None = None
    stages: Stages = STAGES

    def understood(self, question: str, turns: Sequence[Turn]) -> Understood:
        """What `question` means after `turns`. Raises QuestionError where it cannot be asked."""
        check_question(question)
        meant = self.stages.understand(bare_question(question), turns)
        pieces = getattr(self.embedder, "count_pieces", None)
        if pieces is None:
            return meant
        return mended(meant, lambda each: respelt(each, self.language_of(each), self.index, pieces))

    @on_one_thread()
    def search(self, meant: Understood, k: int) -> list[Hit]:
        """The `k` nearest passages, best first, in every language."""
        if not 1 <= k <= MAX_HITS:
            raise QuestionError(
                "{count} passages cannot be found; ask for 1 to {limit:,}.", count=k, limit=MAX_HITS
            )
        queries = [self.query(part) for part in self._parts(meant)]
        return merge(self._hits(query, k) for query in queries)[:k]

    def answer(
        self,
        meant: Understood,
        language: str | None = None,
        admits: Callable[[Evidence], bool] = lambda evidence: True,
    ) -> Answer:
        """The answer in words of `language`, else the question's, from the evidence admitted."""
        return last_answer(self.stream(meant, language, admits))

    def stream(
        self,
        meant: Understood,
        language: str | None = None,
        admits: Callable[[Evidence], bool] = lambda evidence: True,
    ) -> Generator[StreamEvent]:
        """The same in pieces; the last event carries the Answer."""
        yield from self.stages.writer.write(self._found(meant, language, admits))

    @on_one_thread()
    def _found(
        self, meant: Understood, language: str | None, admits: Callable[[Evidence], bool]
    ) -> Found:
        said_in = language or self.language_of(meant.asked)
        for reply in (self._on_remark, self._on_documents, self._on_unclear):
            if (unsearched := reply(meant, said_in)) is not None:
                return unsearched
        meant, findings = self._likelier(meant, language, admits)
        if not meant.topics and not any(each.answered for each in findings):
            findings = [self._on_premise(each, admits) or each for each in findings]
        answered = [each for each in findings if each.answered]
        findings = [*chain(*(self._with_missing(each) for each in findings))]
        parts = self._cited(findings)
        answer = Answer(
            question=meant.asked,
            text="",
            citations=tuple(chain(*(part.citations for part in parts))),
            answered=bool(answered),
            confidence=min(each.confidence for each in answered or findings),
            language=findings[0].language,
            hits=tuple(merge(each.hits for each in findings)),
            nearest=() if answered else self._nearest(findings[0]),
            understood=None if meant.alone else encodable(meant.in_full),
            sides=tuple(chain(*(part.sides for part in parts))),
        )
        evidence = [*chain(*(each.evidence for each in answered))]
        return Found(self.index, meant, answer, self._reader, parts, evidence, findings)

    @on_one_thread()
    def evidence(self, meant: Understood) -> list[Evidence]:
        """The sentences that may answer, best first."""
        return self._evidence(meant)[1]

    def language_of(self, question: str) -> str:
        """The language of a question, among those of the documents and of answers."""
        return detect_among(encodable(question), {*self.index.languages, *ANSWER_LANGUAGES})

    def sure_language_of(self, question: str) -> str | None:
        """The same; None where its words tell too little, as in "Norge?"."""
        return detect_surely(encodable(question), {*self.index.languages, *ANSWER_LANGUAGES})

    def _on_documents(self, meant: Understood, language: str) -> Found | None:
        """The answer where `meant` asks of documents themselves; None where of what they say."""
        said = answer_language(language)
        reply = reply_on_documents(self._documents, meant.question, meant.topics, said)
        if reply is None:
            return None
        answer = Answer(
            question=meant.asked,
            text=reply.text,
            citations=reply.citations,
            answered=bool(reply.citations),
            confidence=reply.certainty,
            language=language,
            hits=(),
            understood=None if meant.alone else encodable(meant.in_full),
            kind=reply.kind,
        )
        return Found(self.index, meant, answer, self._reader, summarised=reply.summarised)

    @property
    def _documents(self) -> DocumentSet:
        return DocumentSet(self.index, self.within, self._embedded, self._nearest_in)

    def _embedded(self, text: str) -> Vectors:
        return self.embedder.embed_query(encodable(text))

    def _nearest_in(self, text: str, documents: Collection[str]) -> list[Hit]:
        """The passages nearest to `text`, of the documents with these ids; without any, of all."""
        query = self.query(Understood(text))
        if documents:
            query = replace(query, within=self.index.within(Scope(documents=documents)))
        return self._hits(query, self.settings.hits)

    def _on_remark(self, meant: Understood, language: str) -> Found | None:
        """The reply to what asks documents for nothing; None where `meant` asks for something."""
        remark = remark_in(meant.asked, self._has_word)
        if remark is None:
            return None
        language = remark.language or language
        text = remark_reply(remark.kind, answer_language(language))
        kind: AnswerKind = "outside" if remark.kind == "outside" else "chat"
        return self._replied(meant, text, kind, language)

    def _on_unclear(self, meant: Understood, language: str) -> Found | None:
        """A question of what is meant; None where `meant` says enough to be searched for."""
        if not meant.alone:
            return None
        if says_nothing(meant.asked):
            text = clarification(None, (), answer_language(language))
            return self._replied(meant, text, "clarify", language)
        word = lone_word(meant.asked)
        titles = self._documents.titles_with(word) if word else []
        if word is None or len(titles) < MIN_DOCUMENTS:
            return None
        text = clarification(word, titles[:MAX_OFFERED], answer_language(language))
        return self._replied(meant, text, "clarify", language)

    def _replied(self, meant: Understood, text: str, kind: AnswerKind, language: str) -> Found:
        """What is said where nothing was searched for."""
        answer = Answer(meant.asked, text, (), False, 0.0, language, (), kind=kind)
        return Found(self.index, meant, answer, self._reader)

    def _has_word(self, word: str) -> bool:
        """Whether the documents have exactly that word."""
        return any(
            any(each.words.variants(word, frozenset()).values())
            for each in self.index.partitions.values()
        )

    def _finding(
        self, meant: Understood, language: str | None, admits: Callable[[Evidence], bool]
    ) -> Finding:
        language = language or self.language_of(meant.asked)
        hits, evidence = self._evidence(meant, admits)
        asked = meant.question
        is_compared = bool(evidence and evidence[0].side)  # of each side it was asked what fits
        telling = evidence if is_compared else fitting(self.index, asked, evidence)
        confidence = self.stages.confidence(telling)
        answered = is_enough(confidence, self.settings)
        chosen = Selection()
        if answered:
            selected = self.stages.select(self.index, asked, telling, self.settings)
            chosen = self._directed(asked, selected)
        return Finding(asked, language, hits, evidence, confidence, chosen, telling)

    def _directed(self, question: str, chosen: Selection) -> Selection:
        """What is quoted, and whether that says yes or no."""
        if chosen.direction or chosen.differ or not chosen.statements:
            return chosen
        quoted = chosen.statements[0][0]
        held = held_direction(self.index, self.reader, question, quoted)
        return replace(chosen, direction=held)

    def _likelier(
        self, meant: Understood, language: str | None, admits: Callable[[Evidence], bool]
    ) -> tuple[Understood, list[Finding]]:
        """Of what a question may mean that which is surer answered, and what it came to. What rules
        put in full is meant so if it is answered; another meaning than the first is taken only for
        what the documents say that were quoted before.
        """
        findings = [self._finding(part, language, admits) for part in self._parts(meant)]
        is_plain = meant.rewritten is not None and findings[0].answered
        if meant.otherwise is None or is_plain or len(findings) > 1:
            return meant, findings
        other = self._finding(meant.otherwise, language, admits)
        is_surer = other.answered and other.confidence > findings[0].confidence
        taken = is_surer and other.telling[0].follows
        return (meant.otherwise, [other]) if taken else (meant, findings)

    def _with_missing(self, found: Finding) -> Iterator[Finding]:
        """What was found, and that nothing surely tells of the other of two things compared."""
        yield found
        if found.answered:
            quoted = [statement[0] for statement in found.selection.statements]
            if missing := missing_side(self.index, found.question, quoted):
                yield Finding(missing, found.language, (), (), MIN_NEAR, Selection())

    def _on_premise(self, refused: Finding, admits: Callable[[Evidence], bool]) -> Finding | None:
        """What the documents say of that which a question that nothing answers takes for granted,
        where that may be otherwise; None where they confirm it or say nothing.
        """
        premise = presupposition_of(refused.question)
        if premise is None:
            return None
        found = self._finding(Understood(premise), refused.language, admits)
        if not found.answered or found.selection.direction == "yes":
            return None
        told = self.index.text_of(found.selection.statements[0][0].sentence)
        if not (asks_for_reason(refused.question) or denies(told, premise)):
            return None
        confidence = min(found.confidence, MAX_ON_PREMISE)
        return replace(found, question=refused.question, premise=premise, confidence=confidence)

    def query(self, meant: Understood) -> Query:
        """What is searched for."""
        together = encodable(meant.together)
        vector, tokens = query_and_tokens(self.embedder, together)
        if not meant.alone:
            vector = unit_mean(self.embedder.embed_query(encodable(meant.asked)), vector)
        return Query(together, vector, self.language_of(together), self.within, tokens)

    def _evidence(
        self, meant: Understood, admits: Callable[[Evidence], bool] = lambda evidence: True
    ) -> tuple[list[Hit], list[Evidence]]:
        query = self.query(meant)
        hits, evidence = self._judged(query, admits, meant.near)
        evidence = preferred_first(self.index, query.text, evidence)
        further = self.further(query, evidence, admits)
        evidence = list_first(self.index, query, evidence, self.reader, further)
        evidence = rows_first(self.index, query, extremes_first(self.index, query, evidence))

        def alone(question: str) -> list[Evidence]:
            return self._judged(self.query(Understood(question)), admits)[1]

        return hits, sides_first(self.index, query.text, evidence, alone)

    def further(
        self,
        query: Query,
        evidence: Sequence[Evidence],
        admits: Callable[[Evidence], bool] = lambda evidence: True,
    ) -> list[Evidence]:
        """Beside the evidence of a question that may ask for a list, the sentences of more passages
        in which the list may stand, if something reads it: by a heading it is found less well.
        """
        if self.reader is None or not list_asked(query.text):
            return []
        found = self.stages.read(self.index, query, self._hits(query, LIST_HITS))
        known = {each.sentence.row for each in evidence}
        return [each for each in found if each.sentence.row not in known and admits(each)]

    def _judged(
        self, query: Query, admits: Callable[[Evidence], bool], near: Collection[str] = ()
    ) -> tuple[list[Hit], list[Evidence]]:
        """What is found, also in the documents `near`, and its sentences in the order of what a
        reader makes of them.
        """
        hits = self._hits(query, self.settings.hits)
        if of_near := query_within(self.index, query, near):
            hits = with_near(hits, self._hits(of_near, self.settings.hits))
        read = self.stages.read(self.index, query, hits)
        evidence = marked([*filter(admits, read)], near)
        if (reader := self.reader) is not None:
            tokens = self.settings.reading_tokens
            evidence = judged(self.index, reader, query.text, by_turns(evidence), tokens)
        return hits, rows_in_order(self.index, query.text, evidence)

    @property
    def reader(self) -> Reader | None:
        """What reads; it is loaded when something is first asked, not when something is sought."""
        return self._reader()

    def _reader(self) -> Reader | None:
        return self.stages.reader or load_reader(self.settings.reader, self.embedder)

    def _hits(self, query: Query, k: int) -> list[Hit]:
        """The `k` best passages of each language, best first."""
        retrieve = self.stages.retrieve
        if self.reranker is None:
            return retrieve(self.index, query, k, self.settings)
        hits = retrieve(self.index, query, max(k, MIN_RERANKED), self.settings)
        return rerank(self.reranker, query.text, hits, k)

    def _nearest(self, finding: Finding) -> tuple[Citation, ...]:
        # None of these is taken to answer, so none has words that do.
        first = finding.evidence[: self.settings.max_quotes]
        nearest = Selection(tuple((replace(each, judgement=None),) for each in first))
        (statements,) = self.stages.cite(self.index, [nearest])
        return tuple(chain(*(each.citations for each in statements)))

    def _cited(self, findings: Sequence[Finding]) -> list[CitedPart]:
        cited = self.stages.cite(self.index, [each.selection for each in findings])
        return [each.cited(said) for each, said in zip(findings, cited, strict=True)]

    def _parts(self, meant: Understood) -> list[Understood]:
        """What is asked, thing by thing."""
        asked = [meant.question] if meant.topics else self.stages.decompose(meant.question)
        first, *others = asked
        if not others:
            return [meant]
        leaning = {each: (first,) if leans_on_first(each) else () for each in others}
        return [Understood(first), *(Understood(each, topics=leaning[each]) for each in others)]


def check_question(question: str) -> None:
    """Raise QuestionError for one that is empty or too long."""
    if not question.strip():
        raise QuestionError("the question is empty; write one.")
    if len(question) > MAX_QUESTION:
        raise QuestionError(
            "the question has {length:,} characters; ask in at most {limit:,}.",
            length=len(question),
            limit=MAX_QUESTION,
        )
