"""The viewer as it opens: facts, tools, and the quotes of an answer."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

from index import Document
from index.split.layout import lay_out
from qa import Answer, Citation
from qa.errors import UnknownDocumentError
from qa.web.page import View
from qa.web.viewer.panel import document_panel, passage_of
from qa.web.viewer.shown import shown_of

QUOTE = "The mast cost 12 000 euro."
DOCUMENT = Document(
    "a/b.pdf", "The mast", f"{QUOTE}\n[1] See also.", "en", "A press", "2019-11-24", pages=(0,)
)
CITATION = Citation(1, "a/b.pdf", "The mast", QUOTE, 0, len(QUOTE), "en", 1, 0.5)
ANSWER = Answer("How much?", f"“{QUOTE}” [1]", (CITATION,), True, 0.95, "en", ())
OTHER = Document("c.txt", "The lamp", "The lamp was lit.", "en")


def view_of(*documents: Document, language: str = "en", file: Path | None = None) -> View:
    known = {each.id: each for each in documents}

    def document(identifier: str) -> Document:
        if identifier not in known:
            raise UnknownDocumentError(identifier)
        return known[identifier]

    return View(document, language, lambda _: file, collection="Masts & co")


def test_it_names_source_date_language_page_and_file() -> None:
    panel = document_panel(DOCUMENT, CITATION, ANSWER, view_of(DOCUMENT, language="sv"))
    assert "A press · 2019-11-24 · engelska · sida 1<br>a/b.pdf</p>" in panel
    title = f"title='[1] {QUOTE}' data-at='0'"
    assert f"<mark class='quote selected' {title}>{QUOTE}</mark>" in panel


def test_a_refusals_nearest_quotes_have_no_numbers() -> None:
    refused = replace(ANSWER, citations=(), nearest=(CITATION,), answered=False)
    panel = document_panel(DOCUMENT, CITATION, refused, view_of(DOCUMENT))
    assert f"<mark class='quote selected' title='{QUOTE}'" in panel


def test_pages_and_the_original_are_offered_where_there_is_a_file(tmp_path: Path) -> None:
    without = document_panel(DOCUMENT, CITATION, ANSWER, view_of(DOCUMENT))
    assert "shows-text" in without
    assert "viewer/original" not in without
    with_file = document_panel(DOCUMENT, CITATION, ANSWER, view_of(DOCUMENT, file=tmp_path))
    assert "shows-picture" in with_file
    links = re.findall(r"<a href='viewer/original\?([^']*)'([^>]*)>([^<]*)<", with_file)
    assert [said for _, _, said in links] == ["Open original", "Download"]
    query = dict(parse_qsl(html.unescape(links[0][0])))
    assert (query["collection"], query["id"]) == ("Masts & co", "a/b.pdf")
    page = replace(DOCUMENT, id="a.html", pages=())
    shown = document_panel(page, None, replace(ANSWER, citations=()), view_of(page, file=tmp_path))
    assert re.findall(r"<a href='viewer/original[^>]*>([^<]*)<", shown) == ["Download"]


def test_the_quotes_of_an_answer_are_stepped_through_from_document_to_document() -> None:
    second = replace(CITATION, number=2, quote=QUOTE[:8], end=8)
    gone = replace(CITATION, number=3, document_id="gone.txt")
    third = Citation(4, "c.txt", "The lamp", "The lamp", 0, 8, "en", None, 0.5)
    answer = replace(ANSWER, citations=(CITATION, second, gone, third))
    view = view_of(DOCUMENT, OTHER)
    panel = document_panel(DOCUMENT, second, answer, view, turn=7)
    assert "Quote 2 of 3" in panel
    assert re.findall(r"name='(\w+)_quote'[^>]* value='([^']*)'", panel) == [
        ("previous", "7:1"),
        ("next", "7:4"),
    ]
    last = document_panel(OTHER, third, answer, view, turn=7)
    assert re.search(r"name='next_quote'[^>]* disabled>", last)
    assert "Quote " not in document_panel(DOCUMENT, second, answer, view)  # of no conversation


def test_the_script_is_told_what_is_shown() -> None:
    second = replace(CITATION, number=2, quote=QUOTE[:8], end=8)
    answer = replace(ANSWER, citations=(CITATION, second))
    panel = document_panel(DOCUMENT, second, answer, view_of(DOCUMENT))
    query = re.search("data-query='([^']*)'", panel)
    assert query is not None
    shown = shown_of(dict(parse_qsl(html.unescape(query[1]))))
    assert shown.quotes == {1: (0, len(QUOTE)), 2: (0, 8)}
    assert (shown.selected, shown.collection) == (2, "Masts & co")


def test_a_document_opens_at_its_beginning_or_at_a_passage() -> None:
    text = "\n\n".join(f"Pier {n} has {n} lamps. " * 20 for n in range(300))
    document = replace(OTHER, text=text, blocks=lay_out(text))
    none = Answer("", "", (), False, 0.0, "en", ())
    opened = document_panel(document, None, none, view_of(document))
    assert "<mark" not in opened
    assert re.findall(r"data-start='(\d+)' data-words", opened) == ["0"]
    found = passage_of(document, text.index("Pier 250 "), text.index("Pier 251 "))
    answer = replace(none, nearest=(found,))
    panel = document_panel(document, found, answer, view_of(document))
    assert panel.count("<section") > 5
    assert panel.count("<p class='prose'>") < 100
    assert re.search(r"<mark class='quote selected'[^>]*>Pier 250 has", panel)
