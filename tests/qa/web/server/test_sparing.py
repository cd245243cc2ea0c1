"""The page is packed, and files that never change are kept by browsers."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.web.server.sparing import Sparing
from tests.browser.serving import PLAIN, served

PAGE = "<!doctype html>" + "å" * 1_000


async def answer(request: Request) -> Response:
    return Response(PAGE, int(request.query_params.get("status", "200")), media_type="text/html")


CLIENT = TestClient(
    Starlette(routes=[Route("/{path:path}", answer)], middleware=[Middleware(Sparing)])
)


@pytest.mark.parametrize("path", ["/", "/config"])
def test_the_page_is_packed_for_who_can_unpack_it(path: str) -> None:
    packed = CLIENT.get(path)
    assert packed.text == PAGE
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < 200
    assert packed.headers["vary"] == "Accept-Encoding"
    plain = CLIENT.get(path, headers={"accept-encoding": "identity"})
    assert (plain.text, plain.headers.get("content-encoding")) == (PAGE, None)


def test_other_answers_stay_as_they_are() -> None:
    for path in ("/gradio_api/queue/data", "/viewer/text", "/theme.css", "/assets/index.js"):
        answered = CLIENT.get(path)
        assert answered.text == PAGE
        assert not {"content-encoding", "cache-control"} & set(answered.headers)


@pytest.mark.parametrize(
    "name", ["index-DiEEvXS6.css", "Index-Akn07EZk2.js", "svelte/a-b_-4567x.js"]
)
def test_a_file_named_after_what_is_in_it_is_kept(name: str) -> None:
    kept = CLIENT.get(f"/assets/{name}")
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    missing = CLIENT.get(f"/assets/{name}", params={"status": 404})
    assert "cache-control" not in missing.headers


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The app itself."""
    folder = tmp_path_factory.mktemp("documents")
    Path(folder, "lamp.txt").write_text("The lamp was lit in 1912.", "utf-8")
    with served(str(folder), *PLAIN) as address, httpx.Client(base_url=address) as http:
        yield http


@pytest.mark.one_process
def test_of_the_app_the_page_is_packed_and_its_scripts_are_kept(http: httpx.Client) -> None:
    page = http.get("/", headers={"accept-encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    assert int(page.headers["content-length"]) < len(page.content) / 4
    script = page.text.split('src="./assets/', 1)[1].split('"', 1)[0]
    for accepts in ("br", "gzip"):
        kept = http.get(f"/assets/{script}", headers={"accept-encoding": accepts})
        assert "immutable" in kept.headers["cache-control"]
        assert "Accept-Encoding" in kept.headers["vary"]
    assert "immutable" not in http.get("/theme.css").headers.get("cache-control", "")


def test_what_is_packed_is_what_was_sent() -> None:
    with CLIENT.stream("GET", "/", headers={"accept-encoding": "gzip"}) as answered:
        assert gzip.decompress(b"".join(answered.iter_raw())).decode() == PAGE
