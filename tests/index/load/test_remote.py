"""Files at a URL are found and read as those in a folder are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from index import index_documents, update_index
from index.errors import NothingToIndexError
from index.load import LoadSettings, find_any_files, find_files
from index.load.remote import RemoteFile, is_url
from tests.fakes import HashedTokensEmbedder, write_files

FILES = {
    "harbour.txt": "Harbour\n\nThe harbour has forty cameras. They were mounted in 2019.\n",
    "sv/hamn.md": "# Hamn\n\nHamnens kameror sattes upp 2019. De kostade en miljon kronor.\n",
    "sv/empty.txt": "",
}
LEFT_OUT = {".hidden/a.txt": "no", "a/.b": "no", "program.exe": "MZ"}


@pytest.fixture
def store() -> Iterator[tuple[Any, str]]:
    """A store in this process's memory, and the URL of a folder there."""
    from fsspec.core import url_to_fs

    url = f"memory://{uuid4().hex}/town"
    filesystem, root = url_to_fs(url)
    put(filesystem, root, FILES)
    yield filesystem, url
    filesystem.rm(root, recursive=True)


def put(filesystem: Any, root: str, files: dict[str, str]) -> None:
    """Write each text to the store."""
    for name, text in files.items():
        filesystem.pipe_file(f"{root}/{name}", text.encode())


@pytest.mark.parametrize("text", ["s3://bucket/a", "memory://a", "file:///a/b", "gs://b"])
def test_a_url_is_told_from_a_path(text: str) -> None:
    assert is_url(text)
    assert not is_url(Path(text))


@pytest.mark.parametrize("text", ["reports", "/a/b", "C:\\a", "C://a", "a:b", "./s3://a"])
def test_a_path_is_told_from_a_url(text: str) -> None:
    assert not is_url(text)


def test_files_at_a_url_are_those_of_a_folder(store: tuple[Any, str], tmp_path: Path) -> None:
    filesystem, url = store
    put(filesystem, filesystem._strip_protocol(url), LEFT_OUT)
    folder = write_files(tmp_path / "town", FILES | LEFT_OUT)
    for settings in (
        LoadSettings(),
        LoadSettings(include=("*.md",)),
        LoadSettings(exclude=("sv/*.md", "program.exe")),
        LoadSettings(max_megabytes=0.00006),
    ):
        there, here = (find_files(each, settings=settings) for each in (url, folder))
        assert [each.id for each in there[0]] == [each.id for each in here[0]]
        assert there[1] == here[1]
    assert find_files(f"file://{folder}") == find_files(folder)


def test_documents_at_a_url_are_those_of_a_folder(store: tuple[Any, str], tmp_path: Path) -> None:
    embedder = HashedTokensEmbedder()
    there, left_out = index_documents(store[1], embedder)
    here, also = index_documents(write_files(tmp_path / "town", FILES), embedder)
    assert dict(there.documents) == dict(here.documents)
    assert left_out == also


def test_only_what_changed_at_a_url_is_read(store: tuple[Any, str], tmp_path: Path) -> None:
    filesystem, url = store
    embedder = HashedTokensEmbedder()
    read: list[str] = []

    def update() -> Any:
        read.clear()
        return update_index(
            url, tmp_path / "index", embedder, reading=lambda done, total, name: read.append(name)
        )[1]

    assert update().added == ("harbour.txt", "sv/hamn.md")
    assert (update().any, read) == (False, [])
    put(filesystem, filesystem._strip_protocol(url), {"harbour.txt": "The harbour has a gate.\n"})
    filesystem.rm(f"{filesystem._strip_protocol(url)}/sv/hamn.md")
    update_ = update()
    assert (update_.changed, update_.removed, read) == (
        ("harbour.txt",),
        ("sv/hamn.md",),
        ["harbour.txt"],
    )


def test_of_a_file_its_url_may_be_given(store: tuple[Any, str]) -> None:
    (source,), _ = find_files(f"{store[1]}/harbour.txt")
    assert source.id == "harbour.txt"
    assert isinstance(source.path, RemoteFile)
    assert source.path.read_bytes() == FILES["harbour.txt"].encode()


def test_a_file_that_changed_since_it_was_listed_is_left_for_the_next_time(
    store: tuple[Any, str],
) -> None:
    filesystem, url = store
    sources, _ = find_files(url)
    put(filesystem, filesystem._strip_protocol(url), {"harbour.txt": "x" * 1_000_000})
    assert isinstance(sources[0].path, RemoteFile)
    with pytest.raises(OSError, match="it changed meanwhile"):
        sources[0].path.read_bytes()


def test_names_that_are_the_same_in_unicode_are_one(store: tuple[Any, str]) -> None:
    filesystem, url = store
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "ö.txt")
        put(filesystem, filesystem._strip_protocol(url), {name: "An island.\n"})
    sources, left_out = find_files(url)
    assert [each.id for each in sources].count("ö.txt") == 1
    assert [each.id for each in sources] == sorted(each.id for each in sources)
    assert [each.path for each in left_out] == ["ö.txt"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("memory://nowhere/at-all", "there is no file in 'memory://nowhere/at-all'"),
        ("no+such+scheme://a/b", r"'no\+such\+scheme://a/b' cannot be listed"),
        ("https://127.0.0.1:1/a", "'https://127.0.0.1/a' is no place that files can be listed at"),
        ("ftp://anna:secret@127.0.0.1/a", "'ftp://127.0.0.1/a' is no place"),
        ("adl://a/b", r"needs a package that is not installed .*'citera\[remote\]'"),
        ("file:///nowhere/at/all", "'/nowhere/at/all' does not exist"),
    ],
)
def test_what_cannot_be_listed_is_told_in_one_line(url: str, said: str) -> None:
    with pytest.raises(NothingToIndexError, match=said) as raised:
        find_any_files(url)
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.integration
def test_an_object_store_is_read(bucket: Any, tmp_path: Path) -> None:
    embedder = HashedTokensEmbedder()
    put(bucket, "reports/town", FILES)
    index, update = update_index("s3://reports/town", tmp_path / "index", embedder)
    here, _ = index_documents(write_files(tmp_path / "town", FILES), embedder)
    assert dict(index.documents) == dict(here.documents)
    assert [each.path for each in update.skipped] == ["sv/empty.txt"]
    _, update = update_index("s3://reports/town/", tmp_path / "index", embedder)
    assert not update.any
    put(bucket, "reports/town", {"sv/hamn.md": FILES["sv/hamn.md"].replace("2019", "2020")})
    _, update = update_index("s3://reports/town", tmp_path / "index", embedder)
    assert (update.added, update.changed, update.removed) == ((), ("sv/hamn.md",), ())
    with pytest.raises(NothingToIndexError, match=r"'s3://no-such-bucket/a'"):
        find_any_files("s3://no-such-bucket/a")
