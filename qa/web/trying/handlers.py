"""What is done with kept questions: asked again, compared, accepted, forgotten."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import gradio as gr

from qa.errors import CiteraError
from qa.library.kept_questions import (
    KeptQuestion,
    Outcome,
    forget_question,
    keep_question,
    kept_questions,
    state_of,
)
from qa.library.people.roles import Role
from qa.types import Answer
from qa.web.choices import Choices
from qa.web.conversations import Opened, from_browser
from qa.web.page import render
from qa.web.wording.page_strings import inform, language_of, warn

OUTCOMES: Sequence[Outcome] = ("lost", "other", "gained", "same")  # what has changed first
Tried = Mapping[str, Answer]
"""The answers that kept questions got now."""


class TryingHandlers:
    """The kept questions of the visitor's collection, as HTML."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices

    def refresh(self, request: gr.Request) -> tuple[str, Tried]:
        """Those that are kept, of which none was tried yet."""
        return self._shown({}, request), {}

    def keep(
        self, opened: Opened | None, kept: Any, event: gr.EventData, request: gr.Request
    ) -> None:
        """Keep a question of the conversation, as it was understood, with its answer: in the
        collection that answered it, so that who may not use that one does not read it elsewhere.
        """
        conversation = opened.kept if opened else from_browser(kept)[0]
        turn, name = conversation.turns[event.turn], conversation.collections[event.turn]
        question, language = turn.answer.understood or turn.question, language_of(request)
        if not name:
            warn(language, "keep_unknown")
            return
        try:
            self._choices.role(request).check(Role.ADD)
            collection = self._choices.open(name, request)
            kept_now = KeptQuestion.of(question, turn.answer, collection.assistant)
            keep_question(collection.questions, kept_now)
        except (CiteraError, OSError) as error:
            warn(language, "failed", error=error)
        else:
            here = name == self._choices.collection_of(request).name
            inform(language, "question_kept" if here else "question_kept_there", collection=name)

    def try_all(self, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Ask them one after the other; what came of it so far."""
        assistant = self._choices.collection_of(request).assistant.in_quotes()
        tried: dict[str, Answer] = {}
        yield self._shown(tried, request), tried, *_buttons(asking=True)
        try:
            for each in self._kept(request):
                tried = tried | {each.question: assistant.ask(each.question)}
                yield self._shown(tried, request), tried, gr.skip(), gr.skip()
        except CiteraError as error:
            warn(language_of(request), "failed", error=error)
        except Exception:  # a fault of ours must not leave the page waiting
            logging.getLogger(__name__).exception("a kept question could not be asked")
            warn(language_of(request), "fault")
        yield gr.skip(), gr.skip(), *_buttons(asking=False)

    def stopped(self) -> tuple[gr.Button, gr.Button]:
        """The buttons, when asking was stopped; what came of it by then stays."""
        return _buttons(asking=False)

    def accept(self, tried: Tried, event: gr.EventData, request: gr.Request) -> tuple[str, Tried]:
        """Keep the answer that a question got now."""
        collection, question = self._choices.collection_of(request), str(event.question)
        try:
            self._choices.role(request).check(Role.ADD)
            if question in tried:
                kept = KeptQuestion.of(question, tried[question], collection.assistant)
                keep_question(collection.questions, kept)
        except (CiteraError, OSError) as error:
            warn(language_of(request), "failed", error=error)
        return self._shown(tried, request), tried

    def forget(self, tried: Tried, event: gr.EventData, request: gr.Request) -> tuple[str, Tried]:
        """Keep a question no longer."""
        try:
            self._choices.role(request).check(Role.ADD)
            forget_question(self._choices.collection_of(request).questions, str(event.question))
        except (CiteraError, OSError) as error:
            warn(language_of(request), "failed", error=error)
        return self._shown(tried, request), tried

    def _kept(self, request: gr.Request) -> list[KeptQuestion]:
        return kept_questions(self._choices.collection_of(request).questions)

    def _shown(self, tried: Tried, request: gr.Request) -> str:
        assistant, kept = self._choices.collection_of(request).assistant, self._kept(request)
        rows = [(each, tried.get(each.question)) for each in kept]
        outcomes = {
            each.question: each.outcome(answer) for each, answer in rows if answer is not None
        }
        known = Counter(outcomes.values())
        return render(
            "tried.html",
            view=self._choices.view(request),
            rows=sorted(rows, key=lambda row: _rank(outcomes.get(row[0].question))),
            outcomes=outcomes,
            counts=[(name, known[name]) for name in OUTCOMES if known[name]],
            changed=_changed(kept, *state_of(assistant)) if kept else [],
            may_keep=self._choices.role(request).may(Role.ADD),
        )


def _rank(outcome: Outcome | None) -> int:
    return len(OUTCOMES) if outcome is None else OUTCOMES.index(outcome)


def _changed(kept: Sequence[KeptQuestion], documents: str, settings: str) -> list[tuple[str, int]]:
    """What is no longer as it was when questions were kept, and of how many."""
    of_others = {
        "documents_changed": sum(each.documents != documents for each in kept),
        "settings_changed": sum(each.settings != settings for each in kept),
    }
    return [(name, count) for name, count in of_others.items() if count]


def _buttons(*, asking: bool) -> tuple[gr.Button, gr.Button]:
    """The one that begins, and the one that stops it."""
    return gr.Button(visible=not asking), gr.Button(visible=asking)
