"""Parts of a document are all of it, each small enough to be laid out at once."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index import Document
from index.split.layout import lay_out
from index.types import Block
from qa.web.viewer.layout import MAX_PART, part_at, parts_of, pieces_in
from tests.fakes import make_document

LONG = "\n\n".join(f"Pier {n} has {n} lamps. " * 20 for n in range(300))


def laid_out(text: str) -> Document:
    return replace(make_document(text), blocks=lay_out(text))


def test_a_long_document_comes_in_parts_of_whole_blocks() -> None:
    document = laid_out(LONG)
    parts = parts_of(document)
    assert len(parts) > 5
    pieces = [piece for part in parts for piece in pieces_in(document, part)]
    assert [(each.start, each.end) for each in pieces] == [
        (each.start, each.end) for each in document.blocks
    ]
    assert all(piece.is_first for piece in pieces)


def test_a_block_longer_than_a_part_is_cut_and_nothing_of_it_lost() -> None:
    document = laid_out("x" * (2 * MAX_PART + 7))
    pieces = [piece for part in parts_of(document) for piece in pieces_in(document, part)]
    assert [(each.start, each.end, each.is_first) for each in pieces] == [
        (0, MAX_PART, True),
        (MAX_PART, 2 * MAX_PART, False),
        (2 * MAX_PART, len(document.text), False),
    ]


def test_a_document_without_a_layout_is_shown_too() -> None:
    document = make_document("\n The text. \n")
    assert [(each.kind, each.start) for each in pieces_in(document, (0, 13))] == [("prose", 0)]


blocks = st.lists(st.integers(0, len(LONG)), max_size=12, unique=True).map(
    lambda cuts: [Block(start, end, "prose") for start, end in pairwise(sorted(cuts))][::2]
)


@given(blocks, st.integers(0, len(LONG) - 1))
def test_parts_are_the_whole_text_and_their_pieces_all_that_is_written(
    blocks: list[Block], position: int
) -> None:
    document = replace(make_document(LONG), blocks=tuple(blocks))
    parts = parts_of(document)
    assert [start for start, _ in parts] == [0, *(end for _, end in parts[:-1])]
    assert parts[-1][1] == len(LONG)
    assert all(0 < end - start <= MAX_PART for start, end in parts)
    start, end = parts[part_at(parts, position)]
    assert start <= position < end
    pieces = [piece for part in parts for piece in pieces_in(document, part)]
    shown = "".join(LONG[piece.start : piece.end] for piece in pieces)
    assert [c for c in shown if c.isalnum()] == [c for c in LONG if c.isalnum()]


def test_a_text_without_letters_has_a_part() -> None:
    parts = parts_of(make_document("---"))
    assert parts == [(0, 3)]
    assert pieces_in(make_document("---"), parts[0]) == []


def test_a_page_begins_before_its_first_block() -> None:
    document = replace(laid_out("One.\n\nTwo."), pages=(0, 6))
    assert [each.kind for each in pieces_in(document, (0, 10))] == ["prose", "page", "prose"]
