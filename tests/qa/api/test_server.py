"""`citera serve` in a process of its own: it says where it is, answers, and ends."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import Queue
from threading import Thread

import httpx
import pytest

from qa.api.gate.request import Application, Message, Receive, Send
from qa.api.server import serve
from qa.errors import CiteraError
from tests.qa.api.conftest import QUESTION

pytestmark = pytest.mark.one_process


def test_it_says_where_it_is_and_ends_when_interrupted(
    three_documents: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "qa.cli.main", "serve", "--port", "0", "--reader", "off"]
    options = ["--docs", str(three_documents), "--data", str(tmp_path)]
    with subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell starts what runs in the background with interrupts ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as server:
        try:
            assert server.stdout is not None
            address = re.search(r"http://127\.0\.0\.1:\d+/v1/", server.stdout.readline())
            assert address is not None
            said = httpx.post(f"{address[0]}ask", json={"question": QUESTION}, timeout=60)
            assert said.status_code == 200
            assert "server" not in said.headers
        finally:
            server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=60)
    assert (server.returncode, errors.strip()) == (130, "")


@pytest.mark.parametrize("host", ["127.0.0.1", "192.0.2.1", "::ffff:1:2:3"])
def test_an_address_that_cannot_be_had_is_named(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(CiteraError, match=f"cannot serve on port {port} of {re.escape(host)}"):
            serve(pytest.fail, host, port, pytest.fail)


def test_the_first_free_port_is_taken() -> None:
    told: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with suppress(KeyboardInterrupt):
            serve(lambda: greeting, "127.0.0.1", 0, partial(interrupt, told), first=port)
    (address,) = told
    assert port < int(address.rpartition(":")[2]) < port + 100


def test_while_the_application_is_made_the_server_lives_and_is_not_ready() -> None:
    port = free_port()
    said: list[httpx.Response] = []

    def ask() -> None:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            said.extend(client.get(path) for path in ("/healthz", "/readyz", "/metrics"))
            said.append(client.get("/", headers={"accept": "text/html,*/*;q=0.8"}))

    def make() -> Application:
        ask()
        return greeting

    def told(address: str) -> None:
        assert address == f"http://127.0.0.1:{port}"
        ask()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        serve(make, "127.0.0.1", port, told)
    assert [each.status_code for each in said] == [200, 503, 503, 503, 200, 200, 200, 200]
    assert [each.text for each in said[:3]] == ["ok\n", "starting\n", "starting\n"]
    assert {each.headers["retry-after"] for each in said[1:4]} == {"1"}
    page = said[3].text
    assert "Citera is starting" in page
    assert 'lang="sv">Citera startar' in page
    assert 'http-equiv="refresh"' in page
    assert "script" not in page
    assert said[3].headers["content-security-policy"].startswith("default-src 'none'")
    assert {each.text for each in said[4:]} == {"hello"}


def test_programs_that_ask_too_early_wait() -> None:
    port, answers = free_port(), Queue[str]()

    def ask() -> None:
        answers.put(httpx.post(f"http://127.0.0.1:{port}/v1/ask", timeout=60).text)

    def make() -> Application:
        Thread(target=ask).start()
        httpx.get(f"http://127.0.0.1:{port}/healthz").raise_for_status()
        return greeting

    def told(address: str) -> None:
        assert answers.get(timeout=60) == "hello"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        serve(make, "127.0.0.1", port, told)


def test_what_cannot_be_made_is_raised_and_nothing_is_served() -> None:
    port = free_port()

    def make() -> Application:
        httpx.get(f"http://127.0.0.1:{port}/healthz").raise_for_status()
        raise CiteraError("there is no index.")

    with pytest.raises(CiteraError, match="there is no index"):
        serve(make, "127.0.0.1", port, pytest.fail)
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/healthz")


async def greeting(scope: Message, receive: Receive, send: Send) -> None:
    """An application that greets."""
    if scope["type"] == "lifespan":
        for what in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{what}.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


def interrupt(told: list[str], address: str) -> None:
    """Keep the address, and end the server."""
    told.append(address)
    raise KeyboardInterrupt


def free_port() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as place:
        port: int = place.getsockname()[1]
        return port
