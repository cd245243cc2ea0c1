"""The components in pipelines of Haystack's own, which report nothing of what is asked.

Each test imports what it needs: Haystack takes seconds to load, in every process that would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from qa import Assistant
from qa.errors import QuestionError
from tests.fakes import HashedWordsEmbedder
from tests.qa.frameworks.conftest import ANSWERED, QUESTIONS, REFUSED

if TYPE_CHECKING:
    from haystack import Document
    from haystack.dataclasses import GeneratedAnswer

pytestmark = pytest.mark.one_process


@pytest.fixture(autouse=True)
def _components() -> None:
    """What is tested, imported before anything else of Haystack's."""
    pytest.importorskip("qa.frameworks.haystack", exc_type=ImportError)


def run(component: Any, **given: Any) -> dict[str, Any]:
    """What the component gives as a pipeline of itself."""
    from haystack import Pipeline

    pipeline = Pipeline()
    pipeline.add_component("only", component)
    said: dict[str, Any] = pipeline.run(given)["only"]
    return said


def check_places(assistant: Assistant, documents: list[Document]) -> None:
    """Each is its document's text, to the character."""
    for each in documents:
        document = assistant.document(each.meta["document_id"])
        assert document.text[each.meta["start"] : each.meta["end"]] == each.content
        assert each.meta["title"] == document.title


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_retrieved_is_its_documents_text_to_the_character(
    assistant: Assistant, question: str
) -> None:
    from qa.frameworks.haystack import CiteraRetriever

    found = run(CiteraRetriever(assistant, top_k=4), query=question)["documents"]
    hits = assistant.search(question, 4)
    assert [(each.content, each.score) for each in found] == [
        (each.text, each.score) for each in hits
    ]
    check_places(assistant, found)
    assert run(CiteraRetriever(assistant), query=question, top_k=1)["documents"] == found[:1]


def answered(assistant: Assistant, question: str) -> GeneratedAnswer:
    from qa.frameworks.haystack import CiteraAnswerer

    (answer,) = run(CiteraAnswerer(assistant), query=question)["answers"]
    given: GeneratedAnswer = answer
    return given


def test_an_answer_comes_with_its_quotes(assistant: Assistant) -> None:
    given, answer = answered(assistant, ANSWERED), assistant.ask(ANSWERED)
    assert (given.query, given.data) == (ANSWERED, answer.text)
    assert given.documents
    assert [each.content for each in given.documents] == [each.quote for each in answer.citations]
    check_places(assistant, given.documents)
    assert (given.meta["answered"], given.meta["confidence"]) == (True, answer.confidence)


def test_a_refusal_has_its_words_and_no_documents(assistant: Assistant) -> None:
    given = answered(assistant, REFUSED)
    assert given.data == assistant.ask(REFUSED).text
    assert (given.documents, given.meta["answered"]) == ([], False)


def test_what_cannot_be_asked_is_the_cause_of_the_pipelines_error(assistant: Assistant) -> None:
    from haystack.core.errors import PipelineRuntimeError

    with pytest.raises(PipelineRuntimeError) as raised:
        answered(assistant, " ")
    assert isinstance(raised.value.__cause__, QuestionError)


def test_a_document_store_of_haystack_finds_by_the_embeddings() -> None:
    from haystack import Document, Pipeline
    from haystack.components.retrievers import InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    from qa.frameworks.haystack import CiteraDocumentEmbedder, CiteraTextEmbedder

    embedder = HashedWordsEmbedder()
    documents = [Document(content=each) for each in ("harbour cameras", "library books", None)]
    store = InMemoryDocumentStore()
    store.write_documents(CiteraDocumentEmbedder(embedder).run(documents)["documents"])
    assert {each.embedding for each in documents} == {None}
    pipeline = Pipeline()
    pipeline.add_component("embedder", CiteraTextEmbedder(embedder))
    pipeline.add_component("retriever", InMemoryEmbeddingRetriever(store, top_k=1))
    pipeline.connect("embedder.embedding", "retriever.query_embedding")
    (found,) = pipeline.run({"text": "books of a library"})["retriever"]["documents"]
    assert found.content == "library books"


def test_haystack_reports_nothing_unless_its_user_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    from haystack.telemetry import _telemetry

    from qa.frameworks.haystack import TELEMETRY, report_nothing

    assert _telemetry.telemetry is None
    imported_before = object()
    monkeypatch.setattr(_telemetry, "telemetry", imported_before)
    monkeypatch.setenv(TELEMETRY, "true")
    report_nothing()
    assert _telemetry.telemetry is imported_before
    monkeypatch.delenv(TELEMETRY)
    report_nothing()
    assert _telemetry.telemetry is None
