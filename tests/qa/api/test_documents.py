"""Documents over HTTP: listed and read by anybody, changed only where that is allowed."""

from __future__ import annotations

import socket
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from starlette.testclient import TestClient

from qa import Assistant
from qa.api.application import application
from qa.api.documents import MAX_TEXT
from qa.api.gate.gate import Limits
from qa.api.gate.tokens import tokens_of
from qa.library.collection import Collection
from qa.library.people.audit import Audit
from qa.library.people.roles import Role
from tests.qa.api.conftest import Serve, listening

LAMP = b"The harbour lamp was lit in 1912 by its keeper.\n"


def ids(api: TestClient) -> list[str]:
    return [each["id"] for each in api.get("/v1/documents").json()["documents"]]


def upload(api: TestClient, name: str, content: bytes = LAMP) -> tuple[int, dict[str, str]]:
    said = api.post("/v1/documents", params={"name": name}, content=content)
    return said.status_code, said.json()


@pytest.fixture
def changing(editable: Collection) -> TestClient:
    return TestClient(application(editable, allow_changes=True))


def test_documents_are_listed_bit_by_bit(api: TestClient) -> None:
    first = api.get("/v1/documents", params={"limit": 2}).json()
    assert [each["id"] for each in first["documents"]] == ["harbour.md", "library.txt"]
    assert (first["total"], first["next"]) == (3, "library.txt")
    rest = api.get("/v1/documents", params={"limit": 2, "after": first["next"]}).json()
    assert [each["id"] for each in rest["documents"]] == ["svenska/hamnen.txt"]
    assert rest["next"] is None
    assert set(first["documents"][0]) == {"id", "title", "language", "source", "published"}
    for limit in (0, 1_001):
        assert api.get("/v1/documents", params={"limit": limit}).status_code == 422


def test_a_document_is_read_with_offsets(api: TestClient, assistant: Assistant) -> None:
    text = assistant.document("svenska/hamnen.txt").text
    whole = api.get("/v1/documents/svenska/hamnen.txt").json()
    assert (whole["text"], whole["start"], whole["end"]) == (text, 0, len(text))
    part = api.get("/v1/documents/svenska%2Fhamnen.txt", params={"start": 5, "end": 9}).json()
    assert (part["text"], part["length"]) == (text[5:9], len(text))
    behind = api.get("/v1/documents/library.txt", params={"start": 10**9, "end": 1}).json()
    assert (behind["text"], behind["start"]) == ("", behind["length"])
    for start in (-1, "a"):
        said = api.get("/v1/documents/library.txt", params={"start": start})
        assert said.status_code == 422


def test_a_long_text_comes_in_parts(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.api.documents.MAX_TEXT", 10)
    part = api.get("/v1/documents/library.txt", params={"start": 3}).json()
    assert (part["start"], part["end"]) == (3, 13)
    assert MAX_TEXT == 1_000_000


@pytest.mark.parametrize(
    "document_id",
    "nowhere.txt|../three/library.txt|/etc/passwd|%00|a%ff||svenska|%2e%2e%2fa".split("|"),
)
def test_an_id_is_never_a_path(api: TestClient, document_id: str) -> None:
    said = api.get(f"/v1/documents/{quote(document_id, safe='%')}")
    assert said.status_code == 404
    assert said.headers["content-type"] == "application/problem+json"


def test_nothing_changes_unless_it_is_allowed(
    api: TestClient, serve: Serve, editable: Collection
) -> None:
    unchangeable = serve(allow_changes=True)  # an index alone
    for client in (api, unchangeable, TestClient(application(editable))):
        before = ids(client)
        status, said = upload(client, "lamp.txt")
        assert (status, said["kind"]) == (403, "ForbiddenRequestError")
        assert client.delete("/v1/documents/library.txt").status_code == 403
        assert ids(client) == before


def test_an_upload_can_be_asked_and_removed(changing: TestClient, three_documents: Path) -> None:
    said = changing.post("/v1/documents", params={"name": "../lamp å.txt"}, content=LAMP)
    assert said.status_code == 201
    assert said.json() == {"id": "added/lamp å.txt", "state": "indexed", "reason": None}
    place = said.headers["location"]
    assert changing.get(place).json()["text"] == LAMP.decode()
    hits = changing.post("/v1/search", json={"question": "harbour lamp keeper", "k": 1}).json()
    assert hits["hits"][0]["passage"]["document_id"] == "added/lamp å.txt"
    assert changing.delete(place).status_code == 204
    assert changing.get(place).status_code == 404
    assert changing.delete(place).status_code == 404
    assert not (three_documents / "added").exists()


def test_a_file_in_the_folder_is_only_left_out(changing: TestClient, three_documents: Path) -> None:
    assert changing.delete("/v1/documents/library.txt").status_code == 204
    assert ids(changing) == ["harbour.md", "svenska/hamnen.txt"]
    assert (three_documents / "library.txt").exists()


def test_what_cannot_become_a_document_is_said(changing: TestClient, editable: Collection) -> None:
    for name, content in (("a.pdf", LAMP), ("a.exe", LAMP), ("a.txt", b"\x00\x01"), ("", LAMP)):
        status, said = upload(changing, name, content)
        assert (status, said["kind"]) == (422, "LoadError")
    status, said = upload(changing, "blank.txt", b" \n")
    assert (status, said["state"]) == (201, "left out")
    assert "empty" in said["reason"]
    assert changing.post("/v1/documents", content=LAMP).status_code == 422


def test_an_upload_has_a_limit(editable: Collection) -> None:
    limits = Limits(upload_bytes=10)
    api = TestClient(application(editable, allow_changes=True, limits=limits))
    assert upload(api, "lamp.txt")[0] == 413
    pieces = api.post("/v1/documents", params={"name": "lamp.txt"}, content=iter([LAMP, LAMP]))
    assert pieces.status_code == 413
    assert "added/lamp.txt" not in ids(api)


def test_an_upload_that_breaks_off_leaves_nothing(editable: Collection) -> None:
    with listening(application(editable, allow_changes=True)) as address:
        place = urlsplit(address)
        for _ in range(10):
            with socket.create_connection((str(place.hostname), place.port), timeout=30) as half:
                half.sendall(
                    b"POST /v1/documents?name=lamp.txt HTTP/1.1\r\nhost: here\r\n"
                    b"content-length: 1000\r\n\r\n" + LAMP
                )
        documents = httpx.get(f"{address}/v1/documents", timeout=30).json()
        assert "added/lamp.txt" not in {each["id"] for each in documents["documents"]}
        said = httpx.post(f"{address}/v1/documents?name=lamp.txt", content=LAMP, timeout=60)
        assert said.json()["state"] == "indexed"


def test_each_token_may_what_its_role_allows_and_is_noted(
    editable: Collection, tmp_path: Path
) -> None:
    file, log = tmp_path / "tokens.txt", Audit(tmp_path / "log")
    words = {role: f"{role.value:x<30}" for role in Role}
    lines = [f"{words[Role.READ]} read", f"{words[Role.ADD]}  add", words[Role.MANAGE]]
    file.write_text("\n".join(lines), "utf-8")
    tokens = tokens_of([], file)
    api = application(editable, tokens=tokens, allow_changes=True, audit=log)
    reads, adds, manages = (
        TestClient(api, headers={"authorization": f"Bearer {words[role]}"}) for role in Role
    )
    assert reads.get("/v1/documents").status_code == 200
    assert (upload(reads, "a.txt")[0], upload(adds, "a.txt")[0]) == (403, 201)
    assert upload(reads, "a.txt")[1]["kind"] == "RoleError"
    removals = [each.delete("/v1/documents/added/a.txt") for each in (reads, adds, manages)]
    assert [each.status_code for each in removals] == [403, 403, 204]
    found = [(each["did"], each["documents"]) for each in log.latest(editable.name, 9)]
    assert found == [("removed", ["added/a.txt"]), ("added", ["added/a.txt"])]
    assert words[Role.ADD] not in log.path.read_text("utf-8")
    who = {each["who"] for each in log.latest(editable.name, 9)}
    assert who == {f"token {sha256(words[role].encode()).hexdigest()[:8]}" for role in [*Role][1:]}
