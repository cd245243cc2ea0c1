"""Texts are kept as files of a store."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import NothingToIndexError, StoreError
from index.store.files.text_folder import TextFolder


@pytest.fixture(params=["memory", "file", pytest.param("s3", marks=pytest.mark.integration)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place of a store, where nothing is yet."""
    if request.param == "s3":
        request.getfixturevalue("bucket")
        return f"s3://reports{tmp_path}"
    return f"{request.param}://{tmp_path}/texts"


def test_what_is_written_is_read_until_it_is_deleted(url: str) -> None:
    folder, other = (TextFolder.at(url, name) for name in ("town", "other"))
    folder.write({1: b"one", 2: b"two", 2**63 - 1: b""})
    assert folder.read([2, 2**63 - 1]) == {2: b"two", 2**63 - 1: b""}
    assert folder.read([]) == {}
    folder.write({2: b"again"})
    other.write({2: b"another"})
    assert (folder.read([2]), other.read([2])) == ({2: b"again"}, {2: b"another"})
    folder.delete([1, 2, 3])
    folder.delete([])
    assert other.read([2]) == {2: b"another"}
    with pytest.raises(StoreError, match=r"the texts at .* cannot be read or written \("):
        folder.read([1])


def test_what_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "texts").write_text("a file")
    folder = TextFolder.at(f"file://{tmp_path}/texts", "town")
    with pytest.raises(StoreError, match="see whether the store is there") as raised:
        folder.write({1: b"one"})
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("root", ["*", "a/b?", "[a]"])
def test_what_would_name_many_files_is_refused(root: str) -> None:
    with pytest.raises(StoreError, match="by which stores name many files"):
        TextFolder.at(f"file:///texts/{root}", "town")


@pytest.mark.parametrize("url", ["texts", "https://127.0.0.1/a", "ftp://anna:secret@127.0.0.1/a"])
def test_what_is_no_place_for_files_is_refused(url: str) -> None:
    with pytest.raises(NothingToIndexError, match="is no place that files can be listed at"):
        TextFolder.at(url, "town")
