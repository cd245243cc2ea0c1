"""Rows of tables: their cells, and which rows label the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.language.lexicons import any_of
from index.language.numbers import MONTHS
from index.types import Span

MAX_LABEL = 60  # characters
_BARS = re.compile(r"\s*(?<!\\)\|\s*")
_TABS = re.compile(r"\s*\t\s*")
_GAPS = re.compile(r"[ \u00a0]{2,}")
MAX_NUMBERS = 0.5
# A number, a range or a time, with its sign or unit.
_NUMBER = re.compile(
    rf"[(<>~≈±]?\s*(?:{any_of('page.before_numbers')} )?[£$€]?\s*[-−+–]?\d[\d\s.,:/–−-]*\)?"
    rf"\s*(?:%|°?[^\W\d]{{0,4}}\.?|[^\W\d]{{1,3}}/\w{{1,3}}|(?i:{any_of('page.units')}))"
)
# "2023", "2021 (£)", "Q1 2024", "29 May", "12/6"
_TIME_LABEL = re.compile(
    r"(?:[QK]\d ?)?(?:19|20)\d\d(?:[-–/]\d{2,4})?(?: ?\(.{1,10}\))?|[QK]\d"
    rf"|\d{{1,2}}\.? (?:{'|'.join(MONTHS)})\.?(?: \d{{4}})?|\d{{1,2}}/\d{{1,2}}",
    re.IGNORECASE,
)


def cell_spans(row: str) -> list[Span]:
    """Where a row's cells stand in it: between bars, else tabs, else gaps of several spaces."""
    separator = _BARS if "|" in row else _TABS if "\t" in row else _GAPS
    start = len(row) - len(row.lstrip())
    end = len(row.rstrip())
    if separator is _BARS:  # Markdown puts bars around a row as well
        start += row[start:end].startswith("|")
        end -= row[start:end].endswith("|") and not row[start:end].endswith("\\|")
    spans = []
    for found in separator.finditer(row, start, end):
        spans.append((start, found.start()))
        start = found.end()
    return [_stripped(row, *span) for span in [*spans, (start, end)]]


def _stripped(row: str, start: int, end: int) -> Span:
    cell = row[start:end]
    start += len(cell) - len(cell.lstrip())
    return start, start + len(cell.strip())


def cells_of(row: str) -> list[str]:
    """The texts of a row's cells."""
    return [row[slice(*span)] for span in cell_spans(row)]


def is_group(row: Sequence[str]) -> bool:
    """Whether a row has one label for the rows beneath it, and no cells of its own."""
    named = [cell for cell in row if cell]
    spanning = len(named) == len(row) and len(set(row)) == 1 and not _NUMBER.fullmatch(row[0])
    return spanning or (len(named) == 1 and bool(row[0]) and len(row) > 2)


def label_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many of the first rows of a table label its columns, 0 to 2, as far as its cells tell.

    Labels are short words, years or dates, and differ from one another; where one spans several
    columns, together with those of a second row. In a table of two columns the first may label the
    second, row by row: there the words need numbers beneath them.
    """
    if len(rows) < 2 or not _are_labels(rows[0]):
        return 0
    if len(set(rows[0])) < len(rows[0]):
        both = list(zip(rows[0], rows[1], strict=False))
        spanned = len(rows) > 2 and _are_labels(rows[1]) and len(set(both)) == len(rows[0])
        return 2 if spanned else 0
    numbers = any(_is_of_numbers(rows[1:], place) for place in range(len(rows[0])))
    return int(len(rows[0]) > 2 or numbers)


def _are_labels(row: Sequence[str]) -> bool:
    named = [cell for cell in row if cell]
    short = not any(len(cell) > MAX_LABEL or _is_value(cell) for cell in named)
    return short and len(named) >= max(2, len(row) - 1)


def _is_of_numbers(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Whether most cells of a column are numbers."""
    column = [row[place] for row in rows if place < len(row) and row[place]]
    numbers = sum(_NUMBER.fullmatch(cell) is not None for cell in column)
    return numbers > MAX_NUMBERS * len(column)


def _is_value(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None and _TIME_LABEL.fullmatch(cell) is None
