"""What Open WebUI sends, and how it reads what comes; both as its source (0.12) has them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa import Assistant
from qa.api.gate.tokens import Tokens
from qa.library.collection import Collection
from tests.qa.api.conftest import QUESTION, Serve

TOKEN = "t" * 32
HEADERS = {
    "authorization": f"Bearer {TOKEN}",
    "content-type": "application/json",
    "x-openwebui-user-name": "Anna",
    "x-openwebui-chat-id": "8f3c",
}
TOOL = {"type": "function", "function": {"name": "clock", "parameters": {"type": "object"}}}
CHOSEN = {
    "temperature": 0.7,
    "top_p": 0.9,
    "max_tokens": 1_000,
    "seed": 7,
    "stop": ["###"],
    "frequency_penalty": 0.1,
    "logit_bias": {"15": -100},
    "reasoning_effort": "low",
    "num_ctx": 8_192,
    "tools": [TOOL],
}
"""What an administrator or a user may have set for a model."""
CHAT = "USER: {question}\nASSISTANT: For two weeks."
TASK = (
    "### Task:\n{order}\n### Output:\nJSON format: {{ {form} }}\n### Chat History:\n"
    "<chat_history>\n{chat}\n</chat_history>"
)
TASKS = {
    "title": ("Name the chat in a few words.", '"title": "a few words"'),
    "tags": ("Give one to three tags for the chat.", '"tags": ["one", "two"]'),
    "follow-ups": ("Suggest what may be asked next.", '"follow_ups": ["one?", "two?"]'),
}


@pytest.fixture
def provider(serve: Serve) -> TestClient:
    """Citera, as an administrator names it under Connections."""
    client = serve(tokens=Tokens([TOKEN]))
    client.headers.update(HEADERS)
    return client


def user(content: Any) -> dict[str, Any]:
    return {"role": "user", "content": content}


def assistant_said(content: str) -> dict[str, Any]:
    return {"role": "assistant", "content": content}


def chunks(provider: TestClient, *messages: dict[str, Any]) -> list[dict[str, Any]]:
    """What a chat is answered with, as the page's server reads it."""
    body = {
        "stream": True,
        "model": "citera",
        "messages": list(messages),
        "stream_options": {"include_usage": True},
        **CHOSEN,
    }
    said = provider.post("/v1/chat/completions", json=body)
    assert "text/event-stream" in said.headers["content-type"]
    lines = [line for line in said.text.split("\n") if line.startswith("data:")]
    assert lines.pop() == "data: [DONE]"
    return [json.loads(line.removeprefix("data:")) for line in lines]


def deltas(read: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield from (each["choices"][0]["delta"] for each in read if each["choices"])


def text_of(read: list[dict[str, Any]]) -> str:
    return "".join(each.get("content") or "" for each in deltas(read))


def test_a_connection_that_is_tried_lists_the_model(provider: TestClient) -> None:
    listed = provider.get("/v1/models").json()
    assert "error" not in listed
    (model,) = listed["data"]
    assert model.get("id") or model.get("name") == "citera"
    refused = provider.get("/v1/models", headers={"authorization": "Bearer guessed"})
    assert refused.status_code == 401
    assert isinstance(refused.json()["error"]["message"], str)


def test_a_chat_streams_its_text_sources_and_usage(
    provider: TestClient, assistant: Assistant
) -> None:
    read = chunks(provider, {"role": "system", "content": "Be brief."}, user(QUESTION))
    assert text_of(read).startswith(assistant.ask(QUESTION).text)
    sources = [each for delta in deltas(read) for each in delta.get("annotations") or []]
    (cited,) = [each["url_citation"] for each in sources if each["type"] == "url_citation"]
    assert cited["title"] == "The library"
    assert cited["url"].startswith("http")
    ended = [each["choices"][0]["finish_reason"] for each in read if each["choices"]]
    assert [each for each in ended if each] == ["stop"]
    assert [each["usage"]["total_tokens"] for each in read if each.get("usage")] == [0]


def test_a_chat_goes_on_with_what_was_streamed_and_tools_said(provider: TestClient) -> None:
    first = text_of(chunks(provider, user(QUESTION)))
    called: dict[str, Any] = {
        "role": "assistant",
        "content": "",
        "tool_calls": [{"id": "1", **TOOL}],
    }
    told: dict[str, Any] = {"role": "tool", "tool_call_id": "1", "content": "It is noon."}
    chat = [user(QUESTION), assistant_said(first)]
    for before in (chat, [*chat, called, told]):
        again = chunks(provider, *before, user("How do you know?"))
        assert "library.txt" in text_of(again)


def test_a_reply_that_is_to_be_continued_is_given_again(provider: TestClient) -> None:
    first = text_of(chunks(provider, user(QUESTION)))
    assert text_of(chunks(provider, user(QUESTION), assistant_said(first[:20]))) == first


def test_a_picture_is_passed_over(provider: TestClient) -> None:
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}
    content = [{"type": "text", "text": QUESTION}, picture]
    assert "library.txt" in text_of(chunks(provider, user(content)))


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("turns", [1, 50], ids=["short", "long"])
def test_what_it_asks_of_a_chat_gets_no_json_and_changes_nothing(
    provider: TestClient, task: str, turns: int
) -> None:
    first = text_of(chunks(provider, user(QUESTION)))
    order, form = TASKS[task]
    chat = "\n".join([CHAT.format(question=QUESTION)] * turns)
    body = {
        "model": "citera",
        "messages": [user(TASK.format(order=order, form=form, chat=chat))],
        "stream": False,
        "max_tokens": 1_000,
    }
    said = provider.post("/v1/chat/completions", json=body)
    if turns > 1:  # the page shows the first question as the title then, and no tags
        assert (said.status_code, said.json()["kind"]) == (400, "QuestionError")
    else:
        (choice,) = said.json()["choices"]
        assert "{" not in choice["message"]["content"]
    again = chunks(provider, user(QUESTION), assistant_said(first), user("How do you know?"))
    assert "library.txt" in text_of(again)


def test_files_that_it_puts_before_a_question_are_told_to_be_too_much(
    provider: TestClient,
) -> None:
    context = f"<context>\n<source id='1'>{'The harbour. ' * 200}</source>\n</context>\n{QUESTION}"
    said = provider.post(
        "/v1/chat/completions",
        json={"model": "citera", "messages": [user(context)], "stream": True},
    )
    assert said.status_code == 400
    assert said.headers["content-type"] == "application/problem+json"
    assert "at most 2,000" in said.json()["error"]["message"]


def test_what_fails_in_mid_stream_is_told_in_the_stream(
    provider: TestClient, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = collection.assistant.conversation().stream

    def broken(conversation: object, question: str) -> Iterator[Any]:
        yield next(iter(asked(question)))
        raise ValueError(question)

    monkeypatch.setattr("qa.conversation.Conversation.stream", broken)
    body = {"model": "citera", "messages": [user(QUESTION)], "stream": True}
    said = provider.post("/v1/chat/completions", json=body)
    last = [json.loads(line[5:]) for line in said.text.split("\n") if line.startswith("data: {")][
        -1
    ]
    assert "choices" not in last
    assert "fault in Citera" in last["error"]["message"]
    assert "telescope" not in last["error"]["message"]
