"""A fetched page as a document of a collection."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from index import Progress, Skipped
from index.changes import FileProgress
from qa.library.collection import Collection, unchangeable
from qa.library.fetching.address import WebAddress
from qa.library.fetching.fetch import fetch

MAX_STEM = 80  # characters of the address that name the file
_SIMPLE = re.compile(r"/([\w.-]+/)*[\w.-]*")


@dataclass(frozen=True, slots=True)
class Added:
    """What came of a fetch: the file's name, where it is from, how large it is, and why it was
    left out, if so.
    """

    name: str
    address: str
    size: int
    left_out: tuple[Skipped, ...]


def add_page(
    collection: Collection,
    address: str,
    reading: FileProgress,
    indexing: Progress,
    *,
    may_be_private: bool,
) -> Added:
    """Fetch the page, once and now, and add it as a file named after its address.

    The same address again takes the place of what was fetched before. Raises FetchError where it
    cannot be fetched, CollectionError where the collection cannot be changed.
    """
    if not collection.editable:
        raise unchangeable(collection.name)
    with TemporaryDirectory() as folder:
        file = Path(folder, "fetched")
        fetched = fetch(address, file, may_be_private=may_be_private)
        size = file.stat().st_size
        if fetched.suffix == ".html":
            _note_address(file, fetched.address)
        name = file_name(fetched.address, fetched.suffix)
        left_out = collection.add({name: file}, reading, indexing)
    return Added(name, str(fetched.address), size, left_out)


def file_name(address: WebAddress, suffix: str) -> str:
    """A name that tells the address, one for each."""
    path = address.path.strip("/").removesuffix(suffix)
    port = f" {address.port}" if address.port not in (80, 443) else ""
    stem = f"{address.host}{port} {path.replace('/', ' ')}".strip()
    if len(stem) > MAX_STEM or not _SIMPLE.fullmatch(address.target) or ":" in address.host:
        words = " ".join(re.findall(r"[\w.-]+", stem))[:MAX_STEM]
        stem = f"{words} {sha256(str(address).encode()).hexdigest()[:8]}"
    return f"{stem}{suffix}"


def _note_address(file: Path, address: WebAddress) -> None:
    """Add the comment that browsers put into pages that they save, for index.load to find.

    At the end, where it is no part of any text. Not to a page in UTF-16, which would break.
    """
    with file.open("rb+") as page:
        if b"\0" in page.read(200):
            return
        page.seek(0, 2)
        written = str(address)
        page.write(f"\n<!-- saved from url=({len(written):04}){written} -->\n".encode("ascii"))
