"""Numbers and dates in a text → one token each, the same in every notation and language.

Swedish groups thousands by spaces and writes decimals with a comma (SS-ISO 80000-1); English uses
commas and a point. "1 000", "1,000" and "1000" are the token 1000; "2,76 miljarder" and "2.76
billion" are 2.76 and 2760000000; "den 25 september 2019", "September 25, 2019" and "2019-09-25" are
the date 2019-09-25, beside its year and day.
"""

from __future__ import annotations

import re
from decimal import Decimal

from index.language.lexicons import LEXICONS, any_of

MONTH_NAMES = {
    name: number
    for lexicon in LEXICONS.values()
    for number, name in enumerate(lexicon.months, start=1)
}
"""The number of each month by its name in any language."""

MONTHS = (
    MONTH_NAMES
    | {name[:3]: number for name, number in MONTH_NAMES.items()}
    | {
        short: MONTH_NAMES[name]
        for lexicon in LEXICONS.values()
        for short in lexicon.month_abbreviations
        for name in lexicon.months
        if name.startswith(short)
    }
)
"""The same, by the short forms as well."""

_POWERS = {name: power for each in LEXICONS.values() for name, power in each.magnitudes.items()}
_MONTH = rf"(?P<{{0}}>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_DAY = rf"(?P<{{0}}>3[01]|[12]\d|0?[1-9]){any_of('ordinal_endings')}?"
_YEAR = r"(?P<{0}>[12]\d{{3}})"
_ISO = rf"{_YEAR.format('y1')}-(?P<m1>0[1-9]|1[0-2])-{_DAY.format('d1')}"
_OF = rf"(?: {any_of('day_links')})?"
_DAY_FIRST = rf"{_DAY.format('d2')}{_OF} {_MONTH.format('m2')},? {_YEAR.format('y2')}"
_MONTH_FIRST = rf"{_MONTH.format('m3')} {_DAY.format('d3')},? {_YEAR.format('y3')}"
_DATE = re.compile(rf"(?<![\w.,-])(?:{_ISO}|{_DAY_FIRST}|{_MONTH_FIRST})(?![\w-])", re.IGNORECASE)
_DATE_GROUPS = [[f"{part}{form}" for form in (1, 2, 3)] for part in "dmy"]
# Groups of three follow a first of one to three that does not begin with 0, as phone numbers do.
_NUMBER = re.compile(
    r"(?<![\w.,:/-])(?P<digits>[1-9]\d{0,2}(?:(?:[ \u00a0\u2009\u202f]|, ?)\d{3})+|\d+)"
    r"(?:[.,](?P<decimals>\d+))?(?![\d:/]|[.,-]\d)"
    rf"(?:[ \u00a0](?P<power>{'|'.join(_POWERS)})\b)?",
    re.IGNORECASE,
)


LIMIT = r"\d+(?:[  \u00a0\u2009\u202f,.]\d{3})*(?:[.,]\d+)?"
# "20-115002" is a serial number.
_RANGE = re.compile(
    rf"(?<![\w.,:/-])(?P<low>{LIMIT})\s?(?:-(?!\d{{5}})|[–—]|\b{any_of('range_links')}\b)\s?(?P<high>{LIMIT})"
    r"(?![\d:/]|[.,-]\d|[-–—])",
    re.IGNORECASE,
)


def ranges(text: str) -> list[tuple[Decimal, Decimal]]:
    """The lowest and the highest number of each range in `text`, such as "50,001–250,000" or "6 to
    8".
    """
    limits = ((limit(each["low"]), limit(each["high"])) for each in _RANGE.finditer(text))
    return [(low, high) for low, high in limits if low < high]


def limit(written: str) -> Decimal:
    """The amount that a number stands for, as it is written."""
    found, _ = numbers(written)
    return Decimal(found[0]) if found else Decimal(0)


def numbers(text: str) -> tuple[list[str], str]:
    """The tokens of the numbers and dates in `text`, and the text without those numbers.

    Words stay in the text: the month of a date, the "million" of a number. A date's day and year
    are tokens too, for texts that say less.
    """
    if not any(map(str.isdigit, text)):
        return [], text
    found: list[str] = []

    def take_date(match: re.Match[str]) -> str:
        day, month, year = (next(filter(None, match.group(*names))) for names in _DATE_GROUPS)
        number = int(month) if month.isdigit() else MONTHS[month.lower()]
        found.append(f"{year}-{number:02}-{int(day):02}")
        return f" {int(day)} {year} " + ("" if month.isdigit() else month)

    def take_number(match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match["digits"])
        decimals = (match["decimals"] or "").rstrip("0")
        value = f"{digits}.{decimals}" if decimals else digits
        found.append(value)
        if not match["power"]:
            return " "
        whole = Decimal(value).scaleb(_POWERS[match["power"].lower()])
        found.append(f"{whole:.0f}")
        return f" {match['power']} "

    return found, _NUMBER.sub(take_number, _DATE.sub(take_date, text))
