"""Answers on their way, as server-sent events."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from typing import Any

from starlette.responses import StreamingResponse

from qa.api.gate.gate import log_fault
from qa.api.problems import problem
from qa.errors import CiteraError
from qa.types import Answer, StreamEvent

Events = AsyncGenerator[StreamEvent]
CONTENT = {
    "text/event-stream": {
        "itemSchema": {
            "type": "object",
            "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
            "required": ["data"],
        }
    }
}
"""What a stream is, in the words of OpenAPI 3.2."""
HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


async def answer_of(events: Events) -> Answer:
    """The Answer that the last of `events` carries."""
    async with aclosing(events):
        async for event in events:
            last = event
    assert last.answer is not None
    return last.answer


async def streamed(
    events: Events,
    as_sent: Callable[[StreamEvent], Iterable[bytes]],
    as_failed: Callable[[dict[str, Any]], bytes],
) -> StreamingResponse:
    """A response of the events, each as `as_sent` makes it.

    What fails before the first is raised; later it is sent, as `as_failed` makes it of its problem.
    """
    first = await anext(events)

    async def body() -> AsyncGenerator[bytes]:
        async with aclosing(events):
            try:
                for part in as_sent(first):
                    yield part
                async for event in events:
                    for part in as_sent(event):
                        yield part
            except Exception as error:
                if not isinstance(error, CiteraError):
                    log_fault(error)
                yield as_failed(problem(error))

    return StreamingResponse(body(), headers=HEADERS, media_type="text/event-stream")


def server_sent(data: Any, event: str = "") -> bytes:
    """One event with `data` as JSON; see https://html.spec.whatwg.org/#server-sent-events."""
    name = f"event: {event}\n" if event else ""
    return f"{name}data: {json.dumps(data)}\n\n".encode()
