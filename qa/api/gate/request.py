"""A request as ASGI brings it, before anything of it is believed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from qa.errors import RequestTooLargeError, RequestTooSlowError
from qa.llm.address import is_loopback

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")


def host_names(host: str) -> tuple[str, ...]:
    """The names that a server at that address may be called by; none where that is any."""
    return LOOPBACK if is_loopback(host) else ()


class RequestHead:
    """What is asked of a request's head."""

    def __init__(self, scope: Message) -> None:
        """Read `scope`, ASGI's of an HTTP request."""
        self.scope = scope
        self.path: str = scope["path"]
        self.method: str = scope["method"]

    def header(self, name: str) -> str:
        """The first header of that name; empty where there is none."""
        values = (value for key, value in self.scope["headers"] if key == name.encode())
        return next(values, b"").decode("latin-1")

    @property
    def host(self) -> str:
        """The name that the server was called by, without the port."""
        return re.sub(r":\d+$", "", self.header("host"))

    @property
    def length(self) -> int:
        """The body's length in bytes, as far as it is told."""
        length = self.header("content-length")
        return int(length) if length.isdecimal() else 0


def limited(receive: Receive, most: int) -> Receive:
    """The same body, until it has more bytes than `most`: a length may be left out, or a lie.

    Then it raises RequestTooLargeError.
    """
    received = 0

    async def receive_limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise RequestTooLargeError("the request has more than {limit:,} bytes.", limit=most)
        return message

    return receive_limited


def in_time(receive: Receive, seconds: float) -> Receive:
    """The same body, as long as each part comes within `seconds`; else RequestTooSlowError."""
    is_whole = False

    async def receive_in_time() -> Message:
        nonlocal is_whole
        if is_whole:  # what comes now is that the client goes away
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), seconds)
        except TimeoutError as error:
            raise RequestTooSlowError(
                "nothing more of the request came for {seconds} seconds.", seconds=seconds
            ) from error
        is_whole = not message.get("more_body", False)
        return message

    return receive_in_time
