"""Tables in plain text (.csv, .tsv) → rows, whatever stands between their cells."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from index.load.extracted import Extracted, TextBuilder, check_length
from index.load.formats.sheets.layout import Sheet, add_sheet, is_value
from index.load.formats.text.encodings import load_text, read_bytes
from index.load.metadata import usable_title
from index.split.rows import MAX_LABEL

# In case of doubt, the one before: a comma may also be of a number or of a sentence.
_DELIMITERS = "\t;|,"
_SAMPLE = 200  # rows that tell the delimiter
_MIN_REGULAR = 0.6  # of the rows: so many are equally long in a table
_CLEARLY = 0.1  # by how much more a delimiter later in the list must suit
_MAX_LINES = 30  # of a cell; more are a quotation mark that is never closed
_MAX_CELL = 30_000  # characters

Row = list[str]


_MIN_LABELLED = 2  # rows


class _Dialect(NamedTuple):
    """How a table is written: what parts its cells, and whether quotation marks hold them."""

    delimiter: str
    quoting: bool
    spaced: bool  # whether spaces stand before cells that are held so


def parse_delimited(path: Path) -> Extracted:
    """The table, its titles and its notes; a text that is no table as plain text.

    Raises LoadError for what is no text, or too long.
    """
    text = load_text(read_bytes(path))
    check_length(len(text))
    declared, body = _declared(text)
    dialect = _dialect(body, declared)
    if dialect is None:
        return Extracted(text)
    builder = TextBuilder()
    title = add_sheet(builder, _sheet(list(_rows(body, dialect)), dialect))
    return builder.extracted(usable_title(title))


def _declared(text: str) -> tuple[str, str]:
    """The delimiter that a first line such as "sep=;" tells Excel, and the rest."""
    first, _, rest = text.partition("\n")
    name, _, delimiter = first.strip('" ').partition("=")
    return (delimiter, rest) if name.lower() == "sep" and len(delimiter) == 1 else ("", text)


def _dialect(text: str, declared: str) -> _Dialect | None:
    """How the table is written; None where there is none."""
    if declared:
        return _parted(text, declared)
    best, suits = None, 0.0
    sample = _sample(text)
    for delimiter in _DELIMITERS:
        regular = _regularity(list(_rows(sample, _parted(sample, delimiter))), delimiter)
        if regular >= _MIN_REGULAR and (best is None or regular > suits + _CLEARLY):
            best, suits = delimiter, regular
    return _parted(text, best) if best else None


def _parted(text: str, delimiter: str) -> _Dialect:
    """The dialect with that delimiter that suits the quotation marks of the text."""
    if '"' not in text:
        return _Dialect(delimiter, False, False)
    spaced = f'{delimiter} "' in text
    return _Dialect(delimiter, _quotes_close(text, delimiter, spaced), spaced)


def _sample(text: str) -> str:
    """The first lines, no more than are needed to tell."""
    place = 0
    for _ in range(_SAMPLE):
        place = text.find("\n", place) + 1
        if place == 0:
            return text
    return text[:place]


def _rows(text: str, dialect: _Dialect) -> Iterator[Row]:
    if not dialect.quoting:
        return (line.split(dialect.delimiter) for line in text.split("\n"))
    lines = (line + "\n" for line in text.split("\n"))
    return csv.reader(lines, delimiter=dialect.delimiter, skipinitialspace=dialect.spaced)


def _quotes_close(text: str, delimiter: str, spaced: bool) -> bool:
    """Whether quotation marks hold cells here, and do not swallow the rows behind them."""
    try:
        for row in _rows(text, _Dialect(delimiter, True, spaced)):
            if any(cell.count("\n") > _MAX_LINES or len(cell) > _MAX_CELL for cell in row):
                return False
    except csv.Error:
        return False
    return True


def _regularity(rows: list[Row], delimiter: str) -> float:
    """The share of the rows that have as many cells as most have, 0 for what is no table."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    width = _usual_width(filled)
    regular = [row for row in filled if len(row) == width]
    if width < 2 or len(regular) < 2 or (delimiter == "," and _is_prose(regular)):
        return 0.0
    return len(regular) / len(filled)


def _usual_width(rows: list[Row]) -> int:
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return widths.most_common(1)[0][0] if widths else 0


def _is_prose(rows: list[Row]) -> bool:
    """Whether commas part clauses, not cells."""
    ended = sum(row[-1].rstrip().endswith((".", "!", "?")) for row in rows)
    return 2 * ended > len(rows)


def _sheet(rows: list[Row], dialect: _Dialect) -> Sheet:
    """The rows as they stand; above and below the table, text that has delimiters in it is one."""
    width = _usual_width(rows)
    is_text = [dialect == (",", dialect.quoting, False) and _is_clause(row) for row in rows]
    inside = [
        number
        for number, row in enumerate(rows)
        if len(row) == width and _filled(row) > 1 and not is_text[number]
    ]
    first, last = (inside[0], inside[-1]) if inside else (0, len(rows))
    sheet = Sheet()
    # Numbered without those that are empty: here these part no tables.
    used = sorted({place for row in rows for place, cell in enumerate(row) if cell.strip()})
    places = {place: number for number, place in enumerate(used)}
    for number, row in enumerate(rows):
        is_apart = is_text[number] and not first <= number <= last
        cells = [",".join(row)] if is_apart else row
        shown = {places.get(n, 0): cell.strip() for n, cell in enumerate(cells) if cell.strip()}
        if shown:
            sheet.rows[number] = shown
    if len(inside) > _MIN_LABELLED and _are_labels(rows[first]):
        sheet.labels.add(first)
    return sheet


def _is_clause(row: Row) -> bool:
    """Whether a row is rather a text with commas in it, which have spaces behind them."""
    return any(cell.startswith(" ") for cell in row[1:] if cell.strip())


def _are_labels(row: Row) -> bool:
    """Whether a first row is one of labels; in files of this kind it is where it can be."""
    cells = [cell.strip() for cell in row]
    distinct = len(set(cells)) == len(cells) and all(cells)
    return distinct and all(len(each) <= MAX_LABEL and not is_value(each) for each in cells)


def _filled(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row)
