"""A question asked for its explanation, by the way that every question goes.

What was found reaches the answer's writer; a writer that keeps what it is given is all that an
explanation needs, so that a question that is not explained costs nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import floor
from typing import Protocol, Self, TypeVar

from qa.answerer import Answerer
from qa.explain.parts import explained_part
from qa.explain.types import (
    Change,
    ChangeKind,
    ExplainedPart,
    Explanation,
    Limits,
    Stage,
    Step,
    Way,
)
from qa.settings import Settings
from qa.types import Answer, StreamEvent
from qa.understand.chat.frames import bare_question
from qa.understand.filters import Scope
from qa.writing.protocol import AnswerWriter, Found

FURTHEST: tuple[Stage, ...] = (
    "answered",
    "below_threshold",
    "on_another",
    "no_answer",
    "no_sentence",
    "nothing_found",
    "no_documents",
)


class Explainable(Protocol):
    """The part of an Assistant that an explanation needs."""

    settings: Settings
    scope: Scope | None

    def answerer(self) -> Answerer:
        """What answers one question, from one state of the index."""

    def written_by(self, writer: AnswerWriter) -> Self:
        """The same, with its answers put into words by `writer`."""

    def narrowed(self, scope: Scope) -> Self:
        """The same, answering only from what `scope` lets through."""

    def in_quotes(self) -> Self:
        """The same, answering in quotes alone."""


Asked = TypeVar("Asked", bound=Explainable)


class KeepingWriter:
    """Writes as another does, and keeps what it is given."""

    def __init__(self, writer: AnswerWriter) -> None:
        """`writer` puts answers into words."""
        self._writer = writer
        self.given: list[Found] = []

    def write(self, found: Found) -> Iterator[StreamEvent]:
        """The answer in pieces; the last event carries it."""
        self.given.append(found)
        yield from self._writer.write(found)


def explain(assistant: Asked, ask: Callable[[Asked], Answer]) -> Explanation:
    """Why the question that `ask` asks an assistant is answered as it is.

    Raises what asking raises.
    """
    answerer = assistant.answerer()
    writer = KeepingWriter(answerer.stages.writer)
    answer = ask(assistant.written_by(writer))
    found = _behind(answer, writer.given)
    parts = _parts(found, answerer)
    return Explanation(
        answer=answer,
        way=_way(found),
        stage=_stage(found, parts),
        steps=tuple(_steps(answer.question, found, assistant.scope)),
        parts=parts,
        changes=tuple(_changes(answer, found, parts, assistant, ask)),
        limits=_limits(assistant.settings),
        embedder=answerer.embedder.name,
        reader=reader.name if parts and (reader := answerer.reader) else None,
        reranker=_reranker(answerer) if parts else None,
    )


def _behind(answer: Answer, given: Sequence[Found]) -> Found | None:
    """What the answer was written from: of several answers the one that was taken."""
    taken = (each for each in reversed(given) if each.answer.citations == answer.citations)
    return next(taken, given[-1] if given else None)


def _way(found: Found | None) -> Way:
    if found is None:
        return "request"
    if found.findings:
        return "search"
    kind = found.answer.kind
    return "documents" if kind == "answer" else kind


def _parts(found: Found | None, answerer: Answerer) -> tuple[ExplainedPart, ...]:
    if found is None:
        return ()
    within = answerer.within
    held = found.index.documents if within is None else within.documents
    return tuple(
        explained_part(
            found.index,
            each,
            answerer.settings,
            reranked=answerer.reranker is not None,
            has_documents=bool(held),
        )
        for each in found.findings
    )


def _stage(found: Found | None, parts: Sequence[ExplainedPart]) -> Stage:
    if parts:
        return min((each.stage for each in parts), key=FURTHEST.index)
    if _way(found) != "documents" or found is None:
        return "not_searched"
    return "answered" if found.answer.confidence > 0 else "nothing_found"


def _steps(typed: str, found: Found | None, scope: Scope | None) -> Iterator[Step]:
    """What was done to a question before it was asked, in this order."""
    if scope is not None:
        yield Step("filter", _conditions(scope))
    if found is None:
        return
    meant = found.meant
    bare = bare_question(typed)
    if bare != typed:
        yield Step("remark", bare)
    spelt = meant.misspelt or meant.question
    if meant.topics or spelt != bare:
        yield Step("follow_up", meant.in_full)
    if meant.misspelt:
        yield Step("spelling", meant.question)
    if len(found.findings) > 1:
        yield Step("parts", " · ".join(each.question for each in found.findings))


def _conditions(scope: Scope) -> str:
    """In which documents a question was asked, condition by condition."""
    conditions = {
        "documents": ", ".join(scope.documents),
        "languages": ", ".join(scope.languages),
        "since": scope.since,
        "until": scope.until,
    }
    return "; ".join(f"{name}: {value}" for name, value in conditions.items() if value)


def _changes(
    answer: Answer,
    found: Found | None,
    parts: Sequence[ExplainedPart],
    assistant: Asked,
    ask: Callable[[Asked], Answer],
) -> Iterator[Change]:
    """What would change a refusal, the surest first."""
    if answer.kind == "clarify":
        yield Change("say_more")
    if answer.answered or answer.kind != "answer" or found is None:
        return
    if assistant.scope is not None and ask(assistant.in_quotes().narrowed(Scope())).answered:
        yield Change("ask_all_documents")
    if answer.coverage is not None:
        yield Change("wait_until_read")
    below = [each for each in parts if each.stage == "below_threshold"]
    if below:
        nearest = max(each.confidence.value for each in below)
        yield Change("lower_threshold", floor(nearest * 1_000) / 1_000)
    furthest = _stage(found, parts)
    kinds: tuple[ChangeKind, ...] = ("rephrase", "add_documents")
    yield from map(Change, kinds[1:] if furthest == "no_documents" else kinds)


def _limits(settings: Settings) -> Limits:
    return Limits(
        settings.least_confidence,
        settings.least_second,
        settings.quote_margin,
        settings.max_quotes,
    )


def _reranker(answerer: Answerer) -> str | None:
    reranker = answerer.reranker
    return None if reranker is None else answerer.settings.reranker or type(reranker).__name__
