"""Many clients, slow or gone: bounded, logged without what was asked, and nothing is lost."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from qa import Assistant
from qa.api.application import application
from qa.api.gate.gate import Limits
from qa.library.collection import Collection
from tests.qa.api.conftest import QUESTION, listening

pytestmark = pytest.mark.integration

LIMITS = Limits(requests_per_minute=10_000, answers_at_once=2, waiting=200)
FEW = Limits(requests_per_minute=10_000, answers_at_once=1, waiting=3)
MANY = 100


@dataclass(frozen=True)
class Door:
    """A way to ask, as a client has it."""

    path: str
    key: str

    def body(self, question: str, stream: bool = True) -> dict[str, Any]:
        """What is sent."""
        said = [{"role": "user", "content": question}]
        return {self.key: said if self.key == "messages" else question, "stream": stream}

    def request(self, question: str) -> bytes:
        """The bytes of a request for a stream."""
        return self.bytes_of(json.dumps(self.body(question)).encode())

    def bytes_of(self, body: bytes) -> bytes:
        """A request with that body."""
        head = f"POST {self.path} HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\n"
        return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body

    def text(self, said: httpx.Response) -> str:
        """The answer's text."""
        given = said.json()
        return str(given["text"] if "text" in given else given["choices"][0]["message"]["content"])


ASK = Door("/v1/ask", "question")
CHAT = Door("/v1/chat/completions", "messages")


@pytest.fixture(params=[ASK, CHAT], ids=["ask", "chat completions"])
def door(request: pytest.FixtureRequest) -> Door:
    found: Door = request.param
    return found


@contextmanager
def served(collection: Collection, limits: Limits = LIMITS) -> Iterator[str]:
    """A server that logs as the one that users start."""
    with listening(application(collection, limits=limits), log_level="warning") as address:
        yield address


def connected(address: str) -> socket.socket:
    place = urlsplit(address)
    assert place.hostname is not None
    return socket.create_connection((place.hostname, place.port), timeout=60)


def test_who_goes_in_mid_stream_takes_nothing_along(
    collection: Collection, door: Door, capfd: pytest.CaptureFixture[str]
) -> None:
    with served(collection) as address:
        for _ in range(20):
            with connected(address) as connection:
                connection.sendall(door.request(QUESTION))
                connection.recv(10)
        said = httpx.post(f"{address}{door.path}", json=door.body(QUESTION, False), timeout=60)
        assert "two weeks" in door.text(said)
    assert capfd.readouterr().err == ""


def test_a_conversation_keeps_whole_answers_alone(collection: Collection) -> None:
    with served(collection) as address:
        begun = httpx.post(f"{address}/v1/conversations").json()["id"]
        body = json.dumps({"question": QUESTION, "conversation": begun, "stream": True}).encode()
        for _ in range(10):
            with connected(address) as connection:
                connection.sendall(ASK.bytes_of(body))
                connection.recv(10)
        named = {"question": "How do you know?", "conversation": begun}
        httpx.post(f"{address}/v1/ask", json={**named, "question": QUESTION}, timeout=60)
        said = httpx.post(f"{address}/v1/ask", json=named, timeout=60).json()
        kept = httpx.get(f"{address}/v1/conversations/{begun}").json()["turns"]
    assert said["citations"][0]["document_id"] == "library.txt"
    assert {each["question"] for each in kept} == {QUESTION, "How do you know?"}
    assert all(each["answer"]["answered"] and each["answer"]["citations"] for each in kept)


@pytest.mark.parametrize("sent", [1.0, 0.5], ids=["do not read", "do not end"])
def test_a_hundred_who_dawdle_keep_nobody_from_asking(
    collection: Collection,
    assistant: Assistant,
    door: Door,
    sent: float,
    capfd: pytest.CaptureFixture[str],
) -> None:
    request = door.request(QUESTION)
    with served(collection) as address, ExitStack() as slow:
        for _ in range(MANY):
            connection = slow.enter_context(connected(address))
            connection.sendall(request[: int(len(request) * sent)])
        said = httpx.post(f"{address}{door.path}", json=door.body(QUESTION, False), timeout=60)
        assert door.text(said).startswith(assistant.ask(QUESTION).text)
    assert "telescope" not in capfd.readouterr().err


def test_of_a_hundred_at_once_each_is_answered_or_sent_away(
    collection: Collection, assistant: Assistant, door: Door
) -> None:
    with served(collection, FEW) as address, ThreadPoolExecutor(MANY) as clients:

        def ask(_: int) -> httpx.Response:
            body = door.body(QUESTION, stream=False)
            return httpx.post(f"{address}{door.path}", json=body, timeout=60)

        said = list(clients.map(ask, range(MANY)))
    answered = [each for each in said if each.status_code == 200]
    sent_away = [each for each in said if each.status_code == 503]
    assert len(answered) >= 4
    assert len(answered) + len(sent_away) == MANY
    text = assistant.ask(QUESTION).text
    assert all(door.text(each).startswith(text) for each in answered)
    assert all(each.headers["retry-after"] == "1" for each in sent_away)


def test_each_of_many_gets_its_own_answer(
    collection: Collection, assistant: Assistant, door: Door
) -> None:
    questions = [QUESTION, "When were cameras mounted?", "Who painted the ceiling?"] * 8
    with served(collection) as address:

        def ask(question: str) -> str:
            body = door.body(question, stream=False)
            return door.text(httpx.post(f"{address}{door.path}", json=body, timeout=60))

        with ThreadPoolExecutor(12) as clients:
            said = list(clients.map(ask, questions))
    for text, question in zip(said, questions, strict=True):
        assert text.startswith(assistant.ask(question).text)
