"""Served under a path of another server, which strips it and names it in X-Forwarded-Prefix."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Application = Callable[[Message, Any, Any], Awaitable[None]]

PREFIX = re.compile(rb"(/[\w.~-]+)+")
FORWARDED_HOST, FORWARDED_PREFIX = b"x-forwarded-host", b"x-forwarded-prefix"


class BehindProxy:
    """ASGI middleware that makes Gradio's own addresses begin with the path that a proxy serves it
    under.

    Gradio reads X-Forwarded-Host and puts what it says before every address, whatever it is; so the
    path is put behind the host. A prefix that is no plain path is passed over.
    """

    def __init__(self, app: Application) -> None:
        """Tell `app` where it is served."""
        self._app = app

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        """Answer as the application does, with addresses that lead back through the proxy."""
        if scope["type"] == "http":
            scope = {**scope, "headers": _with_prefix(scope["headers"])}
        await self._app(scope, receive, send)


def _with_prefix(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    named = {name: _first(value) for name, value in reversed(headers)}
    prefix = named.get(FORWARDED_PREFIX, b"").rstrip(b"/")
    host = named.get(FORWARDED_HOST) or named.get(b"host")
    if not PREFIX.fullmatch(prefix) or not host:
        return headers
    others = [each for each in headers if each[0] != FORWARDED_HOST]
    return [*others, (FORWARDED_HOST, host + prefix)]


def _first(value: bytes) -> bytes:
    """Of what several proxies said one after the other, what the outermost did."""
    return value.split(b",")[0].strip()
