"""The retriever, the query engine and the embeddings as LlamaIndex's own classes use them.

Each test imports what it needs: LlamaIndex takes seconds to load, in every process that would.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from qa import Assistant
from qa.errors import QuestionError
from tests.fakes import HashedWordsEmbedder
from tests.qa.frameworks.conftest import ANSWERED, QUESTIONS, REFUSED

if TYPE_CHECKING:
    from llama_index.core.schema import NodeWithScore

    from qa.frameworks.llamaindex import CiteraQueryEngine, CiteraRetriever

pytestmark = pytest.mark.one_process


@pytest.fixture
def retriever(assistant: Assistant) -> CiteraRetriever:
    pytest.importorskip("llama_index.core")
    from qa.frameworks.llamaindex import CiteraRetriever

    return CiteraRetriever(assistant, similarity_top_k=4)


@pytest.fixture
def engine(assistant: Assistant) -> CiteraQueryEngine:
    pytest.importorskip("llama_index.core")
    from qa.frameworks.llamaindex import CiteraQueryEngine

    return CiteraQueryEngine(assistant=assistant)


def check_places(assistant: Assistant, nodes: list[NodeWithScore]) -> None:
    """Each is its document's text, to the character."""
    from llama_index.core.schema import TextNode

    for each in nodes:
        node = each.node
        assert isinstance(node, TextNode)
        document = assistant.document(node.ref_doc_id or "")
        assert document.text[node.start_char_idx : node.end_char_idx] == node.text
        assert node.metadata["title"] == document.title


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_retrieved_is_its_documents_text_to_the_character(
    assistant: Assistant, retriever: CiteraRetriever, question: str
) -> None:
    nodes = retriever.retrieve(question)
    hits = assistant.search(question, 4)
    assert [(each.text, each.score) for each in nodes] == [(each.text, each.score) for each in hits]
    check_places(assistant, nodes)


def test_an_answer_comes_with_its_quotes_as_source_nodes(
    assistant: Assistant, engine: CiteraQueryEngine
) -> None:
    response, answer = engine.query(ANSWERED), assistant.ask(ANSWERED)
    assert str(response) == answer.text
    assert response.source_nodes
    assert [each.text for each in response.source_nodes] == [
        each.quote for each in answer.citations
    ]
    check_places(assistant, response.source_nodes)
    told = response.metadata or {}
    assert (told["answered"], told["confidence"]) == (True, answer.confidence)


def test_a_refusal_has_its_words_and_no_source_nodes(
    assistant: Assistant, engine: CiteraQueryEngine
) -> None:
    response = engine.query(REFUSED)
    assert str(response) == assistant.ask(REFUSED).text
    assert response.source_nodes == []
    assert (response.metadata or {})["answered"] is False


def test_what_cannot_be_asked_is_an_error(
    retriever: CiteraRetriever, engine: CiteraQueryEngine
) -> None:
    for ask in (retriever.retrieve, engine.query):
        with pytest.raises(QuestionError):
            ask(" ")


def test_both_can_be_awaited(retriever: CiteraRetriever, engine: CiteraQueryEngine) -> None:
    nodes = asyncio.run(retriever.aretrieve(ANSWERED))
    assert [each.id_ for each in nodes] == [each.id_ for each in retriever.retrieve(ANSWERED)]
    assert str(asyncio.run(engine.aquery(ANSWERED))) == str(engine.query(ANSWERED))


def test_an_index_of_llamaindex_finds_by_the_embeddings() -> None:
    llama_index = pytest.importorskip("llama_index.core")
    from qa.frameworks.llamaindex import CiteraEmbedding

    embedding = CiteraEmbedding(HashedWordsEmbedder())
    nodes = [
        llama_index.schema.TextNode(text=each) for each in ("harbour cameras", "library books")
    ]
    index = llama_index.VectorStoreIndex(nodes, embed_model=embedding)
    (found,) = index.as_retriever(similarity_top_k=1).retrieve("books of a library")
    assert found.text == "library books"
    awaited = asyncio.run(embedding.aget_query_embedding("books"))
    assert awaited == embedding.get_query_embedding("books")
    assert awaited == embedding.get_text_embedding("books")  # this embedder's are the same
