"""Questions and answers in turn: follow-ups, and requests about the answer before."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Protocol

from index import Hit
from index.embed.protocol import encodable
from index.types import Coverage
from qa.answer.cite import cite_in_context, dates_of, stands
from qa.answer.compose import (
    about_another,
    answer_language,
    no_more,
    places_text,
    untranslated,
)
from qa.answer.select import repeats_any
from qa.answer.stream import events, finished, last_answer
from qa.answerer import Answerer
from qa.evidence.read import Evidence
from qa.explain.explain import Explainable, explain
from qa.explain.types import Explanation
from qa.types import Answer, StreamEvent, Turn
from qa.understand.chat.remarks import remark_in
from qa.understand.chat.requests import Request, request_in
from qa.understand.followup import Understood
from qa.understand.names import find_names


class CanAnswer(Explainable, Protocol):
    """The part of an Assistant that a conversation needs."""

    @property
    def coverage(self) -> Coverage | None:
        """How much of the documents is searched so far; None where that is all of them."""


class Conversation:
    """Questions and answers in turn; each question may lean on the ones before."""

    def __init__(
        self, assistant: CanAnswer, turns: Sequence[Turn] = (), language: str | None = None
    ) -> None:
        """Continue after `turns`, or start anew; `language` is answered in where no question tells
        which.
        """
        self._assistant = assistant
        self._turns = list(turns)
        self._language = language

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What was asked and answered so far."""
        return tuple(self._turns)

    def ask(self, question: str) -> Answer:
        """Answer `question` as it is meant here, and remember both."""
        return last_answer(self.stream(question))

    def stream(self, question: str) -> Generator[StreamEvent]:
        """The answer in pieces; the last event carries the Answer, which is then remembered."""

        def remembered(answer: Answer) -> Answer:
            answer = replace(answer, question=question, coverage=self._assistant.coverage)
            self._turns.append(Turn(question, answer))
            return answer

        yield from finished(self._pieces(question), remembered)

    def search(self, question: str, k: int = 10) -> list[Hit]:
        """The passages nearest to `question` as it is meant here; nothing is remembered."""
        answerer = self._assistant.answerer()
        return answerer.search(answerer.understood(question, self._asking), k)

    def evidence(self, question: str) -> list[Evidence]:
        """The sentences that may answer `question` as it is meant here, best first."""
        answerer = self._assistant.answerer()
        return answerer.evidence(answerer.understood(question, self._asking))

    def explain(self, question: str) -> Explanation:
        """Why `question` is answered as it is here; nothing is remembered."""

        def asked(assistant: CanAnswer) -> Answer:
            return Conversation(assistant, self._turns, self._language).ask(question)

        return explain(self._assistant, asked)

    def _pieces(self, question: str) -> Generator[StreamEvent]:
        answerer = self._assistant.answerer()
        turns = self._asking
        meant = answerer.understood(question, turns)
        language = self._language_for(question, answerer)
        request = request_in(question) if turns else None
        if request is None:
            yield from answerer.stream(meant, language)
        else:
            answer = self._requested(request, meant, answerer, language)
            yield from events(replace(answer, understood=encodable(meant.in_full)))

    @property
    def _asking(self) -> list[Turn]:
        """The turns but for small talk and the like, which no question leans on."""
        return [turn for turn in self._turns if not _is_aside(turn)]

    def _language_for(self, question: str, answerer: Answerer) -> str:
        """The question's language where its words tell, else the conversation's or the page's."""
        last = self._turns[-1].answer.language if self._turns else self._language
        return answerer.sure_language_of(question) or last or answerer.language_of(question)

    def _requested(
        self, request: Request, meant: Understood, answerer: Answerer, language: str
    ) -> Answer:
        if request.kind == "sources":
            return self._places(answerer, language)
        if request.kind == "more":
            return self._more(meant, answerer, language)
        return _in_language(meant, answerer, request.language or language)

    def _places(self, answerer: Answerer, language: str) -> Answer:
        """The last answer again, each quote with its place and the sentences around it."""
        last = self._asking[-1].answer
        documents = answerer.index.documents  # it may have changed since
        standing = [
            each
            for each in last.citations
            if each.document_id in documents and stands(documents[each.document_id], each)
        ]
        if not standing:
            return last
        citations = tuple(cite_in_context(answerer.index, last.hits, each) for each in standing)
        text = places_text(
            citations, answer_language(language), dates_of(answerer.index, citations)
        )
        return replace(last, text=text, citations=citations, language=language)

    def _more(self, meant: Understood, answerer: Answerer, language: str) -> Answer:
        """What else the documents say on the last question: nothing that was quoted on it."""
        quoted = list(chain(*(each.citations for each in self._answers_to_last())))

        def is_new(evidence: Evidence) -> bool:
            return not repeats_any(answerer.index, evidence, quoted)

        answer = answerer.answer(meant, language, is_new)
        if not answer.answered:
            return replace(answer, text=no_more(answer_language(language)))
        name = _name_missing(meant.question, answer)
        if name is None:
            return answer
        return replace(answer, text=about_another(name, answer.text, answer_language(language)))

    def _answers_to_last(self) -> Iterator[Answer]:
        """The answers since the last question that was no mere request, and to it."""
        for turn in reversed(self._asking):
            yield turn.answer
            if request_in(turn.question) is None:
                return


def _is_aside(turn: Turn) -> bool:
    return turn.answer.kind in ("chat", "outside") or _is_remark(turn.question)


@lru_cache(maxsize=1_024)  # every question asks it again of all turns before
def _is_remark(message: str) -> bool:
    return request_in(message) is None and remark_in(message) is not None


def _name_missing(question: str, answer: Answer) -> str | None:
    """The one name that is asked about, where no quote nor its document's title has it."""
    names = [question[name.start : name.end] for name in find_names(question)]
    read = " ".join(f"{each.title} {each.lead} {each.quote}" for each in answer.citations).lower()
    missing = len(names) == 1 and names[0].lower() not in read
    return names[0] if missing else None


def _in_language(meant: Understood, answerer: Answerer, language: str) -> Answer:
    """The last question's answer in words of `language`; in its quotes too, if they do."""
    answer = answerer.answer(meant, language)
    if (
        not answer.answered
        or answer.written_by
        or all(each.language == language for each in answer.citations)
    ):
        return answer

    def is_in_language(evidence: Evidence) -> bool:
        return evidence.hit.passage.language == language

    own = answerer.answer(meant, language, is_in_language)
    if own.answered and _comes_close(own, answer, answerer):
        return own
    return replace(answer, text=f"{answer.text}\n{untranslated(language)}")


def _comes_close(own: Answer, answer: Answer, answerer: Answerer) -> bool:
    """Whether quotes in the language asked for answer about as well as those of any; that a reader
    takes them for an answer is enough.
    """
    if answerer.reader is not None:
        return True
    least = answer.citations[0].score - answerer.settings.quote_margin
    return own.citations[0].score >= least
