"""A checked text is shown to the letter, its sentences marked and their quotes to be opened."""

from __future__ import annotations

import html
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from qa import Citation
from qa.errors import UnknownDocumentError
from qa.terminal import printable
from qa.verify.types import CheckedSentence
from qa.web.checking.checked_text import checked_html
from qa.web.page import View

HOSTILE = "<img src=x onerror=alert(1)> {{ view }} \u202e [1]"
DRAFT = f"# Mast\n\nIt cost 12 {HOSTILE}. It is new.\n"
START = DRAFT.index("It cost")
END = DRAFT.index(" It is")


def unknown(document_id: str) -> None:
    raise UnknownDocumentError(document_id)


VIEW = View(unknown, "en")  # type: ignore[arg-type]
QUOTE = Citation(1, "a'b<.txt", f"'{HOSTILE}'", f"12 {HOSTILE}", 5, 40, "en", None, 1.0)
SUPPORTED = CheckedSentence(START, END, "supported", 0.954, (QUOTE,))
LACKING = CheckedSentence(END + 1, len(DRAFT) - 1, "not_found", 0.5, ())


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_sentences_are_marked_with_their_verdicts() -> None:
    shown = checked_html(DRAFT, [SUPPORTED, LACKING], VIEW, is_complete=True)
    assert "1 supported, 0 contradicted, 1 not found." in shown
    marked = re.findall(r"<mark class='(\w+)'>(.*?)</mark>", shown, re.DOTALL)
    assert [(name, plain(said)) for name, said in marked] == [
        ("supported", printable(DRAFT[START:END])),
        ("not_found", "It is new."),
    ]
    assert "title='95% sure'" in shown


def test_nothing_of_a_text_or_quote_becomes_html() -> None:
    shown = checked_html(DRAFT, [SUPPORTED], VIEW, is_complete=True)
    assert "<img" not in shown
    assert "\u202e" not in shown
    assert {*re.findall(r"</?(\w+)", shown)} == {"p", "div", "mark", "b", "button"}


def test_a_quote_is_a_button_that_tells_its_place() -> None:
    shown = checked_html(DRAFT, [SUPPORTED], VIEW, is_complete=True)
    (value,) = re.findall(r"name='passage' class='cite' value='([^']*)'", shown)
    assert json.loads(html.unescape(value)) == {
        "id": "a'b<.txt",
        "start": 5,
        "end": 40,
        "back": "back_to_check",
    }


def test_a_text_that_claims_nothing_says_so() -> None:
    assert "No sentence of this text claims" in checked_html("Hi!", [], VIEW, is_complete=True)
    assert "Checking… 0 sentences" in checked_html("Hi!", [], VIEW, is_complete=False)


@given(st.text("ab <>&'\"\n{}%#", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_the_text_is_shown_to_the_letter(draft: str, one: int, other: int) -> None:
    start, end = sorted(min(each, len(draft)) for each in (one, other))
    checked = CheckedSentence(start, end, "not_found", 1.0, ())
    shown = checked_html(draft, [checked], VIEW, is_complete=True)
    told = re.sub(r"</mark> <b[^>]*>not found</b>", "</mark>", shown)
    assert plain(told.partition("<div class='draft'>")[2]) == draft
