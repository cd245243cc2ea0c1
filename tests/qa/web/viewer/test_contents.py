"""What can be gone to in a document."""

from __future__ import annotations

from dataclasses import replace

from index.split.layout import lay_out
from qa.web.viewer.contents import contents_of
from tests.fakes import make_document

TEXT = "# Lamps\n\nThe lamp was lit.\n\n## Piers <b>\n\nThere are two piers and no lamp."


def test_headings_are_listed_with_the_quotes_below_them() -> None:
    document = replace(make_document(TEXT, "a.md"), blocks=lay_out(TEXT))
    found = [(each.label, each.page, each.quotes) for each in contents_of(document, [(12, 20)])]
    assert found == [("Lamps", None, 1), ("Piers <b>", None, 0)]


def test_pages_are_listed_by_their_first_heading_or_first_words() -> None:
    start = TEXT.index("There")
    document = replace(make_document(TEXT, "a.pdf"), blocks=lay_out(TEXT), pages=(0, start))
    found = [(each.start, each.label, each.page) for each in contents_of(document, [])]
    assert found == [(0, "Lamps", 1), (start, "There are two piers and no lamp.", 2)]


def test_a_text_without_headings_has_none() -> None:
    assert contents_of(make_document("The lamp was lit.", "a.txt"), [(0, 3)]) == []
