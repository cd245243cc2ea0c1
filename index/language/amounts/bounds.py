"""Amounts between bounds, as texts state them: "150–199", "under 18", "30 kg or more"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from index.language.lexicons import LEXICONS, alternatives, any_of
from index.language.numbers import LIMIT, limit, ranges

INFINITE = Decimal("Infinity")
_WORDS = [each.shapes.units for each in LEXICONS.values()]
_SYMBOLS = {"m2": ("m²", "m2"), "kr": ("kr", "sek", ":-")}  # where it is not one itself
_UNITS = {
    unit: re.compile(rf"(?<![^\W\d_]){alternatives(forms)}(?![\w²³])", re.IGNORECASE)
    for unit in dict.fromkeys(chain(*_WORDS))
    for forms in [(*_SYMBOLS.get(unit, (unit,)), *chain(*(each.get(unit, ()) for each in _WORDS)))]
}
_UNIT = r"\s?-?(?P<{}>%|°?[^\W\d_]+[²³2]?)?"
_BEFORE = "|".join(
    rf"(?P<{name}>\b{any_of(f'shapes.{name}')}|{sign})"
    for name, sign in (
        ("more_than", ">"),
        ("less_than", "<"),
        ("at_least", "[≥]|>="),
        ("at_most", "[≤]|<="),
    )
)
_AFTER = "|".join(
    rf"(?P<{name}>{any_of(f'shapes.{name}')}\b{sign})"
    for name, sign in (("or_more", r"|\+"), ("or_less", ""))
)
_OPEN = re.compile(
    rf"(?:{_BEFORE})\s*(?P<first>{LIMIT})(?![\d:/]|[.,]\d){_UNIT.format('unit')}"
    rf"|(?<![\w.,:/–-])(?P<second>{LIMIT}){_UNIT.format('other_unit')}\s*(?:{_AFTER})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b{any_of('shapes.pair')} (?P<low>{LIMIT}) {any_of('shapes.between')} "
    rf"(?P<high>{LIMIT}){_UNIT.format('unit')}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest amount meant, both among these, and the units named with it."""

    low: Decimal
    high: Decimal
    units: frozenset[str] = frozenset()

    def hold(self, amount: Decimal) -> bool:
        """Whether an amount is among those meant."""
        return self.low <= amount <= self.high

    def hold_all(self, others: Bounds) -> bool:
        """Whether all amounts within other bounds are among those meant."""
        return self.low <= others.low and others.high <= self.high


def open_bounds(text: str) -> list[Bounds]:
    """Of each amount in `text` with one bound: "over 12", "at most 5", "18 or older". Bounds that
    may be years are none: "before" and "after" tell of times.
    """
    return [_open(each) for each in _OPEN.finditer(text) if not _is_year(each)]


def bounds(text: str) -> list[Bounds]:
    """The same, and of what is stated with both: "150–199", "6 to 8"."""
    return [*open_bounds(text), *(Bounds(low, high) for low, high in ranges(text))]


def bounds_between(text: str) -> list[Bounds]:
    """Those that a question states: with one bound, or "between 5 and 10"."""
    between = (each for each in _BETWEEN.finditer(text) if not _YEAR.fullmatch(each["low"]))
    return [
        *open_bounds(text),
        *(
            Bounds(limit(each["low"]), limit(each["high"]), units_in(each["unit"] or ""))
            for each in between
        ),
    ]


def without_bounds(text: str) -> str:
    """The text without the amounts that `bounds_between` finds."""
    return _BETWEEN.sub(" ", _OPEN.sub(" ", text))


def units_in(text: str) -> frozenset[str]:
    """The units that a text names, each by its symbol."""
    return frozenset(unit for unit, named in _UNITS.items() if named.search(text))


def _is_year(match: re.Match[str]) -> bool:
    number = match["first"] or match["second"]
    return _YEAR.fullmatch(number) is not None and not _units(match)


def _units(match: re.Match[str]) -> frozenset[str]:
    return units_in(match["unit"] or match["other_unit"] or "")


def _open(match: re.Match[str]) -> Bounds:
    amount, units = limit(match["first"] or match["second"]), _units(match)
    if match["more_than"]:
        return Bounds(amount.next_plus(), INFINITE, units)
    if match["less_than"]:
        return Bounds(-INFINITE, amount.next_minus(), units)
    if match["at_least"] or match["or_more"]:
        return Bounds(amount, INFINITE, units)
    return Bounds(-INFINITE, amount, units)
