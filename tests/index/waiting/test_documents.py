"""Documents that wait are kept on disk, and come back as they were, in their order."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from index.types import Block, Document
from index.waiting import documents
from index.waiting.documents import WaitingDocuments

MANY = 40


def written(number: int, size: int = 1_000) -> Document:
    """A document with everything that one may have."""
    text = f"\ud800 Nummer {number} på kajen. ".ljust(size, "å")
    return Document(
        f"{number:03}.txt",
        "På kajen",
        text,
        "sv",
        source="Hamnen",
        published="2024-03",
        pages=(0, 10),
        blocks=(Block(0, 8, "labels"), Block(9, size, "row", ((0, 8),))),
        scanned=(None, 0.5),
    )


@pytest.fixture(autouse=True)
def _few_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_IN_MEMORY", 3_000)


@pytest.mark.parametrize("on_disk", [True, False])
def test_they_come_out_as_they_went_in(tmp_path: Path, on_disk: bool) -> None:
    waiting = WaitingDocuments(tmp_path if on_disk else None)
    came: list[Document] = []
    for number in range(MANY):
        waiting.append(written(number))
        if number % 3 == 0:
            came.append(waiting.popleft())
    assert waiting.ids == {written(number).id for number in range(len(came), MANY)}
    assert waiting.characters == 1_000 * len(waiting)
    while waiting:
        assert waiting.next_characters == 1_000
        came.append(waiting.popleft())
    assert came == [written(number) for number in range(MANY)]
    assert (waiting.ids, waiting.characters) == (set(), 0)


def test_what_was_cleared_is_gone(tmp_path: Path) -> None:
    waiting = WaitingDocuments(tmp_path)
    for number in range(10):
        waiting.append(written(number))
    waiting.clear()
    assert not waiting
    waiting.append(written(99))
    assert waiting.popleft() == written(99)


def test_few_are_in_memory_and_no_file_is_seen(tmp_path: Path) -> None:
    waiting = WaitingDocuments(tmp_path)
    tracemalloc.start()
    try:
        for number in range(100):
            waiting.append(written(number, 20_000))
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 200_000 < waiting.characters
    assert list(tmp_path.iterdir()) == []
