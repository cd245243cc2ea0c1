"""The HTTP API under the page's address: there for programs, but not past the page's users."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from qa.library.people.users import users_line
from tests.browser.serving import PLAIN, served

pytestmark = pytest.mark.one_process

TOKEN = "t" * 32


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "lamp.txt").write_text("The harbour lamp was lit in 1912 by its keeper.\n", "utf-8")
    return folder


@pytest.fixture
def users(tmp_path: Path) -> Path:
    file = tmp_path / "users.txt"
    file.write_text(users_line("anna", "regn"), "utf-8")
    return file


def test_what_the_page_shows_can_be_asked_and_not_changed(documents: Path) -> None:
    with served(str(documents), *PLAIN) as address, httpx.Client(base_url=address) as http:
        asked = {"question": "When was the harbour lamp lit?", "stream": True}
        assert "1912" in http.post("/v1/ask", json=asked, timeout=60).text
        assert http.get("/v1/documents").json()["total"] == 1
        assert http.delete("/v1/documents/lamp.txt").status_code == 403
        assert http.get("/v1/models", headers={"origin": "http://example.org"}).status_code == 403
        assert http.get("/v12/models").status_code == http.post("/mcp").status_code == 404
        assert http.get("/").status_code == 200


def test_a_users_password_opens_the_page_alone(documents: Path, users: Path) -> None:
    with served(str(documents), *PLAIN, "--users", str(users)) as address:
        for auth in (None, ("anna", "regn")):
            assert httpx.get(f"{address}v1/models", auth=auth).status_code == 404


def test_a_token_opens_the_api_alone(documents: Path, users: Path, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.txt"
    tokens.write_text(TOKEN, "utf-8")
    options = ("--users", str(users), "--token-file", str(tokens))
    with served(str(documents), *PLAIN, *options) as address:
        known = {"authorization": f"Bearer {TOKEN}"}
        assert httpx.get(f"{address}v1/models", headers=known).status_code == 200
        assert httpx.get(f"{address}v1/models", auth=("anna", "regn")).status_code == 401
        assert httpx.get(f"{address}config", headers=known).status_code == 401


def test_assistants_ask_beside_the_page(documents: Path, users: Path, tmp_path: Path) -> None:
    pytest.importorskip("mcp_types")
    tokens = tmp_path / "tokens.txt"
    tokens.write_text(TOKEN, "utf-8")
    options = ("--mcp", "--users", str(users), "--token-file", str(tokens))
    asked = {"question": "When was the harbour lamp lit?"}
    params = {"name": "ask", "arguments": asked}
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    with served(str(documents), *PLAIN, *options) as address, httpx.Client(timeout=60) as http:
        http.headers["accept"] = "application/json, text/event-stream"
        known = {"authorization": f"Bearer {TOKEN}"}
        assert "1912" in http.post(f"{address}mcp", json=call, headers=known).text
        assert http.post(f"{address}mcp", json=call).status_code == 401
        assert http.post(f"{address}mcp", json=call, auth=("anna", "regn")).status_code == 401
        assert http.post(f"{address}gradio_api/mcp/", json=call, headers=known).status_code == 404
