"""What programs may call: `/ask`, `/search` and `/documents`, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import gradio as gr
from gradio.events import api

from qa.answer.stream import last_answer
from qa.api.operating.metrics import watched
from qa.errors import CiteraError
from qa.library.collection import Collection


class Endpoints:
    """A collection's answers as JSON."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def add(self) -> None:
        """Offer the endpoints on the page that is being built."""
        for endpoint in (self.ask, self.search, self.documents):
            api(endpoint)

    def ask(self, question: str) -> dict[str, Any]:
        """The Answer to a question by itself."""
        with _reported():
            return asdict(last_answer(watched(self._collection.assistant.stream(question))))

    def search(self, question: str, k: int = 10) -> list[dict[str, Any]]:
        """The k passages nearest to a question, best first."""
        with _reported():
            return [asdict(hit) for hit in self._collection.assistant.search(question, k)]

    def documents(self) -> list[dict[str, Any]]:
        """Every document, without its text."""
        return [asdict(each) for each in self._collection.assistant.document_facts]


@contextmanager
def _reported() -> Iterator[None]:
    """Give a caller the message of a CiteraError, without a traceback."""
    try:
        yield
    except CiteraError as error:
        raise gr.Error(str(error), print_exception=False) from error
