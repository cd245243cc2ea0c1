"""Tiers: few segments, few rewritings, nothing lost."""

from __future__ import annotations

import random
from math import log

import numpy as np

from index.build import make_segment
from index.split.passages import SplitSettings
from index.store.live_documents import SegmentView
from index.store.merge import merge_segments
from index.store.merge_policy import (
    MAX_DELETED_SHARE,
    SIZE_RATIO,
    NamedSegment,
    arrange,
    compact,
    without,
)
from index.store.segment import Segment
from tests.fakes import HashedTokensEmbedder, make_document, sample_documents
from tests.index.search.test_vectors import encoded

EMBEDDER = HashedTokensEmbedder(dimension=16)
ROUNDS = 150


def segment_of(*names: str) -> Segment:
    """A segment of documents of these names."""
    documents = [make_document(f"Pier {name} has cranes.", name) for name in names]
    return make_segment(documents, EMBEDDER, SplitSettings())[0]


def ids(segments: list[NamedSegment]) -> list[str]:
    return sorted(
        segment.view.segment.document_ids[row]
        for segment in segments
        for row in segment.view.document_rows.tolist()
    )


def named(segments: list[NamedSegment]) -> list[NamedSegment]:
    """As they are once they were written."""
    return [NamedSegment(segment.name or "segment-1", segment.view) for segment in segments]


def test_one_by_one_makes_few_segments_and_few_rewritings() -> None:
    segments: list[NamedSegment] = []
    rewritten = 0
    for number in range(ROUNDS):
        segments = arrange(named(segments), segment_of(f"{number:03}"))
        rewritten += sum(len(each.view.document_rows) for each in segments if each.name is None)
        sizes = [each.size for each in segments]
        for place in range(len(sizes)):
            assert sizes[place] >= SIZE_RATIO * sum(sizes[place + 1 :])
    assert ids(segments) == [f"{number:03}" for number in range(ROUNDS)]
    assert rewritten <= ROUNDS * (SIZE_RATIO + 1) * log(ROUNDS, SIZE_RATIO + 1)


def test_a_segment_is_rewritten_once_enough_of_it_is_deleted() -> None:
    names = [f"{number:02}" for number in range(20)]
    segments = named(arrange([], segment_of(*names)))
    for number, name in enumerate(names, start=1):
        segments = [NamedSegment(each.name, without(each.view, {name})) for each in segments]
        arranged = arrange(segments, None)
        assert ids(arranged) == names[number:]
        if number / 20 > MAX_DELETED_SHARE:
            assert [each.view.live for each in arranged] in ([None], [])
        else:
            assert arranged == segments


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
        views = [
            without(SegmentView(make_segment(group, EMBEDDER, SplitSettings())[0]), gone)
            for group in groups
        ]
        joined = merge_segments([view for view in views if len(view.document_rows)])
        arrays, others = (
            {
                **each.to_arrays(),
                "codes": each.sentence_vectors.codes[:],
                "bits": each.token_codes.bits[:],
                "texts": each.texts.data[:],
            }
            for each in (joined, expected)
        )
        assert arrays.keys() == others.keys()
        for name, array in arrays.items():
            np.testing.assert_array_equal(array, others[name], name, strict=True)
        for language, table in joined.passages.items():
            made_at_once = expected.passages[language].vectors
            assert encoded(table.vectors) == encoded(made_at_once)


def test_what_is_compact_already_stays() -> None:
    (segment,) = named(arrange([], segment_of("a", "b")))
    assert compact([segment]) is segment
