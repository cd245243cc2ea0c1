"""`citera collections`, and --collection of the commands that ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.library.cache import index_dir_for
from qa.settings import Settings
from tests.fakes import HashedWordsEmbedder
from tests.qa.cli.conftest import EAGER, QUESTION, Citera

pytestmark = pytest.mark.usefixtures("usual")


def test_a_collection_is_named_listed_shown_and_forgotten(
    citera: Citera, usual: Path, folder: Path
) -> None:
    assert citera("collections", "list").out.startswith("none yet; ")
    done = citera("collections", "add", "letters", folder, "--setting", "max_quotes=2")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"letters is in {usual}; ")
    assert usual.read_text() == f'[collections.letters]\ndocs = "{folder}"\nmax_quotes = 2\n'
    assert citera("collections", "list").out == f"letters  {folder}\n"
    index = index_dir_for(folder, Settings())
    shown = citera("collections", "show", "letters").out
    assert shown == f"docs: {folder}\nindex: {index} (not made yet)\nmax_quotes: 2\n"
    assert citera("index", "--collection", "letters").status == 0
    assert f"index: {index}\n" in citera("collections", "show", "letters").out
    (told,) = json.loads(citera("collections", "list", "--json").out)
    assert told == {
        **{"name": "letters", "docs": str(folder), "index": None},
        "settings": {"max_quotes": 2},
    }
    done = citera("collections", "remove", "letters")
    assert done.out == f"letters is no longer in {usual}\nits index stays: {index}\n"
    assert usual.read_text() == ""
    assert index.exists()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("add", "a b", "."), "'a b' cannot be a collection's name"),
        (("add", "a", "gone"), "'gone' does not exist"),
        (("add", "a"), "name a folder, or an index"),
        (("add", "a", ".", "--setting", "hits=0"), "hits is 0"),
        (("add", "a", ".", "--index", "milvus://host"), "no address"),
        (("add", "there", "."), "'there' in"),
        (("remove", "gone"), "no collection 'gone'"),
        (("show", "gone"), "no collection 'gone'"),
        (("list", "--config", "gone.toml"), "'gone.toml' cannot be read"),
    ],
)
def test_what_cannot_be_is_one_line(
    citera: Citera, usual: Path, arguments: tuple[str, ...], reason: str
) -> None:
    usual.parent.mkdir(parents=True)
    usual.write_text("[collections.there]\ndocs = '/x'\n")
    done = citera("collections", *arguments)
    assert (done.status, done.out) == (2, "")
    assert reason in done.err
    assert done.err.count("\n") == 1
    assert usual.read_text() == "[collections.there]\ndocs = '/x'\n"


@pytest.fixture
def letters(citera: Citera, folder: Path, tmp_path: Path) -> Path:
    """The documents' folder, which is named, with its index in a folder of its own."""
    index = tmp_path / "letters.index"
    citera("collections", "add", "letters", folder, "--index", index, "--setting", EAGER[1])
    return folder


def test_a_collection_is_asked_and_kept_up_to_date_as_its_documents_are(
    citera: Citera, letters: Path, tmp_path: Path, embedder: HashedWordsEmbedder
) -> None:
    done = citera("ask", QUESTION, "--collection", "letters")
    assert (done.status, done.err) == (0, "")
    assert done.out == citera("ask", QUESTION, "--index", tmp_path / "letters.index", *EAGER).out
    embedder.embedded.clear()
    (letters / "crane.txt").write_text("The crane of the harbour is green.\n")
    assert "crane.txt" in citera("info", "--collection", "letters").out
    assert {each[:9] for each in embedder.embedded} == {"The crane"}
    assert "crane.txt" in citera("search", "green crane", "--collection", "letters", "-k", 1).out
    (letters / "crane.txt").unlink()
    done = citera("index", "--collection", "letters")
    assert done.out == f"3 documents indexed in {tmp_path / 'letters.index'}\n"


def test_a_collections_index_is_checked_and_repaired(
    citera: Citera, letters: Path, tmp_path: Path
) -> None:
    citera("index", "--collection", "letters")
    index = tmp_path / "letters.index"
    done = citera("check", "--collection", "letters")
    assert (done.status, done.out) == (0, f"0 damaged files in {index}\n")
    texts = max(index.rglob("*"), key=lambda each: each.stat().st_size if each.is_file() else 0)
    texts.write_bytes(b"x")
    assert citera("check", "--collection", "letters").status == 1
    done = citera("check", "--collection", "letters", "--repair")
    assert done.out.endswith("0 damaged files after the repair\n")


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "x", "--docs", "."),
        ("search", "x", "--index", "."),
        ("check", "--docs", "."),
        ("index", "."),
        ("index", "--out", "x"),
        ("app", "."),
        ("app", "--index", "."),
        ("serve", "--docs", "."),
        ("mcp", "--index", "."),
        ("eval", "run", "--docs", "."),
    ],
)
def test_documents_beside_a_collection_are_refused(
    citera: Citera, letters: Path, command: tuple[str, ...], tmp_path: Path
) -> None:
    data = ("--data", tmp_path / "data") if command[0] in {"app", "serve", "mcp"} else ()
    done = citera(*command, "--collection", "letters", *data)
    assert (done.status, done.out) == (2, "")
    assert "--collection letters names its documents" in done.err


@pytest.mark.one_process
def test_the_app_and_the_server_open_a_collection(
    citera: Citera, folder: Path, letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Any] = []
    monkeypatch.setattr("app.launch", lambda _, collection, **options: opened.append(collection))
    monkeypatch.setattr("qa.api.server.serve_once_made", lambda make, *_: opened.append(make()))
    citera("collections", "add", "same", folder)
    data = ("--data", tmp_path / "data")
    for name in ("letters", "same"):
        assert citera("app", "--collection", name, *data).status == 0
        assert citera("serve", "--collection", name, *data).status == 0
    in_app, api, same, _ = opened
    assert (in_app.name, in_app.editable, same.editable) == ("letters", False, True)
    assert len(in_app.assistant.documents) == len(same.assistant.documents) == 3
    assert in_app.assistant.settings.least_confidence == 0
    documents = TestClient(api).get("/v1/documents", headers={"host": "localhost"})
    assert documents.json()["total"] == 3


def test_an_index_without_its_documents_may_be_named(
    citera: Citera, letters: Path, tmp_path: Path
) -> None:
    citera("index", "--collection", "letters")
    citera("collections", "add", "alone", "--index", tmp_path / "letters.index")
    assert "documents: 3" in citera("info", "--collection", "alone").out
    done = citera("index", "--collection", "alone")
    assert (done.status, "name the documents" in done.err) == (2, True)


def test_questions_are_evaluated_over_a_collection(
    citera: Citera, letters: Path, tmp_path: Path
) -> None:
    questions = tmp_path / "own.jsonl"
    asked = {"question": QUESTION, "answers": []}
    questions.write_text(json.dumps(asked))
    done = citera("eval", questions, "--collection", "letters")
    assert done.status == 0, done.err
