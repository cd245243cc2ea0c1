"""The values that a sentence states, in Swedish and English, in a form that can be compared.

Digits and words, thousands and decimals in either notation: 1 000 = 1,000 = tusen, 2,76 miljarder
= 2.76 billion (Språkrådet, Svenska skrivregler, 2017; The Chicago Manual of Style, 2017, ch. 9).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, product
from typing import Literal

from index.language.lexicon import Lexicon
from index.language.lexicons import LEXICONS, alternatives, any_of, words_of
from index.language.numbers import MONTH_NAMES
from qa.answer.counts import counts_things

QuantityKind = Literal["count", "share", "money", "date", "duration"]

# A number rounded to two digits is off by at most half a unit in the second of them: 10 ± 0.5.
ROUNDING = 0.05
NOUN_WORDS = 4  # after a number; what is counted stands among them: "1 800 kinesiska kameror"


@dataclass(frozen=True, slots=True)
class Value:
    """A value from `low` to `high`, both the same unless a span of time or a range is stated.

    `unit`: of money a currency code, followed by "/year" or the like where it is a rate; of a share
    "%" or "points"; of a date "day" (the numbers are ordinals of the Gregorian calendar) or "day of
    year"; of a duration "day"; of a count nothing, or "each" where it is one of several.
    `counted`: the words that follow a count, in lower case, what is counted among them.
    `rough`: whether the sentence says that the value is about, or above, or below that.
    """

    kind: QuantityKind
    low: float
    high: float
    unit: str = ""
    counted: tuple[str, ...] = ()
    rough: bool = False


def agree(one: Value, other: Value) -> bool:
    """Whether two values of one kind and unit can be the same: rough ones within ROUNDING."""
    slack = ROUNDING if (one.rough or other.rough) and one.kind != "date" else 0.0
    return one.low * (1 - slack) <= other.high and other.low * (1 - slack) <= one.high


def values(sentence: str) -> list[Value]:
    """Every value of the sentence, in the order of its words."""
    sentence = " ".join(sentence.split())
    found: list[Value] = []
    place = 0
    while match := _next(sentence, place):
        is_date = match.re is _date_pattern()
        value = _date(match) if is_date else _quantity(match, sentence, found)
        if value is not None:
            found.append(value)
        place = match.end()
    return found


def _next(sentence: str, place: int) -> re.Match[str] | None:
    """The first date or quantity from `place` on; what may be either is a date, unless it counts
    what follows it.
    """
    day = _date_pattern().search(sentence, place)
    quantity = _quantity_pattern().search(sentence, place)
    if day is None or (quantity is not None and quantity.start() < day.start()):
        return quantity
    if day["only_year"] and counts_things(sentence[: day.start()], sentence[day.end() :]):
        return _quantity_pattern().match(sentence, day.start())
    return day


def years(sentence: str) -> set[int]:
    """The years that the sentence names, ranges by both their ends."""
    dates = [each for each in values(sentence) if each.kind == "date" and each.unit == "day"]
    ends = [int(end) for each in dates for end in (each.low, each.high)]
    return {date.fromordinal(end).year for end in ends}


def _literally(*words: str) -> str:
    """A pattern for any of the words, also where white space in a pattern means nothing."""
    return alternatives(map(re.escape, words))


def _number_words(lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """Its numerals up to 99, each with its number: "twenty-one", "tjugoett"."""
    yield from lexicon.numerals.items()
    tens = {word: ten for word, ten in lexicon.numerals.items() if ten >= 20}
    ones = {word: one for word, one in lexicon.numerals.items() if one < 10}
    for ten, one in product(tens.items(), (ones | dict.fromkeys(lexicon.one, 1)).items()):
        for hyphen in ("", "-", " "):
            yield f"{ten[0]}{hyphen}{one[0]}", ten[1] + one[1]


_ONES = {word: 1 for word in words_of("one")}
_NUMBER_WORDS: Mapping[str, int] = {
    word: number for each in LEXICONS.values() for word, number in _number_words(each)
}
_SCALES: Mapping[str, float] = {
    word: value
    for each in LEXICONS.values()
    for word, value in (
        *((word, 10**power) for word, power in each.magnitudes.items()),
        *each.small_magnitudes.items(),
    )
}
_CURRENCY_SIGNS = {
    "$": "USD", "us$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP",
    "sek": "SEK",
}  # fmt: skip
_CURRENCIES: Mapping[str, str] = _CURRENCY_SIGNS | {
    word: code for each in LEXICONS.values() for word, code in each.currencies.items()
}
_SHARES: Mapping[str, str] = {"%": "%"} | {
    word: unit for each in LEXICONS.values() for word, unit in each.shares.items()
}
# In days; a month and a year are the mean ones of the Gregorian calendar.
_DURATIONS: Mapping[str, float] = {
    word: seconds / 86_400 for each in LEXICONS.values() for word, seconds in each.seconds.items()
}
_ROUGH = re.compile(rf"\b{any_of('rough')}\W*$", re.IGNORECASE)
_RATES = {
    unit: re.compile(
        rf"\W*{alternatives(chain(*(each.rates.get(unit, ()) for each in LEXICONS.values())))}\b",
        re.IGNORECASE,
    )
    for unit in ("year", "month", "day", "hour")
}
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_NOT_COUNTED = frozenset(words_of("uncounted"))
_EACH = re.compile(rf"\W*{any_of('each')}\b", re.IGNORECASE)
_OF_THEM = re.compile(rf"\s+{any_of('partitives')}\s+{any_of('them')}\b", re.IGNORECASE)
_OF_THE = re.compile(
    rf"\s+{any_of('partitives')}\s+(?:{any_of('those')}\b\s*)*(?:[\d., ]+ )?", re.IGNORECASE
)

_month = alternatives(MONTH_NAMES)
_digits = (
    r"\d{1,3}(?:[ ]\d{3})+(?!\d)"  # 1 000 000
    r"|\d{1,3}(?:,\d{3})+(?!\d)"  # 1,000,000
    r"|\d{1,3},[ ]000\b"  # 1, 000, as machine translation leaves it
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)"  # 1.000.000
    r"|\d+(?:[.,]\d+)?"
)
_number = rf"(?:{_digits}|{_literally(*_NUMBER_WORDS)}\b)"
_scale = rf"(?:[ -]?{_literally(*_SCALES)}\b)"


@cache
def _date_pattern() -> re.Pattern[str]:
    """Compiling these takes 25 ms, which importing this module should not."""
    ordinal = any_of("ordinal_endings")
    units = _literally(*_SCALES, *_SHARES, *_CURRENCIES, *_DURATIONS)
    return re.compile(
        rf"""
        (?<![\w.,:/])(?:
            (?P<iso>(?P<iso_year>\d{{4}})-(?P<iso_month>[01]\d)-(?P<iso_day>[0-3]\d))(?!\d)
          | (?:(?P<day>[0-3]?\d){ordinal}?[ ](?:{any_of("day_links")}[ ])?)(?P<month>{_month})\b
            (?:,?[ ](?P<year>[12]\d{{3}})\b)?
          | (?P<month_first>{_month})[ ](?P<day_second>[0-3]?\d){ordinal}?\b
            (?:,?[ ](?P<year_third>[12]\d{{3}})\b)?
          | (?P<bare_month>{_month})[ ](?P<month_year>[12]\d{{3}})\b
          | (?P<first_year>1[0-9]\d\d|20\d\d)[-–—](?P<last_year>1[0-9]\d\d|20\d\d)\b
          | (?P<decade>(?:1[0-9]|20)\d)0{any_of("decade_endings")}
          | (?P<only_year>1[0-9]\d\d|20\d\d)
            (?![\w%]|[.,]\d|[-–]\w|[ ]{units}(?!\w))
        )
        """,
        re.IGNORECASE | re.VERBOSE,
    )


@cache
def _quantity_pattern() -> re.Pattern[str]:
    one = _literally(*_ONES)
    durations = _literally(*_DURATIONS)
    return re.compile(
        rf"""
        (?<![\w.,:/])(?P<currency>{_literally(*_CURRENCY_SIGNS)}[ ]?)?
        (?:
          (?P<number>{_number})
          (?P<scale>{_scale}{{0,2}})
          (?:[ ]?(?:–|—|-|{any_of("up_to")}[ ])[ ]?
             (?P<top>{_number})(?P<top_scale>{_scale}{{0,2}}))?
        | (?:(?:{one}|{any_of("indefinite")})[ ])?(?P<only_scale>{any_of("lone_magnitudes")})
        | (?P<one>{one})(?=[ ]{durations}\b)
        )
        (?![\w])
        (?:(?P<share>[ ]?{_literally(*_SHARES)})(?!\w)
          |[ ](?P<money>{_literally(*_CURRENCIES)})\b
          |[ -](?P<time>{durations})\b
        )?
        """,
        re.IGNORECASE | re.VERBOSE,
    )


def _quantity(match: re.Match[str], sentence: str, before: list[Value]) -> Value | None:
    low, high = _bounds(match)
    rough = _ROUGH.search(sentence[: match.start()]) is not None
    currency = match["currency"] or match["money"]
    if currency:
        unit = _CURRENCIES[currency.strip().lower()] + rate(sentence[match.end() :])
        return Value("money", low, high, unit, (), rough)
    if match["share"]:
        return Value("share", low, high, _SHARES[match["share"].strip().lower()], (), rough)
    if match["time"]:
        days = _DURATIONS[match["time"].lower()]
        return Value("duration", low * days, high * days, "day", (), rough)
    counted, after = _counted(sentence[match.end() :], before)
    return Value("count", low, high, "each" if _EACH.match(after) else "", counted, rough)


def rate(text: str) -> str:
    """Per what the text that follows a value says it is: "/year" and so on; else nothing."""
    return next((f"/{name}" for name, words in _RATES.items() if words.match(text)), "")


def _bounds(match: re.Match[str]) -> tuple[float, float]:
    if match["only_scale"]:
        alone = _SCALES[match["only_scale"].lower()]
        return alone, alone
    if match["one"]:
        return 1, 1
    scale = _scale_of(match["scale"])
    low = _number_of(match["number"])
    if not match["top"]:
        return low * scale, low * scale
    top_scale = _scale_of(match["top_scale"])
    low, high = low * (scale if scale > 1 else top_scale), _number_of(match["top"]) * top_scale
    return min(low, high), max(low, high)


def _number_of(text: str) -> float:
    if text.lower() in _NUMBER_WORDS:
        return _NUMBER_WORDS[text.lower()]
    if re.fullmatch(r"\d+[.,]\d{1,2}|\d+\.\d+|\d+,\d{4,}", text):
        return float(text.replace(",", "."))
    return float(re.sub(r"\D", "", text))


def _scale_of(text: str) -> float:
    product = 1.0
    for word in _WORD.findall(text):
        product *= _SCALES[word.lower()]
    return product


def _counted(after: str, before: list[Value]) -> tuple[tuple[str, ...], str]:
    """The words that say what is counted, and the text after them.

    They are those that follow the number, or of "50 of them" those of the number before.
    """
    if _OF_THEM.match(after):
        return next((each.counted for each in reversed(before) if each.counted), ()), ""
    if whole := _OF_THE.match(after):
        after = f" {after[whole.end() :]}"
    words: list[str] = []
    end = 0
    for match in _WORD.finditer(after.partition("(")[0]):
        gap, word = after[end : match.start()], match[0].lower()
        if len(words) == NOUN_WORDS or word in _NOT_COUNTED or re.search(r"[^\s“”\"-]", gap):
            break
        end = match.end()
        words.append(word)
    return tuple(words), after[end:]


def _date(match: re.Match[str]) -> Value | None:
    try:
        return _date_between(match)
    except ValueError:  # 31 February
        return None


def _date_between(match: re.Match[str]) -> Value:
    if match["decade"]:
        first = int(match["decade"]) * 10
        # "1800-talet" is the century, "the 1800s" as well; "1990-talet" the decade.
        return _days(first, first + (99 if first % 100 == 0 else 9))
    if match["first_year"]:
        return _days(int(match["first_year"]), int(match["last_year"]))
    year = match["iso_year"] or match["year"] or match["year_third"] or match["month_year"]
    month = match["month"] or match["month_first"] or match["bare_month"]
    number = (
        int(match["iso_month"]) if match["iso_month"] else MONTH_NAMES.get((month or "").lower())
    )
    day = match["iso_day"] or match["day"] or match["day_second"]
    if number is None:
        return _days(int(match["only_year"]), int(match["only_year"]))
    if year is None:
        # A leap year has every day.
        of_year = date(2000, number, int(day)).timetuple().tm_yday
        return Value("date", of_year, of_year, "day of year")
    if day is None:
        last = monthrange(int(year), number)[1]
        first_day, last_day = date(int(year), number, 1), date(int(year), number, last)
    else:
        first_day = last_day = date(int(year), number, int(day))
    return Value("date", first_day.toordinal(), last_day.toordinal(), "day")


def _days(first: int, last: int) -> Value:
    """The years from `first` to `last`."""
    if first > last:
        raise ValueError("a span of years that ends before it begins")
    return Value("date", date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal(), "day")
