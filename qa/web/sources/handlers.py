"""What the list of documents shows and does: documents ticked to be asked alone, and opened."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

import gradio as gr

from index.types import MIN_SEARCHED
from qa.library.collection import Listed
from qa.terminal import printable
from qa.types import Answer
from qa.web.choices import Choices
from qa.web.page import View, empty_panel
from qa.web.sources.asked import asked_now
from qa.web.viewer.panel import document_panel
from qa.web.wording.page_strings import TEXTS

TEXTS_OF_LIST = ("listed", "find_source", "sources_shown", "ask_only", "no_sources", "none_found")


class SourceHandlers:
    """The list's value, and what comes of its events, for the visitor who makes a request."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices

    def grown(self, count: int | None, request: gr.Request) -> tuple[Any, int]:
        """The list, where it has not `count` documents, and how many it has."""
        documents = self._choices.collection_of(request).assistant.answerer().index.documents
        if len(documents) == count:
            return gr.skip(), count
        return source_list(self._choices, request), len(documents)

    def ask_only(self, event: gr.EventData, request: gr.Request) -> tuple[Any, gr.HTML]:
        """Ask only the documents ticked; with none ticked, all. The list hears of what is gone."""
        choice, view = self._choices.of(request), self._choices.view(request)
        ticked = [each for each in map(str, event.documents) if view.has(each)]
        self._choices.choose(
            request, replace(choice, scope=replace(choice.scope, documents=ticked))
        )
        all_there = len(ticked) == len(event.documents)
        told = gr.skip() if all_there else source_list(self._choices, request)
        return told, asked_now(self._choices, request)

    def show(self, event: gr.EventData, request: gr.Request) -> str:
        """Open the document that was clicked, at its beginning."""
        view = self._choices.view(request)
        if not view.has(event.id):
            return empty_panel(view, "gone")
        document = view.document(event.id)
        nothing = Answer("", "", (), False, 0.0, document.language, ())
        return document_panel(document, None, nothing, view, back="back_to_sources")


def source_list(choices: Choices, request: gr.Request) -> str:
    """The documents of the collection and which are ticked, as JSON for sources.js.

    Of those that are ticked, what is gone is no longer asked for. The script hears of a value only
    if it is a new one: `key` makes it so.
    """
    view = choices.view(request)
    documents = [
        each for each in choices.collection_of(request).listed() if each.state == "indexed"
    ]
    value = {
        "key": uuid4().hex,
        "texts": {name: TEXTS[view.language][name] for name in TEXTS_OF_LIST},
        "documents": [_row(each, view) for each in documents],
        "asked": _still_asked(choices, request, documents),
    }
    # Gradio warns of what looks like a script.
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _still_asked(
    choices: Choices, request: gr.Request, documents: Sequence[Listed]
) -> Sequence[str]:
    choice, known = choices.of(request), {each.id for each in documents}
    left = [each for each in choice.scope.documents if each in known]
    if len(left) < len(choice.scope.documents):
        choices.choose(request, replace(choice, scope=replace(choice.scope, documents=left)))
    return left


def _row(listed: Listed, view: View) -> tuple[str, str, str, str, str]:
    """Id, title and name of the file; what is known of it; what to say where little is searched."""
    kind = PurePosixPath(listed.id).suffix.lstrip(".").upper()
    language = TEXTS[view.language].get(listed.language, listed.language)
    pages = view.text("one_page" if listed.pages == 1 else "pages_of", count=listed.pages)
    facts = [kind, language, listed.published, pages if listed.pages else None]
    little = view.text("little_searched", percent=round(100 * listed.searched_share))
    return (
        listed.id,
        printable(listed.title),
        printable(listed.id),
        printable(" · ".join(filter(None, facts))),
        little if listed.searched_share < MIN_SEARCHED else "",
    )
