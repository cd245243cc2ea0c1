"""A document's tables are tables on the page, with quotes marked in their cells."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from hypothesis import given

from index.split.layout import lay_out
from qa.terminal import printable
from qa.web.document_text import document_html
from tests.fakes import generated_texts, make_document

TEXT = "Fees & co\n\nBoat | Day <1>\nSmall | 40 kr\nLarge | 90 kr\n\nPaid in May."


def shown(text: str, *quotes: tuple[int, int]) -> str:
    document = replace(make_document(text), blocks=lay_out(text))
    selected = quotes[0] if quotes else (0, 0)
    return document_html(document, {each: "quote" for each in quotes}, selected)


def test_rows_are_rows_and_labels_are_headers() -> None:
    assert (
        "<table><tr><th>Boat</th><th>Day &lt;1&gt;</th></tr><tr><td>Small</td><td>40 kr</td></tr>"
        "<tr><td>Large</td><td>90 kr</td></tr></table>"
    ) in shown(TEXT)


def test_a_quoted_row_is_marked_in_each_cell() -> None:
    start = TEXT.index("Large")
    page = shown(TEXT, (start, start + len("Large | 90 kr")))
    mark = "<mark class='selected' title='quote'>"
    assert f"<tr><td>{mark}Large</mark></td><td>{mark}90 kr</mark></td></tr>" in page


@given(generated_texts)
def test_all_that_is_written_is_shown(text: str) -> None:
    seen = html.unescape(re.sub(r"<[^>]*>", "", shown(text)))
    assert [c for c in seen if c.isalnum()] == [c for c in printable(text) if c.isalnum()]
