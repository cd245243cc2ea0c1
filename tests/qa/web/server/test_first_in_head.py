"""A script comes first in the head of a page; whatever else is sent stays as it is."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.web.server.first_in_head import FirstInHead

PAGE = "<!doctype html><html><head><script>later()</script></head><body>å <head></body></html>"


async def page(request: Request) -> Response:
    return HTMLResponse(PAGE)


async def page_in_parts(request: Request) -> Response:
    return StreamingResponse(iter([PAGE[:20], PAGE[20:]]), media_type="text/html")


async def data(request: Request) -> Response:
    return Response("<head>", media_type="application/json")


ROUTES = [Route("/", page), Route("/parts", page_in_parts), Route("/data", data)]
CLIENT = TestClient(
    Starlette(routes=ROUTES, middleware=[Middleware(FirstInHead, head="<script>först()</script>")])
)


def test_the_script_comes_before_the_others_of_a_page() -> None:
    expected = PAGE.replace("<head>", "<head><script>först()</script>", 1)
    for address in ("/", "/parts"):
        answer = CLIENT.get(address)
        assert answer.text == expected
        assert answer.headers["content-length"] == str(len(expected.encode()))


def test_what_is_no_page_is_left_alone() -> None:
    assert CLIENT.get("/data").text == "<head>"
