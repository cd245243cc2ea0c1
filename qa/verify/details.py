"""The details in which a claim and a quote may differ although they read alike: values, names, a
"not", and words for opposites.

Sentences that differ in one of these alone are as like each other, to an embedder, as those that
say the same (de Marneffe, Rafferty and Manning 2008, "Finding Contradictions in Text").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, combinations

from index.language.analysis import stems
from index.language.lexicons import LEXICONS, alternatives, any_of
from qa.answer.entities import same_name
from qa.answer.quantities import Value, agree, values
from qa.understand.asked.question_type import denials
from qa.understand.names import find_names

MAX_COMBINED = 12  # values of a quote
ROUGHLY = 0.15  # of a value that is claimed to be about, above or below that
EXACT = 1e-3  # of a value, that it may be off for the rounding of floats
NEGATED = 3  # words after a "not" that may be what it denies
OPPOSITES = {
    "up": "down", "more": "less", "before": "after", "all": "some", "open": "closed",
    "allowed": "forbidden", "planned": "done",
}  # fmt: skip
"""The sides of each pair of `Lexicon.opposites`."""

_CLOCK = re.compile(r"(?<![\d.,:])([01]?\d|2[0-3])[:.]([0-5]\d)(?![\d.,:]\d|\d|%)")
_WORD = re.compile(r"\w+")
_IMPLIED_NEGATION = re.compile(rf"\b{any_of('implied_negations')}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Differences:
    """How much a claim states that a quote does not: counts, each 0 where they agree.

    `values`: its values that the quote has not, and `other_values` those of them in whose place it
    has another of that kind; `names`: its names that stand neither in the quote nor around it, and
    `other_names` those with another first name there; `negation`: 1 where only one of them says
    "not"; `opposites`: words that the quote has only the opposite of.
    """

    values: int
    other_values: int
    names: int
    other_names: int
    negation: int
    opposites: int


def differences(claim: str, quote: str, heading: str, around: str, language: str) -> Differences:
    """Those of a claim and a quote. `heading`: its document's title and date, which may tell values
    and names; `around`: what stands before it, which may tell names. `language`: that of both;
    empty where they differ.
    """
    quoted = _values(quote)
    told = [*_values(heading), *quoted]
    missing = [each for each in _values(claim) if not _is_told(each, told, quote)]
    names = _names(claim)
    words = _WORD.findall(f"{heading} {around} {quote}")
    return Differences(
        values=len(missing),
        other_values=sum(any(_is_like(each, other) for other in quoted) for each in missing),
        names=sum(not any(_is_named(word, words) for word in name) for name in names),
        other_names=sum(_has_other_first_name(name, words) for name in names),
        negation=int(_is_negated_alone(claim, quote, language)),
        opposites=len(_opposed(claim, quote)),
    )


def _values(text: str) -> list[Value]:
    """Its values; a time of day is the number 18.3 in either notation."""
    return values(_CLOCK.sub(r"\1.\2", text))


def _is_told(value: Value, told: Sequence[Value], quote: str) -> bool:
    return (
        any(_is_same(value, each) for each in told)
        or _is_time_told(value, quote)
        or any(_follows(value, one, other) for one, other in combinations(told[:MAX_COMBINED], 2))
    )


def _follows(claimed: Value, one: Value, other: Value) -> bool:
    """Whether a value is the sum or difference of two that are told, or how many times one is as
    large as the other.
    """
    if "date" in (claimed.kind, one.kind, other.kind):
        return False
    less, more = sorted((one.low, other.low))
    following = [more - less, more + less, more * less, more / less if less else 0]
    return any(_is_near(each, claimed) for each in following)


def _is_near(number: float, claimed: Value) -> bool:
    slack = ROUGHLY if claimed.rough else EXACT
    return abs(number - claimed.low) <= slack * max(abs(number), claimed.low)


def _is_same(claimed: Value, told: Value) -> bool:
    """Whether a value told is the one claimed, or a day of the year claimed."""
    if claimed.kind == "date" and told.kind == "date":
        return _is_within(told, claimed)
    bare = told.kind == "count" and not told.counted  # "60 per cent of schools, of offices 15"
    if not bare and (claimed.kind != told.kind or not _is_unit(claimed.unit, told.unit)):
        return False
    return agree(claimed, told) or _is_near(told.low, claimed)


def _is_within(told: Value, claimed: Value) -> bool:
    if claimed.unit == told.unit:
        return claimed.low <= told.low and told.high <= claimed.high
    full, of_year = (told, claimed) if told.unit == "day" else (claimed, told)
    day = date.fromordinal(int(full.low))
    is_day = full.low == full.high
    return is_day and date(2000, day.month, day.day).timetuple().tm_yday == of_year.low


def _is_unit(one: str, other: str) -> bool:
    """Whether two units can be the same: one of them may leave out per what."""
    (money, _, rate), (other_money, _, other_rate) = one.partition("/"), other.partition("/")
    return money == other_money and (rate == other_rate or not (rate and other_rate))


def _is_like(missing: Value, other: Value) -> bool:
    return missing.kind == other.kind and _is_unit(missing.unit, other.unit)


def _times(text: str) -> set[tuple[int, int]]:
    """The times of day that a text names, on a dial of twelve hours."""
    return {(int(hour) % 12, int(minute)) for hour, minute in _CLOCK.findall(text)}


def _is_time_told(value: Value, text: str) -> bool:
    if value.kind != "count" or value.low >= 24:
        return False
    hour, minute = divmod(round(value.low * 100), 100)
    return (hour % 12, minute) in _times(text)


def _names(claim: str) -> list[list[str]]:
    """The words of each name in a claim."""
    return [_WORD.findall(claim[each.start : each.end]) for each in find_names(claim)]


def _is_named(word: str, words: Iterable[str]) -> bool:
    return any(same_name(word, each) for each in words)


def _has_other_first_name(name: list[str], words: list[str]) -> bool:
    """Whether a name's last word stands in a text only after other names than in the claim."""
    if len(name) < 2 or _is_named(name[-2], words):
        return False
    before = [
        words[place - 1]
        for place, word in enumerate(words)
        if place and same_name(name[-1], word) and word[0].isupper()
    ]
    return bool(before) and all(each[0].isupper() for each in before)


def _is_negated_alone(claim: str, quote: str, language: str) -> bool:
    """Whether the claim says "not" and the quote neither that nor what implies it; or the quote
    says it of a word of the claim, which does not.
    """
    if denials(claim):
        return not denials(quote) and not _IMPLIED_NEGATION.search(quote)
    if _IMPLIED_NEGATION.search(claim) or not language:
        return False
    return bool(_denied(quote, language) & set(stems(claim, language)))


def _denied(quote: str, language: str) -> set[str]:
    """The stems of what a quote says "not" of."""
    words = _WORD.findall(quote)
    places = [place for place, word in enumerate(words) if denials(word)]
    following = (" ".join(words[place + 1 : place + 1 + NEGATED]) for place in places)
    return {stem for each in following for stem in stems(each, language)}


def _opposed(claim: str, quote: str) -> list[str]:
    """The sides that the claim alone takes, and the quote takes the opposite of alone."""
    sides = {**OPPOSITES, **{other: side for side, other in OPPOSITES.items()}}
    claimed, told = (
        {side for side, pattern in _side_patterns().items() if pattern.search(text)}
        for text in (claim, quote)
    )
    return [side for side in claimed - told if sides[side] in told - claimed]


@cache
def _side_patterns() -> Mapping[str, re.Pattern[str]]:
    words = {
        side: chain(*(each.opposites.get(side, ()) for each in LEXICONS.values()))
        for side in (*OPPOSITES, *OPPOSITES.values())
    }
    return {
        side: re.compile(rf"\b{alternatives(each)}\b", re.IGNORECASE)
        for side, each in words.items()
    }
