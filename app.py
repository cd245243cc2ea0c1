"""The chat in a web page: an Assistant's answers, and beside them the documents they quote.

Documents, their names and titles, and questions are hostile text: all of it passes through
`escaped` on its way to the page, so that none of it becomes HTML or Markdown.
"""

from __future__ import annotations

import html
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain, groupby, pairwise
from textwrap import shorten
from typing import Any

# Gradio reads these while it is imported; without them it reports home.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr
from gradio.events import api

from index import Document, Hit
from index.types import Span
from qa import Answer, Assistant, Citation, CiteraError, Conversation, Turn
from qa.terminal import printable

ANSWERS_AT_ONCE = 4
NEAREST_SHOWN = 3  # passages, with a refusal
SNIPPET_LENGTH = 120  # characters of a passage on its button
LANGUAGES = {"en": "English", "sv": "Swedish"}
EXAMPLES = (  # each is offered where the document that answers it is present
    ("kampala-cameras.html", "How much is Uganda paying for surveillance cameras?"),
    ("svenska/belgrads-kameror.html", "Hur många kameror blir det i Belgrad när allt är klart?"),
    ("svenska/massan-i-rabat.md", "How big was the global video surveillance market in 2017?"),
    ("paris-fair-report.md", "Hur stor del av Hyteras intäkter kommer från andra länder än Kina?"),
)

HEADER = "<h1>Citera</h1><p>Answers in your documents’ own words</p>"
GREETING = "Ask in English or Swedish.<br>Answers are quoted from the documents, or not given."
NO_DOCUMENT = "<p class='empty'>The document behind an answer opens here, its quote marked.</p>"
FONT = ("Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")  # none is downloaded
CSS = """
.main.app {max-width: 1440px !important; margin: 0 auto; padding: 14px 20px !important}
.html-container {padding: 0 !important}
#header .html-container > div {display: flex; align-items: baseline; gap: 12px}
#header h1 {font-size: 22px; font-weight: 700; margin: 0}
#header p {color: var(--body-text-color-subdued); margin: 0}
#columns {height: calc(100dvh - 74px); min-height: 480px; flex-wrap: nowrap}
#columns > .column {height: 100%; min-width: 0 !important; flex-basis: 0}
#chat {flex: 1 1 0; min-height: 160px}
#chat .icon-button-wrapper {display: none}
#chat .md {white-space: pre-wrap; overflow-wrap: anywhere; text-align: inherit}
#chat .placeholder-content {text-align: center}
#ask {flex-grow: 0; flex-wrap: nowrap; gap: 10px}
#ask > .block {min-width: 0 !important}
#places {flex-shrink: 0; max-height: 40%; overflow-y: auto !important}
#places:not(:has(h2)) {display: none}
#places h2 {font-size: 13px; font-weight: 600; margin: 0 0 6px}
#places .list {display: flex; flex-direction: column; gap: 6px}
#places button {text-align: left; padding: 7px 12px; overflow-wrap: anywhere;
    border: 1px solid var(--border-color-primary); border-radius: 8px}
#places button:hover {border-color: var(--color-accent)}
#places button[aria-pressed=true] {
    border-color: var(--color-accent); background: var(--color-accent-soft)}
#places small {display: block; font-size: 13px}
#places h2, #places small, #document p {color: var(--body-text-color-subdued)}
#document {height: 100%; border: 1px solid var(--border-color-primary) !important;
    border-radius: 8px}
#document .html-container {height: 100%}
#document .html-container > div {display: flex; flex-direction: column; height: 100%;
    padding: 16px 0 0 20px}
#document .empty {margin: auto; padding-right: 20px; text-align: center; text-wrap: balance}
#document h2 {font-size: 18px; font-weight: 600; margin: 0 20px 2px 0; overflow-wrap: anywhere}
#document .facts {font-size: 13px; margin: 0 20px 12px 0; overflow-wrap: anywhere}
#document .text {flex: 1 1 0; overflow-y: auto; padding: 12px 20px 20px 0; line-height: 1.6;
    white-space: pre-wrap; overflow-wrap: anywhere;
    border-top: 1px solid var(--border-color-primary)}
#document mark {background: #fef3c7; color: #1f2937; border-radius: 3px; padding: 1px 0}
#document mark.selected {background: #fcd34d}
@media (max-width: 760px) {
    .main.app {padding: 10px 12px !important}
    #columns {height: auto; flex-direction: column}
    #columns > .column {width: 100%; flex: none; height: auto}
    #chat {height: 56dvh !important; flex: none}
    #document:has(.text) {height: 88dvh}
}
"""
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


def launch(assistant: Assistant, *, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve the page until interrupted; port 0 is the first free one from 7860 on.

    Raises CiteraError when the port cannot be had.
    """
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
            theme=_theme(),
            css=CSS,
        )
    except OSError as error:
        raise CiteraError(f"cannot serve on port {port} of {host}: {error}") from error
    print(f"Citera is at {page.local_url} (Ctrl-C ends it)", flush=True)
    page.block_thread()


def build(assistant: Assistant) -> gr.Blocks:
    """The page: the chat, beside it the cited document; and the three endpoints."""
    handlers = Handlers(assistant)
    page = gr.Blocks(title="Citera")
    with page:
        conversation = gr.State()
        gr.HTML(HEADER, elem_id="header", apply_default_css=False)
        with gr.Row(elem_id="columns"):
            with gr.Column():
                chat = _chat(assistant)
                places = gr.HTML(
                    "", elem_id="places", apply_default_css=False, js_on_load=ON_PLACES
                )
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
        for endpoint in (handlers.ask, handlers.search, handlers.documents):
            api(endpoint)
    page.queue(default_concurrency_limit=ANSWERS_AT_ONCE)
    return page


def _theme() -> gr.themes.Base:
    theme = gr.themes.Default(primary_hue="blue", font=FONT, font_mono="monospace")
    return theme.set(body_text_color_subdued="*neutral_500", input_placeholder_color="*neutral_500")


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


class Handlers:
    """What the page and its endpoints do: an Assistant's answers as values of the widgets."""

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

    def ask(self, question: str) -> dict[str, Any]:
        """The Answer to a question by itself."""
        with _reported():
            return asdict(self._assistant.ask(question))

    def search(self, question: str, k: int = 10) -> list[dict[str, Any]]:
        """The k passages nearest to a question, best first."""
        with _reported():
            return [asdict(hit) for hit in self._assistant.search(question, k)]

    def documents(self) -> list[dict[str, Any]]:
        """Every document, without its text."""
        names = ("id", "title", "language", "published", "source")
        return [{name: getattr(each, name) for name in names} for each in self._assistant.documents]

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


@contextmanager
def _reported() -> Iterator[None]:
    """Give a caller of the API the message of a CiteraError, without a traceback."""
    try:
        yield
    except CiteraError as error:
        raise gr.Error(str(error), print_exception=False) from error


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a document that can be opened; `title` and `note` stand on its button."""

    document_id: str
    title: str
    note: str
    span: Span


def cited_place(citation: Citation) -> Place:
    """Where a quote stands."""
    page = f" — page {citation.page}" if citation.page else ""
    title = f"[{citation.number}] {citation.title}{page}"
    return Place(citation.document_id, title, "", (citation.start, citation.end))


def chat_messages(turns: Sequence[Turn], *more: str) -> list[dict[str, str]]:
    """Questions and answers in turn as the chat takes them; `more` goes on after `turns`."""
    said = [*chain.from_iterable((turn.question, turn.answer.text) for turn in turns), *more]
    return [
        {"role": ("user", "assistant")[place % 2], "content": escaped(text)}
        for place, text in enumerate(said)
    ]


def place_buttons(heading: str, places: Sequence[Place], pressed: int | None) -> str:
    """A button for each place, which the page's script turns into its number."""
    buttons = (
        f"<button value='{number}' aria-pressed='{str(number == pressed).lower()}'>"
        f"{escaped(place.title)} <small>{escaped(place.note)}</small></button>"
        for number, place in enumerate(places)
    )
    return f"<h2>{heading}</h2><div class='list'>{''.join(buttons)}</div>"


def document_panel(document: Document, places: Sequence[Place], number: int) -> str:
    """A document with every place in it marked, the one of that number as selected."""
    selected = places[number].span
    others = [place.span for place in places if place.document_id == document.id]
    page = document.page_at(selected[0])
    language = LANGUAGES.get(document.language, document.language)
    facts = [document.source, document.published, language, page and f"page {page}", document.id]
    return (
        f"<h2>{escaped(document.title)}</h2>"
        f"<p class='facts'>{escaped(' · '.join(fact for fact in facts if fact))}</p>"
        f"<div class='text' lang='{escaped(document.language)}' tabindex='0' role='region'"
        f" aria-label='Text of the document'>{marked(document.text, selected, others)}</div>"
    )


def marked(text: str, selected: Span, others: Sequence[Span] = ()) -> str:
    """`text` as HTML with the spans in <mark>: `selected` in one of its own, of class "selected".

    Where spans overlap, marks do not: what lies in several is marked once, and `selected` first.
    """

    def tags(piece: Span) -> tuple[str, str]:
        if _within(piece, selected):
            return "<mark class='selected'>", "</mark>"
        return ("<mark>", "</mark>") if any(_within(piece, each) for each in others) else ("", "")

    cuts = sorted({0, len(text), *selected, *chain.from_iterable(others)})
    runs = []
    for (opening, closing), run in groupby(pairwise(cuts), key=tags):
        pieces = list(run)
        runs += [opening, escaped(text[pieces[0][0] : pieces[-1][1]]), closing]
    return "".join(runs)


def _within(piece: Span, span: Span) -> bool:
    return span[0] <= piece[0] and piece[1] <= span[1]


def escaped(text: str) -> str:
    """`text` as HTML that shows it to the letter, control and direction characters as escapes."""
    return html.escape(printable(text))


if __name__ == "__main__":
    from qa.cli import main

    sys.argv.insert(1, "app")  # `python app.py [DOCS]` is `citera app [DOCS]`
    main()
