"""The Chat tab: questions and answers, and beside them the document that an answer quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import shorten
from typing import Any

import gradio as gr

from index import Hit
from qa.assistant import Assistant, Conversation
from qa.errors import CiteraError
from qa.types import Answer, Turn
from qa.web.page import (
    Place,
    chat_messages,
    cited_place,
    document_panel,
    escaped,
    place_buttons,
)

NEAREST_SHOWN = 3  # passages, with a refusal
SNIPPET_LENGTH = 120  # characters of a passage on its button
EXAMPLES = (  # each is offered where the document that answers it is present
    ("kampala-cameras.html", "How much is Uganda paying for surveillance cameras?"),
    ("svenska/belgrads-kameror.html", "Hur många kameror blir det i Belgrad när allt är klart?"),
    ("svenska/massan-i-rabat.md", "How big was the global video surveillance market in 2017?"),
    ("paris-fair-report.md", "Hur stor del av Hyteras intäkter kommer från andra länder än Kina?"),
)

GREETING = "Ask in English or Swedish.<br>Answers are quoted from the documents, or not given."
NO_DOCUMENT = "<p class='empty'>The document behind an answer opens here, its quote marked.</p>"
SCROLL_TO_QUOTE = """
    const text = document.querySelector('#document .text');
    const quote = text?.querySelector('.selected');
    if (quote) text.scrollTop += quote.getBoundingClientRect().top
        - text.getBoundingClientRect().top - text.clientHeight / 4;
"""
ON_DOCUMENT = f"watch('value', () => {{{SCROLL_TO_QUOTE}}});"
ON_PLACES = f"""
element.addEventListener('click', event => {{
    const button = event.target.closest('button');
    if (!button) return;
    document.querySelector('#document').scrollIntoView();
    {SCROLL_TO_QUOTE}
    trigger('click', {{number: Number(button.value)}});
}});
"""

PRIVATE: Any = {"api_visibility": "private", "show_progress": "hidden"}


def chat_tab(assistant: Assistant) -> None:
    """Build the tab into the page."""
    handlers = ChatHandlers(assistant)
    conversation = gr.State()
    with gr.Row(elem_id="columns"):
        with gr.Column():
            chat = _chat(assistant)
            places = gr.HTML("", elem_id="places", apply_default_css=False, js_on_load=ON_PLACES)
            with gr.Row(elem_id="ask"):
                question = _question_box()
                send = gr.Button("Send", variant="primary", scale=0, min_width=80)
                clear = gr.Button("Clear", scale=0, min_width=80)
        with gr.Column():
            document = gr.HTML(
                NO_DOCUMENT, elem_id="document", apply_default_css=False, js_on_load=ON_DOCUMENT
            )
    shown = [chat, question, conversation, places, document]
    answer = handlers.answer, [question, conversation], shown
    asked = gr.on([send.click, question.submit], *answer, **PRIVATE)
    example = chat.example_select(handlers.example, None, question, **PRIVATE)
    asked_example = example.then(*answer, **PRIVATE)
    places.click(handlers.show, conversation, [places, document], **PRIVATE)
    clear.click(handlers.clear, None, shown, cancels=[asked, asked_example], **PRIVATE)


def _chat(assistant: Assistant) -> gr.Chatbot:
    present = {document.id for document in assistant.documents}
    return gr.Chatbot(
        label="Conversation",
        show_label=False,
        elem_id="chat",
        placeholder=GREETING,
        examples=[{"text": question} for document, question in EXAMPLES if document in present],
        buttons=[],
        feedback_options=None,
        render_markdown=False,
        latex_delimiters=[],
        allow_tags=False,
    )


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        label="Question",
        show_label=False,
        container=False,
        placeholder="Ask a question…",
        max_lines=4,
    )


class ChatHandlers:
    """An Assistant's answers as values of the tab's widgets."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def answer(
        self, question: str, conversation: Conversation | None
    ) -> Iterator[tuple[Any, Any, Any, Any, Any]]:
        """Stream the answer into the chat, then open what it rests on."""
        conversation = conversation or self._assistant.conversation()
        before, text, left = conversation.turns, "", ""
        yield chat_messages(before, question), "", conversation, "", gr.skip()
        try:
            for event in conversation.stream(question):
                text += event.text
                yield chat_messages(before, question, text), *[gr.skip()] * 4
        except CiteraError as error:
            gr.Warning(escaped(str(error)))
            left = question
        turns = conversation.turns
        yield chat_messages(turns), left, conversation, *self._open_first(turns)

    def example(self, event: gr.SelectData) -> str:
        """The text of the example question chosen."""
        return str(event.value["text"])

    def show(self, conversation: Conversation, event: gr.EventData) -> tuple[str, str]:
        """Open the place whose button was pressed."""
        return self._open(conversation.turns[-1].answer, event.number)

    def clear(self) -> tuple[Any, ...]:
        """A new conversation."""
        return [], "", None, "", NO_DOCUMENT

    def _open_first(self, turns: Sequence[Turn]) -> tuple[str, str]:
        if not turns:
            return "", NO_DOCUMENT
        answer = turns[-1].answer
        return self._open(answer, 0 if answer.answered else None)

    def _open(self, answer: Answer, number: int | None) -> tuple[str, str]:
        """The places that an answer rests on, and the document of the one of that number."""
        if answer.answered:
            places = [cited_place(citation) for citation in answer.citations]
        else:
            places = [self._near_place(hit) for hit in answer.hits[:NEAREST_SHOWN]]
        heading = "Citations" if answer.answered else "Nearest passages"
        buttons = place_buttons(heading, places, number)
        if number is None:
            return buttons, NO_DOCUMENT
        document = self._assistant.document(places[number].document_id)
        return buttons, document_panel(document, places, number)

    def _near_place(self, hit: Hit) -> Place:
        document = self._assistant.document(hit.passage.document_id)
        snippet = shorten(hit.text, SNIPPET_LENGTH, placeholder="…")
        return Place(document.id, document.title, snippet, (hit.passage.start, hit.passage.end))
