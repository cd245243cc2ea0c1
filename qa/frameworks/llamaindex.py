"""An assistant in LlamaIndex: a retriever, a query engine that answers in quotes, embeddings."""

from __future__ import annotations

import asyncio
from typing import Any

from index.embed import Embedder, default_embedder
from qa.assistant import Assistant
from qa.frameworks.sources import Source, facts_of, found, quoted

try:
    from llama_index.core.base.response.schema import Response
    from llama_index.core.bridge.pydantic import PrivateAttr
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.query_engine import CustomQueryEngine
    from llama_index.core.retrievers import BaseRetriever
    from llama_index.core.schema import (
        NodeRelationship,
        NodeWithScore,
        QueryBundle,
        RelatedNodeInfo,
        TextNode,
    )
except ImportError as error:
    raise ImportError('this needs LlamaIndex: pip install "citera[llamaindex]"') from error


class CiteraRetriever(BaseRetriever):
    """The `similarity_top_k` passages nearest to a question, best first, in every language.

    The text of the document `ref_doc_id` from `start_char_idx` to `end_char_idx` is the node's, to
    the character.
    """

    def __init__(self, assistant: Assistant, similarity_top_k: int = 10, **base: Any) -> None:
        super().__init__(**base)
        self._assistant = assistant
        self._similarity_top_k = similarity_top_k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        sources = found(self._assistant, query_bundle.query_str, self._similarity_top_k)
        return [_node(each) for each in sources]


class CiteraQueryEngine(CustomQueryEngine):
    """Answers in quotes, which are the response's source nodes.

    For a refusal the response says so, has no source nodes and `metadata["answered"]` is False.
    """

    assistant: Assistant

    def custom_query(self, query_str: str) -> Response:
        """Answer one question by itself."""
        answer = self.assistant.ask(query_str)
        nodes = [_node(each) for each in quoted(self.assistant, answer)]
        return Response(answer.text, nodes, dict(facts_of(answer)))


class CiteraEmbedding(BaseEmbedding):
    """The bundled model, or another embedder: vectors of length 1."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder | None = None, **base: Any) -> None:
        chosen = embedder or default_embedder()
        super().__init__(**{"model_name": chosen.name, **base})
        self._embedder = chosen

    @classmethod
    def class_name(cls) -> str:
        """What LlamaIndex calls it."""
        return "CiteraEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        vector: list[float] = self._embedder.embed_query(query).tolist()
        return vector

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.embed_passages(texts).tolist()
        return vectors


def _node(source: Source) -> NodeWithScore:
    start, end, document_id = (source.metadata[each] for each in ("start", "end", "document_id"))
    node = TextNode(
        id_=source.id,
        text=source.text,
        start_char_idx=start,
        end_char_idx=end,
        metadata=source.metadata,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=str(document_id))},
    )
    return NodeWithScore(node=node, score=source.score)
