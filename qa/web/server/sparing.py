"""Little goes to a browser twice, or at length."""

from __future__ import annotations

import re

from starlette.middleware.gzip import GZipMiddleware

from qa.api.gate.request import Application, Message, Receive, Send

PACKED = ("/", "/config")
"""The page and what programs read of it, a third of a megabyte; Gradio packs its scripts itself."""
LASTING = re.compile(r"/assets/.*-[\w-]{8,9}\.[a-z0-9]+")
"""Files named after what is in them, which is another's name once it changes."""
FOREVER = (b"cache-control", b"public, max-age=31536000, immutable")


class Sparing:
    """ASGI middleware that packs the page, and lets browsers keep what never changes: else they ask
    for some eighty files again at each visit.
    """

    def __init__(self, app: Application) -> None:
        """Answer as `app` does, but for that."""
        self._app = app
        self._packing = GZipMiddleware(app, compresslevel=5)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request."""
        path = scope["path"] if scope["type"] == "http" else ""
        if path in PACKED:
            await self._packing(scope, receive, send)
        else:
            await self._app(scope, receive, _kept(send) if LASTING.fullmatch(path) else send)


def _kept(send: Send) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in (200, 304):
            message["headers"] = [*message["headers"], FOREVER]
        await send(message)

    return sender
