"""What a document says of itself."""

from dataclasses import replace

from index.types import Block
from tests.fakes import make_document


def test_all_but_boilerplate_is_searched() -> None:
    document = make_document("Home Products Contact\nThe harbour is deep.")
    assert document.searched_share == 1
    blocks = (Block(0, 21, "boilerplate"), Block(22, 29, "heading"))
    assert replace(document, blocks=blocks).searched_share == 0.25
