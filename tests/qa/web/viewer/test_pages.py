"""Pages of a PDF, with what is marked on them outlined."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from index import Document
from qa import Assistant
from qa.library.cache import sample_corpus
from qa.web.page import View
from qa.web.viewer.marks import Mark
from qa.web.viewer.pages import page_html, page_span

pytestmark = pytest.mark.integration

BRIEFING = sample_corpus() / "briefings" / "belgrade-briefing.pdf"
SCANNED = Document("a.pdf", "The mast", "The mast cost 12 000 euro.", "en", pages=(0,))


@pytest.fixture(scope="module")
def briefing() -> Document:
    return Assistant.from_documents(BRIEFING).documents[0]


def view_of(document: Document, file: Path | None) -> View:
    return View(lambda _: document, "en", lambda _: file)


def test_a_page_shows_every_quote_on_it_outlined(briefing: Document) -> None:
    second = briefing.pages[1]
    sentences = [each.span() for each in re.finditer(r"[A-Z][^.\n]{10,}\n?[^.]*\.", briefing.text)]
    on_second = [span for span in sentences if span[0] > second]
    marks = [
        Mark(on_second[2], "quote selected", "[4]"),
        Mark(on_second[1], "quote", "[1]"),
        Mark(sentences[0], "quote", "[2]"),
        Mark((second - 20, second + 20), "quote", "[3]"),
        Mark((on_second[1][0], on_second[1][0] + 9), "hit"),
    ]
    page = page_html(briefing, 2, marks, view_of(briefing, BRIEFING))
    assert page is not None
    assert f"alt='Page 2 of {briefing.title}, the quotes outlined'" in page
    outlined = re.findall(r"<span class='outline ([^']*)' data-at='\d+' title='([^']*)'", page)
    assert {*outlined} == {
        ("quote selected", "[4]"),
        ("quote", "[1]"),
        ("quote", "[3]"),
        ("hit", ""),
    }
    assert outlined[-1] == ("quote selected", "[4]")  # on top of the others


def test_the_page_before_or_after_a_quote_is_shown_with_what_of_it_is_there(
    briefing: Document,
) -> None:
    second = briefing.pages[1]
    tail = [Mark((second - 40, second + 3), "quote selected")]
    assert page_html(briefing, 1, tail, view_of(briefing, BRIEFING)) is not None
    assert page_html(briefing, 2, tail, view_of(briefing, BRIEFING)) is not None


def test_there_is_no_picture_of_what_is_not_there(briefing: Document, tmp_path: Path) -> None:
    for number in (0, len(briefing.pages) + 1):
        assert page_html(briefing, number, [], view_of(briefing, BRIEFING)) is None
    assert page_html(briefing, 1, [], view_of(briefing, None)) is None
    assert page_html(briefing, 1, [], view_of(briefing, tmp_path / "gone.pdf")) is None
    table = replace(briefing, id="table.xlsx")
    assert page_html(table, 1, [], view_of(table, BRIEFING)) is None


def test_a_scanned_page_is_shown_as_it_is_and_a_file_that_says_it_no_longer_is_not(
    tmp_path: Path,
) -> None:
    scan = tmp_path / "scan.pdf"
    Image.new("L", (60, 80), 255).save(scan, "PDF")
    marks = [Mark((0, 8), "quote selected")]
    scanned = replace(SCANNED, scanned=(0.92,))
    page = page_html(scanned, 1, marks, view_of(scanned, scan))
    assert page is not None
    assert "outline" not in page.replace("outlined", "")
    assert page_html(SCANNED, 1, marks, view_of(SCANNED, scan)) is None


def test_pages_are_the_whole_text(briefing: Document) -> None:
    spans = [page_span(briefing, number) for number in range(1, len(briefing.pages) + 1)]
    assert "".join(briefing.text[slice(*span)] for span in spans) == briefing.text
