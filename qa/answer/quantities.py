"""The values that a sentence states, in Swedish and English, in a form that can be compared.

Digits and words, thousands and decimals in either notation: 1 000 = 1,000 = tusen, 2,76 miljarder
= 2.76 billion (Språkrådet, Svenska skrivregler, 2017; The Chicago Manual of Style, 2017, ch. 9).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from index.language.numbers import MONTH_NAMES

Kind = Literal["count", "share", "money", "date", "duration"]

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

    kind: Kind
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
    while match := _value().search(sentence, place):
        value = _date(match) if match["date"] else _quantity(match, sentence, found)
        if value is not None:
            found.append(value)
        place = match.end()
    return found


def years(sentence: str) -> set[int]:
    """The years that the sentence names, ranges by both their ends."""
    dates = [each for each in values(sentence) if each.kind == "date" and each.unit == "day"]
    ends = [int(end) for each in dates for end in (each.low, each.high)]
    return {date.fromordinal(end).year for end in ends}


def _alternatives(words: Mapping[str, object]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_ONES = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60,
    "sjuttio": 70, "åttio": 80, "nittio": 90,
}  # fmt: skip
_NUMBER_WORDS: Mapping[str, float] = {
    **_ONES, **_TENS,
    **{f"{ten}{hyphen}{one}": tens + ones
       for ten, tens in _TENS.items()
       for one, ones in {**_ONES, "one": 1, "ett": 1, "en": 1}.items()
       for hyphen in ("", "-", " ")},
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16,
    "sjutton": 17, "arton": 18, "nitton": 19,
}  # fmt: skip
_SCALES: Mapping[str, float] = {
    "hundred": 1e2, "hundra": 1e2, "thousand": 1e3, "tusen": 1e3,
    "million": 1e6, "miljon": 1e6, "miljoner": 1e6, "mn": 1e6,
    "billion": 1e9, "bn": 1e9, "miljard": 1e9, "miljarder": 1e9, "mdr": 1e9,
    "trillion": 1e12, "biljon": 1e12, "biljoner": 1e12, "dozen": 12, "dussin": 12,
}  # fmt: skip
_CURRENCIES: Mapping[str, str] = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "£": "GBP", "gbp": "GBP", "pounds": "GBP", "pund": "GBP",
    "sek": "SEK", "kr": "SEK", "krona": "SEK", "kronor": "SEK",
}  # fmt: skip
_SHARES: Mapping[str, str] = {
    "%": "%", "per cent": "%", "percent": "%", "procent": "%",
    "percentage points": "points", "procentenheter": "points",
}  # fmt: skip
# In days; a month and a year are the mean ones of the Gregorian calendar.
_DURATIONS: Mapping[str, float] = {
    "second": 1 / 86400, "seconds": 1 / 86400, "sekund": 1 / 86400, "sekunder": 1 / 86400,
    "minute": 1 / 1440, "minutes": 1 / 1440, "minut": 1 / 1440, "minuter": 1 / 1440,
    "hour": 1 / 24, "hours": 1 / 24, "timme": 1 / 24, "timmar": 1 / 24,
    "day": 1, "days": 1, "dag": 1, "dagar": 1, "dygn": 1,
    "week": 7, "weeks": 7, "vecka": 7, "veckor": 7,
    "month": 30.436875, "months": 30.436875, "månad": 30.436875, "månader": 30.436875,
    "year": 365.2425, "years": 365.2425, "år": 365.2425, "decades": 3652.425,
    "årtionden": 3652.425,
}  # fmt: skip
_ROUGH = re.compile(
    r"\b(?:about|around|roughly|approximately|some|nearly|almost|close to|more than|over|above"
    r"|at least|no fewer than|less than|fewer than|under|below|up to|as many as|at most"
    r"|omkring|cirka|ca\.?|ungefär|runt|nästan|närmare|drygt|knappt|mer än|fler än|över|minst"
    r"|mindre än|färre än|upp till|högst|uppemot)\W*$",
    re.IGNORECASE,
)
_RATES = {
    "year": re.compile(
        r"\W*(?:a year|per year|each year|every year|yearly|annually|om året|per år|årligen)\b",
        re.IGNORECASE,
    ),
    "month": re.compile(
        r"\W*(?:a month|per month|each month|monthly|i månaden|per månad)\b", re.IGNORECASE
    ),
    "day": re.compile(r"\W*(?:a day|per day|daily|om dagen|per dag|dagligen)\b", re.IGNORECASE),
    "hour": re.compile(r"\W*(?:an hour|per hour|hourly|i timmen|per timme)\b", re.IGNORECASE),
}
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_NOT_COUNTED = frozenset(
    "a an and are as at been by for from had has have in is it its of on or out per that the their "
    "there they to was were when which who will with would "
    "att av blev blir den det de efter eller ett en från för har hade i inom med mot och om på "
    "ska skall som till under ur var varav vid är över".split()
)
_EACH = re.compile(
    r"\W*(?:per|each|vardera|a (?:day|week|month|year)|om (?:dagen|året))\b", re.IGNORECASE
)
_OF_THEM = re.compile(r"\s+(?:(?:out )?of|av)\s+(?:them|dem)\b", re.IGNORECASE)
_OF_THE = re.compile(
    r"\s+(?:(?:out )?of|av)\s+(?:(?:the|these|those|de|dessa)\b\s*)*(?:[\d., ]+ )?", re.IGNORECASE
)

_month = _alternatives(MONTH_NAMES)
_digits = (
    r"\d{1,3}(?:[ ]\d{3})+(?!\d)"  # 1 000 000
    r"|\d{1,3}(?:,\d{3})+(?!\d)"  # 1,000,000
    r"|\d{1,3},[ ]000\b"  # 1, 000, as machine translation leaves it
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)"  # 1.000.000
    r"|\d+(?:[.,]\d+)?"
)
_number = rf"(?:{_digits}|(?:{_alternatives(_NUMBER_WORDS)})\b)"
_scale = rf"(?:[ -]?(?:{_alternatives(_SCALES)})\b)"


@cache
def _value() -> re.Pattern[str]:
    """Compiling it takes 25 ms, which importing this module should not."""
    return re.compile(
        rf"""
        (?<![\w.,:/])(?P<date>
            (?P<iso>(?P<iso_year>\d{{4}})-(?P<iso_month>[01]\d)-(?P<iso_day>[0-3]\d))(?!\d)
          | (?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)?[ ](?:of[ ])?)(?P<month>{_month})\b
            (?:,?[ ](?P<year>[12]\d{{3}})\b)?
          | (?P<month_first>{_month})[ ](?P<day_second>[0-3]?\d)(?:st|nd|rd|th)?\b
            (?:,?[ ](?P<year_third>[12]\d{{3}})\b)?
          | (?P<bare_month>{_month})[ ](?P<month_year>[12]\d{{3}})\b
          | (?P<first_year>1[0-9]\d\d|20\d\d)[-–—](?P<last_year>1[0-9]\d\d|20\d\d)\b
          | (?P<decade>(?:1[0-9]|20)\d)0(?:s\b|-tal)
          | (?P<only_year>1[0-9]\d\d|20\d\d)
            (?![\w%]|[.,]\d|[-–]\w|[ ](?:{_alternatives(_SCALES)}|%|{_alternatives(_CURRENCIES)}
               |{_alternatives(_DURATIONS)}|per[ ]?cent|procent|people|personer|kameror|cameras)\b)
        )
      | (?<![\w.,:/])(?P<currency>(?:us\$|usd|eur|sek|gbp|[$€£])[ ]?)?
        (?:
          (?P<number>{_number})
          (?P<scale>{_scale}{{0,2}})
          (?:[ ]?(?:–|—|-|to[ ]|till[ ])[ ]?(?P<top>{_number})(?P<top_scale>{_scale}{{0,2}}))?
        | (?:(?:a|one|en|ett)[ ])?(?P<only_scale>thousand|million|billion|dozen|hundra|tusen|miljon
           |miljard|dussin)
        | (?P<one>one|en|ett)(?=[ ](?:{_alternatives(_DURATIONS)})\b)
        )
        (?![\w])
        (?:(?P<share>[ ]?(?:{_alternatives(_SHARES)}))(?!\w)
          |[ ](?P<money>{_alternatives(_CURRENCIES)})\b
          |[ -](?P<time>{_alternatives(_DURATIONS)})\b
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
