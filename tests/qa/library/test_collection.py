"""Collections: what is added can be asked at once and after a restart, and nothing else changes."""

from __future__ import annotations

from pathlib import Path
from threading import Thread, Timer
from threading import enumerate as enumerate_threads

import pytest

from index import Document
from index.store.segment import Segment
from qa import Assistant, CiteraError
from qa.library import collection as collection_module
from qa.library import undo
from qa.library.collection import Collection, Listed
from tests.qa.library.conftest import LAMP, SHIP, found, ids, opened


def test_what_is_added_is_found_at_once_and_after_a_restart(root: Path, incoming: Path) -> None:
    harbour = opened(root).create("Harbour")
    assert harbour.assistant.ask("When was the lamp lit?").answered is False
    assert harbour.add({"lamp.txt": incoming / "1", "ship.txt": incoming / "2"}) == ()
    (incoming / "1").unlink()  # the collection has a copy
    for collection in (harbour, opened(root).open("Harbour")):
        assert ids(collection) == ["lamp.txt", "ship.txt"]
        assert found(collection, "When was the harbour lamp lit?") == "lamp.txt"
        assert found(collection, "How many sailors?") == "ship.txt"


def test_each_file_left_out_has_its_reason(root: Path, incoming: Path) -> None:
    harbour = opened(root).create("Harbour")
    (incoming / "4").write_text(" \n", "utf-8")
    read: list[tuple[int, int, str]] = []
    left_out = harbour.add(
        {"lamp.txt": incoming / "1", "picture.txt": incoming / "3", "blank.txt": incoming / "4"},
        lambda *each: read.append(each),
    )
    reasons = {each.path: each.reason for each in left_out}
    assert "'picture.txt' holds no text, not text" in reasons["picture.txt"]
    assert "is empty" in reasons["blank.txt"]
    assert read == [(0, 2, "blank.txt"), (1, 2, "lamp.txt")]
    states = {each.id: each.state for each in harbour.listed()}
    assert states == {"lamp.txt": "indexed", "blank.txt": "left out"}
    harbour.remove(["blank.txt"])
    assert [each.id for each in harbour.listed()] == ["lamp.txt"]


def test_only_unreadable_files_are_listed_with_their_reason(root: Path, incoming: Path) -> None:
    (incoming / "1").write_text("\n", "utf-8")
    harbour = opened(root).create("Harbour")
    assert "is empty" in harbour.add({"blank.txt": incoming / "1"})[0].reason
    assert [(each.id, each.state) for each in harbour.listed()] == [("blank.txt", "left out")]


def test_a_file_takes_the_place_of_its_namesake(root: Path, incoming: Path) -> None:
    harbour = opened(root).create("Harbour")
    harbour.add({"lamp.txt": incoming / "1"})
    harbour.add({"../lamp.txt": incoming / "2"})
    assert ids(harbour) == ["lamp.txt"]
    assert harbour.assistant.document("lamp.txt").text == SHIP


def test_what_is_removed_is_nowhere_any_more(root: Path, incoming: Path, tmp_path: Path) -> None:
    harbour = opened(root).create("Harbour")
    harbour.add({"lamp.txt": incoming / "1", "ship.txt": incoming / "2"})
    harbour.remove(["ship.txt"])
    assert ids(opened(root).open("Harbour")) == ids(harbour) == ["lamp.txt"]
    harbour.remove(["lamp.txt"])
    assert ids(harbour) == []
    assert harbour.assistant.ask("When was the lamp lit?").answered is False
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path.parent != incoming]
    assert [path for path in kept if b"by its keeper" in path.read_bytes()] == [
        tmp_path / "Mina dokument" / "lamp.txt"
    ]


def test_what_was_removed_last_can_be_brought_back(
    root: Path, incoming: Path, documents: Path
) -> None:
    shown = opened(root).open_documents(documents)
    shown.add({"ship.txt": incoming / "2", "blank.txt": incoming / "1"})
    assert not shown.can_restore
    shown.remove(["added/blank.txt"])
    shown.remove(["added/ship.txt", "lamp.txt"])
    assert ids(shown) == []
    assert shown.assistant.ask("When was the harbour lamp lit?").hits == ()
    assert len(shown.restore()) == 2
    assert (
        ids(shown) == ids(opened(root).open_documents(documents)) == ["added/ship.txt", "lamp.txt"]
    )
    assert found(shown, "How many sailors?") == "added/ship.txt"
    assert not shown.can_restore
    with pytest.raises(CiteraError, match="no longer kept"):
        shown.restore()


def test_what_is_brought_back_does_not_replace_its_newer_namesake(
    root: Path, incoming: Path
) -> None:
    harbour = opened(root).create("Harbour")
    harbour.add({"lamp.txt": incoming / "1"})
    harbour.remove(["lamp.txt"])
    harbour.add({"lamp.txt": incoming / "2"})
    assert harbour.restore() == []
    assert harbour.assistant.document("lamp.txt").text == SHIP


def test_what_was_removed_is_let_go_of_after_a_while(
    root: Path, incoming: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "KEPT_SECONDS", 0)
    harbour = opened(root).create("Harbour")
    harbour.add({"lamp.txt": incoming / "1"})
    harbour.remove(["lamp.txt"])
    for thread in enumerate_threads():
        if isinstance(thread, Timer) and thread.interval == 0:
            thread.join()
    assert not harbour.can_restore


def test_a_folder_is_shown_and_added_to_but_never_changed(
    root: Path, incoming: Path, documents: Path
) -> None:
    shown = opened(root).open_documents(documents)
    assert shown.name == "Mina dokument"
    shown.add({"ship.txt": incoming / "2"})
    assert ids(shown) == ["added/ship.txt", "lamp.txt"]
    left_out = [each for each in shown.listed() if each.state == "left out"]
    assert [each.id for each in left_out] == ["picture.gif"]
    shown.remove(["lamp.txt", "picture.gif"])
    again = opened(root).open_documents(documents)
    assert [each.id for each in again.listed()] == ["added/ship.txt"]
    assert (documents / "lamp.txt").exists()


def test_folders_below_the_roots_may_be_added_and_no_others(
    root: Path, documents: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to("/")
    collection = opened(root, documents).create("Both")
    for outside in (tmp_path, tmp_path / "link", documents / "..", documents / "missing"):
        with pytest.raises(CiteraError, match="no folder that may be added"):
            collection.add_folder(outside)
    read: list[tuple[int, int, str]] = []
    left_out = collection.add_folder(documents, lambda *each: read.append(each))
    assert [each.path for each in left_out] == ["Mina-dokument/picture.gif"]
    assert ids(collection) == ["Mina-dokument/lamp.txt"]
    collection.add_folder(documents, lambda *each: read.append(each))
    assert read == [(0, 1, "Mina-dokument/lamp.txt")]  # only what is new is read
    assert ids(opened(root).open("Both")) == ["Mina-dokument/lamp.txt"]


def test_too_many_files_are_refused_whole(
    root: Path, incoming: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection_module, "MAX_FILES", 1)
    harbour = opened(root).create("Harbour")
    with pytest.raises(CiteraError, match="2 files were given; upload at most 1"):
        harbour.add({"lamp.txt": incoming / "1", "ship.txt": incoming / "2"})
    assert harbour.listed() == []


def test_questions_under_way_keep_the_documents_they_began_with(root: Path, incoming: Path) -> None:
    harbour = opened(root).create("Harbour")
    harbour.add({"lamp.txt": incoming / "1"})
    before = harbour.assistant
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            for _ in range(20):
                assert found(harbour, "When was the harbour lamp lit?") == "lamp.txt"
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    harbour.add({"ship.txt": incoming / "2"})
    harbour.remove(["ship.txt"])
    for thread in threads:
        thread.join()
    assert failures == []
    assert [each.id for each in before.documents] == ["lamp.txt"]
    assert before.ask("When was the harbour lamp lit?").hits[0].text == LAMP.strip()


def test_documents_are_listed_without_reading_their_texts(
    root: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = opened(root).open_documents(documents)

    def read(segment: Segment, row: int) -> Document:
        raise AssertionError("a text was read")

    monkeypatch.setattr(Segment, "document", read)
    assert shown.listed()[0] == Listed("lamp.txt", LAMP.strip(), "en", 1, None, "indexed")


def test_pages_and_how_much_is_searched_are_listed(sample: Assistant, tmp_path: Path) -> None:
    listed = {each.id: each for each in Collection("sample", sample, tmp_path).listed()}
    assert {each.id: (len(each.pages), each.searched_share) for each in sample.documents} == {
        each.id: (each.pages, each.searched_share) for each in listed.values()
    }
    assert any(each.pages for each in listed.values())
