"""The library: collections have names of their own, and each is apart from the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from qa import CiteraError, Settings, assistant
from qa.library import library
from qa.library.collection import EditableCollection
from qa.library.library import Library
from tests.fakes import HashedWordsEmbedder
from tests.qa.library.conftest import found, ids, opened


def test_a_folder_without_documents_leaves_no_collection(root: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    made = opened(root)
    for folder in (tmp_path / "empty", tmp_path / "missing"):
        with pytest.raises(CiteraError, match=re.escape(repr(str(folder)))):
            made.open_documents(folder)
    assert made.names == []


def test_collections_are_apart(root: Path, incoming: Path) -> None:
    made = opened(root)
    made.create("Harbour").add({"lamp.txt": incoming / "1"})
    made.create("Ships").add({"ship.txt": incoming / "2"})
    assert made.names == ["Harbour", "Ships"]
    made.delete("Harbour")
    assert opened(root).names == ["Ships"]
    assert ids(made.open("Ships")) == ["ship.txt"]
    assert not list(root.rglob("lamp.txt"))


@pytest.mark.parametrize("name", ["", "  ", "harbour ", "x" * 81])
def test_a_collection_needs_a_name_of_its_own(root: Path, name: str) -> None:
    made = opened(root)
    made.create("Harbour")
    with pytest.raises(CiteraError, match="name"):
        made.create(name)


@pytest.mark.parametrize("name", ["../x", "/etc", "\x1b[2J", "<b>"])
def test_a_hostile_name_is_only_a_name(root: Path, name: str) -> None:
    made = opened(root)
    collection = made.create(name)
    assert "\x1b" not in collection.name
    assert isinstance(collection, EditableCollection)
    assert [each.parent.parent for each in root.rglob("collection.json")] == [root]
    assert made.names == [collection.name]


def test_an_index_without_its_files_can_be_asked_but_not_changed(
    root: Path, incoming: Path, documents: Path
) -> None:
    made = opened(root)
    assistant = made.open_documents(documents).assistant
    fixed = made.show("saved", assistant)
    assert found(made.open("saved"), "When was the lamp lit?") == "lamp.txt"
    with pytest.raises(CiteraError, match="cannot be changed"):
        fixed.add({"ship.txt": incoming / "2"})
    with pytest.raises(CiteraError, match="cannot be changed"):
        fixed.remove(["lamp.txt"])
    with pytest.raises(CiteraError, match="cannot be changed"):
        fixed.restore()
    with pytest.raises(CiteraError, match="cannot be changed"):
        made.delete("saved")


def test_an_unknown_collection_is_named(root: Path) -> None:
    with pytest.raises(CiteraError, match="'Lost'"):
        opened(root).open("Lost")


def test_a_reranker_is_loaded_once_and_reads_what_is_found(
    root: Path, incoming: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str | None] = []

    class ShortestFirst:
        def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
            return [-len(text) for text in texts]

    def load(model: str | None) -> ShortestFirst:
        loaded.append(model)
        return ShortestFirst()

    for module in (library, assistant):
        monkeypatch.setattr(module, "load_reranker", load)
    made = Library(root, Settings(reranker="shortest"), HashedWordsEmbedder())
    harbour = made.create("Harbour")
    harbour.add({"ship.txt": incoming / "2"})
    harbour.add({"lamp.txt": incoming / "1"})
    harbour.remove([])
    made.create("Ships").add({"ship.txt": incoming / "2"})
    assert loaded == ["shortest"]
    assert found(harbour, "How many sailors were on the ship?") == "lamp.txt"
