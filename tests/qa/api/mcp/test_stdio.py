"""`citera mcp` as an assistant starts it: a process that is spoken to on its standard input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.docs.pages import blocks
from tests.qa.api.conftest import QUESTION
from tests.qa.api.mcp.conftest import with_client

pytest.importorskip("mcp_types")
pytestmark = pytest.mark.one_process

PAGE = Path(__file__).parents[4] / "docs" / "mcp.md"
COMMAND = ("-m", "qa.cli.main", "mcp", "--reader", "off")
SECRET = "Xylograph"


def request(number: int, method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def begun() -> tuple[dict[str, Any], dict[str, Any]]:
    """What a client says first."""
    info = {"name": "test", "version": "1"}
    hello = request(0, "initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo=info)
    return hello, {"jsonrpc": "2.0", "method": "notifications/initialized"}


@contextmanager
def started(documents: Path, data: Path, end: int = 0) -> Iterator[subprocess.Popen[str]]:
    """The process, whose input ends at last; it has to end so, and tell nothing of a question."""
    command = [sys.executable, *COMMAND, "--docs", str(documents), "--data", str(data)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
            _, errors = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == end, errors
    assert SECRET not in errors


def say(process: subprocess.Popen[str], *messages: dict[str, Any] | str) -> None:
    assert process.stdin is not None
    texts = (each if isinstance(each, str) else json.dumps(each) for each in messages)
    process.stdin.write("".join(f"{each}\n" for each in texts))
    process.stdin.flush()


def answers(process: subprocess.Popen[str], until: int) -> dict[int, Any]:
    """What the process says, by number, until it has answered so; nothing but JSON."""
    assert process.stdout is not None
    said: dict[int, Any] = {}
    while until not in said:
        answer = json.loads(process.stdout.readline())
        said[answer["id"]] = answer
    return said


def test_the_client_starts_it_as_the_docs_say(documents: Path, tmp_path: Path) -> None:
    from mcp.client.stdio import StdioServerParameters, stdio_client

    snippets = [json.loads(block) for block in blocks(PAGE, "json")]
    servers = [each.get("mcpServers") or each.get("servers") for each in snippets]
    started = [each["citera"] for each in servers if "command" in each["citera"]]
    assert started
    assert {each["command"] for each in started} == {"citera"}
    (arguments,) = {tuple(each["args"]) for each in started}
    assert arguments == ("mcp", "--docs", "/srv/reports")
    options = [str(documents) if each == arguments[-1] else each for each in arguments]
    command = ["-m", "qa.cli.main", *options, "--data", str(tmp_path), "--reader", "off"]
    server = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
    with (tmp_path / "log").open("w") as log:
        given = with_client(
            stdio_client(server, errlog=log),
            lambda client: client.call_tool("ask", {"question": QUESTION}),
        )
    (cited, *_) = given.structured_content["citations"]
    assert cited["document_id"] == "library.txt"


def test_what_is_malformed_or_too_large_ends_nothing(documents: Path, tmp_path: Path) -> None:
    with started(documents, tmp_path) as process:
        say(process, *begun(), "garbage", '{"jsonrpc": "2.0", "id": 7', "[]")
        say(process, request(1, "tools/call", name="ask", arguments={"question": SECRET * 500_000}))
        assert answers(process, until=1)[1]["result"]["isError"]
        say(process, request(2, "tools/call", name="ask", arguments=SECRET))
        assert answers(process, until=2)[2]["error"]["code"] == -32602
        say(process, request(3, "nothing/there"))
        assert answers(process, until=3)[3]["error"]["code"] == -32601
        reading = {"document_id": "library.txt", "end": 9}
        say(process, request(4, "tools/call", name="read", arguments=reading))
        assert answers(process, until=4)[4]["result"]["structuredContent"]["end"] == 9


def test_who_goes_before_the_answer_leaves_no_process(documents: Path, tmp_path: Path) -> None:
    with started(documents, tmp_path) as process:
        say(process, *begun())
        answers(process, until=0)
        say(process, request(1, "tools/call", name="ask", arguments={"question": SECRET}))


def test_it_ends_when_interrupted_while_it_waits(documents: Path, tmp_path: Path) -> None:
    with started(documents, tmp_path, end=-signal.SIGINT) as process:
        say(process, *begun())
        answers(process, until=0)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60)


def test_what_cannot_be_shown_is_said_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, *COMMAND, "--docs", str(tmp_path / "gone"), "--data", str(tmp_path)]
    run = subprocess.run(command, input="", capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.endswith("gone' does not exist; name a file or a folder\n")
