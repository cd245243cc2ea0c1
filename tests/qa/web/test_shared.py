"""A conversation as one file: everything in it is text, and nothing in it leads elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import html

from qa import Answer, Turn
from qa.web.conversations import Kept
from qa.web.shared import as_page
from tests.qa.web.test_page import ANSWER, CITATION, DOCUMENT, HOSTILE, QUOTE, view_of

REFUSED = Answer("Why?", "Not told.", (), False, 0.1, "en", (), (CITATION,))


def page_of(*turns: Turn, language: str = "en") -> str:
    kept = Kept("1", HOSTILE, turns, ("",) * len(turns))
    return as_page(kept, [view_of(DOCUMENT, language=language)] * len(turns))


def test_each_quote_is_there_with_its_place_and_its_number_leads_to_it() -> None:
    answered = replace(ANSWER, citations=(replace(CITATION, answer_start=14, answer_end=20),))
    page = html.fromstring(page_of(Turn("How much?", answered), Turn("Why?", REFUSED)))
    assert [each.text for each in page.findall(".//h2")] == ["How much?", "Why?"]
    (link,) = page.findall(".//a")
    quote = page.get_element_by_id(link.get("href").removeprefix("#"))
    assert quote.find("blockquote").text_content() == QUOTE
    assert [each.text for each in page.iterfind(".//article//p/b")] == ["12 000"]
    assert f"A press · 2019-11-24 · English · page 1 · a/b.pdf · characters 0–{len(QUOTE)}" in (
        quote.text_content()
    )
    assert "Nearest in the documents" in page.text_content()


def test_hostile_text_is_only_text_and_no_script_could_run() -> None:
    hostile = replace(CITATION, title=HOSTILE, quote=HOSTILE, document_id=HOSTILE)
    shown = page_of(Turn(HOSTILE, replace(ANSWER, text=f"{HOSTILE} [1]", citations=(hostile,))))
    page = html.fromstring(shown)
    assert page.findall(".//img") == page.findall(".//script") == []
    assert {each.get("href") for each in page.iterfind(".//a")} == {"#quote-1-1"}
    assert re.findall(r"\b(?:src|href)='(?!#)", shown) == []
    assert "\u202e" not in shown
    policy = page.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_it_is_in_the_language_of_the_page_and_says_what_is_gone() -> None:
    gone = replace(CITATION, quote="Something else.", end=15)
    shown = page_of(Turn("Vad?", replace(ANSWER, citations=(gone,))), language="sv")
    assert "<html lang='sv'>" in shown
    assert "Dokumenten säger inte längre detta där." in shown
