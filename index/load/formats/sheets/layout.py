"""The cells of a sheet → its titles, tables and notes, as a reader tells them apart: by empty rows,
empty columns, and rows of a single cell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from index.load.extracted import TextBuilder, check_length
from index.split.rows import MAX_LABEL, label_rows

Row = Mapping[int, str]
"""The cells of a row that show something, by their column."""
Region = list[tuple[int, Row]]
"""Rows with their numbers, which adjoin one another."""

_MAX_LABEL_ROWS = 4
_MAX_TITLE = 150  # characters
_SAMPLE = 50  # rows of a table that tell whether those above them are labels
_VALUE = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-–/]\d{2,4})?|[QK]\d(?: (?:19|20)\d\d)?")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]*]*$")
_NOTE = re.compile(r"[*†‡¹²³⁴⁵⁶⁷⁸⁹]|\d\)\s|[^\W\d][^:]{0,40}:\s")


@dataclass(slots=True)
class Sheet:
    """What a sheet shows. Hidden rows and columns do not count in the numbers of the others.

    `labels`: the rows that the format itself marks as labels, in bold for example. `banners`: those
    of one cell that spans all others.
    """

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    labels: set[int] = field(default_factory=set)
    banners: set[int] = field(default_factory=set)


def add_sheet(builder: TextBuilder, sheet: Sheet) -> str | None:
    """Add the titles, tables and notes of a sheet; the title above all else, None without one.

    Raises LoadError where the text grows too long.
    """
    rows: Region = [
        (number, _first_cell(row) if number in sheet.banners else row)
        for number, row in sorted(sheet.rows.items())
        if row
    ]
    title = None
    regions = list(_joined(_regions(rows)))
    for region in regions:
        is_end = region is regions[-1] and len(regions) > 1
        first = _add_region(builder, region, sheet, is_end)
        title = first if region is regions[0] else title
    return title


def _first_cell(row: Row) -> Row:
    column = min(row)
    return {column: row[column]}


def _regions(rows: Region) -> Iterator[Region]:
    """What stands together, between empty rows and empty columns."""
    for band in _bands(rows):
        for part in _side_by_side(band):
            yield from _bands(part)


def _bands(rows: Region) -> Iterator[Region]:
    band: Region = []
    for number, row in rows:
        if band and number != band[-1][0] + 1:
            yield band
            band = []
        band.append((number, row))
    if band:
        yield band


def _side_by_side(band: Region) -> list[Region]:
    """The tables that stand beside one another.

    An empty column may also stand within a table, for looks; what is behind it has no words of its
    own for its rows then.
    """
    columns = sorted({column for _, row in band for column in row})
    runs: list[list[int]] = []
    for column in columns:
        if runs and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    parts = _divided(band, runs)
    joined: list[list[int]] = []
    for run, part, before in zip(runs, parts, [None, *parts], strict=False):
        if before is None or _stands_alone(part, before):
            joined.append(list(run))
        else:
            joined[-1] += run
    return parts if len(joined) == len(runs) else _divided(band, joined)


def _divided(band: Region, runs: Sequence[Sequence[int]]) -> list[Region]:
    part_of = {column: part for part, run in enumerate(runs) for column in run}
    parts: list[Region] = [[] for _ in runs]
    for number, row in band:
        cells: dict[int, dict[int, str]] = {}
        for column, text in row.items():
            cells.setdefault(part_of[column], {})[column] = text
        for part, some in cells.items():
            parts[part].append((number, some))
    return parts


def _stands_alone(part: Region, before: Region) -> bool:
    if len(part) == 1 and len(before) == 1:
        return False
    if part[0][0] == before[0][0] and len({column for _, row in part for column in row}) == 1:
        return False  # a column that is not filled in everywhere
    if [number for number, _ in part] != [number for number, _ in before]:
        left = min(min(row) for _, row in part)
        names = [row[left] for _, row in part if left in row]
        return 2 * sum(not is_value(name) for name in names) > len(names)
    labels = set(before[0][1].values())
    return any(label in labels for label in part[0][1].values())


def _joined(regions: Iterable[Region]) -> Iterator[Region]:
    """Regions, a table in one even where empty rows stand between its groups."""
    held: Region = []
    for region in regions:
        if held and _goes_on(held, region):
            held.extend(region)
        else:
            if held:
                yield held
            held = region
    if held:
        yield held


def _goes_on(above: Region, region: Region) -> bool:
    """Whether a region has no labels of its own, but columns and rows like the table above it."""
    table = [row for _, row in region if _single(row) is None]
    if not table or len(region) - len(table) > 1 or _single(above[-1][1]) is not None:
        return False
    if not any(map(is_value, table[0].values())) or _depth(_cells(table)):
        return False
    widest = max((row for _, row in above[-_MAX_LABEL_ROWS:]), key=len)
    as_wide = max(map(len, table)) == len(widest)
    return as_wide and table[0].keys() <= widest.keys() and _single(widest) is None


def _add_region(builder: TextBuilder, region: Region, sheet: Sheet, is_end: bool) -> str | None:
    """The title of the region, if it has one."""
    start = _title_count(region)
    end = len(region) - _note_count(region[start:])
    titles = _texts(region[:start])
    if start == len(region):
        return _add_lines(builder, titles, is_end)
    _add_titles(builder, titles)
    table = region[start:end]
    rows = _cells([row for _, row in table])
    labels = _marked_count(table, sheet.labels) or _depth(rows)
    for place, (number, row) in enumerate(table):
        if number in sheet.banners:
            rows[place] = [*row.values()] * len(rows[place])
    builder.add_table(rows, labels)
    for note in _texts(region[end:]):
        _add_paragraphs(builder, note)
    return titles[0] if titles else None


def _texts(region: Region) -> list[str]:
    """What rows of a single cell say; a cell that spans several rows stands in each."""
    return [text for text, _ in groupby(_single(row) or "" for _, row in region)]


def _title_count(region: Region) -> int:
    count = 0
    while count < len(region) and _single(region[count][1]) is not None:
        count += 1
    if 0 < count < len(region) and _is_label_above(region[count - 1][1], region[count:]):
        count -= 1
    return count


def _is_label_above(row: Row, table: Region) -> bool:
    """Whether a single cell is the label of the second of two columns; the first has none."""
    columns = {column for _, cells in table for column in cells}
    return len(columns) == 2 and row.keys() == {max(columns)}


def _note_count(table: Region) -> int:
    """How many of the last rows are notes beneath a table, not rows with one cell filled in."""
    count = 0
    while count < len(table) and _is_note(table[len(table) - 1 - count][1]):
        count += 1
    return count


def _is_note(row: Row) -> bool:
    text = _single(row)
    return text is not None and bool(
        len(text) > MAX_LABEL or _SENTENCE_END.search(text) or _NOTE.match(text)
    )


def _add_lines(builder: TextBuilder, lines: Sequence[str], is_end: bool) -> str | None:
    """Cells of text beneath one another: a title with what it says, a list, or the last words."""
    if is_end or len(lines) > _MAX_LABEL_ROWS or not _is_title(lines[0]):
        for line in lines:
            _add_paragraphs(builder, line)
        return None
    _add_titles(builder, lines)
    return lines[0]


def _add_titles(builder: TextBuilder, titles: Sequence[str]) -> None:
    for place, text in enumerate(titles):
        if place == 0 and _is_title(text):
            builder.add("heading", text)
        else:
            _add_paragraphs(builder, text)


def _is_title(text: str) -> bool:
    has_word = _LETTERS.search(text) is not None and "\n" not in text
    return has_word and len(text) <= _MAX_TITLE and not _SENTENCE_END.search(text)


def _add_paragraphs(builder: TextBuilder, text: str) -> None:
    for line in text.split("\n"):
        builder.add("prose" if _SENTENCE_END.search(line.rstrip()) else None, line)


def _cells(rows: Sequence[Row]) -> list[list[str]]:
    """The rows with all their columns, empty ones between them left out."""
    columns = sorted({column for row in rows for column in row})
    # Before they are made: cells along a diagonal would fill the memory with empty ones.
    check_length(3 * len(columns) * len(rows))
    return [[row.get(column, "") for column in columns] for row in rows]


def _single(row: Row) -> str | None:
    """The text of a row that has one cell only."""
    return next(iter(row.values())) if len(row) == 1 else None


def _marked_count(table: Region, marked: Collection[int]) -> int:
    count = 0
    while count < len(table) and table[count][0] in marked:
        count += 1
    return count if count <= _MAX_LABEL_ROWS and count < len(table) else 0


def _depth(rows: Sequence[Sequence[str]]) -> int:
    """How many of the first rows are labels. A label in the first row may span several columns,
    which those beneath it tell apart.
    """
    if found := label_rows(rows[:_SAMPLE]):
        return found
    if "" not in rows[0][1:] and len(set(rows[0])) == len(rows[0]):
        return 0
    above = [""] * len(rows[0])
    for depth, row in enumerate(rows[: min(_MAX_LABEL_ROWS, len(rows) - 1)], 1):
        if any(is_value(cell) or len(cell) > MAX_LABEL for cell in row):
            break
        above = [" ".join(filter(None, pair)) for pair in zip(above, row, strict=True)]
        names = _spread(above, row, rows[0])
        if depth > 1 and len(set(names)) == len(names) and _has_values(rows[depth]):
            return depth
    return 0


def _has_values(row: Sequence[str]) -> bool:
    return any(_VALUE.search(cell) for cell in row[1:])


def _spread(above: Sequence[str], row: Sequence[str], first: Sequence[str]) -> list[str]:
    """The labels of columns, those of the first row also for the empty cells behind them."""
    names: list[str] = []
    spanning = ""
    for name, cell, top in zip(above, row, first, strict=True):
        spanning = top or spanning
        names.append(name if top or not cell else f"{spanning} {cell}".strip())
    return names


def is_value(text: str) -> bool:
    """Whether a cell gives a value, not a label; a year may be one."""
    return _VALUE.search(text) is not None and _YEAR.fullmatch(text) is None
