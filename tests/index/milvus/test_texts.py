"""Texts of documents may be in a store beside Milvus."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import index_documents
from index.errors import EmbedderError, IndexDamagedError, IndexMismatchError, StoreError
from index.milvus.check import find_faults
from index.milvus.milvus_index import MilvusIndex, open_milvus_index
from index.milvus.update import update_milvus_index
from tests.fakes import HashedTokensEmbedder, write_files
from tests.index.milvus.conftest import FILES
from tests.index.milvus.test_update import FailingEmbedder

pytestmark = pytest.mark.integration

EMBEDDER = HashedTokensEmbedder()


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where texts are to be."""
    return f"file://{tmp_path}/texts"


def kept(tmp_path: Path) -> list[Path]:
    """The files of texts."""
    return [each for each in (tmp_path / "texts").rglob("*") if each.is_file()]


def test_documents_are_the_same_wherever_their_texts_are(
    address: str, documents: Path, url: str, tmp_path: Path
) -> None:
    index, _ = update_milvus_index(documents, address, EMBEDDER, texts=url)
    local, _ = index_documents(documents, EMBEDDER)
    assert dict(index.documents) == dict(local.documents)
    assert list(find_faults(index)) == []
    rows = index.connection.query("documents", "generation >= 0", ["body", "piece"])
    assert [(row["body"], row["piece"]) for row in rows] == [("", 0)] * len(FILES)
    assert len(kept(tmp_path)) == len(FILES)
    index.connection.close()
    # The index knows where they are; what is replaced goes with the commit after.
    for text, count in (("fifty", len(FILES) + 1), ("sixty", len(FILES) + 1)):
        write_files(documents, {"harbour.txt": FILES["harbour.txt"].replace("forty", text)})
        index, _ = update_milvus_index(documents, address, EMBEDDER)
        assert text in index.documents["harbour.txt"].text
        assert len(kept(tmp_path)) == count
        index.connection.close()


def test_an_index_keeps_to_its_place(address: str, documents: Path, url: str) -> None:
    update_milvus_index(documents, address, EMBEDDER, texts=url)[0].connection.close()
    with pytest.raises(IndexMismatchError, match="keeps its texts at 'file:"):
        update_milvus_index(documents, address, EMBEDDER, texts="memory://elsewhere")
    update_milvus_index(documents, address, EMBEDDER, texts=url)[0].connection.close()


def test_a_text_that_is_gone_or_another_is_told(
    address: str, documents: Path, url: str, tmp_path: Path
) -> None:
    update_milvus_index(documents, address, EMBEDDER, texts=url)[0].connection.close()

    def opened() -> MilvusIndex:
        return open_milvus_index(address, EMBEDDER.name)

    for path in kept(tmp_path):
        path.write_bytes(b"no text")
    index = opened()
    with pytest.raises(IndexDamagedError, match="a row of 'documents'"):
        index.documents["harbour.txt"]
    assert len(list(find_faults(index))) >= len(FILES)
    for path in kept(tmp_path):
        path.unlink()
    with pytest.raises(StoreError, match="the texts at 'file:"):
        index.documents["harbour.txt"]
    index.connection.close()


def test_a_first_run_that_fails_leaves_no_text(
    address: str, documents: Path, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.milvus.update.MAX_GONE", 1)  # a commit for each document
    with pytest.raises(EmbedderError):
        update_milvus_index(
            documents, address, FailingEmbedder(EmbedderError("no memory")), texts=url
        )
    monkeypatch.setattr("index.milvus.update.write_manifest", fail)
    with pytest.raises(OSError, match="full"):
        update_milvus_index(documents, address, EMBEDDER, texts=url)
    assert kept(tmp_path) == []
    assert list(tmp_path.glob("*.db")) == []


def fail(*given: object) -> None:
    """As a disk does that is full."""
    raise OSError("the disk is full")
