"""What can be reached of the server, and by whom: as somebody who tries would find it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client

from qa.library.people.users import users_line
from qa.web.server import guard
from tests.browser.serving import PLAIN, served

pytestmark = pytest.mark.one_process

LAMP = "The harbour lamp\n\nThe harbour lamp was lit in 1912 by its keeper.\n"
QUESTION = "When was the harbour lamp lit?"
ENDPOINTS = ("ask", "search", "documents")
JOIN = "/gradio_api/queue/join"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "lamp.txt").write_text(LAMP, "utf-8")
    return folder


@pytest.fixture(scope="module")
def address(documents: Path) -> Iterator[str]:
    with served(str(documents), *PLAIN) as address:
        yield address.rstrip("/")


@pytest.fixture(scope="module")
def http(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address) as http:
        yield http


@pytest.fixture(scope="module")
def functions(http: httpx.Client) -> dict[str, list[int]]:
    """The numbers of the page's functions, by their visibility."""
    found: dict[str, list[int]] = {}
    for each in http.get("/config").json()["dependencies"]:
        found.setdefault(each["api_visibility"], []).append(each["id"])
    return found


def call(number: Any, **more: Any) -> dict[str, Any]:
    return {"fn_index": number, "data": [QUESTION], "session_hash": "me", **more}


def test_three_functions_are_public(functions: dict[str, list[int]]) -> None:
    assert len(functions["public"]) == 3
    assert set(functions) == {"public", "private"}


def test_private_functions_cannot_be_called_by_number(
    http: httpx.Client, functions: dict[str, list[int]]
) -> None:
    for number in functions["private"]:
        for path in (JOIN, "/gradio_api/run/ask", "/gradio_api/api/ask", "/gradio_api/api/ask/"):
            for given in (number, str(number), float(number)):
                assert http.post(path, json=call(given)).status_code == 403


@pytest.mark.parametrize("name", ["answer", "show", "clear", "example", "upload", "ask2", "a/ask"])
@pytest.mark.parametrize("way", ["call", "call/v2", "run", "api"])
def test_private_functions_cannot_be_called_by_name(
    http: httpx.Client, name: str, way: str
) -> None:
    assert http.post(f"/gradio_api/{way}/{name}", json={"data": [QUESTION]}).status_code == 404


def test_a_public_function_can_be_called_by_number(
    http: httpx.Client, functions: dict[str, list[int]]
) -> None:
    assert http.post(JOIN, json=call(functions["public"][0])).status_code == 200


def test_the_page_may_call_what_is_private(address: str, functions: dict[str, list[int]]) -> None:
    with httpx.Client(base_url=address) as page:
        cookie = page.get("/").headers["set-cookie"]
        assert re.search(r"HttpOnly; SameSite=Strict", cookie)
        assert page.post(JOIN, json=call(functions["private"][0])).status_code == 200
        assert page.post("/gradio_api/upload", files={"files": b"words"}).status_code == 200
        page.cookies.clear()
        page.cookies.set(cookie.partition("=")[0], "guessed")
        assert page.post(JOIN, json=call(functions["private"][0])).status_code == 403


@pytest.mark.parametrize("what", ["part", "page", "contents", "hits", "original"])
def test_documents_are_shown_to_the_page_alone(address: str, what: str) -> None:
    with httpx.Client(base_url=address) as page:
        assert page.get(f"/viewer/{what}").status_code == 403
        page.get("/")
        assert page.get(f"/viewer/{what}").status_code == 404  # no document is named
        assert page.get("/viewer/anything").status_code == 404
        assert page.post(f"/viewer/{what}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/proxy=http://127.0.0.1:1/",
        "/gradio_api/proxy=https://example.org/",
        "/proxy=https://example.org/",
        "/gradio_api/file=http://127.0.0.1:1/x",
        "/gradio_api/file=HTTPS://example.org/x",
        "/gradio_api/vibe-code",
        "/gradio_api/vibe-edit",
        "/gradio_api/dev/reload",
        "/gradio_api/custom_component/x/client/component/index.js",
        "/gradio_api/token",
        "/gradio_api/stream/x/y/1/playlist.m3u8",
        "/gradio_api/runs",
        "/gradio_api/deep_link",
        "/gradio_api/mcp/",
        "/gradio_api/mcp/sse",
        "/gradio_api/profiling/traces",
        "/monitoring",
        "/monitoring/summary",
        "/docs",
        "/openapi.json",
        "/redoc",
        "/pwa_icon",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_what_the_page_does_not_need_is_not_there(
    http: httpx.Client, method: str, path: str
) -> None:
    assert http.request(method, path).status_code in (404, 405)


@pytest.mark.parametrize("prefix", ["/gradio_api/file=", "/assets/", "/static/", "/svelte/", "/"])
def test_no_file_of_the_machine_can_be_read(address: str, documents: Path, prefix: str) -> None:
    for path in (
        documents / "lamp.txt",
        Path(guard.__file__),
        "/etc/passwd",
        "../../../../../../../../etc/passwd",
        "%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "..%2f..%2f..%2f..%2f..%2f..%2fetc/passwd",
        "..\\..\\etc\\passwd",
        "./app.py",
        "pyproject.toml",
    ):
        # httpx would resolve the dots by itself.
        with closing(HTTPConnection(address.removeprefix("http://"))) as connection:
            connection.request("GET", f"{prefix}{path}")
            answer = connection.getresponse()
            assert answer.status in (403, 404), path
            content = answer.read()
            assert b"harbour" not in content
            assert b"root:" not in content


def test_a_large_request_is_refused_before_it_is_read(address: str) -> None:
    sent: list[int] = []

    def endless() -> Iterator[bytes]:
        for _ in range(1_000):
            sent.append(guard.MEGABYTE)
            yield b"0" * guard.MEGABYTE

    with httpx.Client(base_url=address) as page:
        page.get("/")
        head = {"content-length": str(10**9), "content-type": "multipart/form-data; boundary=x"}
        for path in ("/gradio_api/upload", JOIN, "/gradio_api/call/ask", "/login"):
            sent.clear()
            # It is closed while there is more to send, so the reason may not come through.
            with (
                suppress(httpx.WriteError),
                page.stream("POST", path, headers=head, content=endless()) as refused,
            ):
                assert refused.status_code == 413
            assert sum(sent) < 10**8


def called_by_page(address: str, api_name: str, data: list[Any]) -> str:
    """What the page is told when it calls a function of its own with any data."""
    with httpx.Client(base_url=address, timeout=60) as page:
        page.get("/")
        functions = page.get("/config").json()["dependencies"]
        number = next(each["id"] for each in functions if each["api_name"] == api_name)
        session = f"{api_name}1"
        page.post(JOIN, json=call(number, data=data, session_hash=session)).raise_for_status()
        with page.stream("GET", f"/gradio_api/queue/data?session_hash={session}") as told:
            return next(line for line in told.iter_lines() if "process_completed" in line)


def test_what_the_page_calls_takes_no_path_of_the_machine(
    address: str, documents: Path, http: httpx.Client
) -> None:
    lamp = documents / "lamp.txt"
    file = {"path": str(lamp), "orig_name": "x.txt", "meta": {"_type": "gradio.FileData"}}
    for api_name, data in (
        ("upload", [[file]]),
        ("run", ["sample", file, "all"]),
        ("run", [str(lamp), None, "all"]),
        ("show_1", ["../../../"]),
        ("choose_1", ["../../x"]),
    ):
        assert '"success":false' in called_by_page(address, api_name, data)
    called_by_page(address, "add_folder", [str(documents)])  # says so, and does nothing
    assert lamp.read_text("utf-8") == LAMP
    asked = http.post("/gradio_api/call/documents", json={"data": []}).json()
    told = http.get(f"/gradio_api/call/documents/{asked['event_id']}").text
    assert told.count('"id"') == 1


def test_uploads_are_the_pages_alone(http: httpx.Client) -> None:
    assert http.post("/gradio_api/upload", files={"files": b"x"}).status_code == 403


def test_another_name_for_this_machine_is_refused(http: httpx.Client) -> None:
    for name in ("evil.example", "127.0.0.1.evil.example", "evil.example:7860"):
        assert http.get("/", headers={"host": name}).status_code == 421
    assert http.get("/", headers={"host": "localhost:7860"}).status_code == 200


def test_a_long_question_is_answered_with_the_limit(http: httpx.Client) -> None:
    asked = http.post("/gradio_api/call/ask", json={"data": ["x" * 1_000_000]})
    events = http.get(f"/gradio_api/call/ask/{asked.json()['event_id']}").text
    assert "1,000,000 characters" in events
    assert "Traceback" not in events


def test_every_answer_says_what_a_browser_may_load(http: httpx.Client) -> None:
    for path in ("/", "/config", "/theme.css", "/nowhere"):
        headers = http.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    policy = http.get("/").headers["content-security-policy"]
    scripts = re.search(r"script-src ([^;]*)", policy)
    assert scripts is not None
    assert "unsafe-inline" not in scripts[1]
    assert "http" not in policy


@pytest.fixture(scope="module")
def guarded(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    users = tmp_path_factory.mktemp("users") / "users"
    users.write_text(users_line("anna", "höst:regn"), "utf-8")
    with served(str(documents), "--users", str(users), *PLAIN) as address:
        yield address.rstrip("/")


def test_nobody_gets_in_without_a_password(guarded: str) -> None:
    with httpx.Client(base_url=guarded) as http:
        assert "lamp" not in http.get("/").text
        for path in ("/config", "/gradio_api/info", "/gradio_api/queue/data", "/gradio_api/file=x"):
            assert http.get(path).status_code == 401
        for path in (JOIN, "/gradio_api/call/ask", "/gradio_api/upload", "/gradio_api/cancel"):
            assert http.post(path, json={"data": [QUESTION]}).status_code == 401
        for pair in (("anna", "x"), ("eva", "höst:regn"), ("", ""), ("anna", "")):
            form = {"username": pair[0], "password": pair[1]}
            assert http.post("/login", data=form).status_code in (400, 422)
            assert http.get("/config", auth=pair).status_code == 401
        assert http.get("/config", headers={"authorization": "Bearer x"}).status_code == 401
        assert (
            http.get("/config", headers=[(b"authorization", "Basic å".encode())]).status_code == 401
        )


def test_a_user_gets_in_by_the_form_and_by_header(guarded: str) -> None:
    with closing(
        Client(guarded, auth=("anna", "höst:regn"), verbose=False, analytics_enabled=False)
    ) as client:
        assert client.predict(QUESTION, api_name="/ask")["answered"] is True
    with httpx.Client(base_url=guarded, auth=("anna", "höst:regn")) as http:
        assert http.get("/config").status_code == 200
        asked = http.post("/gradio_api/call/documents", json={"data": []})
        events = http.get(f"/gradio_api/call/documents/{asked.json()['event_id']}").text
        found = re.search(r"data: (.*)", events)
        assert found is not None
        assert json.loads(found[1])[0][0]["id"] == "lamp.txt"
