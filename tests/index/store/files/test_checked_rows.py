"""Rows that are read from a file whose chunks are checked."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.store.files import checked_rows
from index.store.files.checked_rows import CHUNK, CheckedRows, digests_of
from index.store.files.joined_rows import encode_rows

WIDTH = 1_000  # bytes; no whole number of rows fills a chunk
ROWS = np.random.default_rng(0).integers(-128, 128, (200, WIDTH), dtype=np.int8)
ROW = np.dtype((np.int8, (WIDTH,)))


def damage() -> Exception:
    return RuntimeError("damaged")


def write(path: Path, rows: NDArray[np.int8] = ROWS) -> bytes:
    """The digests of what was written."""
    path.write_bytes(b"".join(encode_rows(rows)))
    return b"".join(digests_of(path))


@given(st.lists(st.integers(0, len(ROWS) - 1)), st.integers(0, 200), st.integers(0, 200))
def test_rows_read_are_those_of_the_array(wanted: list[int], first: int, last: int) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(checked_rows, "MAX_READ", 2_500)
        path = Path(folder) / "rows"
        held = CheckedRows(path, ROW, write(path), damage)
        assert len(held) == len(ROWS)
        rows = np.array(wanted, dtype=np.int64)
        np.testing.assert_array_equal(held[rows], ROWS[rows], strict=True)
        np.testing.assert_array_equal(held[first:last], ROWS[first:last], strict=True)


def test_systems_without_reading_at_a_place_read_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("os.pread", raising=False)
    held = CheckedRows(tmp_path / "rows", ROW, write(tmp_path / "rows"), damage)
    rows = np.array([199, 3, 4, 66])
    np.testing.assert_array_equal(held[rows], ROWS[rows])


def test_a_row_is_read_only_from_pieces_that_are_intact(tmp_path: Path) -> None:
    digests = write(tmp_path / "rows")
    data = bytearray(b"".join(encode_rows(ROWS)))
    data[CHUNK + 5] ^= 1
    (tmp_path / "rows").write_bytes(data)
    held = CheckedRows(tmp_path / "rows", ROW, digests, damage)
    whole = np.array([0, 64, 199])
    np.testing.assert_array_equal(held[whole], ROWS[whole])
    for row in (65, 100):  # the first begins in the chunk before
        with pytest.raises(RuntimeError, match="damaged"):
            held[np.array([row])]
    with pytest.raises(RuntimeError, match="damaged"):
        held[:]


@pytest.mark.parametrize("lost", [1, CHUNK // WIDTH * WIDTH, 4 * CHUNK])
def test_a_file_that_was_cut_is_damaged(tmp_path: Path, lost: int) -> None:
    digests = write(tmp_path / "rows")
    data = b"".join(encode_rows(ROWS))
    (tmp_path / "rows").write_bytes(data[: max(0, len(data) - lost)])
    with pytest.raises(RuntimeError, match="damaged"):
        CheckedRows(tmp_path / "rows", ROW, digests, damage)[:]


def test_what_was_opened_is_read_after_it_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    held = CheckedRows(path, ROW, write(path), damage)
    try:
        path.unlink()
    except PermissionError:
        pytest.skip("this system keeps files that are open")
    np.testing.assert_array_equal(held[:], ROWS)
