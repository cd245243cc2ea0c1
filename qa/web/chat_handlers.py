"""What the Chat tab does: questions asked, quotes opened, conversations kept and answers rated."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import gradio as gr

from qa.answerer import MAX_QUESTION
from qa.api.operating.metrics import watched
from qa.assistant import Assistant
from qa.conversation import Conversation
from qa.errors import CiteraError
from qa.library.collection import Collection
from qa.library.feedback import keep_feedback
from qa.markup import escaped
from qa.terminal import printable
from qa.types import Answer, Turn
from qa.web.choices import Choices
from qa.web.conversations import (
    SHOWN,
    Kept,
    Opened,
    as_json,
    as_markdown,
    as_value,
    forget,
    from_browser,
    name_of,
    put,
)
from qa.web.first_visit.examples import Examples
from qa.web.page import (
    BACK,
    View,
    asked_messages,
    chat_messages,
    empty_panel,
    quotes_of,
)
from qa.web.shared import as_page
from qa.web.viewer.panel import document_panel, passage_of
from qa.web.why.explained import why_html
from qa.web.wording.page_strings import inform, label, language_of, warn


@dataclass(frozen=True, slots=True)
class Rated:
    """An answer that a visitor called good or poor; `key` stands for it in the file."""

    key: str
    turn: Turn
    good: bool


class ChatHandlers:
    """An Assistant's answers as values of the tab's widgets."""

    def __init__(self, choices: Choices, examples: Examples) -> None:
        self._choices = choices
        self._examples = examples

    def answer(
        self, question: str, prose: bool, opened: Opened | None, kept: Any, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Stream the answer, in prose where that is chosen, then open what it rests on."""
        opened = self._here(opened, kept)
        collection, view = self._choices.collection_of(request), self._view(request)
        if not _may_be_asked(question, collection, view):
            yield gr.skip(), gr.skip(), opened, *[gr.skip()] * 6
            return
        turns = opened.conversation.turns[: -1 if opened.editing else None]
        assistant = self._choices.assistant(request)
        asked = assistant if prose else assistant.in_quotes()
        conversation = Conversation(asked, turns, view.language)
        opened = replace(
            opened,
            conversation=conversation,
            collections=(*opened.collections[: len(turns)], collection.name),
            name=opened.name or name_of(question),
            editing=False,
        )
        said, left, waiting = (
            "",
            "",
            chat_messages(turns, self._views(opened, request)[: len(turns)], opened.most),
        )
        # Updates, here and in what else an answer changes: a component takes long to make.
        stopping = gr.update(visible=False), gr.update(value=label("stop"), visible=True)
        shown_first = [*waiting, *asked_messages(question, said, view)]
        yield shown_first, "", opened, gr.skip(), *stopping, *[gr.skip()] * 3
        try:
            with closing(watched(conversation.stream(question))) as events:
                for event in events:
                    said += event.text
                    if not (event.text and asked.writes_prose):
                        continue  # quotes are there as soon as their first line is
                    streamed = [*waiting, *asked_messages(question, said, view)]
                    yield streamed, *[gr.skip()] * 8
        except CiteraError as error:
            left = question
            warn(view.language, "failed", error=error)
        except Exception:  # a fault of ours must not leave the page waiting
            left = question
            logging.getLogger(__name__).exception("a question could not be answered")
            warn(view.language, "fault")
        shown = self._shown(opened, request, left)
        yield *shown, opened.name, *self._kept(opened, kept, view)

    def retry(
        self, prose: bool, opened: Opened | None, kept: Any, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Ask the last question again."""
        opened = self._here(opened, kept)
        question = opened.conversation.turns[-1].question
        yield from self.answer(question, prose, _editing(opened), kept, request)

    def edit(self, opened: Opened | None, kept: Any) -> tuple[str, Opened, gr.Button, gr.Button]:
        """Put the last question back, for another one in its place."""
        buttons = gr.Button(label("send_edited")), gr.Button(label("cancel"), visible=True)
        opened = self._here(opened, kept)
        return opened.conversation.turns[-1].question, _editing(opened), *buttons

    def stopped(self, opened: Opened | None, kept: Any, request: gr.Request) -> tuple[Any, ...]:
        """What was answered before the question that was stopped, or not edited after all."""
        opened = self._here(opened, kept)
        if not opened.editing:
            inform(language_of(request), "stopped")
        return self._shown(replace(opened, editing=False), request)

    def rest(self) -> tuple[Any, Any]:
        """Nothing is being answered."""
        return gr.update(value=label("send"), visible=True), gr.update(visible=False)

    def example(self, event: gr.SelectData) -> str:
        """The text of the example question chosen."""
        return str(event.value["text"])

    def show(
        self, opened: Opened | None, kept: Any, event: gr.EventData, request: gr.Request
    ) -> str:
        """Open the quote that was clicked, in its document."""
        opened = self._here(opened, kept)
        turn = opened.conversation.turns[event.turn]
        views = self._views(opened, request)
        return self._panel(turn, event.number, views[event.turn], event.turn)

    def why(
        self, opened: Opened | None, kept: Any, event: gr.EventData, request: gr.Request
    ) -> dict[str, Any]:
        """Why the answer to a turn is as it is, to be put below it."""
        opened = self._here(opened, kept)
        turns, view = opened.conversation.turns, self._views(opened, request)[event.turn]
        turn = turns[event.turn]
        try:
            assistant = self._assistant(opened.collections[event.turn], request).in_quotes()
            conversation = Conversation(assistant, turns[: event.turn], view.language)
            told = why_html(conversation.explain(turn.question), turn.answer, view)
        except CiteraError as error:
            told = escaped(view.text("failed", error=error))
        return {"turn": event.turn, "html": told}

    def shown(self, opened: Opened | None, kept: Any, request: gr.Request) -> list[dict[str, str]]:
        """The conversation as it is seen from the collection that is asked now."""
        opened = self._here(opened, kept)
        return chat_messages(opened.conversation.turns, self._views(opened, request), opened.most)

    def earlier(
        self, opened: Opened | None, kept: Any, request: gr.Request
    ) -> tuple[Opened, list[dict[str, str]]]:
        """The same with answers from further back."""
        opened = self._here(opened, kept)
        opened = replace(opened, most=opened.most + SHOWN)
        return opened, self.shown(opened, kept, request)

    def show_passage(self, event: gr.EventData, request: gr.Request) -> str:
        """Open what was found in another tab, with the way back to it."""
        view = self._view(request)
        if not view.has(event.id):
            return empty_panel(view, "gone")
        document, start, end = view.document(event.id), int(event.start), int(event.end)
        found = passage_of(document, start, end)
        answer = Answer("", "", (), False, 0.0, document.language, (), (found,))
        back = event.back if event.back in BACK else BACK[0]
        return document_panel(document, found, answer, view, back=back)

    def restore(self, kept: Any, request: gr.Request) -> tuple[Any, ...]:
        """What a visitor finds: the conversation used last or, the first time, examples."""
        conversations = from_browser(kept)
        return self._found(conversations[:1], conversations, request)

    def choose(self, chosen: str, kept: Any, request: gr.Request) -> tuple[Any, ...]:
        """The conversation of that id."""
        conversations = from_browser(kept)
        found = [each for each in conversations if each.id == chosen]
        return self._found(found, conversations, request)

    def changed_elsewhere(
        self, opened: Opened | None, kept: Any, request: gr.Request
    ) -> tuple[Any, ...]:
        """What another window of the browser made of the conversations."""
        conversations, view = from_browser(kept), self._view(request)
        opened = self._here(opened, kept)
        there = [each for each in conversations if each.id == opened.id]
        if not opened.conversation.turns or [as_value(each) for each in there] == [
            as_value(opened.kept)
        ]:
            return *[gr.skip()] * 6, _picker(conversations, opened.id, view), gr.skip()
        return self._found(there, conversations, request)

    def new(self, kept: Any, request: gr.Request) -> tuple[Any, ...]:
        """A new conversation."""
        return self._found([], from_browser(kept), request)

    def rename(
        self, name: str, opened: Opened | None, kept: Any, request: gr.Request
    ) -> tuple[Any, ...]:
        """The same conversation under another name."""
        if not name.strip():
            return gr.skip(), gr.skip(), gr.skip()
        opened = replace(self._here(opened, kept), name=name_of(name))
        return opened, *self._kept(opened, kept, self._view(request))

    def delete(self, opened: Opened | None, kept: Any, request: gr.Request) -> tuple[Any, ...]:
        """Have the browser forget the conversation, and open the one used before it."""
        deleted = self._here(opened, kept).id
        left = [each for each in from_browser(kept) if each.id != deleted]
        return forget(deleted), *self._found(left[:1], left, request)

    def markdown(self, opened: Opened | None, kept: Any, request: gr.Request) -> tuple[str, str]:
        """The conversation as a Markdown file: its name and content."""
        opened = self._here(opened, kept)
        content = as_markdown(opened.kept, self._views(opened, request))
        return "citera.md", content if opened.conversation.turns else ""

    def page(self, opened: Opened | None, kept: Any, request: gr.Request) -> tuple[str, str]:
        """The conversation as an HTML file: its name and content."""
        opened = self._here(opened, kept)
        if not opened.conversation.turns:
            return "citera.html", ""
        return "citera.html", as_page(opened.kept, self._views(opened, request))

    def json(self, opened: Opened | None, kept: Any) -> tuple[str, str]:
        """The conversation as a JSON file: its name and content."""
        seen = self._here(opened, kept).kept
        return "citera.json", as_json(seen) if seen.turns else ""

    def rate(
        self, opened: Opened | None, kept: Any, event: gr.EventData, request: gr.Request
    ) -> tuple[gr.Row, str, Rated]:
        """Keep that an answer is good or poor, and ask why."""
        turn = self._here(opened, kept).conversation.turns[event.turn]
        rated = Rated(uuid4().hex, turn, bool(event.good))
        self._keep_rating(rated, "", self._view(request))
        return gr.Row(visible=True), "", rated

    def explain(
        self, reason: str, rated: Rated | None, request: gr.Request
    ) -> tuple[gr.Row, str, None]:
        """Keep the reason as well."""
        view = self._view(request)
        if rated and self._keep_rating(rated, reason, view):
            inform(view.language, "thanks")
        return gr.Row(visible=False), "", None

    def _kept(self, opened: Opened, kept: Any, view: View) -> tuple[Any, Any]:
        """What the browser is to keep, the conversation used last before all others."""
        if not opened.conversation.turns:
            return gr.skip(), gr.skip()
        others = [each for each in from_browser(kept) if each.id != opened.id]
        all_kept = [opened.kept, *others]
        return put(opened.kept), _picker(all_kept, opened.id, view)

    def _keep_rating(self, rated: Rated, reason: str, view: View) -> bool:
        try:
            place = self._choices.library.feedback
            keep_feedback(place, rated.key, rated.turn.answer, rated.good, reason)
        except (OSError, CiteraError) as error:
            warn(view.language, "feedback_failed", error=error)
            return False
        return True

    def _here(self, opened: Opened | None, kept: Any) -> Opened:
        """The conversation that is open; what the server let go of, the browser has kept."""
        return opened or self._opened(from_browser(kept)[:1])

    def _opened(self, kept: Sequence[Kept] = ()) -> Opened:
        # The next question is asked of what the visitor has chosen by then.
        assistant = self._choices.collection.assistant
        if not kept:
            return Opened(Conversation(assistant))
        first = kept[0]
        conversation = Conversation(assistant, first.turns)
        return Opened(conversation, first.collections, first.id, first.name)

    def _assistant(self, collection: str, request: gr.Request) -> Assistant:
        """What answers from a collection; of that which is asked now, from what is chosen of it.
        Raises CiteraError where it was deleted, or may not be used.
        """
        if collection in ("", self._choices.collection_of(request).name):
            return self._choices.assistant(request)
        return self._choices.open(collection, request).assistant

    def _view(self, request: gr.Request) -> View:
        """With what is asked now."""
        return self._choices.view(request)

    def _views(self, opened: Opened, request: gr.Request) -> list[View]:
        """For each turn, with the collection that it was answered from."""
        names = opened.kept.collections
        views = {name: self._view_of(name, request) for name in set(names)}
        return [views[name] for name in names]

    def _view_of(self, name: str, request: gr.Request) -> View:
        here = self._view(request)
        if name in ("", self._choices.collection_of(request).name):
            return here
        try:
            collection = self._choices.open(name, request)
        except CiteraError:
            return replace(here, origin=here.text("from_deleted", collection=name))
        origin = here.text("from_collection", collection=name)
        return View.of(collection, here.language, origin)

    def _found(
        self, found: Sequence[Kept], conversations: Sequence[Kept], request: gr.Request
    ) -> tuple[Any, ...]:
        opened, view = self._opened(found), self._view(request)
        chat, *others = self._shown(opened, request)
        welcome = gr.Chatbot(
            chat, placeholder=_greeting(view), examples=self._examples.of(request) or []
        )
        others[0] = gr.skip()  # a question may have been begun
        return welcome, *others, _picker(conversations, opened.id, view), opened.name

    def _shown(self, opened: Opened, request: gr.Request, left: str = "") -> tuple[Any, ...]:
        turns, views = opened.conversation.turns, self._views(opened, request)
        quote = next(iter(turns[-1].answer.citations), None) if turns else None
        document = (
            self._panel(turns[-1], quote.number, views[-1], len(turns) - 1)
            if quote
            else empty_panel(self._view(request))
        )
        return chat_messages(turns, views, opened.most), left, opened, document, *self.rest()

    def _panel(self, turn: Turn, number: int, view: View, place: int) -> str:
        quotes = [each for each in quotes_of(turn.answer) if view.stands(each)]
        selected = next((each for each in quotes if each.number == number), None)
        if selected is None:
            return empty_panel(view, "gone")
        document = view.document(selected.document_id)
        return document_panel(document, selected, turn.answer, view, place)


def _may_be_asked(question: str, collection: Collection, view: View) -> bool:
    """Whether the question can be asked; the visitor is told why not."""
    if collection.is_empty:
        warn(view.language, "nothing_to_ask")
        return False
    if not question.strip():
        warn(view.language, "empty_question")
        return False
    if len(question) > MAX_QUESTION:
        warn(view.language, "long_question", most=MAX_QUESTION)
        return False
    return True


def _editing(opened: Opened) -> Opened:
    return replace(opened, editing=True)


def _picker(conversations: Sequence[Kept], chosen: str, view: View) -> Any:
    """The conversations to choose from; one that is not kept yet has no name."""
    choices = [(printable(each.name), each.id) for each in conversations]
    if chosen not in {each.id for each in conversations}:
        choices = [(view.text("unnamed"), chosen), *choices]
    return gr.update(choices=choices, value=chosen)


def _greeting(view: View) -> str:
    return "<br>".join(view.text(name) for name in ("greeting", "promise", "how"))
