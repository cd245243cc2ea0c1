"""What the server gives a reader's browser, and what it keeps to itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa.library.collection import Collection
from qa.library.library import Library
from qa.library.people.access import Access
from qa.web.viewer.routes import ViewerRoutes
from qa.web.viewer.shown import Shown, version_of
from tests.fakes import HashedWordsEmbedder, write_files

SECRET = "The key of the vault lies under the third stone."
FILES = {
    "guide.md": "# The guide\n\nThe lamp was lit.\n\n- One lamp\n- Two lamps\n",
    "page.html": "<title>Lamps</title><h1>Lamps</h1><script>alert(1)</script><p>The lamp is lit.",
    "“å”; x=.txt": "The lamp of Ellery.",
    "sub/linked.txt": "This one will be a link to somewhere else.",
    ".hidden.txt": SECRET,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text(SECRET)
    return write_files(tmp_path / "documents", FILES)


@pytest.fixture
def collection(folder: Path, tmp_path: Path, library: Library) -> Collection:
    return library.open_documents(folder)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Library(tmp_path / "data", embedder=HashedWordsEmbedder())


@pytest.fixture
def browser(library: Library) -> Iterator[TestClient]:
    with TestClient(
        Starlette(routes=ViewerRoutes(Access(library, None), lambda _: None).routes)
    ) as browser:
        yield browser


def shown(collection: Collection, document_id: str, **values: Any) -> str:
    document = collection.assistant.document(document_id)
    whole = Shown(collection.name, document_id, version_of(document), {})
    return replace(whole, **values).query


def test_a_part_has_its_quotes_and_hits_marked(collection: Collection, browser: TestClient) -> None:
    query = shown(collection, "guide.md", quotes={1: (13, 30)}, selected=1)
    answer = browser.get(f"/viewer/part?{query}&at=0&words=lamp")
    assert answer.headers["content-type"].startswith("text/plain")  # no page by itself
    part = answer.text
    assert "<h3><span data-start='2'>The guide</span></h3>" in part
    assert part.count("<mark class='hit'") == 3
    assert "<mark class='quote selected' title='[1] The lamp was lit.'" in part
    swedish = browser.get(f"/viewer/contents?{query}", headers={"accept-language": "sv"}).text
    assert "<small>1 citat</small>" in swedish


def test_hits_are_told_by_their_places(collection: Collection, browser: TestClient) -> None:
    query = shown(collection, "guide.md")
    answer = browser.get(f"/viewer/hits?{query}&words=LAMP").json()
    text = FILES["guide.md"]
    places = [place for place in range(len(text)) if text.startswith("lamp", place)]
    assert answer == {"hits": [[place, None] for place in places], "is_all": True}


@pytest.mark.parametrize("name", ["page.html", "guide.md", "“å”; x=.txt"])
@pytest.mark.parametrize("way", ["", "&download=1"])
def test_an_original_is_saved_as_it_is_and_never_a_page(
    collection: Collection, browser: TestClient, folder: Path, name: str, way: str
) -> None:
    answer = browser.get(f"/viewer/original?{shown(collection, name)}{way}")
    assert answer.content == (folder / name).read_bytes()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename")
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "name",
    ["../secret.txt", "/etc/hostname", ".hidden.txt", "sub/../../secret.txt", "", "none.txt"],
)
def test_nothing_but_documents_of_the_index_is_found(
    collection: Collection, browser: TestClient, name: str
) -> None:
    query = Shown(collection.name, name, 0, {}).query
    for what in ("original", "part", "page", "contents", "hits"):
        assert browser.get(f"/viewer/{what}?{query}").status_code == 404
    other = Shown("no such collection", "guide.md", 0, {}).query
    assert browser.get(f"/viewer/original?{other}").status_code == 404


def test_a_link_leads_nowhere_outside_of_the_folder(
    collection: Collection, browser: TestClient, folder: Path, tmp_path: Path
) -> None:
    query = shown(collection, "sub/linked.txt")
    assert browser.get(f"/viewer/original?{query}").status_code == 200
    (folder / "sub" / "linked.txt").unlink()
    (folder / "sub" / "linked.txt").symlink_to(tmp_path / "secret.txt")
    assert browser.get(f"/viewer/original?{query}").status_code == 404
    (folder / "sub" / "linked.txt").unlink()
    (folder / "sub").rmdir()
    (folder / "sub").symlink_to(tmp_path)
    (tmp_path / "linked.txt").write_text(SECRET)
    assert browser.get(f"/viewer/original?{query}").status_code == 404


def test_what_was_uploaded_is_given_too(
    collection: Collection, browser: TestClient, tmp_path: Path
) -> None:
    (tmp_path / "mast.txt").write_text("The mast cost 12 euro.")
    collection.add({"mast.txt": tmp_path / "mast.txt"})
    query = shown(collection, "added/mast.txt")
    assert browser.get(f"/viewer/original?{query}").text == "The mast cost 12 euro."


def test_another_text_than_the_one_that_is_read_is_not_mixed_with_it(
    collection: Collection, browser: TestClient
) -> None:
    query = shown(collection, "guide.md", version=1)
    assert browser.get(f"/viewer/part?{query}&at=0").status_code == 410


@pytest.mark.parametrize("at", ["-1", "x", "99999999999999999999", "²", "7"])
def test_whatever_place_is_asked_for_there_is_an_answer(
    collection: Collection, browser: TestClient, at: str
) -> None:
    query = shown(collection, "guide.md")
    assert "The guide" in browser.get(f"/viewer/part?{query}&at={at}").text
    assert browser.get(f"/viewer/page?{query}&number={at}").status_code == 404
