"""An assistant in LangChain: a retriever, a chain that answers in quotes, and embeddings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add
from typing import Any

from index.embed import Embedder, default_embedder
from qa.assistant import Assistant
from qa.frameworks.sources import Source, facts_of, found, quoted

try:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import AddableDict, Runnable, RunnableConfig
except ImportError as error:
    raise ImportError('this needs LangChain: pip install "citera[langchain]"') from error


class CiteraRetriever(BaseRetriever):
    """The `k` passages nearest to a question, best first, in every language.

    Each document's `metadata` has its place: the text of the document `document_id` from `start` to
    `end` is the `page_content`, to the character.
    """

    assistant: Assistant
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [_document(each) for each in found(self.assistant, query, self.k)]


class CiteraAnswerer(Runnable[str, AddableDict]):
    """From a question to what LangChain's retrieval chains give: `input`, `answer` and `context`,
    whose documents are quotes here; and `metadata`.

    For a refusal `answer` says so, `context` is empty and `metadata["answered"]` False. `stream`
    gives `answer` in pieces.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def invoke(
        self, input: str, config: RunnableConfig | None = None, **kwargs: Any
    ) -> AddableDict:
        """Answer one question by itself."""
        return reduce(add, self.stream(input, config))

    def stream(
        self, input: str, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Iterator[AddableDict]:
        """The same in pieces, which add up to it."""
        return self.transform(iter([input]), config)

    def transform(
        self, input: Iterator[str], config: RunnableConfig | None = None, **kwargs: Any
    ) -> Iterator[AddableDict]:
        """The same of a question that comes in pieces."""
        return self._transform_stream_with_config(input, self._pieces, config)

    def _pieces(self, asked: Iterator[str]) -> Iterator[AddableDict]:
        question = "".join(asked)
        for event in self._assistant.stream(question):
            yield AddableDict(answer=event.text)
            if event.answer is not None:
                context = [_document(each) for each in quoted(self._assistant, event.answer)]
                yield AddableDict(input=question, context=context, metadata=facts_of(event.answer))


class CiteraEmbeddings(Embeddings):
    """The bundled model, or another embedder: vectors of length 1."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = embedder or default_embedder()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector for each text; of a long one, of as much as the model reads."""
        vectors: list[list[float]] = self._embedder.embed_passages(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """A question's vector."""
        vector: list[float] = self._embedder.embed_query(text).tolist()
        return vector


def _document(source: Source) -> Document:
    metadata = {"source": source.metadata["document_id"], **source.metadata, "score": source.score}
    return Document(source.text, id=source.id, metadata=metadata)
