"""The page under a path of another server: everything that it asks for goes through that."""

from __future__ import annotations

import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from qa import Assistant
from tests.browser.conftest import OpenPage
from tests.browser.looking import ask, citation, expect_said

pytestmark = pytest.mark.browser

QUESTION = "How much is Uganda paying for surveillance cameras?"
PREFIX = "/law/citera"
OF_ONE_HOP = {"connection", "transfer-encoding", "host"}


def proxy_of(address: str) -> Starlette:
    """As nginx with `location /law/citera/ { proxy_pass ADDRESS/; }` and X-Forwarded-Prefix."""
    client = httpx.AsyncClient(base_url=address, timeout=60)

    async def forward(request: Request) -> Response:
        headers = {n: v for n, v in request.headers.items() if n not in OF_ONE_HOP}
        headers |= {
            "X-Forwarded-Prefix": PREFIX,
            "X-Forwarded-Host": request.headers["host"],
            "Host": "127.0.0.1",
        }
        sent = client.build_request(
            request.method,
            httpx.URL(path="/" + request.path_params["path"], query=request.url.query.encode()),
            headers=headers,
            content=await request.body(),
        )
        answer = await client.send(sent, stream=True)

        async def body() -> AsyncIterator[bytes]:
            try:
                async for part in answer.aiter_raw():
                    yield part
            finally:  # also where the page goes away
                await answer.aclose()

        reply = StreamingResponse(body(), answer.status_code)
        reply.raw_headers = [
            each for each in answer.headers.raw if each[0].decode().lower() not in OF_ONE_HOP
        ]
        return reply

    @asynccontextmanager
    async def lifespan(proxy: Starlette) -> AsyncIterator[None]:
        async with client:
            yield

    methods = ["GET", "POST", "HEAD"]
    routes = [Route(PREFIX + "/{path:path}", forward, methods=methods)]
    return Starlette(routes=routes, lifespan=lifespan)


@pytest.fixture
def proxied(address: str) -> Iterator[str]:
    """The address of the page behind a proxy."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        # A page that is open listens to the server, which else would wait for that to end.
        config = uvicorn.Config(proxy_of(address), log_level="error", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}{PREFIX}/"
        server.should_exit = True
        thread.join(30)


def test_a_question_is_answered_under_the_path_of_a_proxy(
    open_page: OpenPage, proxied: str, assistant: Assistant
) -> None:
    answer = assistant.ask(QUESTION)
    page = open_page(proxied)
    elsewhere: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url))
    ask(page, QUESTION)
    expect_said(page, QUESTION, answer.text)
    citation(page, 1).click()
    assert [url for url in elsewhere if not url.startswith((proxied, "data:", "blob:"))] == []
