"""What was embedded and not committed is used by the next run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.embed.token_codes import CODE_TYPE
from index.store.files import embedded
from index.store.files.embedded import EmbeddedTexts

TEXTS = {
    "Divers came.": (np.eye(4, dtype=np.float32)[0], np.array([1, 2], CODE_TYPE)),
    "Ett \udce5 \U0001f600": (np.eye(4, dtype=np.float32)[1], np.empty(0, CODE_TYPE)),
}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "SAVE_SECONDS", 0.0)


def shown(texts: EmbeddedTexts) -> dict[str, tuple[list[float], list[int]]]:
    return {text: (vector.tolist(), codes.tolist()) for text, (vector, codes) in texts.left.items()}


def test_what_one_left_the_next_has(tmp_path: Path) -> None:
    EmbeddedTexts(tmp_path, "e5", 4).add(TEXTS)
    assert shown(EmbeddedTexts(tmp_path, "e5", 4)) == {
        "Divers came.": ([1, 0, 0, 0], [1, 2]),
        "Ett \udce5 \U0001f600": ([0, 1, 0, 0], []),
    }


def test_what_was_committed_goes_and_the_rest_stays(tmp_path: Path) -> None:
    EmbeddedTexts(tmp_path, "e5", 4).add(TEXTS)
    texts = EmbeddedTexts(tmp_path, "e5", 4)
    texts.committed(["Divers came.", "unknown"])
    assert list(EmbeddedTexts(tmp_path, "e5", 4).left) == ["Ett \udce5 \U0001f600"]
    texts.committed(TEXTS)
    assert list(tmp_path.iterdir()) == []


def test_little_is_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "SAVE_SECONDS", 1000.0)
    EmbeddedTexts(tmp_path, "e5", 4).add(TEXTS)
    assert list(tmp_path.iterdir()) == []


def test_of_many_in_no_time_few_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "SAVE_SECONDS", 1000.0)
    monkeypatch.setattr(embedded, "MAX_UNSAVED", 1)
    texts = EmbeddedTexts(tmp_path, "e5", 4)
    for text, meaning in TEXTS.items():
        texts.add({text: meaning})
    texts.save()
    assert list(EmbeddedTexts(tmp_path, "e5", 4).left) == ["Ett \udce5 \U0001f600"]


def test_another_embedders_are_passed_over(tmp_path: Path) -> None:
    EmbeddedTexts(tmp_path, "e5", 4).add(TEXTS)
    assert EmbeddedTexts(tmp_path, "e5", 3).left == {}
    assert EmbeddedTexts(tmp_path, "other", 4).left == {}


def test_a_file_that_was_not_written_whole_is_passed_over(tmp_path: Path) -> None:
    EmbeddedTexts(tmp_path, "e5", 4).add(TEXTS)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for length in range(0, len(whole), 37):
        file.write_bytes(whole[:length])
        assert EmbeddedTexts(tmp_path, "e5", 4).left == {}
    file.write_bytes(whole[:50] + b"\xff" + whole[51:])
    assert EmbeddedTexts(tmp_path, "e5", 4).left == {}
