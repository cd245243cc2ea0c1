"""Which segments are merged: few segments search fast, and few are rewritten at each change.

Each segment is kept at least SIZE_RATIO times as large as all smaller ones together, as in
log-structured merge trees (O'Neil et al. 1996): there are some log(n) segments at most, and a
passage is rewritten some log(n) times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.store.live_documents import SegmentView
from index.store.merge import merge_segments
from index.store.segment import Segment

SIZE_RATIO = 4
MAX_DELETED_SHARE = 0.25  # of a segment's documents; past it, it is rewritten without them


@dataclass(frozen=True, slots=True)
class NamedSegment:
    """A segment of a state, by its folder's name; None for one yet to be written."""

    name: str | None
    view: SegmentView

    @property
    def size(self) -> int:
        """Live passages and documents."""
        return self.view.passage_count() + len(self.view.document_rows)

    @property
    def deleted_share(self) -> float:
        """The share of its documents that have a tombstone."""
        return 1 - len(self.view.document_rows) / len(self.view.segment.document_ids)

    def sized(self, exact_up_to: int) -> NamedSegment:
        """The same with the vectors of a new segment as befits their number."""
        if self.name is not None:
            return self
        return NamedSegment(None, SegmentView(self.view.segment.sized(exact_up_to)))


def without(view: SegmentView, documents: set[str]) -> SegmentView:
    """The view with tombstones on the documents of these ids."""
    import numpy as np

    segment = view.segment
    gone = [row for each in documents if (row := segment.document_ids.place_of(each)) is not None]
    if not gone:
        return view
    live = np.ones(len(segment.document_ids), dtype=np.bool_) if view.live is None else view.live
    live = live.copy()
    live[gone] = False
    return SegmentView(segment, live)


def arrange(segments: Sequence[NamedSegment], new: Segment | None) -> list[NamedSegment]:
    """The next state's segments: `segments` and `new`, some of them merged; none is empty."""
    held = [each for each in segments if len(each.view.document_rows)]
    heavy = [each for each in held if each.deleted_share > MAX_DELETED_SHARE]
    merged = heavy + ([] if new is None else [NamedSegment(None, SegmentView(new))])
    if not merged:
        return held
    others = sorted((each for each in held if each not in heavy), key=lambda each: each.size)
    smaller = sum(each.size for each in merged)
    count = 0
    for place, each in enumerate(others):
        if each.size < SIZE_RATIO * smaller:
            count = place + 1
        smaller += each.size
    rest = others[count:]
    return [each for each in held if each in rest] + [compact(merged + others[:count])]


def compact(segments: Sequence[NamedSegment]) -> NamedSegment:
    """All of `segments` as one, without what is deleted."""
    if len(segments) == 1 and segments[0].view.live is None:
        return segments[0]
    return NamedSegment(None, SegmentView(merge_segments([each.view for each in segments])))
