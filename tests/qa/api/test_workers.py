"""Threads that answer: bounded, ended by who stops listening, not held by who reads slowly."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Generator
from contextlib import aclosing
from threading import Event

import pytest

from qa.api.workers import Workers
from qa.errors import AnswerTooSlowError, BusyError, QuestionError

MANY = 1_000


def numbers(closed: Event) -> Generator[int]:
    try:
        yield from range(MANY)
    finally:
        closed.set()


def waiting(until: Event) -> Generator[int]:
    until.wait(10)
    yield 1


def test_pieces_come_in_their_order() -> None:
    async def collect() -> list[int]:
        return [each async for each in Workers(1, 0, 10).stream(numbers(Event()))]

    assert asyncio.run(collect()) == list(range(MANY))


def test_who_reads_slowly_holds_no_thread() -> None:
    async def read() -> int:
        workers, closed = Workers(1, 0, 10), Event()
        async with aclosing(workers.stream(numbers(closed))) as slow:
            await anext(slow)
            await asyncio.to_thread(closed.wait, 10)
            assert await workers.run(lambda: 7) == 7
            return [each async for each in slow][-1]

    assert asyncio.run(read()) == MANY - 1


def test_who_stops_listening_ends_the_making() -> None:
    async def leave() -> bool:
        closed, go_on = Event(), Event()

        def endless() -> Generator[int]:
            try:
                yield 0
                go_on.wait(10)
                while True:
                    yield 1
            finally:
                closed.set()

        stream = Workers(1, 0, 10).stream(endless())
        await anext(stream)
        await stream.aclose()
        go_on.set()
        return await asyncio.to_thread(closed.wait, 10)

    assert asyncio.run(leave())


def test_who_finds_too_many_in_line_is_sent_away() -> None:
    async def crowd() -> int:
        workers, until = Workers(1, 1, 10), Event()
        first = asyncio.create_task(anext(workers.stream(waiting(until))))
        second = asyncio.create_task(workers.run(lambda: 2))
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await workers.run(lambda: 3)
        until.set()
        assert await first == 1
        assert await second == 2
        return await workers.run(lambda: 4)

    assert asyncio.run(crowd()) == 4


def test_what_takes_too_long_is_given_up() -> None:
    async def give_up(ask: Callable[[Workers, Event], Awaitable[int]]) -> None:
        until = Event()
        try:
            with pytest.raises(AnswerTooSlowError):
                await ask(Workers(1, 0, 0.01), until)
        finally:
            until.set()

    asyncio.run(give_up(lambda workers, until: workers.run(lambda: int(until.wait(10)))))
    asyncio.run(give_up(lambda workers, until: anext(workers.stream(waiting(until)))))


def test_an_error_is_raised_where_it_is_waited_for() -> None:
    def failing() -> Generator[int]:
        yield 1
        raise QuestionError("no.")

    async def listen() -> None:
        stream = Workers(1, 0, 10).stream(failing())
        assert await anext(stream) == 1
        with pytest.raises(QuestionError):
            await anext(stream)

    asyncio.run(listen())
