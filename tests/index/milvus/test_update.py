"""An index in Milvus is brought up to date as one in a folder is."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from index import index_documents
from index.errors import (
    EmbedderError,
    IndexChangedError,
    IndexLockedError,
    IndexMismatchError,
    IndexNotFoundError,
    NothingToIndexError,
)
from index.milvus.address import parse_address
from index.milvus.connection import Connection
from index.milvus.milvus_index import open_milvus_index
from index.milvus.rows import key_of
from index.milvus.state import Lease, lease_of
from index.milvus.update import update_milvus_index
from index.settings import IndexSettings
from index.split.passages import SplitSettings
from qa import Assistant
from tests.fakes import HashedTokensEmbedder, write_files
from tests.index.milvus.conftest import FILES

pytestmark = pytest.mark.integration


def test_only_what_changed_is_read_and_embedded(address: str, documents: Path) -> None:
    embedder = HashedTokensEmbedder()
    index, update = update_milvus_index(documents, address, embedder)
    assert update.added == tuple(sorted(FILES))
    index.connection.close()
    embedder.embedded.clear()
    read: list[str] = []
    index, update = update_milvus_index(
        documents, address, embedder, reading=lambda done, total, name: read.append(name)
    )
    assert (update.any, read, embedder.embedded) == (False, [], [])
    index.connection.close()
    # One sentence is new; the other is not embedded again.
    text = FILES["harbour.txt"].replace("2019", "2020")
    write_files(documents, {"harbour.txt": text})
    (documents / "library.md").unlink()
    index, update = update_milvus_index(documents, address, embedder)
    assert (update.changed, update.removed) == (("harbour.txt",), ("library.md",))
    assert "The harbour has forty cameras." not in embedder.embedded
    assert "They were mounted in 2020." in embedder.embedded
    local, _ = index_documents(documents, embedder)
    assert dict(index.documents) == dict(local.documents)
    assert set(index.passages) == set(local.passages)
    index.connection.close()


def test_a_reader_keeps_its_state_until_it_looks_for_a_newer_one(
    address: str, documents: Path
) -> None:
    embedder = HashedTokensEmbedder()
    made, _ = update_milvus_index(documents, address, embedder)
    made.connection.close()
    with_forty = Assistant.open(address, embedder=embedder)
    write_files(documents, {"harbour.txt": FILES["harbour.txt"].replace("forty", "fifty")})
    index = with_forty.answerer().index
    made, _ = update_milvus_index(documents, address, embedder)
    made.connection.close()
    assert "forty" in index.documents["harbour.txt"].text
    vector = embedder.embed_query("cameras in the harbour")
    found = index.partitions["en"].candidates(vector, "forty cameras", 5)
    assert {index.passages[each].document_id for each in found.cosines} == {
        "harbour.txt",
        "library.md",
    }
    assert with_forty.refresh()
    assert not with_forty.refresh()
    texts = [hit.text for hit in with_forty.search("How many cameras does the harbour have?")]
    assert any("fifty" in text for text in texts)
    assert not any("forty" in text for text in texts)


def test_a_reader_who_is_far_behind_is_told(address: str, documents: Path) -> None:
    embedder = HashedTokensEmbedder()
    old, _ = update_milvus_index(documents, address, embedder)
    for word in ("fifty", "sixty", "seventy"):
        write_files(documents, {"harbour.txt": FILES["harbour.txt"].replace("forty", word)})
        update_milvus_index(documents, address, embedder)[0].connection.close()
    with pytest.raises(IndexChangedError, match=r"'harbour\.txt' is not in the index at"):
        old.documents["harbour.txt"]
    assert old.documents["library.md"].text == FILES["library.md"]
    newest = old.newer()
    assert newest is not None
    assert "seventy" in newest.documents["harbour.txt"].text
    old.connection.close()


def test_a_name_that_is_no_unicode_is_kept(address: str, documents: Path) -> None:
    (documents / os.fsdecode(b"caf\xe9.txt")).write_text("The cafe has nine tables.\n")
    embedder = HashedTokensEmbedder()
    local, _ = index_documents(documents, embedder)
    made, update = update_milvus_index(documents, address, embedder)
    assert dict(made.documents) == dict(local.documents)
    assert len(update.added) == len(FILES) + 1
    made.connection.close()


def test_many_that_are_removed_are_left_out_in_several_commits(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.milvus.update.MAX_GONE", 2)
    names = {f"{number}.txt": f"Quay {number} has {number + 2} cranes.\n" for number in range(7)}
    folder = write_files(tmp_path / "documents", names)
    embedder = HashedTokensEmbedder()
    update_milvus_index(folder, address, embedder)[0].connection.close()
    for number in range(6):
        (folder / f"{number}.txt").unlink()
    index, update = update_milvus_index(folder, address, embedder)
    assert (len(update.removed), list(index.documents), len(index.passages)) == (6, ["6.txt"], 1)
    assert index.partitions["en"].words.rarities(["crane"])["crane"] > 0
    index.connection.close()


def test_an_index_of_another_make_is_refused(address: str, documents: Path) -> None:
    update_milvus_index(documents, address, HashedTokensEmbedder())[0].connection.close()
    with pytest.raises(IndexMismatchError, match="was made with the embedder"):
        update_milvus_index(documents, address, HashedTokensEmbedder("tests/another"))
    with pytest.raises(IndexMismatchError, match="was made with the embedder"):
        open_milvus_index(address, "tests/another")
    with pytest.raises(IndexMismatchError, match="was made with the embedder"):
        update_milvus_index(documents, address, HashedTokensEmbedder("tests/narrow", 3))
    other = IndexSettings(split=SplitSettings(max_tokens=50))
    with pytest.raises(IndexMismatchError, match="was split with"):
        update_milvus_index(documents, address, HashedTokensEmbedder(), other)
    connection = Connection(parse_address(address))
    newest = json.dumps({"format": 99})
    row = {"key": 10_000, "kind": "manifest", "value": newest, "unused": [0.0, 0.0]}
    connection.insert("state", [row])
    connection.close()
    with pytest.raises(IndexMismatchError, match="has format 99, this version reads 2"):
        open_milvus_index(address, HashedTokensEmbedder().name)


def test_without_an_index_it_is_said_how_to_make_one(address: str, tmp_path: Path) -> None:
    with pytest.raises(IndexNotFoundError, match="citera index DOCS --out"):
        open_milvus_index(address, "tests/any")
    assert list(tmp_path.glob("*.db")) == []


@pytest.mark.parametrize("files", [{}, {"blank.txt": ""}], ids=["no file", "unreadable"])
def test_where_nothing_can_be_read_nothing_is_made(
    address: str, tmp_path: Path, files: dict[str, str]
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToIndexError):
        update_milvus_index(write_files(tmp_path / "empty", files), address, HashedTokensEmbedder())
    assert list(tmp_path.glob("*.db")) == []


class FailingEmbedder(HashedTokensEmbedder):
    """Fails with `error` whenever it is to embed."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self._error = error

    def embed_passages_and_tokens(self, texts: Any) -> Any:
        """Nothing."""
        raise self._error


@pytest.mark.parametrize("error", [EmbedderError("no memory"), KeyboardInterrupt()])
def test_a_first_run_that_fails_leaves_nothing_and_a_later_one_what_was(
    address: str, documents: Path, tmp_path: Path, error: BaseException
) -> None:
    with pytest.raises(type(error)):
        update_milvus_index(documents, address, FailingEmbedder(error))
    assert list(tmp_path.glob("*.db")) == []
    embedder = HashedTokensEmbedder()
    update_milvus_index(documents, address, embedder)[0].connection.close()
    write_files(documents, {"new.txt": "The ferry has two decks.\n"})
    with pytest.raises(type(error)):
        update_milvus_index(documents, address, FailingEmbedder(error))
    index = open_milvus_index(address, embedder.name)
    assert sorted(index.documents) == sorted(FILES)
    index.connection.close()


def test_where_nothing_can_be_read_the_index_stays(address: str, documents: Path) -> None:
    embedder = HashedTokensEmbedder()
    update_milvus_index(documents, address, embedder)[0].connection.close()
    for name in FILES:
        (documents / name).write_bytes(b"")
    with pytest.raises(NothingToIndexError):
        update_milvus_index(documents, address, embedder)
    index = open_milvus_index(address, embedder.name)
    assert sorted(index.documents) == sorted(FILES)
    index.connection.close()


def test_only_one_writes(address: str, documents: Path) -> None:
    embedder = HashedTokensEmbedder()
    made, _ = update_milvus_index(documents, address, embedder)
    with (
        lease_of(made.connection) as lease,
        pytest.raises(IndexLockedError, match=rf"number {os.getpid()} on .*; wait for it to end"),
        lease_of(made.connection),
    ):
        pass
    lease.give_back()
    with lease_of(made.connection) as lease:
        lease.renew()
    made.connection.close()


def test_the_lease_of_one_who_is_silent_ends(
    address: str, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = update_milvus_index(documents, address, HashedTokensEmbedder())
    monkeypatch.setattr("index.milvus.state.LEASE_SECONDS", -1.0)
    with lease_of(made.connection) as lease:
        monkeypatch.setattr("index.milvus.state.LEASE_SECONDS", 100.0)
        # Who was taken for dead may not write on, even when the other is done.
        with lease_of(made.connection), pytest.raises(IndexLockedError, match="took over"):
            lease.renew()
        with pytest.raises(IndexLockedError, match="took over"):
            lease.renew()
    made.connection.close()


def test_a_lease_is_kept_while_texts_are_embedded(
    address: str, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.milvus.state.LEASE_SECONDS", 0.0)
    renewed: list[Lease] = []
    renew = Lease.renew

    def noting(lease: Lease) -> None:
        renewed.append(lease)
        renew(lease)

    monkeypatch.setattr(Lease, "renew", noting)
    update_milvus_index(documents, address, HashedTokensEmbedder())[0].connection.close()
    assert len(renewed) > len(FILES) + 2  # once a file, and at each commit


def test_ids_and_languages_of_users_are_no_expressions(address: str, documents: Path) -> None:
    embedder = HashedTokensEmbedder()
    made, _ = update_milvus_index(documents, address, embedder)
    assistant = Assistant(made, embedder)
    hostile = '"] or generation >= 0 or document_id in ["'
    assert hostile not in made.documents
    assert assistant.within(languages=[hostile]).documents == ()
    assert key_of(hostile) != key_of("harbour.txt")
    made.connection.close()
