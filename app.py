"""The chat in a web page: an Assistant's answers, and beside them the documents they quote.

Documents, their names and titles, and questions are hostile text. All of it passes through
`_escaped`, or through a component that shows plain text: none of it becomes HTML or Markdown.
"""

from __future__ import annotations

import html
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain, groupby, pairwise
from typing import Any, Literal

# Gradio reads these while it is imported; without them it reports home.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr

from index import Document, Hit
from index.types import Span
from qa import Answer, Assistant, Citation, CiteraError, Conversation, Turn
from qa.terminal import printable

ANSWERS_AT_ONCE = 4
NEAREST_SHOWN = 5  # passages, with a refusal
LABEL_LENGTH = 90  # characters on a button
LANGUAGES = {"en": "English", "sv": "Swedish"}
EXAMPLES = (  # each is offered where the document that answers it is present
    ("kampala-cameras.html", "How much is Uganda paying for surveillance cameras?"),
    ("svenska/belgrads-kameror.html", "Hur många kameror blir det i Belgrad när allt är klart?"),
    ("svenska/massan-i-rabat.md", "How big was the global video surveillance market in 2017?"),
    ("paris-fair-report.md", "Vad ska Thailand ha sina drönare från GDU till?"),
)

HEADER = "<h1>Citera</h1><p>Answers in your documents’ own words</p>"
GREETING = "Ask in English or Swedish. Answers are quoted from the documents, or not given."
NO_DOCUMENT = "<p class='empty'>The document behind an answer opens here, the quote marked.</p>"
FONT = ("Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")  # none is downloaded
CSS = """
main.app {max-width: 1440px !important; margin: 0 auto; padding: 12px 20px !important}
"""
SCROLL_TO_QUOTE = """
    const text = document.querySelector('#document .text');
    const quote = text?.querySelector('.selected');
    if (quote) text.scrollTop += quote.getBoundingClientRect().top
        - text.getBoundingClientRect().top - text.clientHeight / 4;
"""
SHOW_PANEL = f"""(...inputs) => {{
    document.querySelector('#document').scrollIntoView({{block: 'nearest'}});
    {SCROLL_TO_QUOTE}
    return inputs;
}}"""

Shown = tuple[Any, ...]
"""New values of the chat, the question, the conversation, the places and the document."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a document that the side panel can open, and the button that opens it."""

    label: str
    document_id: str
    span: Span


def launch(assistant: Assistant, *, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve the page until interrupted. Raises CiteraError when the port cannot be had."""
    page = serve(assistant, host=host, port=port)
    print(f"Citera is at {page.local_url} (Ctrl-C ends it)", flush=True)
    page.block_thread()


def serve(assistant: Assistant, *, host: str = "127.0.0.1", port: int = 0) -> gr.Blocks:
    """Serve the page, at `local_url`, until it is closed. Port 0: the first free from 7860 on."""
    page = build(assistant)
    try:
        page.launch(
            server_name=host,
            server_port=port or None,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            enable_monitoring=False,
            run_history=False,
            footer_links=[],
            theme=gr.themes.Default(primary_hue="blue", font=FONT, font_mono="monospace"),
            css=CSS,
        )
    except OSError as error:
        raise CiteraError(f"cannot serve on port {port} of {host}: {error}") from error
    return page


def build(assistant: Assistant) -> gr.Blocks:
    """The page: the chat, beside it the cited document; and the three endpoints."""
    with gr.Blocks(title="Citera") as page:
        conversation = gr.State()
        gr.HTML(HEADER, elem_id="header")
        with gr.Row():
            with gr.Column(scale=3):
                chat = _chat()
                places = _buttons([], type="index", elem_id="places", visible=False)
                with gr.Row(elem_id="ask"):
                    question = _question_box()
                    send = gr.Button("Send", variant="primary", scale=0, min_width=80)
                    clear = gr.Button("Clear", scale=0, min_width=80)
                examples = _buttons(_examples(assistant), type="tuple", label="Examples")
            with gr.Column(scale=2):
                document = gr.HTML(
                    NO_DOCUMENT,
                    elem_id="document",
                    js_on_load=f"watch('value', () => {{{SCROLL_TO_QUOTE}}});",
                )
        shown = [chat, question, conversation, places, document]
        answer, show = partial(_answer, assistant), partial(_show, assistant)
        inputs = [question, conversation]
        asked = gr.on([send.click, question.submit], answer, inputs, shown, **PRIVATE)
        example = examples.click(_example_text, examples, question, **PRIVATE)
        asked_example = example.then(answer, inputs, shown, **PRIVATE)
        places.click(show, [places, conversation], document, js=SHOW_PANEL, **PRIVATE)
        clear.click(_nothing, None, shown, cancels=[asked, asked_example], **PRIVATE)
        _endpoints(assistant)
    page.queue(default_concurrency_limit=ANSWERS_AT_ONCE)
    return page


PRIVATE: Any = {"api_visibility": "private", "show_progress": "hidden"}


def _chat() -> gr.Chatbot:
    return gr.Chatbot(
        label="Conversation",
        show_label=False,
        elem_id="chat",
        height="100%",
        placeholder=GREETING,
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
        placeholder="Ask about the documents…",
        autofocus=True,
        max_lines=4,
    )


def _buttons(labels: Sequence[str], **options: Any) -> gr.Dataset:
    return gr.Dataset(
        components=["textbox"], samples=[[label] for label in labels], sample_labels=list(labels), **options
    )


def _examples(assistant: Assistant) -> list[str]:
    present = {document.id for document in assistant.documents}
    return [question for document_id, question in EXAMPLES if document_id in present]


# What happens on the page


def _answer(
    assistant: Assistant, question: str, conversation: Conversation | None
) -> Iterator[Shown]:
    """Stream the answer into the chat; then show what it rests on."""
    conversation = conversation or assistant.conversation()
    before = conversation.turns
    text = ""
    try:
        yield _messages(before, question), "", conversation, _buttons([], visible=False), gr.skip()
        for event in conversation.stream(question):
            text += event.text
            yield _messages(before, question, text), *[gr.skip()] * 4
        answer = conversation.turns[-1].answer
        yield gr.skip()
    except CiteraError as error:
        gr.Warning(_escaped(str(error)))
        yield _messages(before), question, conversation, gr.skip(), gr.skip()


def _example_text(example: tuple[int, list[str]]) -> str:
    return example[1][0]
