"""A sentence → the text that is embedded and read of it: with what stands above it in the layout.

A cell of a table is read with the labels of its column, an answer with its question, a list item
with the line that announces it. What is quoted is always the sentence itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.split.rows import cell_spans, cells_of, is_group
from index.types import Block, Span

MAX_LEAD = 300  # characters


@dataclass(frozen=True, slots=True)
class ReadText:
    """`pieces`: of each part that is the sentence's own, where it starts and ends in `text`, and
    where it starts in the document. `block`: the one that the sentence stands in.
    """

    text: str
    pieces: tuple[tuple[int, int, int], ...]
    block: Block | None

    def in_document(self, start: int, end: int) -> Span | None:
        """Where the characters [start, end) of `text` stand; None where none is the sentence's."""
        places = [
            (place + max(start, first) - first, place + min(end, last) - first)
            for first, last, place in self.pieces
            if first < end and start < last
        ]
        return (places[0][0], places[-1][1]) if places else None

    def place_of(self, place: int) -> int | None:
        """Where the document's character at `place` stands in `text`."""
        return next(
            (
                first + place - start
                for first, last, start in self.pieces
                if start <= place < start + last - first
            ),
            None,
        )


def read_text(
    text: str, span: Span, block: Block | None, known_leads: Iterable[Span] = ()
) -> ReadText:
    """What is read of the sentence at `span` of a document's `text`, which stands in `block`.

    `known_leads` have been read with a sentence before it.
    """
    if block is None:
        return _joined([(text[slice(*span)], span[0])], None)
    if block.kind == "row" and span == (block.start, block.end):
        return _row(text, block)
    known = set(known_leads)
    leads = [
        text[slice(*lead)]
        for lead in block.leads
        if lead not in known and lead[1] - lead[0] <= MAX_LEAD
    ]
    return _joined([*((f"{lead} ", None) for lead in leads), (text[slice(*span)], span[0])], block)


def _joined(parts: Sequence[tuple[str, int | None]], block: Block | None) -> ReadText:
    """Parts, each with its place in the document if it is the sentence's own."""
    pieces, length = [], 0
    for part, place in parts:
        if place is not None:
            pieces.append((length, length + len(part), place))
        length += len(part)
    return ReadText("".join(part for part, _ in parts), tuple(pieces), block)


def _row(text: str, block: Block) -> ReadText:
    """A row as "Group. Label: cell; label: cell"."""
    first, row = _line(text, (block.start, block.end))
    lines = [_line(text, lead)[1] for lead in block.leads if "\n" not in text[slice(*lead)]]
    spans = _cells(row, max((len(cell_spans(line)) for line in lines), default=0))
    labels, groups = _labels(text, block.leads, len(spans))
    parts: list[tuple[str, int | None]] = [(f"{group}. ", None) for group in groups]
    for label, (start, end) in zip(labels, spans, strict=True):
        if start == end:
            continue
        if parts and parts[-1][1] is not None:
            parts.append(("; ", None))
        if label:
            parts.append((f"{label}: ", None))
        parts.append((row[start:end], first + start))
    return _joined(parts, block)


def _line(text: str, span: Span) -> tuple[int, str]:
    """Where a row starts, and its text, with the bars around it."""
    start, end = span
    while start > 0 and text[start - 1] in " |":
        start -= 1
    while end < len(text) and text[end] in " |":
        end += 1
    return start, text[start:end]


def _cells(row: str, count: int) -> list[Span]:
    """Where a row's cells stand. One that lacks a cell to have `count` of them has an empty one at
    the end that alone has a bar.
    """
    spans = cell_spans(row)
    if len(spans) + 1 != count:
        return spans
    first, last = row.lstrip().startswith("|"), row.rstrip().endswith("|")
    if last and not first:
        return [*spans, (len(row), len(row))]
    return [(0, 0), *spans] if first and not last else spans


def _labels(text: str, leads: Iterable[Span], count: int) -> tuple[list[str], list[str]]:
    """The label of each of `count` columns, "" where there is none; and what stands above groups
    of rows.
    """
    labels, groups = [""] * count, []
    for lead in leads:
        lines = [line for line in _line(text, lead)[1].split("\n") if line.strip()]
        rows = [[line[slice(*span)] for span in _cells(line, count)] for line in lines]
        if all(len(row) == count and not is_group(row) for row in rows):
            labels = [_one_label(column) for column in zip(*rows, strict=True)]
        elif lead[1] - lead[0] <= MAX_LEAD:
            groups.append(" ".join(filter(None, cells_of(text[slice(*lead)]))))
    return labels, groups


def _one_label(cells: Iterable[str]) -> str:
    """The label of a column that several rows give together."""
    return " ".join(dict.fromkeys(cell for cell in cells if cell))
