"""`citera serve` in a process of its own: it says where it is, answers, and ends."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from qa.api.gate.request import Application
from qa.api.server import serve, serve_once_made
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

        async def nothing(scope: object, receive: object, send: object) -> None:
            """Is never asked."""

        with pytest.raises(CiteraError, match=f"cannot serve on port {port} of {re.escape(host)}"):
            serve(nothing, host, port, "/")


def test_what_cannot_be_served_is_raised_and_the_address_is_free_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    def make() -> Application:
        with pytest.raises(OSError, match="in use"):
            socket.create_server(("127.0.0.1", port))
        raise CiteraError("there is no index")

    with pytest.raises(CiteraError, match="there is no index"):
        serve_once_made(make, "127.0.0.1", port, "/v1/")
    assert capsys.readouterr().out == ""
    socket.create_server(("127.0.0.1", port)).close()


def test_what_cannot_be_opened_is_told_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "qa.cli.main", "serve", "--port", "0"]
    where = ["--index", str(tmp_path / "nowhere"), "--data", str(tmp_path)]
    done = subprocess.run([*command, *where], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert str(tmp_path / "nowhere") in line
