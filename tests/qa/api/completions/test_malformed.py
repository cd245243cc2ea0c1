"""Chats that are none, too large or of another form: refused in OpenAI's form, and not repeated."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from qa.api.gate.gate import Limits
from tests.qa.api.conftest import QUESTION, Serve

PLACE = "/v1/chat/completions"
SECRET = "Xylograph"
USER = {"role": "user", "content": QUESTION}


def chat(*messages: Any, **others: Any) -> dict[str, Any]:
    return {"model": "citera", "messages": list(messages), **others}


def is_problem(said: Any) -> bool:
    """Whether both RFC 9457's readers and OpenAI's clients are told, and nothing is repeated."""
    told = said.json()
    return (
        said.headers["content-type"] == "application/problem+json"
        and told["status"] == said.status_code
        and told["error"]["message"] == told["detail"] != ""
        and SECRET not in said.text
    )


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        SECRET,
        {"messages": SECRET},
        {"messages": {"role": "user", "content": SECRET}},
        chat(),
        chat(SECRET),
        chat({"content": SECRET}),
        chat({"role": 1, "content": SECRET}),
        chat({"role": "user", "content": 5}),
        chat({"role": "user", "content": {"text": SECRET}}),
        chat({"role": "user", "content": [SECRET]}),
        chat({"role": "user", "content": [{"type": "text", "text": [SECRET]}]}),
        chat(*[USER] * 1_001),
        chat(USER, stream=SECRET),
        chat(USER, stream_options=SECRET),
        chat(USER, model=[SECRET]),
    ],
    ids=lambda body: json.dumps(body)[:60],
)
def test_what_is_of_another_form_is_refused(api: TestClient, body: Any) -> None:
    said = api.post(PLACE, json=body)
    assert said.status_code == 422
    assert is_problem(said)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"[" * 100_000, b'{"messages": [NaN]}'], ids=lambda body: body[:9]
)
def test_what_is_no_json_is_refused(api: TestClient, body: bytes) -> None:
    said = api.post(PLACE, content=body, headers={"content-type": "application/json"})
    assert said.status_code in (400, 422)
    assert is_problem(said)


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    "content", ["", " \n", None, [], SECRET * 300, [{"type": "text", "text": SECRET * 300}]]
)
def test_what_cannot_be_asked_is_refused_before_a_stream_begins(
    api: TestClient, content: Any, stream: bool
) -> None:
    said = api.post(PLACE, json=chat({"role": "user", "content": content}, stream=stream))
    assert (said.status_code, said.json()["kind"]) == (400, "QuestionError")
    assert is_problem(said)


def test_a_chat_has_a_limit(serve: Serve) -> None:
    api = serve(limits=Limits(body_bytes=1_000))
    said = api.post(PLACE, json=chat({"role": "system", "content": SECRET * 200}, USER))
    assert said.status_code == 413
    assert is_problem(said)


@pytest.mark.parametrize("model", ["../citera", "citera/..", "citera%2f..", "/etc/passwd", "a\0"])
def test_a_model_is_never_a_path(api: TestClient, model: str) -> None:
    assert api.get(f"/v1/models/{quote(model, safe='')}").status_code == 404
    said = api.post(PLACE, json=chat(USER, model=model))
    assert (said.status_code, said.json()["kind"]) == (404, "NothingThereError")


def test_what_openai_may_add_is_passed_over(api: TestClient) -> None:
    message = {**USER, "name": "anna", "x" * 1_000: [SECRET] * 100}
    said = api.post(PLACE, json=chat(message, metadata={"a": SECRET}, unknown=[[SECRET]]))
    assert said.status_code == 200
    assert SECRET not in said.text


def test_words_that_no_text_holds_are_made_such(api: TestClient) -> None:
    body = rb'{"messages": [{"role": "user", "content": "Who \ud800 keeps \u0000 the telescope?"}]}'
    said = api.post(PLACE, content=body, headers={"content-type": "application/json"})
    assert said.status_code == 200
