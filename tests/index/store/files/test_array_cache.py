"""Arrays that are made once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.store.files.array_cache import cached_arrays

if TYPE_CHECKING:
    from index.store.files.array_file import Arrays

ARRAYS: Arrays = {
    "weights": np.arange(12, dtype=np.float32).reshape(3, 4),
    "none": np.empty((0, 2), np.int8),
    "pieces": np.array([b"a", b"longer"]),
    "one": np.array(7, np.uint8),
}


class Maker:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Arrays:
        self.times += 1
        return ARRAYS


def assert_made(arrays: Arrays) -> None:
    assert list(arrays) == list(ARRAYS)
    for name, array in arrays.items():
        assert array.dtype == ARRAYS[name].dtype
        np.testing.assert_array_equal(array, ARRAYS[name])


def test_it_is_made_once_and_mapped_again(tmp_path: Path) -> None:
    make = Maker()
    path = tmp_path / "deep" / "file"
    assert_made(cached_arrays(path, make))
    mapped = cached_arrays(path, make)
    assert_made(mapped)
    assert make.times == 1
    mapped["weights"][...] = 0  # in this process alone
    assert_made(cached_arrays(path, make))
    assert make.times == 1
    assert [each.name for each in path.parent.iterdir()] == ["file"]


@pytest.mark.parametrize("damage", ["cut", "changed", "emptied", "cut to the digest"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: str) -> None:
    make = Maker()
    path = tmp_path / "file"
    cached_arrays(path, make)
    whole = path.read_bytes()
    kept = {"cut": -1, "changed": -1, "emptied": 0, "cut to the digest": 32}[damage]
    path.write_bytes(whole[:kept] + (b"?" if damage == "changed" else b""))
    assert_made(cached_arrays(path, make))
    assert path.read_bytes() == whole
    assert make.times == 2


def test_without_a_folder_to_write_to_it_is_made_each_time(tmp_path: Path) -> None:
    make = Maker()
    blocked = tmp_path / "not a folder"
    blocked.write_bytes(b"")
    for _ in range(2):
        assert_made(cached_arrays(blocked / "file", make))
    assert make.times == 2


def test_what_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.mkdir()
    assert_made(cached_arrays(taken, Maker()))
    assert list(tmp_path.iterdir()) == [taken]
