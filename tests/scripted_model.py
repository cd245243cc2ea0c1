"""A server on this machine that speaks as endpoints of language models do, faults included."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SSE = "text/event-stream"
DONE = b"data: [DONE]\n\n"


def event(content: Any) -> bytes:
    """One server-sent event with that as JSON."""
    return f"data: {json.dumps(content)}\n\n".encode()


def delta(text: str, **others: Any) -> bytes:
    """An event with a bit of an answer's text."""
    return event({"choices": [{"index": 0, "delta": {"content": text, **others}}]})


def ended(reason: str = "stop") -> bytes:
    """The event that ends an answer."""
    return event({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})


def refusal(message: str) -> tuple[bytes, ...]:
    """The body of an error, of OpenAI's form."""
    return (json.dumps({"error": {"message": message, "type": "invalid"}}).encode(),)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answers to a request.

    `broken`: the connection ends before the body does. `silent`: after `chunks` nothing comes, and
    the connection stays open.
    """

    chunks: Iterable[bytes] = ()
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": SSE})
    broken: bool = False
    silent: bool = False


def answering(*texts: str) -> Reply:
    """A streamed answer as it should be."""
    return Reply((*map(delta, texts), ended(), DONE))


@dataclass(frozen=True, slots=True)
class Received:
    """A request that came."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]


class ScriptedModel:
    """Gives the replies of a script, one for each request; the last one again and again."""

    def __init__(self) -> None:
        """Listen on a free port; see `serving`."""
        self.script: list[Reply] = [answering("Yes.")]
        self.received: list[Received] = []
        self.hung_up = threading.Event()
        """Set when a client ended a connection while something was sent to it."""
        self.stopped = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True

    @property
    def address(self) -> str:
        """Where it listens, as settings take it."""
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    def next_reply(self) -> Reply:
        """The next of the script."""
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        model = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments: Any) -> None:
                """Say nothing."""

            def do_POST(self) -> None:
                self.close_connection = True
                try:
                    body = self.rfile.read(int(self.headers["Content-Length"]))
                    model.received.append(Received(self.path, dict(self.headers), json.loads(body)))
                    self._send(model.next_reply())
                except (OSError, ValueError):  # the client has gone, or had gone before all came
                    model.hung_up.set()

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                for name, value in {**reply.headers, "Transfer-Encoding": "chunked"}.items():
                    self.send_header(name, value)
                self.end_headers()
                for chunk in filter(None, reply.chunks):
                    self.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
                if reply.silent:
                    model.stopped.wait()
                if not reply.broken:
                    self.wfile.write(b"0\r\n\r\n")

        return Handler


@contextmanager
def serving() -> Iterator[ScriptedModel]:
    """A scripted model that listens until the end of the block."""
    model = ScriptedModel()
    thread = threading.Thread(
        target=model.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    try:
        yield model
    finally:
        model.stopped.set()
        model.server.shutdown()
        model.server.server_close()
        thread.join()
