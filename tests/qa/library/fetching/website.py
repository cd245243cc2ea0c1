"""A site on this machine: pages, and what a hostile one does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import unquote

from qa.library.uploads import MAX_MEGABYTES, MEGABYTE

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Opening hours</title>
<script src="/script.js"></script><link rel="stylesheet" href="/style.css"></head>
<body><nav>Home</nav><main><h1>Opening hours</h1><p>The library in Ellery is open from nine until
seven on weekdays, as it has been for many years.</p><img src="/picture.png">
</main></body></html>"""


class Site(ThreadingHTTPServer):
    """`asked` has every path that somebody asked for, in order."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on a free port of this machine."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.over = Event()

    @property
    def address(self) -> str:
        """Without a slash behind it."""
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def website() -> Iterator[Site]:
    """A site that is there for a while."""
    with Site() as site:
        Thread(target=site.serve_forever, args=(0.05,), daemon=True).start()
        yield site
        site.over.set()
        site.shutdown()


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        path, _, query = self.path.partition("?")
        if path.startswith("/to"):
            self._answer(302, {"Location": unquote(query)})
        elif path == "/packed":
            self._answer(200, {"Content-Encoding": "gzip"}, b"\x1f\x8b")
        elif path == "/large":
            self._large()
        elif path == "/drips":
            self._drip()
        elif path == "/notes.md":
            self._answer(200, {"Content-Type": "text/plain"}, b"# Notes\n\nThe mast was red.\n")
        elif path == "/film":
            self._answer(200, {"Content-Type": "video/mp4"}, b"\0\0")
        elif path == "/gone":
            self._answer(404, {}, b"gone")
        else:
            self._answer(200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode())

    def _answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _large(self) -> None:
        self._answer(200, {"Content-Type": "text/plain"})
        try:
            for _ in range(MAX_MEGABYTES + 2):
                self.wfile.write(b"x" * MEGABYTE)
        except OSError:
            pass  # who asked has gone, as is hoped

    def _drip(self) -> None:
        """A header that never ends, a byte at a time."""
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while not self.server.over.wait(0.05):
                self.wfile.write(b"x")
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        """Say nothing."""
