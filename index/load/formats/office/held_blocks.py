"""Blocks read before it is known where they go: those of cells, notes and boxes of text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.load.extracted import TextBuilder, row_text
from index.types import BlockKind


@dataclass(frozen=True, slots=True)
class HeldBlock:
    """What `TextBuilder.add` takes; or, where there are rows, what its `add_table` takes."""

    kind: BlockKind | None
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    labels: int | None = None

    def as_text(self) -> str:
        """The text; of a table, each row on a line."""
        return "\n".join(map(row_text, self.rows)) if self.rows else self.text


def add_held(builder: TextBuilder, blocks: Iterable[HeldBlock]) -> None:
    """Add the blocks, in order. Raises LoadError when the text grows too long."""
    for block in blocks:
        if block.rows:
            builder.add_table(block.rows, block.labels)
        else:
            builder.add(block.kind, block.text)


def note_blocks(mark: str, inside: Iterable[HeldBlock]) -> list[HeldBlock]:
    """A footnote or endnote, which begins with its mark."""
    texts = [block.as_text() for block in inside]
    if not texts:
        return []
    return [HeldBlock("prose", f"{mark} {texts[0]}"), *(HeldBlock("prose", t) for t in texts[1:])]
