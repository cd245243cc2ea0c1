"""Many clients, some slow, some gone: bounded, and each gets its own answer."""

from __future__ import annotations

import json
import socket
from concurrent.futures import ThreadPoolExecutor
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


def ask_and_leave(address: str) -> None:
    """Ask for a stream, read its first bytes and go."""
    body = json.dumps({"question": QUESTION, "stream": True}).encode()
    place = urlsplit(address)
    assert place.hostname is not None
    with socket.create_connection((place.hostname, place.port), timeout=30) as connection:
        connection.sendall(
            b"POST /v1/ask HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\n"
            b"content-length: %d\r\n\r\n%s" % (len(body), body)
        )
        connection.recv(10)


def test_who_goes_in_mid_stream_takes_nothing_along(collection: Collection) -> None:
    with listening(application(collection, limits=LIMITS)) as address:
        for _ in range(20):
            ask_and_leave(address)
        said = httpx.post(f"{address}/v1/ask", json={"question": QUESTION}, timeout=30)
        assert said.json()["answered"]


def test_a_hundred_who_ask_and_do_not_read_keep_nobody_from_asking(
    collection: Collection, assistant: Assistant
) -> None:
    body = json.dumps({"question": QUESTION, "stream": True}).encode()
    head = b"POST /v1/ask HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\n"
    with listening(application(collection, limits=LIMITS)) as address:
        place = urlsplit(address)
        assert place.hostname is not None
        slow = [
            socket.create_connection((place.hostname, place.port), timeout=30) for _ in range(100)
        ]
        for connection in slow:
            connection.sendall(head + b"content-length: %d\r\n\r\n%s" % (len(body), body))
        said = httpx.post(f"{address}/v1/ask", json={"question": QUESTION}, timeout=60).json()
        assert said["text"] == assistant.ask(QUESTION).text
        for connection in slow:
            connection.close()


def test_each_of_many_gets_its_own_answer(collection: Collection, assistant: Assistant) -> None:
    questions = [QUESTION, "When were cameras mounted?", "Who painted the ceiling?"] * 8
    with listening(application(collection, limits=LIMITS)) as address:

        def ask(question: str) -> str:
            said = httpx.post(f"{address}/v1/ask", json={"question": question}, timeout=60)
            return str(said.json()["text"])

        with ThreadPoolExecutor(12) as clients:
            said = list(clients.map(ask, questions))
    assert said == [assistant.ask(each).text for each in questions]
