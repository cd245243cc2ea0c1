"""What documents and hits say of themselves."""

from dataclasses import replace

import lxml.html

from index.types import Block, Hit, Passage
from tests.fakes import make_document


def test_all_but_boilerplate_is_searched() -> None:
    document = make_document("Home Products Contact\nThe harbour is deep.")
    assert document.searched_share == 1
    blocks = (Block(0, 21, "boilerplate"), Block(22, 29, "heading"))
    assert replace(document, blocks=blocks).searched_share == 0.25


def test_a_hit_shows_its_place_and_its_text_in_a_notebook() -> None:
    hostile = "<script>alert('1')</script> & \"<img src=x onerror=y>\""
    hit = Hit(Passage(1, hostile, 7, 60, '"><i>'), 0.51, hostile, 0.4)
    shown = lxml.html.fragment_fromstring(hit._repr_html_(), create_parent=True)
    assert [element.tag for element in shown.iter()] == ["div", "p", "b", "blockquote"]
    place, quote = shown.find("p/b"), shown.find("blockquote")
    assert (place.text, quote.text) == (f"{hostile}, 7–60 (0.51)", hostile)
    assert dict(quote.attrib) == {"lang": '"><i>'}
