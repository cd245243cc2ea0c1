"""The two engines are measured side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.bench import engines, generated, growth


def test_both_engines_hold_the_same_passages_and_find_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("milvus_lite")
    monkeypatch.setattr(generated, "QUERIES", 3)
    for module in (growth, generated):
        monkeypatch.setattr(module, "BATCH", 40)
    folder, milvus = engines.measure(100, tmp_path)
    assert (folder.passages, folder.engine, folder.same) == (100, "folder", 1.0)
    assert (milvus.passages, milvus.engine) == (100, "milvus-lite")
    assert milvus.same >= 0.9
    assert min(folder.bytes, milvus.bytes) > 100 * 80 * 5
    *_, row = engines.table([folder, milvus])
    assert row.startswith("| 100 | milvus-lite |")
