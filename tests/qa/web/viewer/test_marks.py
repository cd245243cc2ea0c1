"""Marked text is shown to the letter, and marks cover what they are of."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from index.types import Span
from qa.terminal import printable
from qa.web.viewer.marks import Mark, marked

texts = st.text(st.sampled_from("ab <>&'\"*[]\n\u202e\x1b\r\u2028åß😀"), max_size=40)


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, Span, list[Span]]:
    text = draw(texts.filter(bool))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    proper = spans.filter(lambda span: span[0] < span[1])
    return text, draw(proper), draw(st.lists(proper, max_size=4))


def marks_of(selected: Span, others: list[Span]) -> list[Mark]:
    return [
        Mark(selected, "quote selected", "0"),
        *(Mark(span, "quote", str(place)) for place, span in enumerate(others, 1)),
    ]


def shown(markup: str) -> str:
    """What a reader sees of `markup` that holds no tags but <mark>."""
    return html.unescape(re.sub(r"</?mark[^>]*>", "", markup))


@given(texts_with_spans())
def test_marking_keeps_the_text_and_adds_no_tag_but_mark(
    drawn: tuple[str, Span, list[Span]],
) -> None:
    text, selected, others = drawn
    markup = marked(text, marks_of(selected, others), (0, len(text)))
    assert shown(markup) == printable(text)
    opening = r"<mark class='quote( selected)?' title='\d' data-at='\d+'>"
    assert re.sub(f"{opening}|</mark>", "", markup).count("<") == 0


@given(texts_with_spans())
def test_marks_cover_the_spans_once_and_the_selected_one_alone(
    drawn: tuple[str, Span, list[Span]],
) -> None:
    text, selected, others = drawn
    markup = marked(text, marks_of(selected, others), (0, len(text)))
    marks = re.findall(r"<mark class='quote( selected)?'[^>]*>(.*?)</mark>", markup, re.DOTALL)
    quotes = [html.unescape(quote) for chosen, quote in marks if chosen]
    assert quotes == [printable(text[slice(*selected)])]
    covered = {place for span in [selected, *others] for place in range(*span)}
    expected = printable("".join(text[place] for place in sorted(covered)))
    assert "".join(html.unescape(quote) for _, quote in marks) == expected


def test_overlapping_marks_are_not_nested_and_a_part_has_what_lies_in_it() -> None:
    marks = [Mark((4, 13), "hit"), Mark((0, 7), "quote", "1"), Mark((8, 18), "quote", "<2>")]
    assert marked("one two three four", marks, (2, 18)) == (
        "<mark class='quote' title='1' data-at='0'>e </mark>"
        "<mark class='hit' data-at='4'>two three</mark>"
        "<mark class='quote' title='&lt;2&gt;' data-at='8'> four</mark>"
    )
