"""The layouts of a segment's documents, as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, get_args, overload

from index.ranges import ranges
from index.store.files.array_file import Arrays
from index.types import Block, BlockKind, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KINDS: tuple[BlockKind, ...] = get_args(BlockKind)  # in the files, a kind is its place here


@dataclass(frozen=True, slots=True, eq=False)
class Layouts:
    """Blocks, document by document.

    `offsets`: the row of each document's first block, and one more at the end. `starts`, `ends`:
    characters of the document's text. `kinds`: places in KINDS. `lead_offsets`, `lead_starts`,
    `lead_ends`: the same of the leads of each block.
    """

    offsets: NDArray[np.int64]
    starts: NDArray[np.uint32]
    ends: NDArray[np.uint32]
    kinds: NDArray[np.uint8]
    lead_offsets: NDArray[np.uint32]
    lead_starts: NDArray[np.uint32]
    lead_ends: NDArray[np.uint32]

    @classmethod
    def of(cls, layouts: Sequence[Sequence[Block]]) -> Layouts:
        """Hold the blocks of documents."""
        import numpy as np

        blocks = [block for layout in layouts for block in layout]
        leads = [lead for block in blocks for lead in block.leads]
        columns = np.array([(block.start, block.end) for block in blocks], dtype=np.uint32).reshape(
            -1, 2
        )
        lead_columns = np.array(leads, dtype=np.uint32).reshape(-1, 2)
        return cls(
            offsets=np.cumsum([0, *map(len, layouts)], dtype=np.int64),
            starts=columns[:, 0],
            ends=columns[:, 1],
            kinds=np.array([KINDS.index(block.kind) for block in blocks], dtype=np.uint8),
            lead_offsets=np.cumsum([0, *(len(each.leads) for each in blocks)], dtype=np.uint32),
            lead_starts=lead_columns[:, 0],
            lead_ends=lead_columns[:, 1],
        )

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> Layouts:
        """The inverse of `to_arrays`."""
        return cls(**{each.name: arrays[f"blocks.{each.name}"] for each in fields(cls)})

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """The arrays to keep, by name."""
        return {f"blocks.{each.name}": getattr(self, each.name) for each in fields(self)}

    def of_document(self, row: int) -> Layout:
        """The blocks of the document in that row."""
        return Layout(self, range(int(self.offsets[row]), int(self.offsets[row + 1])))

    def searched_shares(self) -> NDArray[np.float64]:
        """Each document's `Document.searched_share`, without making its blocks."""
        import numpy as np

        sizes = (self.ends - self.starts).astype(np.int64)
        is_searched = self.kinds != KINDS.index("boilerplate")
        ends = np.cumsum([[0, *sizes], [0, *(sizes * is_searched)]], axis=1, dtype=np.int64)
        total, searched = np.diff(ends[:, self.offsets])
        shares = np.ones(len(total))
        np.divide(searched, total, out=shares, where=total > 0)
        return shares

    def block_at(self, row: int, position: int) -> Block | None:
        """The block that holds the character at `position` of the document in that row."""
        import numpy as np

        first, last = self.offsets[row : row + 2].tolist()
        # Of the same type, so that numpy searches the array as it is instead of a copy.
        place = self.starts[first:last].searchsorted(np.uint32(position), "right") - 1
        if place < 0 or position >= self.ends[first + place]:
            return None
        return self.block(first + int(place))

    def block(self, row: int) -> Block:
        """The block in that row."""
        first, last = self.lead_offsets[row : row + 2].tolist()
        starts, ends = self.lead_starts[first:last].tolist(), self.lead_ends[first:last].tolist()
        leads: tuple[Span, ...] = tuple(zip(starts, ends, strict=True))
        kind = KINDS[int(self.kinds[row])]
        return Block(int(self.starts[row]), int(self.ends[row]), kind, leads)

    def take(self, documents: NDArray[np.int64]) -> Layouts:
        """Those of the documents in these rows, in that order."""
        import numpy as np

        counts = np.diff(self.offsets)[documents]
        rows = ranges(self.offsets[documents], counts)
        lead_counts = np.diff(self.lead_offsets.astype(np.int64))[rows]
        leads = ranges(self.lead_offsets[rows], lead_counts)
        return Layouts(
            offsets=np.cumsum([0, *counts], dtype=np.int64),
            starts=self.starts[rows],
            ends=self.ends[rows],
            kinds=self.kinds[rows],
            lead_offsets=np.cumsum([0, *lead_counts], dtype=np.uint32),
            lead_starts=self.lead_starts[leads],
            lead_ends=self.lead_ends[leads],
        )


def concatenate_layouts(parts: Sequence[Layouts]) -> Layouts:
    """All of `parts`, one part after the other."""
    import numpy as np

    def offsets(name: str) -> NDArray[np.int64]:
        counts = [np.diff(getattr(part, name).astype(np.int64)) for part in parts]
        return np.cumsum(np.concatenate([[0], *counts]), dtype=np.int64)

    columns = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("starts", "ends", "kinds", "lead_starts", "lead_ends")
    }
    return Layouts(
        offsets=offsets("offsets"),
        lead_offsets=offsets("lead_offsets").astype(np.uint32),
        **columns,
    )


class Layout(Sequence[Block]):
    """The blocks of a document; each is made when it is asked for."""

    def __init__(self, layouts: Layouts, rows: range) -> None:
        self._layouts = layouts
        self._rows = rows

    @overload
    def __getitem__(self, place: int) -> Block: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Block]: ...
    def __getitem__(self, place: int | slice) -> Block | Sequence[Block]:
        if isinstance(place, slice):
            return tuple(map(self._layouts.block, self._rows[place]))
        return self._layouts.block(self._rows[place])

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Block]:
        return map(self._layouts.block, self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))
