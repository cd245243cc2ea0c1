"""Arrays in a file. What another file does to its reader: test_fuzz_store."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from index.store.files.array_file import (
    ALIGNMENT,
    arrays_in,
    encode_arrays,
    map_file,
    map_unnamed,
    release,
)

ARRAYS = {
    "matrix": np.arange(12, dtype=np.float32).reshape(3, 4).T,  # not in the order of its memory
    "big-endian": np.array([1, 2, 2**40], ">i8"),
    "none": np.empty(0, np.uint16),
    "bytes": np.array([b"a", b"longer"]),
}


def test_arrays_are_read_as_they_were_written_and_lie_aligned(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"".join(encode_arrays(ARRAYS)))
    read = arrays_in(map_file(path))
    assert list(read) == list(ARRAYS)
    for name, array in read.items():
        np.testing.assert_array_equal(array, ARRAYS[name])
        assert array.ctypes.data % ALIGNMENT == 0
        assert not array.flags.writeable


def test_mapped_arrays_outlive_their_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"".join(encode_arrays(ARRAYS)))
    read = arrays_in(map_file(path))
    path.unlink()
    np.testing.assert_array_equal(read["matrix"], ARRAYS["matrix"])


def test_arrays_in_a_file_without_a_name_can_be_read_and_released(tmp_path: Path) -> None:
    read = arrays_in(map_unnamed(tmp_path, encode_arrays(ARRAYS)))
    assert list(tmp_path.iterdir()) == []
    for _ in range(2):
        for name, array in read.items():
            np.testing.assert_array_equal(array, ARRAYS[name])
        release(read["matrix"])


def test_what_is_released_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"".join(encode_arrays({"many": np.arange(1 << 20)})))
    many = arrays_in(map_file(path))["many"]
    total = many.sum()
    if sys.platform == "linux":
        held = resident_kilobytes(path)
        release(many)
        assert held >= many.nbytes / 1024 > resident_kilobytes(path)
    release(many)
    assert many.sum() == total


def test_what_is_not_mapped_is_not_released() -> None:
    made = np.ones(1 << 20)
    release(made)
    assert made.all()


def resident_kilobytes(path: Path) -> int:
    """How much of a mapped file is in this process's memory, as Linux tells."""
    mapped = Path("/proc/self/smaps").read_text().partition(str(path))[2]
    return int(mapped.partition("Rss:")[2].split()[0])


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="no file of arrays"):
        arrays_in(np.zeros(64, np.uint8))
