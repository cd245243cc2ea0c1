"""Tiers: few segments, few rewritings, nothing lost."""

from __future__ import annotations

import random
from math import log

import numpy as np

from index.build import make_segment
from index.split.passages import SplitSettings
from index.store.merge import join_segments
from index.store.merge_policy import MOST_DELETED, TIER, Piece, arrange, compact, without
from index.store.segment import Segment
from index.store.views import Part
from tests.fakes import HashedTokensEmbedder, make_document, sample_documents

EMBEDDER = HashedTokensEmbedder(dimension=16)
ROUNDS = 150


def segment_of(*names: str) -> Segment:
    """A segment of documents of these names."""
    documents = [make_document(f"Pier {name} has cranes.", name) for name in names]
    return make_segment(documents, EMBEDDER, SplitSettings())[0]


def ids(pieces: list[Piece]) -> list[str]:
    return sorted(
        piece.part.segment.document_ids[row]
        for piece in pieces
        for row in piece.part.document_rows.tolist()
    )


def named(pieces: list[Piece]) -> list[Piece]:
    """As they are once they were written."""
    return [Piece(piece.name or "segment-1", piece.part) for piece in pieces]


def test_one_by_one_makes_few_segments_and_few_rewritings() -> None:
    pieces: list[Piece] = []
    rewritten = 0
    for number in range(ROUNDS):
        pieces = arrange(named(pieces), segment_of(f"{number:03}"))
        rewritten += sum(len(each.part.document_rows) for each in pieces if each.name is None)
        sizes = [each.size for each in pieces]
        for place in range(len(sizes)):
            assert sizes[place] >= TIER * sum(sizes[place + 1 :])
    assert ids(pieces) == [f"{number:03}" for number in range(ROUNDS)]
    assert rewritten <= ROUNDS * (TIER + 1) * log(ROUNDS, TIER + 1)


def test_a_segment_is_rewritten_once_enough_of_it_is_deleted() -> None:
    names = [f"{number:02}" for number in range(20)]
    pieces = named(arrange([], segment_of(*names)))
    for number, name in enumerate(names, start=1):
        pieces = [Piece(each.name, without(each.part, {name})) for each in pieces]
        arranged = arrange(pieces, None)
        assert ids(arranged) == names[number:]
        if number / 20 > MOST_DELETED:
            assert [each.part.alive for each in arranged] in ([None], [])
        else:
            assert arranged == pieces


def test_a_large_segment_is_left_alone_by_a_small_one() -> None:
    (large,) = named(arrange([], segment_of(*map(str, range(20)))))
    assert arrange([large], segment_of("new"))[0] is large


def test_joined_in_any_order_it_is_byte_for_byte_what_is_made_at_once() -> None:
    chance = random.Random(1)
    documents = [*sample_documents(), *(make_document(f"Pier {n}.", f"{n}") for n in range(9))]
    gone = {"library.txt", "3", "5"}
    expected, _ = make_segment(
        [each for each in documents if each.id not in gone], EMBEDDER, SplitSettings()
    )
    for _ in range(5):
        chance.shuffle(documents)
        groups = documents[:4], documents[4:5], documents[5:]
        parts = [
            without(Part(make_segment(group, EMBEDDER, SplitSettings())[0]), gone)
            for group in groups
        ]
        joined = join_segments([part for part in parts if len(part.document_rows)])
        arrays, others = (
            {
                **each.tables(),
                "codes": each.sentence_vectors.codes,
                "bits": each.token_signs.bits,
            }
            for each in (joined, expected)
        )
        assert arrays.keys() == others.keys()
        for name, array in arrays.items():
            np.testing.assert_array_equal(array, others[name], name, strict=True)
        for language, block in joined.blocks.items():
            assert bytes(block.vectors.encode()) == bytes(
                expected.blocks[language].vectors.encode()
            )


def test_what_is_compact_already_stays() -> None:
    (piece,) = named(arrange([], segment_of("a", "b")))
    assert compact([piece]) is piece
