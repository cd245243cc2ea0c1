"""MCP over HTTP: the real client, and requests that no client sends."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from qa.api.gate.gate import Limits
from qa.api.gate.request import LOOPBACK
from qa.api.gate.tokens import Tokens
from qa.api.mcp.server import PATH, http_application, http_sessions, mcp_server
from qa.library.collection import Collection
from tests.qa.api.conftest import QUESTION, listening
from tests.qa.api.mcp.conftest import LIMITS, with_client

pytest.importorskip("mcp_types")

pytestmark = pytest.mark.integration

Served = Callable[..., AbstractContextManager[str]]
HEADERS = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
TOKEN = "t" * 32


def asked(question: str = QUESTION) -> dict[str, Any]:
    params = {"name": "ask", "arguments": {"question": question}}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}


@pytest.fixture
def served(shown: Collection) -> Served:
    @contextmanager
    def serve(limits: Limits = LIMITS, **who: Any) -> Iterator[str]:
        sessions = http_sessions(mcp_server(shown, limits), limits)
        app = http_application(sessions, limits, hosts=LOOPBACK, **who)
        with listening(app, log_level="warning") as address:  # as users have it
            yield f"{address}{PATH}"

    return serve


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_client_is_answered(served: Served, shown: Collection, mode: str) -> None:
    with served() as address:
        said = with_client(
            address, lambda client: client.call_tool("ask", {"question": QUESTION}), mode
        )
    assert said.structured_content["text"] == shown.assistant.ask(QUESTION).text


def test_only_who_has_a_token_gets_in(served: Served) -> None:
    with served(tokens=Tokens([TOKEN])) as address:
        for headers in ({}, {"authorization": "Bearer nothing"}):
            said = httpx.post(address, json=asked(), headers=HEADERS | headers)
            assert (said.status_code, said.headers["www-authenticate"]) == (401, "Bearer")
        known = {"authorization": f"Bearer {TOKEN}"}
        assert httpx.post(address, json=asked(), headers=HEADERS | known).status_code == 200


def test_what_is_no_request_is_refused(served: Served) -> None:
    with served() as address:
        for status, headers, content in (
            (400, {}, b'{"jsonrpc": '),
            (400, {}, b"[1, 2]"),
            (400, {}, b"[" * 100_000),
            (400, {}, b"\xff\xfe"),
            (400, {"content-type": "text/plain"}, b"{}"),
            (406, {"accept": "text/html"}, json.dumps(asked()).encode()),
            (413, {}, b"x" * (LIMITS.body_bytes + 1)),
            (421, {"host": "rebound.example"}, b"{}"),
            (403, {"origin": "https://elsewhere.example"}, b"{}"),
        ):
            said = httpx.post(address, content=content, headers=HEADERS | headers)
            assert said.status_code == status, content[:20]
        for method in ("GET", "DELETE", "PUT"):
            assert httpx.request(method, address, headers=HEADERS).status_code == 405
        for path in ("/", "/v1/documents", "/mcp/../mcp/x"):
            assert httpx.post(f"{address.removesuffix(PATH)}{path}").status_code == 404


def test_who_goes_or_dawdles_keeps_nobody_from_asking(
    served: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    body = json.dumps(asked("Where is the lamp of the Xylograph?")).encode()
    head = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items()).encode()
    request = b"POST /mcp HTTP/1.1\r\nhost: localhost\r\n%scontent-length: %d\r\n\r\n%s"
    with served() as address:
        place = urlsplit(address)
        opened = [
            socket.create_connection((str(place.hostname), place.port), timeout=30)
            for _ in range(100)
        ]
        for number, connection in enumerate(opened):
            whole = request % (head, len(body), body)
            connection.sendall(whole if number % 2 else whole[:-5])
            if number % 4 == 1:
                connection.close()
        said = httpx.post(address, json=asked(), headers=HEADERS, timeout=60)
        assert '"isError":false' in said.text
        for connection in opened:
            connection.close()
    assert "Xylograph" not in capfd.readouterr().err


def test_who_asks_too_often_waits(served: Served) -> None:
    with served(Limits(requests_per_minute=1)) as address:
        statuses = [httpx.post(address, json=asked(), headers=HEADERS).status_code for _ in "12"]
    assert statuses == [200, 429]
