"""A page that was fetched is a document like an uploaded file, named after its address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import no_progress
from index.changes import no_file_progress
from qa import Assistant, Settings
from qa.errors import CiteraError, FetchError
from qa.library.collection import Collection
from qa.library.fetching.address import web_address
from qa.library.fetching.page import Added, add_page, file_name
from tests.fakes import HashedWordsEmbedder
from tests.qa.library.conftest import ids, opened
from tests.qa.library.fetching.website import Site, website


@pytest.fixture
def site() -> Iterator[Site]:
    with website() as site:
        yield site


def added(collection: Collection, address: str) -> Added:
    return add_page(collection, address, no_file_progress, no_progress, may_be_private=True)


def test_it_is_read_as_an_uploaded_file_is_and_says_where_it_is_from(
    root: Path, site: Site
) -> None:
    collection = opened(root).create("Ellery")
    found = added(collection, f"{site.address}/library/hours")
    assert found.left_out == ()
    assert ids(collection) == [found.name] == [f"127.0.0.1 {site.server_port} library hours.html"]
    document = collection.assistant.document(found.name)
    assert (document.title, document.source) == ("Opening hours", "127.0.0.1")
    assert "open from nine until" in document.text
    assert "saved from" not in document.text
    assert site.asked == ["/library/hours"]
    collection.assistant.ask("When is the library open?")
    opened(root).open("Ellery")  # as after a restart
    assert site.asked == ["/library/hours"]


def test_the_same_address_again_takes_its_place(root: Path, site: Site) -> None:
    collection = opened(root).create("Ellery")
    first, again = (added(collection, f"{site.address}/hours") for _ in range(2))
    added(collection, f"{site.address}/hours?day=2")
    assert first.name == again.name
    assert len(ids(collection)) == 2


def test_what_cannot_be_fetched_changes_nothing(root: Path, site: Site) -> None:
    collection = opened(root).create("Ellery")
    with pytest.raises(FetchError):
        added(collection, f"{site.address}/gone")
    assert collection.listed() == []


def test_nothing_is_fetched_for_what_cannot_be_changed(tmp_path: Path, site: Site) -> None:
    embedder = HashedWordsEmbedder()
    fixed = Collection("Ellery", Assistant.without_documents(embedder, Settings()), tmp_path)
    with pytest.raises(CiteraError, match="cannot be changed"):
        added(fixed, site.address)
    assert site.asked == []


def test_each_address_has_a_name_of_its_own() -> None:
    addresses = [
        "https://example.org/", "https://example.org/a/b", "https://example.org/a%20b",
        "https://example.org/?a", "https://example.org/?b", "https://example.org/" + "a" * 90,
        "https://example.org/" + "a" * 91, "http://example.org:8080/", "http://[2001:db8::1]/",
    ]  # fmt: skip
    names = [file_name(web_address(each), ".html") for each in addresses]
    assert len({*names}) == len(names)
    assert names[:2] == ["example.org.html", "example.org a b.html"]
    assert file_name(web_address("https://example.org/a.pdf"), ".pdf") == "example.org a.pdf"
