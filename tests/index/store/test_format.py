"""Formats live long: an index that an earlier release wrote is opened, or refused with the mend.

tests/index_format_5 was written by the first release of format 5, with `write_fixture`; it stays as
it is. A later format gets a fixture of its own beside it.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import damage, open_index, update_index
from index.embed.token_codes import decode_tokens
from index.errors import IndexMismatchError
from index.settings import IndexSettings
from index.split.passages import SplitSettings
from index.store.manifest import FORMAT, read_manifest
from tests.fakes import HashedTokensEmbedder, sample_documents

FIXTURES = sorted(Path(__file__).parent.glob("index_format_*"))
EMBEDDER = HashedTokensEmbedder("tests/fixture", dimension=16)
SETTINGS = SplitSettings(max_tokens=40)
PAGE = Path(__file__).parents[3] / "docs" / "index-format.md"


def write_documents(folder: Path) -> None:
    """The documents that every fixture is made of."""
    for document in sample_documents():
        path = folder / document.id
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document.text, encoding="utf-8")


def write_fixture(folder: Path, documents: Path) -> None:
    """Write the fixture of a new format: with two segments, a deleted document and a compound."""
    write_documents(documents)
    for number in range(9):
        (documents / f"pier {number}.txt").write_text(f"Pier {number} has {number} cranes.")
    (documents / "kameror.txt").write_text("Hamnkamerorna såg dykare och fåglar i hamnen.")
    update_index(documents, folder, EMBEDDER, IndexSettings(SETTINGS))
    (documents / "pier 8.txt").unlink()
    (documents / "late.txt").write_text("Divers came late.")
    update_index(documents, folder, EMBEDDER, IndexSettings(SETTINGS))
    (folder / "lock").unlink()


def test_there_is_a_fixture_of_the_present_format() -> None:
    assert f"index_format_{FORMAT}" in [path.name for path in FIXTURES]


def check_contents(folder: Path) -> None:
    """An index made of the fixtures' documents answers from all of them."""
    index = open_index(folder, EMBEDDER.name)
    assert damage(folder) == []
    piers = {f"pier {number}.txt" for number in range(8)}
    others = {document.id for document in sample_documents()}
    assert set(index.documents) == {*piers, *others, "late.txt", "kameror.txt"}
    for document in sample_documents():
        assert index.documents[document.id].text == document.text
    (number, _), *_ = index.partitions["en"].words.search("forty cameras", 1)
    assert "forty cameras" in index.text_of(index.passages[number])
    (number, _), *_ = index.partitions["sv"].words.search("kamera i hamn", 1)
    assert index.passages[number].document_id in ("kameror.txt", "svenska/hamnen.txt")
    query = EMBEDDER.embed_query("Library. Divers came late.")
    (number, cosine), *_ = index.partitions["en"].vectors.search(query, 1)
    assert cosine > 0.5
    (sentence, *_) = index.sentences_of(index.passages[number])
    text = index.text_of(sentence)
    assert EMBEDDER.embed_query(text) @ index.vectors_of([sentence])[0] > 0.99
    codes = EMBEDDER.token_codes(text)
    np.testing.assert_array_equal(index.tokens_of([sentence])[0], decode_tokens(codes))


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_an_index_of_an_earlier_release_is_opened_or_refused_with_the_mend(
    fixture: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    shutil.copytree(fixture, folder)
    if fixture.name == f"index_format_{FORMAT}":
        check_contents(folder)
    else:
        mend = re.escape(f"citera index DOCS --out {str(folder)!r}")
        with pytest.raises(IndexMismatchError, match=mend):
            open_index(folder, EMBEDDER.name)
    documents = tmp_path / "documents"
    write_documents(documents)
    # Whichever it is, this goes on.
    index, _ = update_index(documents, folder, EMBEDDER, IndexSettings(SETTINGS))
    assert set(index.documents) == {document.id for document in sample_documents()}


def test_the_fixture_of_the_present_format_is_opened() -> None:
    fixture = Path(__file__).parent / f"index_format_{FORMAT}"
    manifest = read_manifest(fixture)
    assert len(manifest.segments) == 2
    assert any(entry.deleted for entry in manifest.segments)
    assert len(open_index(fixture, EMBEDDER.name).documents) == 13


def test_what_ocr_read_is_kept_and_an_index_without_it_says_that_there_is_none() -> None:
    from index.build import build_index

    fixture = Path(__file__).parent / f"index_format_{FORMAT}"
    assert {each.scanned for each in open_index(fixture, EMBEDDER.name).documents.values()} == {()}
    plain, other, *_ = sample_documents()
    scanned = replace(other, pages=(0, 4), scanned=(None, 0.93))
    index = build_index([plain, scanned], EMBEDDER, SETTINGS)
    assert index.documents[scanned.id].scanned == scanned.scanned
    assert index.documents[scanned.id].pages == scanned.pages
    assert index.documents[plain.id].scanned == ()
    assert {each.id for each in index.documents.facts()} == {plain.id, scanned.id}
    segment = index.documents.find_document(plain.id)[0].segment
    assert sum("scanned" in facts for facts in segment.facts) == 1


def test_the_page_describes_the_present_format_and_every_array_in_it() -> None:
    from index.store.files.array_file import arrays_in, map_file

    page = PAGE.read_text("utf-8")
    assert f"format {FORMAT}" in page
    folder = Path(__file__).parent / f"index_format_{FORMAT}"
    for path in folder.rglob("*"):
        if path.name == "tables" or path.name.startswith("words-"):
            for name in arrays_in(map_file(path)):
                general = re.sub(r"^(en|sv)\.", "LANGUAGE.", name)
                assert f"`{general}`" in page, general
