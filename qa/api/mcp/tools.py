"""What an assistant with tools can ask of a collection: nothing that changes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from index import Hit
from index.types import Document
from qa.answer.stream import last_answer
from qa.api import models
from qa.api.asking import among
from qa.api.documents import listed, part
from qa.api.mcp.models import (
    MAX_READ,
    Answer,
    Documents,
    Listing,
    Passage,
    Passages,
    Quote,
    Reading,
    Search,
    Text,
)
from qa.api.operating.metrics import watched
from qa.api.workers import Workers
from qa.assistant import Assistant
from qa.library.collection import Collection
from qa.types import Citation


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: its docstring is what the assistant reads of it."""

    call: Callable[[Any], Awaitable[BaseModel]]
    takes: type[BaseModel]
    gives: type[BaseModel]

    @property
    def name(self) -> str:
        """What it is called by."""
        return self.call.__name__

    @property
    def description(self) -> str:
        """When to use it."""
        return " ".join((self.call.__doc__ or "").split())


class Tools:
    """The tools over a collection."""

    def __init__(self, collection: Collection, workers: Workers) -> None:
        self._collection = collection
        self._workers = workers

    def all(self) -> tuple[Tool, ...]:
        """Each with the types of what it takes and gives."""
        return (
            Tool(self.ask, models.Scoped, Answer),
            Tool(self.search, Search, Passages),
            Tool(self.documents, Listing, Documents),
            Tool(self.read, Reading, Text),
        )

    async def ask(self, asked: models.Scoped) -> Answer:
        """Answer a question about the user's documents in verbatim quotes, with their places, or
        say that the documents hold no answer. Ask one thing, in full, in the user's language.
        """
        return await self._workers.run(lambda: _answer(self._collection.assistant, asked))

    async def search(self, asked: Search) -> Passages:
        """Find the passages of the user's documents nearest to a question, in every language; for
        what no single quote answers.
        """
        return await self._workers.run(lambda: _passages(self._collection.assistant, asked))

    async def documents(self, asked: Listing) -> Documents:
        """List the user's documents by id; `next` is what `after` is for the next ones."""
        found = await self._workers.run(
            lambda: listed(self._collection.assistant, asked.after, asked.limit)
        )
        return Documents(**dict(found))

    async def read(self, asked: Reading) -> Text:
        """Read a document's text, or the part of it around a quote or passage."""
        return await self._workers.run(lambda: _text(self._collection.assistant, asked))


def _answer(assistant: Assistant, asked: models.Scoped) -> Answer:
    answer = last_answer(watched(among(assistant, asked).in_quotes().stream(asked.question)))
    return Answer(
        answered=answer.answered,
        confidence=answer.confidence,
        text=answer.text,
        citations=[_quote(assistant, each) for each in answer.citations],
        nearest=[_quote(assistant, each) for each in answer.nearest],
        understood=answer.understood,
        sides=[list(each) for each in answer.sides],
    )


def _quote(assistant: Assistant, cited: Citation) -> Quote:
    place = _place(assistant.document(cited.document_id), cited.start, cited.end)
    return Quote(**place, number=cited.number, quote=cited.quote)


def _passages(assistant: Assistant, asked: Search) -> Passages:
    hits = among(assistant, asked).search(asked.question, asked.k)
    return Passages(passages=[_passage(assistant, each) for each in hits])


def _passage(assistant: Assistant, hit: Hit) -> Passage:
    found = hit.passage
    place = _place(assistant.document(found.document_id), found.start, found.end)
    return Passage(**place, score=hit.score, text=hit.text)


def _text(assistant: Assistant, asked: Reading) -> Text:
    document = assistant.document(asked.document_id)
    start, end = part(document, asked.start, asked.end, MAX_READ)
    place = _place(document, start, end)
    return Text(**place, text=document.text[start:end], length=len(document.text))


def _place(document: Document, start: int, end: int) -> dict[str, Any]:
    return {
        "document_id": document.id,
        "title": document.title,
        "published": document.published,
        "page": document.page_at(start),
        "start": start,
        "end": end,
    }
