"""Questions to begin with, as the chat shows them: those that the documents suggest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import gradio as gr

from qa.suggest.candidates import Candidate
from qa.suggest.suggestions import ALL, Suggestions
from qa.terminal import printable
from qa.web.choices import Choices
from qa.web.page import View
from qa.web.wording.examples import EXAMPLES, EXAMPLES_OF

MAX_SHOWN = 5


class Examples:
    """The questions for each visitor, by the collection and language that they chose."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self._suggestions = Suggestions()

    def of(self, request: gr.Request) -> list[Any] | None:
        """Of the documents that are asked; None while they are being looked for. All of the sample
        corpus has questions of its own.
        """
        collection, view = self._choices.collection_of(request), self._choices.view(request)
        scope = self._choices.of(request).scope
        if scope == ALL and all(map(view.has, EXAMPLES_OF)):
            return [
                _example(question, view.text(name)) for name, question in EXAMPLES[view.language]
            ]
        found = self._suggestions.of(
            collection.assistant, collection.suggested, scope, request.session_hash or ""
        )
        return None if found is None else list(_shown(found, view))


def _shown(found: Sequence[Candidate], view: View) -> Iterable[Any]:
    """Those in the language of the page first, each with the document that suggests it."""
    known = (each for each in found if view.has(each.document_id))
    ordered = sorted(known, key=lambda each: each.language != view.language)
    for each in islice(ordered, MAX_SHOWN):
        yield _example(each.question, view.document(each.document_id).title)


def _example(question: str, note: str) -> dict[str, str]:
    shown = question if note in question else f"{question}\n{note}"
    return {"text": question, "display_text": printable(shown)}
