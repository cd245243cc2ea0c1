"""The chat in a web page: an Assistant's answers, and beside them the documents they quote.

Documents, their names and titles, and questions are hostile text. All of it passes through
`_escaped`, or through a component that shows plain text: none of it becomes HTML or Markdown.
"""

from __future__ import annotations

import html
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain, groupby, pairwise
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

PRIVATE: Any = {"api_visibility": "private", "show_progress": "hidden"}


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a document that the side panel can open, and the label of its button."""

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
    page = gr.Blocks(title="Citera")
    with page:
        conversation = gr.State()
        gr.HTML(HEADER, elem_id="header")
        with gr.Row():
            with gr.Column(scale=3):
                chat = _chat()
                places = _buttons(type="index", elem_id="places", visible=False)
                with gr.Row(elem_id="ask"):
                    question = _question_box()
                    send = gr.Button("Send", variant="primary", scale=0, min_width=80)
                    clear = gr.Button("Clear", scale=0, min_width=80)
                examples = _buttons(_examples(assistant), label="Examples", elem_id="examples")
            with gr.Column(scale=2):
                document = _document_panel()
        shown = [chat, question, conversation, places, document]
        answer = partial(_answer, assistant), [question, conversation], shown
        asked = gr.on([send.click, question.submit], *answer, **PRIVATE)
        example = examples.click(lambda sample: sample[0], examples, question, **PRIVATE)
        asked_example = example.then(*answer, **PRIVATE)
        show = partial(_show, assistant)
        places.click(show, [places, conversation], document, js=SHOW_PANEL, **PRIVATE)
        clear.click(
            lambda: ([], "", None, *_opened(assistant, ())),
            outputs=shown,
            cancels=[asked, asked_example],
            **PRIVATE,
        )
        _add_endpoints(assistant)
    page.queue(default_concurrency_limit=ANSWERS_AT_ONCE)
    return page


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


def _document_panel() -> gr.HTML:
    return gr.HTML(
        NO_DOCUMENT,
        elem_id="document",
        js_on_load=f"watch('value', () => {{{SCROLL_TO_QUOTE}}});",
    )


def _buttons(labels: Sequence[str] = (), **options: Any) -> gr.Dataset:
    samples = [[label] for label in labels]
    return gr.Dataset(components=["textbox"], samples=samples, sample_labels=[*labels], **options)


def _examples(assistant: Assistant) -> list[str]:
    present = {document.id for document in assistant.documents}
    return [question for document_id, question in EXAMPLES if document_id in present]


def _answer(
    assistant: Assistant, question: str, conversation: Conversation | None
) -> Iterator[Shown]:
    """Stream the answer into the chat, then open what it rests on."""
    conversation = conversation or assistant.conversation()
    before, text, left = conversation.turns, "", ""
    yield _messages(before, question), "", conversation, gr.Dataset(visible=False), gr.skip()
    try:
        for event in conversation.stream(question):
            text += event.text
            yield _messages(before, question, text), *[gr.skip()] * 4
    except CiteraError as error:
        gr.Warning(_escaped(str(error)))
        left = question
    turns = conversation.turns
    yield _messages(turns), left, conversation, *_opened(assistant, turns)


def _messages(turns: Sequence[Turn], *more: str) -> list[dict[str, str]]:
    """Questions and answers in turn as the chat takes them; `more` goes on after `turns`."""
    said = [*chain.from_iterable((turn.question, turn.answer.text) for turn in turns), *more]
    return [
        {"role": ("user", "assistant")[turn % 2], "content": _escaped(text)}
        for turn, text in enumerate(said)
    ]


def _opened(assistant: Assistant, turns: Sequence[Turn]) -> tuple[gr.Dataset, str]:
    """The buttons under the last answer, and the document of its first citation."""
    if not turns:
        return gr.Dataset(visible=False), NO_DOCUMENT
    answer = turns[-1].answer
    places = _places(assistant, answer)
    labels = [place.label for place in places]
    buttons = gr.Dataset(
        label="Citations" if answer.answered else "Nearest passages",
        samples=[[label] for label in labels],
        sample_labels=labels,
        visible=bool(places),
    )
    return buttons, _panel(assistant, places, 0) if answer.answered else NO_DOCUMENT


def _show(assistant: Assistant, number: int, conversation: Conversation) -> str:
    places = _places(assistant, conversation.turns[-1].answer)
    return _panel(assistant, places, number)


def _places(assistant: Assistant, answer: Answer) -> list[Place]:
    """What an answer rests on: its citations; of a refusal, the nearest passages."""
    if answer.answered:
        return [_cited_place(citation) for citation in answer.citations]
    return [_near_place(assistant, hit) for hit in answer.hits[:NEAREST_SHOWN]]


def _cited_place(citation: Citation) -> Place:
    page = f" — page {citation.page}" if citation.page else ""
    label = f"[{citation.number}] {_line(citation.title)}{page}"
    return Place(label, citation.document_id, (citation.start, citation.end))


def _near_place(assistant: Assistant, hit: Hit) -> Place:
    passage = hit.passage
    title = assistant.document(passage.document_id).title
    return Place(_line(f"{title}: {hit.text}"), passage.document_id, (passage.start, passage.end))


def _line(text: str) -> str:
    """`text` on one line that fits a button."""
    line = " ".join(printable(text).split())
    return line if len(line) <= LABEL_LENGTH else f"{line[: LABEL_LENGTH - 1]}…"


def _panel(assistant: Assistant, places: Sequence[Place], number: int) -> str:
    """The document of the place of that number, with every place in it marked."""
    place = places[number]
    document = assistant.document(place.document_id)
    others = [each.span for each in places if each.document_id == document.id]
    return (
        f"<h2>{_escaped(document.title)}</h2><p class='facts'>{_facts(document, place.span)}</p>"
        f"<div class='text' lang='{_escaped(document.language)}' tabindex='0' role='region'"
        f" aria-label='Text of the document'>{marked(document.text, place.span, others)}</div>"
    )


def _facts(document: Document, span: Span) -> str:
    language = LANGUAGES.get(document.language, document.language)
    page = document.page_at(span[0])
    facts = [document.source, document.published, language, page and f"page {page}", document.id]
    return " · ".join(_escaped(fact) for fact in facts if fact)


def marked(text: str, selected: Span, others: Sequence[Span] = ()) -> str:
    """`text` as HTML with the spans in <mark>: `selected` in one of its own, of class "selected".

    Where spans overlap, marks do not: what lies in several is marked once, and `selected` first.
    """

    def tags(piece: Span) -> tuple[str, str]:
        if _within(piece, selected):
            return "<mark class='selected'>", "</mark>"
        return ("<mark>", "</mark>") if any(_within(piece, each) for each in others) else ("", "")

    cuts = sorted({0, len(text), *selected, *chain.from_iterable(others)})
    pieces = []
    for (opening, closing), run in groupby(pairwise(cuts), key=tags):
        spans = list(run)
        pieces += [opening, _escaped(text[spans[0][0] : spans[-1][1]]), closing]
    return "".join(pieces)


def _within(piece: Span, span: Span) -> bool:
    return span[0] <= piece[0] and piece[1] <= span[1]


def _escaped(text: str) -> str:
    """`text` as HTML that shows it to the letter, control and direction characters as escapes."""
    return html.escape(printable(text))


def _add_endpoints(assistant: Assistant) -> None:
    """The page's public API: /ask, /search and /documents."""

    def ask(question: str) -> dict[str, Any]:
        """The Answer to a question by itself."""
        with _reported():
            return asdict(assistant.ask(question))

    def search(question: str, k: int = 10) -> list[dict[str, Any]]:
        """The k passages nearest to a question, best first."""
        with _reported():
            return [asdict(hit) for hit in assistant.search(question, k)]

    def documents() -> list[dict[str, Any]]:
        """Every document, without its text."""
        names = ("id", "title", "language", "published", "source")
        return [{name: getattr(each, name) for name in names} for each in assistant.documents]

    for endpoint in (ask, search, documents):
        api(endpoint)


@contextmanager
def _reported() -> Iterator[None]:
    """Give a caller of the API the message of a CiteraError, without a traceback."""
    try:
        yield
    except CiteraError as error:
        raise gr.Error(str(error), print_exception=False) from error


if __name__ == "__main__":
    from qa.cli import main

    sys.argv.insert(1, "app")  # `python app.py [DOCS]` is `citera app [DOCS]`
    main()
