"""What answers show of themselves in a notebook."""

from dataclasses import replace

import lxml.html
import pytest

from qa import Answer, Citation

HOSTILE = "<script>alert('1')</script> & \"<img src=x onerror=y>\"\u202e"
CITED = Citation(1, f"{HOSTILE}.pdf", HOSTILE, HOSTILE, 3, 60, '"><b>', 2, 1.0)
ANSWER = Answer(HOSTILE, f"{HOSTILE}\nRad 2 [1]", (CITED,), True, 0.9, "sv", ())


def test_an_answer_shows_its_text_and_each_quote_with_its_place() -> None:
    shown = lxml.html.fragment_fromstring(ANSWER._repr_html_())
    seen = HOSTILE.replace("\u202e", r"\u202e")
    assert [each.text for each in shown.iter("p")] == [seen, "Rad 2 [1]"]
    (quote,) = shown.iter("blockquote")
    assert (quote.text, dict(quote.attrib)) == (seen, {"lang": CITED.language})
    (place,) = shown.iter("small")
    assert place.text == f"{seen}.pdf, sidan 2, 3–60"


@pytest.mark.parametrize("language", ["sv", "en", "und", HOSTILE])
def test_nothing_in_an_answer_becomes_html(language: str) -> None:
    refusal = replace(ANSWER, language=language, citations=(), nearest=(CITED,), answered=False)
    shown = lxml.html.fragment_fromstring(refusal._repr_html_())
    kinds = {element.tag for element in shown.iter()}
    assert kinds == {"div", "p", "ul", "li", "b", "small", "blockquote"}
