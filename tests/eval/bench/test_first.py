"""The measurement of how soon a folder can be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.bench import first
from eval.bench.first import Opened, opened, row, write_documents, write_handbooks

pytestmark = pytest.mark.integration


def test_folders_are_written_as_said(tmp_path: Path) -> None:
    folder = write_documents(tmp_path / "few", 3)
    texts = [path.read_text() for path in sorted(folder.iterdir())]
    assert [len(text.split("\n\n")) for text in texts] == [3, 3, 3]
    handbooks = sorted(write_handbooks(tmp_path / "handbooks").glob("handbook-*"))
    assert len(handbooks) == 3
    assert all(len(path.read_text()) > 100_000 for path in handbooks)


@pytest.mark.parametrize("wait", [True, False])
def test_a_folder_is_asked_before_it_is_indexed_or_then(tmp_path: Path, wait: bool) -> None:
    documents = write_documents(tmp_path / "documents", 2, passages=1)
    measured = opened(documents, tmp_path / "index", wait)
    assert 0 < measured.first <= measured.complete
    assert measured.processor > 0
    assert measured.memory > 50


def test_a_line_says_what_was_gained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = {"meanwhile": Opened(1.5, 21.0, 40.0, 300.0), "wait": Opened(20.0, 20.0, 38.0, 310.0)}
    monkeypatch.setattr(first, "_measured", lambda documents, how: taken[how])
    assert row("9 documents", tmp_path) == (
        "| 9 documents | 1.5 | 21.0 | 20.0 | 7.5% | 40.0 | 300 |"
    )
