"""The command that opens the page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.qa.cli.conftest import Citera

pytestmark = pytest.mark.usefixtures("few_resamples")


def test_app_serves_the_documents_at_the_address_given(
    citera: Citera, docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Any] = []
    monkeypatch.setattr(
        "app.launch",
        lambda library, collection, **options: served.append((collection.assistant.facts, options)),
    )
    data = ("--data", tmp_path / "data")
    assert citera("app", docs, "--port", 0, "--host", "127.0.0.2", *data).status == 0
    ((facts, options),) = served
    assert facts["documents"] == 3
    address = {"host": "127.0.0.2", "port": 0}
    unset = {"users": None, "tokens": None, "mcp": False, "open_page": False}
    assert options == address | unset


def test_serve_answers_programs_at_the_address_given(
    citera: Citera, docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Any] = []
    monkeypatch.setattr(
        "qa.api.server.serve_once_made", lambda make, *given: served.append((make(), *given))
    )
    tokens = tmp_path / "tokens.txt"
    tokens.write_text("t" * 32, "utf-8")
    data = ("--data", tmp_path / "data")
    open_to_all = ("--host", "0.0.0.0", "--port", 0, "--allow-changes")
    done = citera("serve", "--docs", docs, *data, *open_to_all)
    assert (done.status, done.err) == (
        0,
        "citera: warning: anyone who reaches this machine can read and change the documents\n",
    )
    assert served[0][1:] == ("0.0.0.0", 0, "/v1/")
    said = TestClient(served[0][0]).get("/v1/documents").json()
    assert said["total"] == 3
    monkeypatch.setenv("CITERA_TOKENS", f"{'u' * 32} {'v' * 32}")
    done = citera("serve", "--docs", docs, *data, "--token-file", tokens)
    assert (done.status, done.err, served[1][1:]) == (0, "", ("127.0.0.1", 7861, "/v1/"))
    known = {"authorization": f"Bearer {'t' * 32}", "host": "localhost"}
    api = TestClient(served[1][0])
    assert api.get("/v1/documents", headers={"host": "localhost"}).status_code == 401
    assert api.get("/v1/documents", headers=known).json()["total"] == 3
    for other in "uv":
        bearer = {"authorization": f"Bearer {other * 32}"}
        assert api.get("/v1/documents", headers=known | bearer).status_code == 200
    assert api.delete("/v1/documents/library.txt", headers=known).status_code == 403


def test_what_users_think_is_kept_where_the_command_says(
    citera: Citera, docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Any] = []
    monkeypatch.setattr("app.launch", lambda library, *_, **__: kept.append(library.feedback))
    for place in (f"memory://{tmp_path}/said", tmp_path / "said.jsonl"):
        done = citera("app", docs, "--data", tmp_path / "data", "--feedback", place)
        assert (done.status, done.err) == (0, "")
        assert kept.pop() == place


@pytest.mark.parametrize("option", ["--feedback", "--users", "--token-file"])
@pytest.mark.parametrize("url", ["https://127.0.0.1/said", "abfs://reports/said", "s3://a:b@c/d"])
def test_urls_where_nothing_can_be_kept_or_read_are_told_in_one_line(
    citera: Citera, docs: Path, option: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "adlfs", None)
    monkeypatch.setattr("app.launch", pytest.fail)
    done = citera("app", docs, option, url)
    assert (done.status, done.out) == (2, "")
    (line,) = done.err.splitlines()
    assert url.replace("a:b@", "") in line
