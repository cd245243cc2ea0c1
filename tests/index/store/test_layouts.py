"""Layouts of documents as arrays."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.store.layouts import KINDS, Layouts, concatenate_layouts
from index.types import Block, Document

spans = st.tuples(st.integers(0, 50), st.integers(51, 99))
blocks = st.builds(
    Block,
    st.integers(0, 1000),
    st.integers(1001, 2000),
    st.sampled_from(KINDS),
    st.lists(spans, max_size=2).map(tuple),
)
layouts = st.lists(st.lists(blocks, max_size=4), min_size=1, max_size=4)


@given(layouts)
def test_each_document_has_its_blocks(held: list[list[Block]]) -> None:
    arrays = Layouts.of(held)
    assert [tuple(arrays.of_document(row)) for row in range(len(held))] == list(map(tuple, held))
    assert Layouts.from_arrays(arrays.to_arrays()).of_document(0) == held[0]


@given(st.lists(st.lists(blocks, max_size=4)))
def test_the_share_that_is_searched_is_that_of_the_document(held: list[list[Block]]) -> None:
    documents = [Document("a", "A", "", "en", blocks=each) for each in held]
    shares = Layouts.of(held).searched_shares()
    assert shares.tolist() == [each.searched_share for each in documents]


@given(st.lists(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=5), min_size=1))
def test_the_block_at_each_character_is_found(sizes: list[list[tuple[int, int]]]) -> None:
    held = []
    for sizes_of_one in sizes:
        place, layout = 0, []
        for before, size in sizes_of_one:
            layout.append(Block(place + before, place + before + size, "prose"))
            place += before + size
        held.append(layout)
    arrays = Layouts.of(held)
    for row, layout in enumerate(held):
        document = Document("a.txt", "A", "", "en", blocks=layout)
        for position in range(100):
            assert arrays.block_at(row, position) == document.block_at(position)


@given(layouts, layouts)
def test_joined_and_chosen_documents_keep_theirs(
    one: list[list[Block]], other: list[list[Block]]
) -> None:
    whole = [*one, *other]
    rows = np.arange(len(whole))[::-1]
    chosen = concatenate_layouts([Layouts.of(one), Layouts.of(other)]).take(rows)
    assert [tuple(chosen.of_document(row)) for row in range(len(whole))] == [
        tuple(each) for each in reversed(whole)
    ]
