"""Commands over an index in Milvus; servers that are not there are told in one line."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from itertools import count, pairwise
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from index.milvus.address import parse_address
from index.milvus.connection import Connection
from index.milvus.schema import COLLECTIONS
from tests.qa.cli.conftest import EAGER, QUESTION, Citera

pytest.importorskip("milvus_lite")


@pytest.fixture
def address(citera: Citera, docs: Path, tmp_path: Path) -> str:
    """An index of the documents."""
    address = f"milvus+lite:{tmp_path / 'index.db'}"
    done = citera("index", docs, "--out", address)
    assert (done.status, done.out) == (0, f"3 documents indexed in {address}\n")
    return address


def test_an_index_in_milvus_answers_as_one_in_a_folder(
    citera: Citera, address: str, saved: Path
) -> None:
    for asked in (["ask", QUESTION, *EAGER], ["search", QUESTION]):
        own, other = (citera(*asked, "--index", place) for place in (address, saved))
        assert (own.status, own.out) == (other.status, other.out)
    lines = citera("info", "--index", address).out.splitlines()
    others = citera("info", "--index", saved).out.splitlines()
    assert lines[:-1] == others[:-1]


def test_an_index_that_is_whole_has_no_faults_and_one_that_is_not_has(
    citera: Citera, address: str
) -> None:
    done = citera("check", "--index", address)
    counted = "3 documents, 4 passages, 4 of which were looked at"
    assert (done.status, done.out) == (0, f"{counted}\n0 faults at {address}\n")
    connection = Connection(parse_address(address))
    connection.delete("documents", 'piece == 0 and document_id == "library.txt"')
    connection.close()
    done = citera("check", "--index", address)
    assert done.status == 1
    assert "2 documents are there, 3 should be\n" in done.out
    assert "of 'library.txt': its document is missing\n" in done.out


def test_passages_that_are_not_found_by_words_or_vectors_are_faults(
    citera: Citera, address: str
) -> None:
    connection = Connection(parse_address(address))
    fields = [each.name for each in COLLECTIONS["passages"]]
    rows = list(connection.read_all("passages", "generation >= 0", fields))
    for row in rows:
        row["words"] = {0: 1.0}
        row["vector"] = [-each for each in row["vector"]]
    connection.upsert("passages", rows)
    connection.close()
    done = citera("check", "--index", address)
    assert done.status == 1
    assert done.out.count(": nothing is found by its own words\n") == len(rows)


def test_what_is_for_folders_alone_is_refused_with_what_to_do(
    citera: Citera, docs: Path, tmp_path: Path
) -> None:
    address = f"milvus+lite:{tmp_path / 'index.db'}"
    for command, said in (
        (["index", docs, "--out", address, "--compact"], "leave it out: Milvus"),
        (["check", "--index", address, "--repair"], "make what is at"),
    ):
        done = citera(*command)
        assert (done.status, done.out) == (2, "")
        (line,) = done.err.splitlines()
        assert "is for an index in a folder" in line
        assert said in line
    assert not (tmp_path / "index.db").exists()


def test_watching_brings_the_index_up_to_date_and_asks_milvus_when_a_file_changed(
    citera: Citera, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away, asked = folder.with_name("away"), count()
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: (folder / "new.txt").write_text("Divers came."),
        lambda: None,
        lambda: (folder / "empty.txt").touch(),
        lambda: folder.rename(away),
        lambda: away.rename(folder),
        lambda: (folder / "new.txt").unlink(),
    ]
    ask = Connection._ask

    def counted(self: Connection, *args: Any, **values: Any) -> Any:
        next(asked)
        return ask(self, *args, **values)

    before: list[int] = []

    def step(seconds: float) -> None:
        before.append(next(asked))
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    monkeypatch.setattr(Connection, "_ask", counted)
    monkeypatch.setattr("qa.cli.index.sleep", step)
    address = f"milvus+lite:{tmp_path / 'index.db'}"
    done = citera("index", folder, "--out", address, "--watch")
    assert done.status == 130
    assert done.out.splitlines()[1:] == ["added 'new.txt'", "removed 'new.txt'"]
    left_out, missing = filter(None, done.err.splitlines())
    assert "'empty.txt' is empty" in left_out
    assert "does not exist" in missing
    # Only counting itself: nothing where no file changed, or none could be seen.
    is_asked = [after - ours > 1 for ours, after in pairwise(before)]
    assert is_asked == [False, True, False, True, False, False, True]
    assert "new.txt" not in citera("info", "--index", address).out


def test_what_would_change_is_told_and_nothing_written(
    citera: Citera, address: str, docs: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    done = citera("index", docs, "--out", f"milvus+lite:{other}", "--dry-run")
    assert done.out.splitlines()[-1] == "3 to add, 0 to change, 0 to remove, 0 left out"
    assert not other.exists()
    assert citera("info", "--index", f"milvus+lite:{other}").status == 2
    changed = copytree(docs, tmp_path / "changed")
    (changed / "library.txt").write_text("The library has moved to the harbour.\n")
    done = citera("index", changed, "--out", address, "--dry-run")
    assert done.out.splitlines()[-1] == "0 to add, 1 to change, 0 to remove, 0 left out"
    assert "moved" not in citera("search", "Where is the library?", "--index", address).out


@pytest.mark.parametrize("given", [["--ray"], ["--ray", "127.0.0.1:1"], ["--texts", "s3://a/b"]])
def test_what_is_for_an_index_in_milvus_wants_one(
    citera: Citera, docs: Path, given: list[str]
) -> None:
    done = citera("index", docs, *given)
    assert (done.status, done.out) == (2, "")
    assert f"{given[0]} is for an index in Milvus; name it with --out milvus://" in done.err


def test_texts_may_be_kept_in_a_store(
    citera: Citera, docs: Path, address: str, tmp_path: Path
) -> None:
    texts, other = f"file://{tmp_path}/texts", f"milvus+lite:{tmp_path / 'other.db'}"
    assert citera("index", docs, "--out", other, "--texts", texts).status == 0
    assert len(list((tmp_path / "texts").rglob("*.text"))) == 3
    own, also = (citera("ask", QUESTION, *EAGER, "--index", place) for place in (address, other))
    assert (own.status, own.out) == (also.status, also.out)
    assert citera("check", "--index", other).status == 0
    for wrong, said in (("no place", "is no place"), ("memory://other", "leave out --texts")):
        new = f"milvus+lite:{tmp_path / 'new.db'}"
        done = citera("index", docs, "--out", new if " " in wrong else other, "--texts", wrong)
        assert (done.status, done.out, len(done.err.splitlines())) == (2, "", 1)
        assert said in done.err
    assert not (tmp_path / "new.db").exists()


@pytest.fixture
def silent_server() -> Iterator[str]:
    """The address of one that lets others connect, and never says anything."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"milvus://127.0.0.1:{server.getsockname()[1]}/town"


@pytest.fixture
def closed_port() -> str:
    """The address of a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"milvus://127.0.0.1:{port}/town"


@pytest.mark.parametrize("place", ["silent_server", "closed_port"])
@pytest.mark.parametrize("command", ["search", "index"])
def test_a_server_that_does_not_answer_is_told_in_one_line(
    citera: Citera,
    docs: Path,
    command: str,
    place: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("index.milvus.connection.CONNECT_SECONDS", 0.5)
    address = request.getfixturevalue(place)
    where = [QUESTION, "--index", address] if command == "search" else [docs, "--out", address]
    done = citera(command, *where)
    assert (done.status, done.out) == (2, "")
    (line,) = done.err.splitlines()
    assert f"Milvus at '{address}' does not answer as it should" in line


def test_documents_at_a_url_are_indexed_where_that_is_named(
    citera: Citera, docs: Path, address: str, tmp_path: Path
) -> None:
    from fsspec.core import url_to_fs

    url = f"memory://{tmp_path.name}/docs"
    filesystem, root = url_to_fs(url)
    filesystem.put(str(docs), root, recursive=True)
    other = f"milvus+lite:{tmp_path / 'other.db'}"
    done = citera("index", url, "--out", other)
    assert (done.status, done.out) == (0, f"3 documents indexed in {other}\n")
    own, also = (citera("ask", QUESTION, *EAGER, "--index", place) for place in (address, other))
    assert (own.status, own.out) == (also.status, also.out)
    done = citera("index", url, "--out", other, "--dry-run")
    assert done.out.splitlines()[-1] == "0 to add, 0 to change, 0 to remove, 0 left out"
    filesystem.rm(root, recursive=True)
    done = citera("index", url)
    assert (done.status, done.out) == (2, "")
    assert f"name where the index of '{url}' is to be kept, with --out DIR" in done.err
    done = citera("index", "no+such+scheme://a/b", "--out", other)
    assert (done.status, len(done.err.splitlines())) == (2, 1)
