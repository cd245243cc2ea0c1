"""Who may ask, from where, how often and with how much."""

from __future__ import annotations

import asyncio
import logging
import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from qa.api.application import application
from qa.api.gate.gate import Limits, log_fault
from qa.api.gate.rate_limit import MAX_CLIENTS, RateLimit
from qa.api.gate.request import LOOPBACK
from qa.api.gate.tokens import Tokens, tokens_of
from qa.errors import SettingsError
from qa.library.collection import Collection
from tests.qa.api.conftest import QUESTION, Serve, listening

TOKEN, OTHER = "a" * 32, "b" * 32
ASKED = {"question": QUESTION}


def bearing(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def test_only_who_has_a_token_gets_in(serve: Serve) -> None:
    api = serve(tokens=Tokens([TOKEN, OTHER]))
    for known in (TOKEN, OTHER):
        assert api.get("/v1/models", headers=bearing(known)).status_code == 200
    refused: list[dict[str, Any]] = [
        {},
        bearing(TOKEN[:-1]),
        bearing(""),
        {"authorization": f"Basic {TOKEN}"},
        {"authorization": b"Bearer \xff\xfe"},
    ]
    for headers in refused:
        for path in ("/v1/models", "/v1/openapi.json", "/v1/documents/a.txt", "/nowhere"):
            said = api.get(path, headers=headers)
            assert said.status_code == 401
            assert said.headers["www-authenticate"] == "Bearer"
            assert said.headers["content-type"] == "application/problem+json"


def test_no_token_is_kept_or_told(tmp_path: Path) -> None:
    file = tmp_path / "tokens.txt"
    file.write_text(f"# anna\n{TOKEN}\n\n {OTHER} \n", "utf-8")
    tokens = tokens_of(["c" * 20], file)
    assert tokens is not None
    assert len({tokens.holder(each) for each in (TOKEN, OTHER, "c" * 20)}) == 3
    assert tokens.holder("") is None
    assert TOKEN not in repr(vars(tokens)) + str(tokens.holder(TOKEN))


@pytest.mark.parametrize("content", ["", "# none\n", f"{TOKEN}\nguessable\n", "å" * 40, "\xff"])
def test_a_file_of_tokens_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "tokens.txt"
    file.write_bytes(content.encode("latin-1"))
    with pytest.raises(SettingsError) as refused:
        tokens_of([], file)
    assert "guessable" not in str(refused.value)
    with pytest.raises(SettingsError):
        tokens_of([TOKEN], tmp_path / "missing.txt")


@pytest.mark.parametrize("token", ["", "guessable", "å" * 40])
def test_a_token_on_the_command_line_that_is_none_is_refused_unseen(token: str) -> None:
    with pytest.raises(SettingsError, match="number 2 of --token") as refused:
        tokens_of([TOKEN, token], None)
    assert not token or token not in str(refused.value)


def test_who_asks_too_often_waits(serve: Serve) -> None:
    api = serve(tokens=Tokens([TOKEN, OTHER]), limits=Limits(requests_per_minute=2))
    for _ in range(2):
        assert api.get("/v1/models", headers=bearing(TOKEN)).status_code == 200
    said = api.get("/v1/models", headers=bearing(TOKEN))
    assert (said.status_code, said.headers["retry-after"]) == (429, "30")
    assert api.get("/v1/models", headers=bearing(OTHER)).status_code == 200
    guessing = [api.get("/v1/models", headers=bearing("guess")).status_code for _ in range(3)]
    assert guessing == [401, 401, 429]


def test_a_bucket_fills_again_and_clients_are_forgotten() -> None:
    seconds = 0.0
    rate = RateLimit(60, lambda: seconds)
    assert [rate.seconds_to_wait("a") for _ in range(62)] == [0] * 60 + [1, 1]
    seconds = 1.0
    assert [rate.seconds_to_wait("a") for _ in range(2)] == [0, 1]
    for number in range(MAX_CLIENTS):
        rate.seconds_to_wait(str(number))
    assert rate.seconds_to_wait("a") == 0


def test_pages_of_other_sites_may_not_ask(serve: Serve) -> None:
    api = serve()
    for origin in ("https://example.org", "null", "http://testserver.example.org", "http://[x"):
        said = api.post("/v1/ask", json=ASKED, headers={"origin": origin})
        assert (said.status_code, said.json()["kind"]) == (403, "ForbiddenRequestError")
        assert "access-control-allow-origin" not in said.headers
    assert api.post("/v1/ask", json=ASKED, headers={"origin": "http://testserver"}).is_success


def test_pages_of_a_site_that_is_named_may(serve: Serve) -> None:
    site = {"origin": "https://example.org"}
    api = serve(origins=["https://example.org"], tokens=Tokens([TOKEN]))
    preflight = api.options(
        "/v1/ask",
        headers={
            **site,
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization",
        },
    )
    assert preflight.status_code == 200
    said = api.post("/v1/ask", json=ASKED, headers={**site, **bearing(TOKEN)})
    assert said.headers["access-control-allow-origin"] == "https://example.org"
    assert "access-control-allow-credentials" not in said.headers
    assert api.get("/v1/models", headers=site).status_code == 401
    other = {"origin": "https://other.org", **bearing(TOKEN)}
    assert api.get("/v1/models", headers=other).status_code == 403


def test_a_name_that_leads_here_from_elsewhere_is_refused(serve: Serve) -> None:
    api = serve(hosts=LOOPBACK)
    assert api.get("/v1/models", headers={"host": "example.org"}).status_code == 421
    assert api.get("/v1/models", headers={"host": "localhost:7861"}).status_code == 200


def test_a_body_has_a_limit_whatever_its_length_says(collection: Collection) -> None:
    limits = Limits(body_bytes=1_000)
    body = b'{"question": "' + b"x" * 2_000 + b'"}'
    with listening(application(collection, limits=limits)) as address:
        told = f"content-length: {len(body)}\r\n\r\n".encode() + body
        untold = b"transfer-encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        for rest in (told, untold):
            assert status(address, b"POST /v1/ask HTTP/1.1\r\nhost: here\r\n"
                          b"content-type: application/json\r\n" + rest) == 413  # fmt: skip


def test_a_body_that_does_not_come_is_not_waited_for(collection: Collection) -> None:
    with listening(application(collection, limits=Limits(body_seconds=0.05))) as address:
        head = (
            b"POST /v1/ask HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\n"
            b'content-length: 100\r\n\r\n{"question'
        )
        assert status(address, head) == 408


def status(address: str, request: bytes) -> int:
    """The status of what a server answers to these bytes."""
    place = urlsplit(address)
    assert place.hostname is not None
    with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
        connection.sendall(request)
        return int(connection.recv(1_000).split(b" ", 2)[1])


def test_a_fault_is_logged_without_what_was_asked(
    serve: Serve, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged: list[str] = []
    monkeypatch.setattr(
        logging.getLogger(log_fault.__module__),
        "error",
        lambda template, *values: logged.append(template % values),
    )

    def broken(question: str) -> None:
        raise ValueError(f"cannot answer {question}")

    monkeypatch.setattr(collection.assistant, "stream", broken)
    said = serve().post("/v1/ask", json=ASKED)
    assert (said.status_code, said.json()["kind"]) == (500, None)
    assert logged[0].startswith("ValueError in a request")
    assert "telescope" not in said.text + "".join(logged)


def test_what_is_not_http_is_not_answered(collection: Collection) -> None:
    sent: list[object] = []

    async def send(message: object) -> None:
        sent.append(message)

    asyncio.run(application(collection)({"type": "websocket"}, None, send))  # type: ignore[arg-type]
    assert sent == []
