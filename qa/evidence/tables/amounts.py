"""Amounts in cells, and which rows have a range with an amount that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from index.language.amounts.bounds import (
    INFINITE,
    Bounds,
    bounds,
    bounds_between,
    units_in,
    without_bounds,
)
from index.language.lexicons import STOP_WORDS
from index.language.numbers import LIMIT, MONTHS, limit
from qa.understand.names import numbered

MIN_RANGES = 2  # cells of a column, for it to tell rows by ranges
_AMOUNT = re.compile(rf"(?<![\w.,:/-])({LIMIT})(\s?-?[^\W\d_]+[²³2]?|\s?%)?(?![\d:/]|[.,-]\d)")
_SIGNED = re.compile(rf"(?<![\w.,:])([-−–]?)({LIMIT})(?![\d:/])(\s?[^\W\d_]+[²³2]?|\s?%)?")
_YEAR = re.compile(r"(?:19|20)\d\d")


def amounts(question: str) -> list[Bounds]:
    """The amounts that a question names, or their bounds, but for years, dates and what things are
    told apart by: "plot 12".
    """
    names = {
        number
        for word, numbers in numbered(question).items()
        for number in numbers
        if not units_in(word)
    }
    exact = [
        Bounds(limit(number), limit(number), units_in(unit))
        for number, unit in _AMOUNT.findall(without_bounds(question))
        if not (number in names and _counts_nothing(unit)) and not _is_time(number, unit)
    ]
    return [*bounds_between(question), *exact]


def _counts_nothing(unit: str) -> bool:
    """Whether after a number no word tells what it is a number of: "send 60 parcels"."""
    return not unit.strip() or unit.strip().lower() in STOP_WORDS


def _is_time(number: str, unit: str) -> bool:
    is_year = _YEAR.fullmatch(number) is not None and not units_in(unit)
    return is_year or unit.strip().lower() in MONTHS


def amount_of(text: str, units: frozenset[str] = frozenset()) -> Decimal | None:
    """The first amount in a text, of those with one of the units if there are any."""
    found = [
        (-limit(number) if sign else limit(number), units_in(unit))
        for sign, number, unit in _SIGNED.findall(text)
    ]
    of_unit = [amount for amount, named in found if named & units]
    return next(iter(of_unit or [amount for amount, _ in found]), None)


def in_range(question: str, labels: Sequence[str], rows: Sequence[Sequence[str]]) -> list[bool]:
    """Of each row whether it has a range with an amount that the question names, in one column: of
    several that with the amount's unit, else one where the range has both ends, else the first.
    """
    asked = amounts(question)
    columns = list(_matches(asked, labels, rows)) if asked else []
    if not columns:
        return [False] * len(rows)
    return max(columns, key=lambda each: each[0])[1]


def _matches(
    asked: Sequence[Bounds], labels: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[tuple[tuple[bool, bool], list[bool]]]:
    """Of the columns with ranges that hold an amount of no other unit how well they fit, and which
    rows hold it.
    """
    for place, cells in enumerate(zip(*rows, strict=False)):
        found = [bounds(cell) for cell in cells]
        if sum(map(bool, found)) < min(MIN_RANGES, len(rows)):
            continue
        units = units_in(" ".join((*labels[place : place + 1], *cells)))
        for amount in asked:
            holding = [[each for each in cell if each.hold_all(amount)] for cell in found]
            is_other = amount.units and units and not amount.units & units
            if any(holding) and not is_other:
                is_closed = any(each.high - each.low < INFINITE for each in chain(*holding))
                yield (bool(amount.units & units), is_closed), [*map(bool, holding)]
