"""The words of a quote that answer: where they are shown."""

from __future__ import annotations

import pytest

from index import Document
from qa.answer.cite import quote_parts
from qa.errors import UnknownDocumentError
from qa.types import Answer, Citation, Turn
from qa.web.page import View, answer_html

QUOTE = "The harbour <b>has\nforty  cameras."


def cited(start: int | None, end: int | None) -> Citation:
    return Citation(1, "a.txt", "A", QUOTE, 10, 10 + len(QUOTE), "en", None, 1.0, start, end)


def no_document(document_id: str) -> Document:
    raise UnknownDocumentError(document_id)


@pytest.mark.parametrize("answer", ["forty", "forty  cameras", "The harbour", "cameras."])
def test_a_quote_is_parted_on_one_line(answer: str) -> None:
    start = 10 + QUOTE.index(answer)
    before, words, after = quote_parts(cited(start, start + len(answer)))
    assert words == " ".join(answer.split())
    assert before + words + after == " ".join(QUOTE.split())


def test_a_quote_without_such_words_is_whole() -> None:
    assert quote_parts(cited(None, None)) == (" ".join(QUOTE.split()), "", "")


def test_they_are_bold_in_the_answer_and_the_rest_is_text() -> None:
    start = 10 + QUOTE.index("forty")
    said = "Says: “The harbour <b>has forty cameras.”"
    answer = Answer("?", said, (cited(start, start + 5),), True, 0.9, "en", ())
    shown = answer_html(Turn("?", answer), 0, True, View(no_document, "en"))
    assert "<p>Says: “The harbour &lt;b&gt;has <b>forty</b> cameras.”</p>" in shown
