"""Which segments become one: few segments search fast, and few are rewritten at each change.

Each segment is kept at least TIER times as large as all smaller ones together, as log-structured
merge trees do (O'Neil et al. 1996): there are at most some log(n) segments, and a passage is
rewritten some log(n) times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.store.merge import join_segments
from index.store.segment import Segment
from index.store.views import Part

TIER = 4
MOST_DELETED = 0.25  # share of a segment's documents; past it, it is rewritten without them


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment of a state: its folder's name, None for one yet to be written."""

    name: str | None
    part: Part

    @property
    def size(self) -> int:
        """Passages and documents that are not deleted."""
        return self.part.passage_count() + len(self.part.document_rows)

    @property
    def deleted_share(self) -> float:
        """The share of its documents that are deleted."""
        return 1 - len(self.part.document_rows) / len(self.part.segment.document_ids)

    def sized(self, exact_up_to: int) -> Piece:
        """The same with the vectors of a new segment as befits their number."""
        if self.name is not None:
            return self
        return Piece(None, Part(self.part.segment.sized(exact_up_to)))


def without(part: Part, documents: set[str]) -> Part:
    """The part without the documents of these ids."""
    import numpy as np

    segment = part.segment
    gone = [row for each in documents if (row := segment.document_ids.find(each)) is not None]
    if not gone:
        return part
    alive = np.ones(len(segment.document_ids), dtype=np.bool_) if part.alive is None else part.alive
    alive = alive.copy()
    alive[gone] = False
    return Part(segment, alive)


def arrange(pieces: Sequence[Piece], new: Segment | None) -> list[Piece]:
    """The next state's segments: `pieces` and `new`, some of them joined; none is empty."""
    held = [piece for piece in pieces if len(piece.part.document_rows)]
    heavy = [piece for piece in held if piece.deleted_share > MOST_DELETED]
    joined = heavy + ([] if new is None else [Piece(None, Part(new))])
    if not joined:
        return held
    others = sorted((each for each in held if each not in heavy), key=lambda each: each.size)
    smaller = sum(piece.size for piece in joined)
    count = 0
    for place, piece in enumerate(others):
        if piece.size < TIER * smaller:
            count = place + 1
        smaller += piece.size
    rest = others[count:]
    return [piece for piece in held if piece in rest] + [compact(joined + others[:count])]


def compact(pieces: Sequence[Piece]) -> Piece:
    """All of `pieces` as one, without what is deleted."""
    whole = len(pieces) == 1 and pieces[0].part.alive is None
    return pieces[0] if whole else Piece(None, Part(join_segments([each.part for each in pieces])))
