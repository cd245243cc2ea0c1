"""Files that are made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.made import made_once


class Maker:
    """Counts how often it is asked."""

    def __init__(self, content: bytes = b"weights") -> None:
        self.content = content
        self.times = 0

    def __call__(self) -> bytes:
        self.times += 1
        return self.content


def test_it_is_made_once_and_read_again(tmp_path: Path) -> None:
    make = Maker()
    path = tmp_path / "deep" / "file"
    assert [made_once(path, make), made_once(path, make)] == [b"weights", b"weights"]
    assert make.times == 1
    assert [each.name for each in path.parent.iterdir()] == ["file"]


@pytest.mark.parametrize("damage", ["cut", "changed", "emptied"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: str) -> None:
    make = Maker()
    path = tmp_path / "file"
    made_once(path, make)
    whole = path.read_bytes()
    path.write_bytes({"cut": whole[:-1], "changed": whole[:-1] + b"?", "emptied": b""}[damage])
    assert made_once(path, make) == b"weights"
    assert path.read_bytes() == whole
    assert make.times == 2


def test_without_a_folder_to_write_to_it_is_made_each_time(tmp_path: Path) -> None:
    make = Maker()
    blocked = tmp_path / "not a folder"
    blocked.write_bytes(b"")
    assert [made_once(blocked / "file", make) for _ in range(2)] == [b"weights"] * 2
    assert make.times == 2


def test_what_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.mkdir()
    assert made_once(taken, Maker()) == b"weights"
    assert list(tmp_path.iterdir()) == [taken]
