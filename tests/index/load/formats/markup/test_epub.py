"""Books (.epub): chapters in the order of reading, and what the package says of the book."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.extracted import Extracted
from index.load.formats.by_suffix import parse
from index.load.formats.markup import epub

CONTAINER = """<?xml version="1.0"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Fyrarna</dc:title>
<dc:publisher>Kustförlaget</dc:publisher><dc:date>2019-05-04</dc:date></metadata>
<manifest><item id="b" href="two.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="a" href="del%201.xhtml" media-type="application/xhtml+xml"/>
<item id="c" href="cover.jpg" media-type="image/jpeg"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="c"/><itemref idref="b"/></spine>
</package>"""
PARTS = {
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": PACKAGE,
    "OEBPS/nav.xhtml": "<body><h1>Innehåll</h1><ol><li><a href='x'>Ett</a></li></ol></body>",
    "OEBPS/two.xhtml": "<html><body><h1>Två</h1><p>Fyren släcktes 1931.</p></body></html>",
    "OEBPS/del 1.xhtml": """<html xmlns="http://www.w3.org/1999/xhtml"
        xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body><h1>Ett</h1>
        <p><a id="p1"/>Fyren tändes&nbsp;1868<sup><a epub:type="noteref" href="#n">1</a></sup>.</p>
        <aside epub:type="footnote" id="n" hidden=""><p><sup>1</sup> Enligt loggen.</p></aside>
        </body></html>""",
}


def zipped(parts: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def parsed(data: bytes) -> Extracted:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.epub")
        path.write_bytes(data)
        return parse(path)


def test_chapters_stand_in_the_order_of_the_spine() -> None:
    found = parsed(zipped(PARTS))
    assert [(each.kind, found.text[each.start : each.end]) for each in found.blocks] == [
        ("boilerplate", "Innehåll"), ("boilerplate", "1. Ett"),
        ("heading", "Ett"), ("prose", "Fyren tändes 1868¹."), ("prose", "¹ Enligt loggen."),
        ("heading", "Två"), ("prose", "Fyren släcktes 1931."),
    ]  # fmt: skip


def test_the_package_names_title_publisher_and_date() -> None:
    found = parsed(zipped(PARTS))
    assert (found.title, found.source, found.published) == ("Fyrarna", "Kustförlaget", "2019-05-04")


def test_a_chapter_that_is_missing_costs_that_chapter_alone() -> None:
    parts = {name: content for name, content in PARTS.items() if name != "OEBPS/two.xhtml"}
    assert parsed(zipped(parts)).text.endswith("Enligt loggen.")


@pytest.mark.parametrize(
    ("algorithm", "is_locked"),
    [("http://www.w3.org/2001/04/xmlenc#aes128-cbc", True),
     ("http://www.idpf.org/2008/embedding", False)],
)  # fmt: skip
def test_a_book_under_copy_protection_is_refused(algorithm: str, is_locked: bool) -> None:
    encryption = f"<encryption><EncryptionMethod Algorithm='{algorithm}'/></encryption>"
    data = zipped({**PARTS, "META-INF/encryption.xml": encryption})
    if is_locked:
        with pytest.raises(LoadError, match=r"^is encrypted, .*; use a copy without it$"):
            parsed(data)
    else:
        assert "1931" in parsed(data).text


def test_a_chapter_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub, "MAX_PART_BYTES", 5_000)
    bomb = zipped({**PARTS, "OEBPS/two.xhtml": "x" * 5_001})
    with pytest.raises(LoadError, match=r"^has a part of 5,001 bytes, over the limit of 5,000; "):
        parsed(bomb)


def test_chapters_that_unpack_to_too_much_together_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(epub, "MAX_TEXT_BYTES", 300)
    with pytest.raises(LoadError, match=r"^unpacks to over 300 bytes of text; "):
        parsed(zipped(PARTS))


@pytest.mark.parametrize("data", [b"no archive", zipped({"a.txt": "x"})])
def test_what_is_no_book_is_refused(data: bytes) -> None:
    with pytest.raises(LoadError, match=r"^is not an \.epub "):
        parsed(data)


@given(st.sampled_from(sorted(PARTS)), st.integers(0, 900), st.binary(max_size=9), st.booleans())
@settings(max_examples=25, deadline=None)
def test_a_damaged_book_gives_text_or_an_error(
    name: str, place: int, other: bytes, in_zip: bool
) -> None:
    data = zipped(PARTS)
    if in_zip:
        data = data[:place] + other + data[place + len(other) :]
    else:
        part = PARTS[name]
        data = zipped({**PARTS, name: part[:place] + other.decode("latin-1") + part[place + 3 :]})
    try:
        found = parsed(data)
    except LoadError:
        return
    assert all(found.text[each.start : each.end].strip() for each in found.blocks)
