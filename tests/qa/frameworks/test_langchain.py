"""The retriever, the answers and the embeddings as LangChain's own classes use them.

Each test imports what it needs: LangChain takes a second to load, in every process that would.
"""

from __future__ import annotations

import asyncio
from functools import reduce
from operator import add, itemgetter
from typing import TYPE_CHECKING, Any

import pytest

from qa import Assistant
from qa.errors import QuestionError
from tests.fakes import HashedWordsEmbedder
from tests.qa.frameworks.conftest import ANSWERED, QUESTIONS, REFUSED

if TYPE_CHECKING:
    from langchain_core.documents import Document
    from langchain_core.runnables import AddableDict

    from qa.frameworks.langchain import CiteraAnswerer, CiteraRetriever

pytestmark = pytest.mark.one_process


@pytest.fixture
def retriever(assistant: Assistant) -> CiteraRetriever:
    pytest.importorskip("langchain_core")
    from qa.frameworks.langchain import CiteraRetriever

    return CiteraRetriever(assistant=assistant, k=4)


@pytest.fixture
def answerer(assistant: Assistant) -> CiteraAnswerer:
    pytest.importorskip("langchain_core")
    from qa.frameworks.langchain import CiteraAnswerer

    return CiteraAnswerer(assistant)


def check_places(assistant: Assistant, documents: list[Document]) -> None:
    """Each is its document's text, to the character."""
    for each in documents:
        place = each.metadata
        document = assistant.document(place["document_id"])
        assert document.text[place["start"] : place["end"]] == each.page_content
        assert (place["source"], place["title"]) == (document.id, document.title)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_retrieved_is_its_documents_text_to_the_character(
    assistant: Assistant, retriever: CiteraRetriever, question: str
) -> None:
    found = retriever.invoke(question)
    hits = assistant.search(question, 4)
    assert [(each.page_content, each.metadata["score"]) for each in found] == [
        (each.text, each.score) for each in hits
    ]
    assert len({each.id for each in found}) == 4
    check_places(assistant, found)


def test_an_answer_comes_with_its_quotes(assistant: Assistant, answerer: CiteraAnswerer) -> None:
    told: list[Any] = []
    listened = answerer.with_listeners(on_end=lambda run: told.append(run.outputs))
    given, answer = listened.invoke(ANSWERED), assistant.ask(ANSWERED)
    assert (given["input"], given["answer"]) == (ANSWERED, answer.text)
    assert given["context"]
    assert [each.page_content for each in given["context"]] == [
        each.quote for each in answer.citations
    ]
    check_places(assistant, given["context"])
    assert given["metadata"]["answered"] is True
    assert given["metadata"]["confidence"] == answer.confidence
    assert told == [given]


def test_a_refusal_has_its_words_and_no_documents(
    assistant: Assistant, answerer: CiteraAnswerer
) -> None:
    given = answerer.invoke(REFUSED)
    assert given["answer"] == assistant.ask(REFUSED).text
    assert (given["context"], given["metadata"]["answered"]) == ([], False)


def test_what_cannot_be_asked_is_an_error(
    retriever: CiteraRetriever, answerer: CiteraAnswerer
) -> None:
    for each in (retriever, answerer):
        with pytest.raises(QuestionError):
            each.invoke(" ")


def test_pieces_add_up_to_the_answer_also_within_a_chain(answerer: CiteraAnswerer) -> None:
    pieces = list((itemgetter("input") | answerer).stream({"input": ANSWERED}))
    assert len(pieces) > 1
    assert reduce(add, pieces) == answerer.invoke(ANSWERED)


def test_both_can_be_awaited(retriever: CiteraRetriever, answerer: CiteraAnswerer) -> None:
    async def ask() -> tuple[list[Document], AddableDict, list[AddableDict]]:
        return (
            await retriever.ainvoke(ANSWERED),
            await answerer.ainvoke(ANSWERED),
            [each async for each in answerer.astream(ANSWERED)],
        )

    found, given, streamed = asyncio.run(ask())
    assert found == retriever.invoke(ANSWERED)
    assert reduce(add, streamed) == given == answerer.invoke(ANSWERED)


def test_a_vector_store_of_langchain_finds_by_the_embeddings() -> None:
    vectorstores = pytest.importorskip("langchain_core.vectorstores")
    from qa.frameworks.langchain import CiteraEmbeddings

    embeddings = CiteraEmbeddings(HashedWordsEmbedder())
    texts = ["harbour cameras", "library books"]
    store = vectorstores.InMemoryVectorStore.from_texts(texts, embeddings)
    (found,) = store.similarity_search("books of a library", k=1)
    assert found.page_content == "library books"
    assert embeddings.embed_documents([]) == []
