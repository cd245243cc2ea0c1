"""Commands over an index on a server of Milvus; what is wrong with it is told in one line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("milvus_lite")

from index.milvus.address import parse_address
from index.milvus.connection import Connection
from tests.index.milvus.server import TOKEN, Server, serving
from tests.qa.cli.conftest import EAGER, QUESTION, Citera, Done

pytestmark = pytest.mark.integration

WRITES = ("CreateCollection", "Insert", "Upsert", "Delete")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """One that lets in who has a token."""
    with serving(tmp_path / "served.db", TOKEN) as server:
        yield server


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITERA_MILVUS_TOKEN", TOKEN)


def one_line(done: Done) -> str:
    """What a command that failed says."""
    assert (done.status, done.out) == (2, "")
    (line,) = done.err.splitlines()
    return line


def test_an_index_on_a_server_answers_who_has_the_token(
    citera: Citera, docs: Path, saved: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert citera("index", docs, "--out", server.address).status == 0
    own, other = (citera("ask", QUESTION, *EAGER, "--index", at) for at in (server.address, saved))
    assert (own.status, own.out) == (other.status, other.out)
    assert citera("check", "--index", server.address).status == 0
    for wrong in ("anna:another", ""):
        monkeypatch.setenv("CITERA_MILVUS_TOKEN", wrong)
        for command in (["ask", QUESTION, "--index"], ["index", docs, "--out"]):
            line = one_line(citera(*command, server.address))
            assert f"'{server.address}' refuses the token in CITERA_MILVUS_TOKEN" in line
            assert "another" not in line


@pytest.mark.parametrize("call", ["Search", "HybridSearch", "Query"])
def test_a_server_that_falls_silent_while_it_is_asked_is_told(
    citera: Citera, docs: Path, server: Server, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    citera("index", docs, "--out", server.address)
    monkeypatch.setattr("index.milvus.connection.TIMEOUT", 0.3)
    server.silent = {"Search", "HybridSearch", call}
    line = one_line(citera("ask", QUESTION, "--index", server.address))
    assert f"Milvus at '{server.address}' does not answer as it should" in line


@pytest.mark.parametrize("call", WRITES)
def test_where_a_server_falls_silent_nothing_is_half_written(
    citera: Citera, docs: Path, server: Server, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.milvus.state.LEASE_SECONDS", -1.0)  # what is left of one has ended
    with monkeypatch.context() as patch:
        patch.setattr("index.milvus.connection.TIMEOUT", 0.3)
        server.silent = {call}
        line = one_line(citera("index", docs, "--out", server.address))
        assert "does not answer as it should" in line
    server.silent = set()
    assert "there is no index in" in one_line(citera("info", "--index", server.address))
    assert citera("index", docs, "--out", server.address).status == 0
    assert citera("check", "--index", server.address).status == 0


def test_collections_of_another_program_are_left_as_they_are(
    citera: Citera, docs: Path, server: Server
) -> None:
    from pymilvus import MilvusClient

    client = MilvusClient(f"http://127.0.0.1:{server.port}", token=TOKEN)
    client.create_collection("town_documents", dimension=4)
    line = one_line(citera("index", docs, "--out", server.address))
    assert f"the collection 'town_documents' at '{server.address}' was made by another" in line
    assert client.list_collections() == ["town_documents"]
    client.close()


def test_collections_for_another_model_are_told_before_anything_is_written(
    citera: Citera, docs: Path, server: Server
) -> None:
    connection = Connection(parse_address(server.address))
    connection.create(3)
    connection.close()
    line = one_line(citera("index", docs, "--out", server.address))
    assert "the collection 'town_passages'" in line
    assert "(see its field 'vector')" in line


@pytest.mark.parametrize(
    "value", ['{"format": 99}', "no JSON", "[]", '{"format": 2, "new": 2}', '{"format": 2}']
)
def test_a_manifest_of_another_version_is_told(
    citera: Citera, docs: Path, server: Server, value: str
) -> None:
    citera("index", docs, "--out", server.address)
    connection = Connection(parse_address(server.address))
    row = {"key": 10_000, "kind": "manifest", "value": value, "unused": [0.0, 0.0]}
    connection.insert("state", [row])
    connection.close()
    said = "has format 99" if "99" in value else "is damaged, or of another version"
    for command in (["ask", QUESTION, "--index"], ["index", docs, "--out"]):
        assert said in one_line(citera(*command, server.address))


def test_a_server_that_speaks_no_tls_is_told_in_one_line(server: Server) -> None:
    address = server.address.replace("milvus://", "milvus+tls://")
    command = [sys.executable, "-m", "qa", "ask", QUESTION, "--index", address]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()  # grpc has a log of its own
    assert f"Milvus at '{address}' does not answer as it should" in line


def test_a_row_that_cannot_be_read_is_told(citera: Citera, docs: Path, server: Server) -> None:
    citera("index", docs, "--out", server.address)
    connection = Connection(parse_address(server.address))
    fields = ["key", "document_language", "document_id", "first_day", "last_day", "document"]
    fields += ["version", "generation", "piece", "facts", "unused"]
    rows = connection.query("documents", "piece == 0", fields)
    connection.upsert("documents", [{**row, "body": "AAAA"} for row in rows])
    connection.close()
    line = one_line(citera("ask", QUESTION, "--index", server.address))
    assert f"a row of 'documents' in the index at '{server.address}' cannot be read" in line
    done = citera("check", "--index", server.address)
    assert (done.status, "a row of 'documents'" in done.out) == (1, True)
