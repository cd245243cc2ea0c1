"""The words of a quote that answer: where they are shown."""

from __future__ import annotations

import pytest

from qa.answer.cite import quote_parts
from qa.types import Citation
from qa.web.page import _saying_html

QUOTE = "The harbour <b>has\nforty  cameras."


def cited(start: int | None, end: int | None) -> Citation:
    return Citation(1, "a.txt", "A", QUOTE, 10, 10 + len(QUOTE), "en", None, 1.0, start, end)


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
    shown = _saying_html("Says: “The harbour <b>has forty cameras.” ", [cited(start, start + 5)])
    assert shown == "Says: “The harbour &lt;b&gt;has <b>forty</b> cameras.” "
