"""A script that runs before Gradio's own: what Gradio is given as `head` comes after them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Any, Send], Awaitable[None]]


class FirstInHead:
    """ASGI middleware that puts some HTML at the beginning of the head of each page."""

    def __init__(self, app: Application, head: str) -> None:
        """Put `head` into the pages that `app` sends."""
        self._app = app
        self._head = b"<head>" + head.encode()

    async def __call__(self, scope: Message, receive: Any, send: Send) -> None:
        """Answer as the application does, with a longer head where the answer is a page."""
        page: list[Message] = []

        async def sender(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                page.append(message)
            elif not page:
                await send(message)
            else:
                page.append(message)
                if not message.get("more_body"):
                    await self._send_page(page, send)

        await self._app(scope, receive, sender if scope["type"] == "http" else send)

    async def _send_page(self, page: list[Message], send: Send) -> None:
        start, *parts = page
        body = b"".join(part.get("body", b"") for part in parts).replace(b"<head>", self._head, 1)
        headers = [each for each in start["headers"] if each[0].lower() != b"content-length"]
        length = (b"content-length", str(len(body)).encode())
        await send({**start, "headers": [*headers, length]})
        await send({"type": "http.response.body", "body": body})


def _is_page(start: Message) -> bool:
    headers = dict(start["headers"])
    return bool(headers.get(b"content-type", b"").startswith(b"text/html"))
