"""Threads that answer, so many at once; neither who waits for one nor a slow reader holds any."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from threading import Event, Semaphore
from time import monotonic
from typing import TypeVar

from qa.errors import AnswerTooSlowError, BusyError

Made = TypeVar("Made")


class Workers:
    """Some threads, and a line of bounded length before them."""

    def __init__(self, threads: int, waiting: int, seconds: float) -> None:
        """`waiting`: how many may stand in line; `seconds`: until a result is given up."""
        self._threads = ThreadPoolExecutor(threads, "citera-api")
        self._places = Semaphore(threads + waiting)
        self._seconds = seconds

    async def run(self, call: Callable[[], Made]) -> Made:
        """What `call` returns, or raises. Raises BusyError, and AnswerTooSlowError; a call that has
        begun goes on all the same.
        """
        return await self._in_time(asyncio.wrap_future(self._begun(call)), self._seconds)

    async def stream(self, pieces: Generator[Made]) -> AsyncGenerator[Made]:
        """The pieces as they are made, which goes on however slowly they are taken.

        Raises as `run` does; whoever stops listening ends the making at the next piece.
        """
        loop, made, stopped = asyncio.get_running_loop(), asyncio.Queue[Made | None](), Event()

        def make() -> None:
            with closing(pieces):
                for each in pieces:
                    if stopped.is_set():
                        return
                    loop.call_soon_threadsafe(made.put_nowait, each)

        until = monotonic() + self._seconds
        making = asyncio.wrap_future(self._begun(make))
        making.add_done_callback(lambda _: made.put_nowait(None))
        try:
            while (piece := await self._in_time(made.get(), until - monotonic())) is not None:
                yield piece
            await making  # which raises what ended it
        finally:
            stopped.set()
            making.cancel()  # where it has not begun

    def _begun(self, call: Callable[[], Made]) -> Future[Made]:
        if not self._places.acquire(blocking=False):
            raise BusyError("too many others wait for their turn; try again in a moment.")
        future = self._threads.submit(call)
        future.add_done_callback(lambda _: self._places.release())
        return future

    async def _in_time(self, result: Awaitable[Made], seconds: float) -> Made:
        try:
            return await asyncio.wait_for(result, max(seconds, 0))
        except TimeoutError as error:
            raise AnswerTooSlowError(
                "the answer takes longer than {seconds} s.", seconds=self._seconds
            ) from error
