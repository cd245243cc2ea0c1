"""What answers while an application is being made: that the server lives, that it is not ready yet,
and to browsers a page that asks again by itself. Programs wait, for a while.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Event

from qa.api.gate.request import Application, Message, Receive, RequestHead, Send
from qa.api.operating.probes import HEALTH, PATHS, tell

SECONDS = 1  # until who asks may ask again
SECONDS_HELD = 10.0  # that a program's request waits; most starts take a few
PAGE = Path(__file__).with_name("starting.html")
POLICY = b"default-src 'none'; style-src 'unsafe-inline'"


class Starting:
    """ASGI application that becomes another. What is asked before is put off."""

    def __init__(self) -> None:
        self._is_living = Event()
        self._is_decided = asyncio.Event()
        self._app: Application | None = None
        self._life: Life | None = None
        self._scope: Message = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def become(self, app: Application) -> None:
        """Have `app` answer from now on; for another thread than the server's. Raises what its
        start does.
        """
        self._is_living.wait()
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(self._begin(app), self._loop).result()

    def give_up(self) -> None:
        """Let nobody wait for an application that does not come; for another thread than the
        server's.
        """
        if self._app is None and self._loop is not None:
            self._loop.call_soon_threadsafe(self._is_decided.set)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer, or have the application do so."""
        if scope["type"] == "lifespan":
            await self._live(scope, receive, send)
            return
        if self._app is None and scope["type"] == "http":
            head = RequestHead(scope)
            if head.path in PATHS or _is_of_browser(head) or not await self._came():
                await _put_off(head, send)
                return
        if self._app is not None:
            await self._app(scope, receive, send)

    async def _came(self) -> bool:
        """Whether the application is there, or comes while a program may wait."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._is_decided.wait(), SECONDS_HELD)
        return self._app is not None

    async def _live(self, scope: Message, receive: Receive, send: Send) -> None:
        self._scope, self._loop = scope, asyncio.get_running_loop()
        await receive()
        await send({"type": "lifespan.startup.complete"})
        self._is_living.set()
        await receive()
        if self._life is not None:
            await self._life.tell("shutdown")
        await send({"type": "lifespan.shutdown.complete"})

    async def _begin(self, app: Application) -> None:
        life = Life(app, self._scope)
        await life.tell("startup")
        self._app, self._life = app, life
        self._is_decided.set()


class Life:
    """The life of an application that begins after its server's, as ASGI's lifespan has it."""

    def __init__(self, app: Application, scope: Message) -> None:
        """Begin it; what `app` keeps in the state of `scope`, its requests find there."""
        self._heard: asyncio.Queue[Message] = asyncio.Queue()
        self._said: asyncio.Queue[Message] = asyncio.Queue()
        self._task = asyncio.ensure_future(app(scope, self._heard.get, self._said.put))

    async def tell(self, what: str) -> None:
        """Tell it of its startup or shutdown, and wait until it has done what it does then.

        Raises what ended it instead, or RuntimeError.
        """
        await self._heard.put({"type": f"lifespan.{what}"})
        said = asyncio.ensure_future(self._said.get())
        await asyncio.wait((said, self._task), return_when=asyncio.FIRST_COMPLETED)
        if not said.done():
            said.cancel()
            await self._task
            raise RuntimeError(f"the application ended before its {what}")
        if said.result()["type"] != f"lifespan.{what}.complete":
            raise RuntimeError(said.result().get("message", ""))


async def _put_off(head: RequestHead, send: Send) -> None:
    again = (b"retry-after", str(SECONDS).encode())
    if head.path == HEALTH:
        await tell(send, 200, b"ok\n")
    elif _is_of_browser(head):
        policy = (b"content-security-policy", POLICY)
        await tell(send, 503, _page(), "text/html; charset=utf-8", (again, policy))
    else:
        await tell(send, 503, b"starting\n", headers=(again,))


def _is_of_browser(head: RequestHead) -> bool:
    return "text/html" in head.header("accept")


@cache
def _page() -> bytes:
    return PAGE.read_bytes()
