"""Whether a server lives and can answer, and its numbers, beside whatever it serves.

    /healthz   200 while the process answers
    /readyz    200 while the index can be read, else 503 (also before it is open)
    /metrics   what Prometheus reads; for this machine alone, or with a token where there are some

Nothing secret is in any of them; the first two need no token, as what asks has none.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from qa.api.gate.request import LOOPBACK, Application, Message, Receive, RequestHead, Send
from qa.api.gate.tokens import Tokens
from qa.api.operating.metrics import metrics
from qa.library.collection import Collection
from qa.llm.address import is_loopback

HEALTH, READY, _ = PATHS = ("/healthz", "/readyz", "/metrics")
READY_SECONDS = 5.0  # for the index to answer
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Headers = Sequence[tuple[bytes, bytes]]
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


class Probes:
    """ASGI middleware that answers those who run the server."""

    def __init__(
        self, app: Application, *, collection: Collection, tokens: Tokens | None = None
    ) -> None:
        """Leave to `app` all else. With `tokens`, who has one reads the metrics as well."""
        self._app = app
        self._collection = collection
        self._tokens = tokens
        self._thread = ThreadPoolExecutor(1, "citera-ready")
        self._looking: Future[None] | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer, or have the application do so."""
        path = scope["path"] if scope["type"] == "http" else ""
        if path not in PATHS:
            await self._app(scope, receive, send)
            return
        head = RequestHead(scope)
        if head.method not in ("GET", "HEAD"):
            await tell(send, 405, b"only GET\n")
        elif path == HEALTH:
            await tell(send, 200, b"ok\n")
        elif path == READY:
            await self._tell_ready(send)
        elif self._may_read_metrics(head):
            await tell(send, 200, metrics().text(), METRICS_TYPE)
        else:
            await tell(send, 403, b"only from this machine, or with a token of --token-file\n")

    async def _tell_ready(self, send: Send) -> None:
        if await self._is_ready():
            await tell(send, 200, b"ok\n")
        else:
            await tell(send, 503, b"the index cannot be read\n")

    async def _is_ready(self) -> bool:
        """Whether the index can be read. Who asks while somebody waits for that waits with him."""
        if self._looking is None or self._looking.done():
            self._looking = self._thread.submit(self._collection.check_readable)
        looking = asyncio.wrap_future(self._looking)
        looking.add_done_callback(_noticed)
        try:
            await asyncio.wait_for(asyncio.shield(looking), READY_SECONDS)
        except Exception as error:  # whatever it is, nobody can be answered
            logging.getLogger(__name__).warning("not ready: %s", str(error) or type(error).__name__)
            return False
        return True

    def _may_read_metrics(self, head: RequestHead) -> bool:
        kind, _, token = head.header("authorization").partition(" ")
        if self._tokens is not None:
            return kind.lower() == "bearer" and self._tokens.holder(token.strip()) is not None
        # What a proxy here passes on comes from anywhere.
        address = (head.scope.get("client") or ("",))[0]
        is_forwarded = any(head.header(name) for name in FORWARDED)
        return is_loopback(address) and head.host in LOOPBACK and not is_forwarded


def _noticed(looking: asyncio.Future[None]) -> None:
    """What comes of it after nobody waits any more is no news: asyncio need not log it."""
    if not looking.cancelled():
        looking.exception()


async def tell(
    send: Send, status: int, body: bytes, kind: str = "text/plain", headers: Headers = ()
) -> None:
    """Answer with so much, which nobody keeps."""
    told = [
        (b"content-type", kind.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        *headers,
    ]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body})
