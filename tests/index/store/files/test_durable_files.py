"""Files that survive a power loss; test_power_loss has what they leave in one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.store.files import durable_files
from index.store.files.durable_files import make_folder, write_file


@pytest.mark.parametrize("small", [1, 4, 100])
def test_all_chunks_are_written_however_little_is_taken_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(durable_files, "SMALL_WRITE", small)
    monkeypatch.setattr(durable_files, "MAX_WRITE", 3)
    path = tmp_path / "file"
    path.write_bytes(b"what was there before is longer than what comes")
    write_file(path, [b"ab", memoryview(b"cdefghij"), b"", b"klm"])
    assert path.read_bytes() == b"abcdefghijklm"


def test_each_new_folder_is_flushed_to_the_one_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[Path] = []
    monkeypatch.setattr(durable_files, "flush_folder", flushed.append)
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    assert flushed == [tmp_path, tmp_path / "a"]
    make_folder(tmp_path / "a" / "b")
    assert len(flushed) == 2


def test_a_file_is_flushed_before_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    fsync, close = os.fsync, os.close

    def seen_fsync(file: int) -> None:
        calls.append("fsync")
        fsync(file)

    def seen_close(file: int) -> None:
        calls.append("close")
        close(file)

    monkeypatch.setattr(os, "fsync", seen_fsync)
    monkeypatch.setattr(os, "close", seen_close)
    write_file(tmp_path / "file", [b"a"])
    assert calls == ["fsync", "close"]
