"""What answers while an application is being made: that the server lives, and is not ready yet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

from qa.api.gate.request import Application, Message, Receive, Send
from qa.api.operating.probes import HEALTH, PATHS, tell

SECONDS_HELD = 10.0  # that a request waits; most starts take one or two
SECONDS = b"1"  # until who asks may ask again


class Starting:
    """ASGI application that becomes another, without a lifespan of its own, once that is made.

    `made` is called then, in another thread, with None, or with what `make` raised.
    """

    def __init__(
        self, make: Callable[[], Application], made: Callable[[BaseException | None], None]
    ) -> None:
        """Call `make` in a thread as soon as a server serves this."""
        self._make = make
        self._made = made
        self._app: Application | None = None
        self._is_decided = asyncio.Event()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer, or have the application do so. All but the probes wait for it, for a while."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if self._app is None and scope["path"] not in PATHS:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_decided.wait(), SECONDS_HELD)
        if self._app is not None:
            await self._app(scope, receive, send)
        elif scope["path"] == HEALTH:
            await tell(send, 200, b"ok\n")
        else:
            await tell(send, 503, b"starting\n", headers=[(b"retry-after", SECONDS)])

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        loop = asyncio.get_running_loop()
        # One that nobody waits for, so that the server can be ended meanwhile.
        Thread(target=self._begin, args=(loop,), name="citera-starting", daemon=True).start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        fault = None
        try:
            self._app = self._make()
        except BaseException as error:  # whoever serves raises it again
            fault = error
        with suppress(RuntimeError):  # the server has ended
            loop.call_soon_threadsafe(self._is_decided.set)
        self._made(fault)
