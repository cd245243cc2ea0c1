"""A server whose application comes later."""

from __future__ import annotations

from queue import Queue
from threading import Event, Thread

import httpx
import pytest

from qa.api.gate.request import Application, Message, Receive, Send
from qa.api.operating.starting import Starting
from tests.qa.api.conftest import listening


class Noting:
    """An application that notes what its life was, and answers with what is in its state."""

    def __init__(self, fails: str = "") -> None:
        """`fails`: in which part of its life it fails."""
        self.lived: list[str] = []
        self._fails = fails

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Live, or answer."""
        if scope["type"] == "lifespan":
            scope["state"]["kept"] = b"kept"
            for what in ("startup", "shutdown"):
                self.lived.append((await receive())["type"])
                done = "failed" if what == self._fails else "complete"
                await send({"type": f"lifespan.{what}.{done}", "message": "it fails"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["state"]["kept"]})


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.api.operating.starting.SECONDS_HELD", 0.01)


def test_an_application_lives_from_when_it_comes_until_the_server_ends() -> None:
    starting, app = Starting(), Noting()
    with listening(starting) as address:
        assert httpx.get(address).status_code == 503
        assert app.lived == []
        starting.become(app)
        assert app.lived == ["lifespan.startup"]
        assert httpx.get(address).text == "kept"
    assert app.lived == ["lifespan.startup", "lifespan.shutdown"]


async def ending(scope: Message, receive: Receive, send: Send) -> None:
    """An application that has no life."""


async def failing(scope: Message, receive: Receive, send: Send) -> None:
    """One that fails before it is told of anything."""
    raise RuntimeError("it fails")


@pytest.mark.parametrize(
    ("app", "told"),
    [(Noting("startup"), "it fails"), (failing, "it fails"), (ending, "ended before its startup")],
)
def test_one_that_does_not_start_is_told_and_answers_nothing(app: Application, told: str) -> None:
    starting = Starting()
    with listening(starting) as address:
        with pytest.raises(RuntimeError, match=told):
            starting.become(app)
        assert httpx.get(address).status_code == 503
        assert httpx.get(f"{address}/healthz").status_code == 200


def test_who_waits_for_what_does_not_come_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.api.operating.starting.SECONDS_HELD", 60)
    starting, asked, statuses = Starting(), Event(), Queue[int]()

    async def noting(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            asked.set()
        await starting(scope, receive, send)

    with listening(noting) as address:
        Thread(target=lambda: statuses.put(httpx.post(address, timeout=60).status_code)).start()
        assert asked.wait(60)
        starting.give_up()
        assert statuses.get(timeout=50) == 503


def test_a_server_that_ends_before_its_application_came_ends() -> None:
    with listening(Starting()) as address:
        assert httpx.get(f"{address}/readyz").status_code == 503
