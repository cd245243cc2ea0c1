"""An assistant in Haystack: components that retrieve, answer in quotes, and embed."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import Any

from index.embed import Embedder, default_embedder
from qa.assistant import Assistant
from qa.frameworks.sources import Source, facts_of, found, quoted

TELEMETRY = "HAYSTACK_TELEMETRY_ENABLED"


def report_nothing() -> None:
    """Have Haystack send no usage reports, unless its user decided by the environment."""
    if TELEMETRY in os.environ:
        return
    os.environ[TELEMETRY] = "false"  # read while Haystack is imported, which it may be already
    loaded: Any = sys.modules.get("haystack.telemetry._telemetry")
    if loaded:
        loaded.telemetry = None


try:
    report_nothing()
    from haystack import Document, component
    from haystack.dataclasses import GeneratedAnswer
except ImportError as error:
    raise ImportError('this needs Haystack: pip install "citera[haystack]"') from error


@component
class CiteraRetriever:
    """The `top_k` passages nearest to a question, best first, in every language.

    Each document's `meta` has its place: the text of the document `document_id` from `start` to
    `end` is the `content`, to the character.
    """

    def __init__(self, assistant: Assistant, top_k: int = 10) -> None:
        self.assistant = assistant
        self.top_k = top_k

    @component.output_types(documents=list[Document])
    def run(self, query: str, top_k: int | None = None) -> dict[str, list[Document]]:
        """Find passages; `top_k` of them, where it is given."""
        sources = found(self.assistant, query, self.top_k if top_k is None else top_k)
        return {"documents": [_document(each) for each in sources]}


@component
class CiteraAnswerer:
    """Answers in quotes, which are the answer's documents.

    For a refusal the answer says so, has no documents and `meta["answered"]` is False.
    """

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant

    @component.output_types(answers=list[GeneratedAnswer])
    def run(self, query: str) -> dict[str, list[GeneratedAnswer]]:
        """Answer one question by itself; one answer."""
        answer = self.assistant.ask(query)
        documents = [_document(each) for each in quoted(self.assistant, answer)]
        return {"answers": [GeneratedAnswer(answer.text, query, documents, facts_of(answer))]}


@component
class CiteraTextEmbedder:
    """Embeds questions with the bundled model, or another embedder: vectors of length 1."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self.embedder = embedder

    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, list[float]]:
        """The vector of a question."""
        embedder = self.embedder or default_embedder()
        return {"embedding": embedder.embed_query(text).tolist()}


@component
class CiteraDocumentEmbedder:
    """Embeds documents with the bundled model, or another embedder: vectors of length 1."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self.embedder = embedder

    @component.output_types(documents=list[Document])
    def run(self, documents: list[Document]) -> dict[str, list[Document]]:
        """The documents with their vectors; of a long one, of as much as the model reads."""
        embedder = self.embedder or default_embedder()
        vectors = embedder.embed_passages([each.content or "" for each in documents]).tolist()
        pairs = zip(documents, vectors, strict=True)
        return {"documents": [replace(each, embedding=vector) for each, vector in pairs]}


def _document(source: Source) -> Document:
    return Document(
        id=source.id, content=source.text, meta=dict(source.metadata), score=source.score
    )
