"""Where a proxy serves the page."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.web.server.proxy import BehindProxy


async def told(request: Request) -> PlainTextResponse:
    return PlainTextResponse(request.headers.get("x-forwarded-host", "none"))


CLIENT = TestClient(Starlette(routes=[Route("/", told)], middleware=[Middleware(BehindProxy)]))


@pytest.mark.parametrize(
    ("headers", "host"),
    [
        ({}, "none"),
        ({"X-Forwarded-Host": "example.org"}, "example.org"),
        ({"X-Forwarded-Prefix": "/citera/"}, "testserver/citera"),
        ({"X-Forwarded-Prefix": "/a/b", "X-Forwarded-Host": "example.org"}, "example.org/a/b"),
        ({"X-Forwarded-Prefix": "/a, /b", "X-Forwarded-Host": "one, two"}, "one/a"),
        ({"X-Forwarded-Prefix": "/"}, "none"),
        ({"X-Forwarded-Prefix": "//evil.example"}, "none"),
        ({"X-Forwarded-Prefix": "@evil.example"}, "none"),
        ({"X-Forwarded-Prefix": "/a?b=<script>"}, "none"),
    ],
)
def test_the_prefix_stands_behind_the_host(headers: dict[str, str], host: str) -> None:
    assert CLIENT.get("/", headers=headers).text == host
