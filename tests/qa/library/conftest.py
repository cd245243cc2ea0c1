"""A folder for collections, files to upload, and a folder of the user's that must not change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import Settings
from qa.library.collection import Collection
from qa.library.library import Library
from tests.fakes import HashedWordsEmbedder

LAMP = "The harbour lamp was lit in 1912 by its keeper.\n"
SHIP = "A ship with forty sailors sank in the autumn of 1911.\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "collections"


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "1").write_text(LAMP, "utf-8")
    (folder / "2").write_text(SHIP, "utf-8")
    (folder / "3").write_bytes(b"\x00\x01")
    return folder


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder of the user's; nothing may change in it."""
    folder = tmp_path / "Mina dokument"
    folder.mkdir()
    (folder / "lamp.txt").write_text(LAMP, "utf-8")
    (folder / "picture.gif").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture(autouse=True)
def _the_users_folder_stays_as_it_is(documents: Path) -> Iterator[None]:
    before = {path: path.read_bytes() for path in documents.rglob("*")}
    yield
    assert {path: path.read_bytes() for path in documents.rglob("*")} == before


def opened(root: Path, *roots: Path) -> Library:
    """A library as a new process sees it."""
    return Library(root, Settings(), HashedWordsEmbedder(), roots)


def ids(collection: Collection) -> list[str]:
    return [each.id for each in collection.listed() if each.state == "indexed"]


def found(collection: Collection, question: str) -> str:
    return collection.assistant.search(question, 1)[0].passage.document_id
