"""Tables of a page: between drawn rules, or told by how their cells stand below one another."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.language.lexicons import any_of
from index.load.formats.pdf.page.frame import Rule
from index.load.formats.pdf.page.lines import Line, line_of, rows_of
from index.load.formats.pdf.page.words import Word

NEAR = 2.5  # points between rules that meet
MAX_RULES = 1_500  # a drawing has more, and no tables
MAX_CELLS = 20_000
LINE_SHARE = 0.75  # of a table's rows' distance that its first lines' is below: one row of labels
_VALUE = re.compile(
    rf"[^\w]*\d[\d\s.,:%–-]*\s?\w{{0,3}}[^\w]*|[-–—]|{any_of('page.answers')}", re.IGNORECASE
)


@dataclass(slots=True)
class Table:
    """Its rows of cells, how many of them label its columns (None: unknown), and its place."""

    rows: list[list[str]]
    labels: int | None
    left: float
    right: float
    top: float
    bottom: float


def ruled_tables(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[list[Table], list[Word]]:
    """The tables whose cells stand between rules, and the words that are in none of them."""
    tables: list[Table] = []
    rest = list(words)
    if len(rules) <= MAX_RULES:
        for group in _meeting(rules):
            grid = _grid(group)
            if grid is None:
                continue
            inside = [word for word in rest if grid.holds(word)]
            table = _ruled_table(grid, inside)
            if table is not None:
                tables.append(table)
                rest = [word for word in rest if not grid.holds(word)]
    return tables, rest


@dataclass(slots=True)
class _Grid:
    """Where the rules of a table run, and the rules."""

    across: list[float]
    down: list[float]
    rules: list[Rule]

    def holds(self, word: Word) -> bool:
        x, y = _middle(word)
        return (
            self.across[0] - 1 <= x <= self.across[-1] + 1
            and self.down[0] - 1 <= y <= self.down[-1] + 1
        )

    def is_parted(self, row: int, column: int, *, below: bool) -> bool:
        """Whether a rule runs along the lower, or else the right, side of a cell."""
        left, right = self.across[column], self.across[column + 1]
        top, bottom = self.down[row], self.down[row + 1]
        for rule in self.rules:
            if below and abs(rule.top - bottom) <= NEAR and rule.right - rule.left > NEAR:
                shared = min(rule.right, right) - max(rule.left, left)
                if shared > 0.5 * (right - left):
                    return True
            elif not below and abs(rule.left - right) <= NEAR and rule.bottom - rule.top > NEAR:
                shared = min(rule.bottom, bottom) - max(rule.top, top)
                if shared > 0.5 * (bottom - top):
                    return True
        return False


def _middle(word: Word) -> tuple[float, float]:
    return (word.left + word.right) / 2, word.base - 0.3 * word.size


def _meeting(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules in groups of those that touch, straight or through others."""
    parents = list(range(len(rules)))

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    order = sorted(range(len(rules)), key=lambda place: rules[place].left)
    active: list[int] = []
    for place in order:
        rule = rules[place]
        active = [other for other in active if rules[other].right >= rule.left - NEAR]
        for other in active:
            if _overlap(rules[other], rule):
                parents[root(other)] = root(place)
        active.append(place)
    groups: dict[int, list[Rule]] = {}
    for place in range(len(rules)):
        groups.setdefault(root(place), []).append(rules[place])
    yield from groups.values()


def _overlap(one: Rule, two: Rule) -> bool:
    return one.top <= two.bottom + NEAR and two.top <= one.bottom + NEAR


def _grid(rules: list[Rule]) -> _Grid | None:
    """The grid of rules that make one of two columns or more, and two rows."""
    uprights = [rule for rule in rules if rule.bottom - rule.top > rule.right - rule.left]
    levels = [rule for rule in rules if rule.bottom - rule.top <= rule.right - rule.left]
    across, down = _apart(rule.left for rule in uprights), _apart(rule.top for rule in levels)
    if len(across) < 2 or len(down) < 2 or len(across) * len(down) > MAX_CELLS:
        return None
    left, right = min(rule.left for rule in levels), max(rule.right for rule in levels)
    across = _apart([*across, left, right])  # tables may be open at their sides
    top, bottom = min(rule.top for rule in uprights), max(rule.bottom for rule in uprights)
    down = _apart([*down, top, bottom])
    return _Grid(across, down, rules) if len(across) >= 3 and len(down) >= 3 else None


def _apart(places: Iterable[float]) -> list[float]:
    """The places in order, those that are near as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > 2 * NEAR:
            found.append(place)
    return found


def _ruled_table(grid: _Grid, words: Sequence[Word]) -> Table | None:
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        x, y = _middle(word)
        row = min(max(bisect_right(grid.down, y) - 1, 0), len(grid.down) - 2)
        column = min(max(bisect_right(grid.across, x) - 1, 0), len(grid.across) - 2)
        cells.setdefault((row, column), []).append(word)
    if len({column for _, column in cells}) < 2 or len({row for row, _ in cells}) < 2:
        return None  # a frame around text, or a drawing
    owners = _owners(grid)
    joined: dict[tuple[int, int], list[Word]] = {}
    for place, found in cells.items():
        joined.setdefault(owners[place], []).extend(found)
    texts = {owner: _text(found) for owner, found in joined.items()}
    rows = [
        [texts.get(owners[row, column], "") for column in range(len(grid.across) - 1)]
        for row in range(len(grid.down) - 1)
    ]
    first = [word for (row, _), found in cells.items() if row == 0 for word in found]
    others = [word for (row, _), found in cells.items() if row > 0 for word in found]
    return Table(
        _with_words(rows), _label_count(first, others), grid.across[0], grid.across[-1],
        grid.down[0], grid.down[-1],
    )  # fmt: skip


def _with_words(rows: list[list[str]]) -> list[list[str]]:
    """Without columns that are empty or repeat the one before them all the way."""
    columns = list(zip(*rows, strict=True))
    kept = [
        column
        for place, column in enumerate(columns)
        if any(column) and (place == 0 or column != columns[place - 1])
    ]
    return [list(row) for row in zip(*kept, strict=True)]


def _owners(grid: _Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell of the grid, the first of those that no rule parts it from."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(grid.down) - 1):
        for column in range(len(grid.across) - 1):
            owner = (row, column)
            if column and not grid.is_parted(row, column - 1, below=False):
                owner = owners[row, column - 1]
            elif row and not grid.is_parted(row - 1, column, below=True):
                owner = owners[row - 1, column]
            owners[row, column] = owner
    return owners


def _text(words: Iterable[Word]) -> str:
    """The lines of a cell as one."""
    text = ""
    for row in rows_of(words):
        line = line_of(row).text
        if re.search(r"[^\W\d_]-$", text) and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}"
    return text.strip()


def _label_count(first: Sequence[Word], others: Sequence[Word]) -> int | None:
    """1 where the first row alone is bold; None where the letters do not tell."""
    bold = bool(first) and all(word.bold for word in first)
    return 1 if bold and others and not all(word.bold for word in others) else None


def table_of_columns(rows: Sequence[list[Word]]) -> Table | None:
    """The table that rows of words, parted by white strips, make; None for columns of text."""
    strips = _strips(rows)
    cells = [_cells(row, strips) for row in rows]
    columns = list(zip(*cells, strict=True))
    if len(columns) < 2 or _is_prose(columns):
        return None
    merged = _merged(cells)
    texts = [[_text(cell) for cell in row] for row in merged]
    full = sum(sum(map(bool, row)) >= 2 for row in texts)
    if full < 2 or full < 0.5 * len(texts):
        return None
    words = [word for row in rows for word in row]
    first = [word for cell in merged[0] for word in cell]
    others = [word for row in merged[1:] for cell in row for word in cell]
    return Table(
        texts, _label_count(first, others), min(word.left for word in words),
        max(word.right for word in words), rows[0][0].base - rows[0][0].size, rows[-1][0].base,
    )  # fmt: skip


def _strips(rows: Sequence[list[Word]]) -> list[float]:
    """The middles of the white strips that run through all rows."""
    return [(left + right) / 2 for left, right in gaps_between(rows)]


def gaps_between(rows: Sequence[list[Word]]) -> list[tuple[float, float]]:
    """Where the white strips that run through all rows begin and end."""
    words = sorted((word for row in rows for word in row), key=lambda word: word.left)
    size = median(word.size for word in words)
    gaps: list[tuple[float, float]] = []
    right = words[0].right
    for word in words:
        if word.left - right >= 0.6 * size:
            gaps.append((right, word.left))
        right = max(right, word.right)
    return gaps


def _cells(row: list[Word], strips: list[float]) -> list[list[Word]]:
    cells: list[list[Word]] = [[] for _ in range(len(strips) + 1)]
    for word in row:
        cells[bisect_right(strips, (word.left + word.right) / 2)].append(word)
    return cells


def _is_prose(columns: Sequence[Sequence[list[Word]]]) -> bool:
    """Whether the columns are of running text, of which each is read by itself."""
    running = [_runs_on(column) for column in columns]
    if all(running):
        return True
    if not any(running):
        return False
    labels = columns[running.index(False)]
    dense = sum(map(bool, labels)) > 0.6 * len(labels)
    aligned = sum(bool(cell) and any(column[place] for column in columns if column is not labels)
                  for place, cell in enumerate(labels))  # fmt: skip
    return dense and aligned < 0.8 * sum(map(bool, labels))


def _runs_on(column: Sequence[list[Word]]) -> bool:
    """Whether a column's lines fill its width with several words each."""
    lines = [cell for cell in column if cell]
    left = min(cell[0].left for cell in lines)
    width = max(cell[-1].right for cell in lines) - left
    filled = [cell[-1].right - left >= 0.6 * width and _word_count(cell) >= 3 for cell in lines]
    values = sum(_VALUE.fullmatch(" ".join(word.text for word in cell)) is not None
                 for cell in lines)  # fmt: skip
    letters = sum(len(word.text) for cell in lines for word in cell)
    return (
        len(lines) >= 2
        and sum(filled) >= 0.5 * len(lines)
        and values < 0.3 * len(lines)
        and letters > 12 * len(lines)
    )


def _word_count(cell: list[Word]) -> int:
    return sum(1 + word.text.count(" ") for word in cell)


def _merged(cells: list[list[list[Word]]]) -> list[list[list[Word]]]:
    """Rows of cells, those that carry on the cells above them with these."""
    steps = [_base(b) - _base(a) for a, b in pairwise(cells)]
    close = min(steps, default=0.0) * 1.15
    within_labels = bool(steps) and close < LINE_SHARE * median(steps)
    merged = [[list(cell) for cell in cells[0]]]
    for row, step in zip(cells[1:], steps, strict=True):
        within_labels = within_labels and step <= close
        if within_labels or (step <= close and _carries_on(merged[-1], row)):
            for cell, more in zip(merged[-1], row, strict=True):
                cell.extend(more)
        else:
            merged.append([list(cell) for cell in row])
    return merged


def _base(row: Sequence[list[Word]]) -> float:
    return next(cell[0].base for cell in row if cell)


def _carries_on(above: list[list[Word]], row: list[list[Word]]) -> bool:
    """Whether a row holds only the second lines of cells: none of values, and not the first."""
    held = [(place, cell) for place, cell in enumerate(row) if cell]
    texts = [" ".join(word.text for word in cell) for _, cell in held]
    if any(not above[place] for place, _ in held) or any(map(_VALUE.fullmatch, texts)):
        return False
    if not row[0]:
        return True
    return len(held) < len(row) and all(text[0].islower() for text in texts)


def tables_of_lines(lines: Sequence[Line]) -> Iterator[list[Line] | Table]:
    """A column's lines, with the tables among them that wide gaps in the lines tell."""
    plain: list[Line] = []
    place = 0
    while place < len(lines):
        end = _table_end(lines, place)
        if end - place < 2:
            plain.append(lines[place])
            place += 1
            continue
        if plain:
            yield plain
            plain = []
        yield _of_lines(lines[place:end])
        place = end
    if plain:
        yield plain


def _table_end(lines: Sequence[Line], start: int) -> int:
    """The end of the table whose first row is that line; `start` where it is none."""
    count = len(lines[start].cells)
    if count < 2:
        return start
    end = start
    while end < len(lines) and len(lines[end].cells) == count and not _has_leader(lines[end]):
        end += 1
    if end - start < 2:
        return start
    cells = [[text for _, text in line.cells] for line in lines[start:end]]
    body = cells[1:] if len(cells) > 2 else cells
    valued = any(all(_VALUE.fullmatch(row[place]) for row in body) for place in range(1, count))
    if valued or (end - start >= 3 and _aligned(lines[start:end])):
        return end
    return start


def _has_leader(line: Line) -> bool:
    """Whether it is a form's, or dots lead through it: such lines are told apart later."""
    return bool(line.field) or ". . ." in line.text or "..." in line.text or "__" in line.text


def _aligned(lines: Sequence[Line]) -> bool:
    """Whether the cells of each column begin below one another."""
    columns = zip(*(line.cells for line in lines), strict=True)
    lefts = [[left for left, _ in column] for column in columns]
    return all(max(each) - min(each) <= 3 for each in lefts)


def _of_lines(lines: Sequence[Line]) -> Table:
    bold = lines[0].bold and not all(line.bold for line in lines)
    return Table(
        [[text for _, text in line.cells] for line in lines], 1 if bold else None,
        min(line.left for line in lines), max(line.right for line in lines),
        lines[0].base - lines[0].size, lines[-1].base,
    )  # fmt: skip
