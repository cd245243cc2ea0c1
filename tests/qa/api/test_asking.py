"""Questions, searches and conversations over HTTP: what the Assistant says, as JSON and events."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

import pytest
from starlette.testclient import TestClient

from index.embed.protocol import encodable
from qa import Assistant
from qa.answerer import MAX_QUESTION
from qa.api import conversations
from qa.errors import NothingThereError
from tests.qa.api.conftest import QUESTION, UNKNOWN


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


def events(text: str) -> list[tuple[str, Any]]:
    """The name and the data of each server-sent event."""
    pairs = [block.split("\n") for block in text.split("\n\n") if block]
    return [
        (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for name, data in pairs
    ]


def test_an_answer_is_the_assistants(api: TestClient, assistant: Assistant) -> None:
    said = api.post("/v1/ask", json={"question": QUESTION})
    assert said.status_code == 200
    assert said.json() == plain(asdict(assistant.ask(QUESTION)))
    quote = said.json()["citations"][0]
    assert "two weeks" in quote["quote"]
    text = assistant.document(quote["document_id"]).text
    assert text[quote["start"] : quote["end"]] == quote["quote"]


def test_an_explanation_is_the_assistants(api: TestClient, assistant: Assistant) -> None:
    said = api.post("/v1/explain", json={"question": QUESTION})
    assert said.status_code == 200
    assert said.json() == plain(asdict(assistant.explain(QUESTION)))
    narrow = {"question": QUESTION, "languages": ["sv"]}
    assert api.post("/v1/explain", json=narrow).json()["steps"][0]["kind"] == "filter"
    assert api.post("/v1/explain", json={"question": " "}).status_code == 400
    assert api.post("/v1/explain", json={"question": "x", "stream": True}).status_code == 422


def test_a_conversation_does_not_remember_what_is_explained(api: TestClient) -> None:
    name = api.post("/v1/conversations").json()["id"]
    asked = {"question": QUESTION, "conversation": name}
    answer = api.post("/v1/ask", json=asked).json()
    places = api.post("/v1/explain", json=asked | {"question": "How do you know?"}).json()
    assert places["way"] == "request"
    assert api.get(f"/v1/conversations/{name}").json()["turns"] == [
        {"question": QUESTION, "answer": answer}
    ]
    lost = api.post("/v1/explain", json=asked | {"conversation": "lost"})
    assert lost.status_code == 404


def test_a_refusal_is_an_answer(api: TestClient) -> None:
    said = api.post("/v1/ask", json={"question": UNKNOWN}).json()
    assert (said["answered"], said["citations"]) == (False, [])


def test_a_streamed_answer_is_the_same(api: TestClient, assistant: Assistant) -> None:
    said = api.post("/v1/ask", json={"question": QUESTION, "stream": True})
    assert said.headers["content-type"].startswith("text/event-stream")
    *pieces, (last, answer) = events(said.text)
    assert {name for name, _ in pieces} == {"text"}
    assert "".join(data["text"] for _, data in pieces) == answer["text"]
    assert (last, answer) == ("answer", plain(asdict(assistant.ask(QUESTION))))


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("question", ["", " \n", "x" * (MAX_QUESTION + 1)])
def test_what_cannot_be_asked_is_a_problem_before_anything_is_sent(
    api: TestClient, question: str, stream: bool
) -> None:
    said = api.post("/v1/ask", json={"question": question, "stream": stream})
    assert said.status_code == 400
    assert said.headers["content-type"] == "application/problem+json"
    assert said.json()["kind"] == "QuestionError"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": 1},
        {"question": None},
        {"question": QUESTION, "questions": []},
        {"question": QUESTION, "stream": "perhaps"},
        {"question": QUESTION, "stream": 1},
        {"question": QUESTION, "documents": "a.txt"},
        [QUESTION],
        QUESTION,
    ],
)
def test_what_is_of_another_form_is_refused_and_not_repeated(api: TestClient, body: Any) -> None:
    said = api.post("/v1/ask", json=body)
    assert said.status_code == 422
    assert said.json()["errors"]
    assert "telescope" not in said.text


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b'{"question": NaN}'])
def test_what_is_no_json_is_refused(api: TestClient, body: bytes) -> None:
    said = api.post("/v1/ask", content=body, headers={"content-type": "application/json"})
    assert said.status_code in (400, 422)
    assert said.headers["content-type"] == "application/problem+json"


def test_words_that_no_text_holds_are_made_such(api: TestClient) -> None:
    body = rb'{"question": "Who keeps \ud800 the \u0000 telescope?"}'
    said = api.post("/v1/ask", content=body, headers={"content-type": "application/json"})
    assert said.status_code == 200
    assert said.json()["question"] == encodable("Who keeps \ud800 the \0 telescope?")


def test_only_some_documents_may_answer(api: TestClient) -> None:
    body = {"question": "cameras", "documents": ["library.txt"]}
    hits = api.post("/v1/search", json=body).json()["hits"]
    assert {each["passage"]["document_id"] for each in hits} == {"library.txt"}
    swedish = {"question": "kameror", "languages": ["sv"]}
    hits = api.post("/v1/search", json=swedish).json()["hits"]
    assert {each["passage"]["language"] for each in hits} == {"sv"}
    unknown = api.post("/v1/ask", json={**body, "documents": ["../library.txt"]})
    assert (unknown.status_code, unknown.json()["kind"]) == (404, "UnknownDocumentError")
    undated = api.post("/v1/search", json={"question": "cameras", "since": "yesterday"})
    assert undated.status_code == 400


def test_a_search_finds_as_many_as_asked_for(api: TestClient, assistant: Assistant) -> None:
    found = api.post("/v1/search", json={"question": "cameras", "k": 2}).json()
    assert found == {"hits": plain([asdict(each) for each in assistant.search("cameras", 2)])}
    for k in (0, 1_001, "many"):
        assert api.post("/v1/search", json={"question": "cameras", "k": k}).status_code == 422


def test_a_question_may_lean_on_its_conversation(api: TestClient) -> None:
    begun = api.post("/v1/conversations")
    assert begun.status_code == 201
    body = {"conversation": begun.json()["id"]}
    first = api.post("/v1/ask", json={**body, "question": QUESTION}).json()
    again = api.post("/v1/ask", json={**body, "question": "How do you know?", "stream": True})
    (_, answer) = events(again.text)[-1]
    assert answer["citations"][0]["document_id"] == first["citations"][0]["document_id"]
    kept = api.get(f"/v1/conversations/{body['conversation']}").json()
    assert [each["question"] for each in kept["turns"]] == [QUESTION, "How do you know?"]
    assert kept["turns"][0]["answer"] == first


def test_a_conversation_that_was_ended_is_gone(api: TestClient) -> None:
    place = f"/v1/conversations/{api.post('/v1/conversations').json()['id']}"
    assert api.delete(place).status_code == 204
    for said in (api.get(place), api.delete(place)):
        assert (said.status_code, said.json()["kind"]) == (404, "NothingThereError")
    body = {"question": QUESTION, "conversation": place.rpartition("/")[2], "stream": True}
    assert api.post("/v1/ask", json=body).status_code == 404


def test_conversations_are_bounded_in_number_length_and_age(
    api: TestClient, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = 0.0
    kept = conversations.Conversations(lambda: seconds)
    begun = [kept.begin() for _ in range(conversations.MAX_CONVERSATIONS + 1)]
    assert kept.turns(begun[-1]) == ()
    with pytest.raises(NothingThereError):
        kept.turns(begun[0])
    chat = assistant.conversation()
    chat.ask(QUESTION)
    for _ in range(conversations.MAX_TURNS + 2):
        kept.add(begun[-1], chat.turns[0])
    assert len(kept.turns(begun[-1])) == conversations.MAX_TURNS
    seconds = conversations.MAX_AGE + 1
    with pytest.raises(NothingThereError):
        kept.turns(begun[-1])


def test_another_method_is_told_which_there_is(api: TestClient) -> None:
    said = api.get("/v1/ask")
    assert (said.status_code, said.headers["allow"]) == (405, "POST")
    assert said.headers["content-type"] == "application/problem+json"


def test_the_schema_names_every_route(api: TestClient) -> None:
    paths = api.get("/v1/openapi.json").json()["paths"]
    assert sorted(paths) == [
        "/v1/ask",
        "/v1/chat/completions",
        "/v1/conversations",
        "/v1/conversations/{conversation_id}",
        "/v1/documents",
        "/v1/documents/{document_id}",
        "/v1/explain",
        "/v1/models",
        "/v1/models/{model}",
        "/v1/search",
    ]
    for path in ("/docs", "/redoc", "/openapi.json", "/v1/docs"):
        assert api.get(path).status_code == 404


def test_the_page_for_people_shows_every_route_and_loads_nothing(api: TestClient) -> None:
    shown = api.get("/v1/")
    assert shown.headers["content-security-policy"].startswith("default-src 'none'")
    description = api.get("/v1/openapi.json").json()
    for path, operations in description["paths"].items():
        for method in operations:
            assert f"{method.upper()} {path}</code>" in shown.text
    linked = set(re.findall(r'(?:href|src)="([^"]*)"', shown.text))
    assert linked - {"openapi.json"} <= {
        f"#{name}" for name in description["components"]["schemas"]
    }
    assert "<script" not in shown.text
