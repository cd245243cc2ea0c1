"""A server whose application is made while it answers already."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import httpx
import pytest

from qa.api.gate.request import Application, Message, Receive, Send
from qa.api.operating.probes import tell
from qa.api.operating.starting import Starting
from tests.qa.api.conftest import listening


async def app(scope: Message, receive: Receive, send: Send) -> None:
    """Answers where it was asked."""
    await tell(send, 200, scope["path"].encode())


class Slow:
    """Makes the application once it is let, or raises `fault` then."""

    def __init__(self, fault: Exception | None = None) -> None:
        """`said` is what was told once it was made."""
        self.may_go_on = Event()
        self.ended = Event()
        self.said: list[BaseException | None] = []
        self._fault = fault

    def make(self) -> Application:
        assert self.may_go_on.wait(60)
        if self._fault:
            raise self._fault
        return app

    def made(self, fault: BaseException | None) -> None:
        self.said.append(fault)
        self.ended.set()

    def go_on(self) -> None:
        self.may_go_on.set()
        assert self.ended.wait(60)


def statuses(address: str, *paths: str) -> list[int]:
    return [httpx.get(f"{address}{path}", timeout=60).status_code for path in paths]


def test_it_lives_and_is_not_ready_until_the_application_is_made() -> None:
    slow = Slow()
    with listening(Starting(slow.make, slow.made)) as address:
        assert statuses(address, "/healthz", "/readyz", "/metrics") == [200, 503, 503]
        assert httpx.get(f"{address}/readyz").headers["retry-after"] == "1"
        assert slow.said == []
        slow.go_on()
        assert slow.said == [None]
        assert httpx.get(f"{address}/readyz").text == "/readyz"


def held(monkeypatch: pytest.MonkeyPatch, slow: Slow, then: Callable[[], None]) -> int:
    """The status of what is asked before the application is made, and waits for it."""
    monkeypatch.setattr("qa.api.operating.starting.SECONDS_HELD", 60)
    starting, asked = Starting(slow.make, slow.made), Event()

    async def noting(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            asked.set()
        await starting(scope, receive, send)

    with listening(noting) as address, ThreadPoolExecutor() as others:
        answer = others.submit(httpx.post, f"{address}/v1/ask", timeout=60)
        assert asked.wait(60)
        then()
        return answer.result().status_code


def test_what_is_asked_meanwhile_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Slow()
    assert held(monkeypatch, slow, slow.go_on) == 200


def test_where_it_cannot_be_made_nobody_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Slow(ValueError("no index"))
    assert held(monkeypatch, slow, slow.go_on) == 503
    assert [str(each) for each in slow.said] == ["no index"]


def test_what_waits_for_long_is_told_to_ask_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.api.operating.starting.SECONDS_HELD", 0.01)
    slow = Slow()
    with listening(Starting(slow.make, slow.made)) as address:
        assert statuses(address, "/v1/documents") == [503]
    slow.go_on()  # after the server has ended
    assert slow.said == [None]
