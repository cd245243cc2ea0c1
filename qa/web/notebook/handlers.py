"""What the notebook does: quotes pinned, opened, referred to and exported."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any
from uuid import uuid4

import gradio as gr

from index import Document
from qa.errors import CiteraError
from qa.types import Answer, Citation
from qa.web.choices import Choices
from qa.web.notebook.exports import as_markdown, as_word
from qa.web.notebook.pins import as_value, pins_from, quote_at
from qa.web.notebook.references import NAMES, STYLES, Cited, quote_with_reference
from qa.web.page import View, empty_panel, render
from qa.web.viewer.panel import document_panel
from qa.web.wording.notebook_strings import NOTEBOOK
from qa.web.wording.page_strings import language_of, warn


class NotebookHandlers:
    """Values of the notebook's element and of the dialog, for the visitor who makes a request.

    A quote is named by its collection, document and place, and cut from the document anew.
    """

    def __init__(self, choices: Choices) -> None:
        self._choices = choices

    def texts(self, request: gr.Request) -> str:
        """What the script says, in the visitor's language."""
        return _told(language_of(request))

    def pin(self, event: gr.EventData, request: gr.Request) -> Any:
        """Have the script keep the quote."""
        found = self._found(event, request)
        if found is None:
            return gr.skip()
        view, document, citation = found
        value = as_value(citation, document, view.collection)
        facts = view.facts(document, citation.page)
        return _told(view.language, pin=value | {"facts": facts, "comment": ""})

    def cite(self, event: gr.EventData, request: gr.Request) -> Any:
        """The quote with its reference in every style, to be copied."""
        found = self._found(event, request)
        if found is None:
            return gr.skip()
        view, document, citation = found
        cited = Cited.of(document, citation.page)
        copies = [
            (style, quote_with_reference(citation.quote, cited, style, view.language))
            for style in STYLES
        ]
        return render("cite.html", view=view, copies=copies, names=NAMES, key=uuid4().hex)

    def show(self, event: gr.EventData, request: gr.Request) -> str:
        """Open a quote of the notebook in its document."""
        found = self._found(event, request)
        if found is None:
            return empty_panel(self._choices.view(request), "gone")
        view, document, citation = found
        answer = Answer("", "", (), False, 0.0, document.language, (), (citation,))
        return document_panel(document, citation, answer, view, back="back_to_notebook")

    def export(self, event: gr.EventData, request: gr.Request) -> tuple[str, str]:
        """The notebook as a file: its name, and its content in base64."""
        language = language_of(request)
        style = event.style if event.style in STYLES else STYLES[0]
        pins = pins_from(event.pins)
        try:
            if event.format == "word":
                name, content = "citera.docx", as_word(pins, style, language)
            else:
                name = "citera.md"
                content = as_markdown(pins, style, language).encode("utf-8", "replace")
        except CiteraError as error:
            warn(language, "failed", error=error)
            return "", ""
        return name, b64encode(content).decode()

    def _found(
        self, event: gr.EventData, request: gr.Request
    ) -> tuple[View, Document, Citation] | None:
        """The quote that an event names; where it is gone, the visitor is told."""
        language = language_of(request)
        try:
            view = View.of(self._choices.open(str(event.collection), request), language)
            document = view.document(str(event.id))
        except CiteraError:
            warn(language, "gone")
            return None
        citation = quote_at(document, int(event.start), int(event.end))
        if citation is None or getattr(event, "quote", citation.quote) != citation.quote:
            warn(language, "gone")
            return None
        return view, document, citation


def _told(language: str, **values: Any) -> str:
    """The script hears of a value only if it is a new one: `key` makes it so."""
    value = {"key": uuid4().hex, "texts": {**NOTEBOOK[language], **NAMES}, **values}
    # Gradio warns of what looks like a script.
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
