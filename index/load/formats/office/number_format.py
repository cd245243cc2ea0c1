"""A number in a cell → what its number format shows of it: 0.25 by "0%" → "25%".

The format codes are those of Office Open XML (ECMA-376, part 1, 18.8.31); they are the same in all
languages, but what is shown is not: "#,##0.00" shows "1,234.50" in English, "1 234,50" in Swedish.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from index.language.lexicons import LEXICONS

GENERAL = "General"
# ECMA-376 names these by number only. The order of a date in 14 and 22 is the reader's own: ISO's.
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "hh:mm", 21: "hh:mm:ss",
    22: "yyyy-mm-dd hh:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Habits:
    """How a language writes numbers and dates."""

    decimal: str
    group: str
    true: str
    false: str
    months: tuple[str, ...]
    days: tuple[str, ...]  # from Monday


ENGLISH = Habits(
    ".", ",", "TRUE", "FALSE",
    tuple(map(str.capitalize, LEXICONS["en"].months)),
    tuple(map(str.capitalize, LEXICONS["en"].weekdays)),
)  # fmt: skip
SWEDISH = Habits(
    ",", "\N{NO-BREAK SPACE}", "SANT", "FALSKT",
    LEXICONS["sv"].months,
    LEXICONS["sv"].weekdays,
)  # fmt: skip

_SWEDISH_LETTERS = re.compile(r"[åäöÅÄÖ]")
_OTHER_LETTERS = re.compile(r"[üßõæøÜÕÆØ]")
_SWEDISH_CODE = re.compile(r"-0*41D\]|\bkr\b", re.IGNORECASE)
_TOKEN = re.compile(
    r"""(?i)"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<filler>[_*].)|\[(?P<bracket>[^\]]*)\]
    |(?P<general>General)|(?P<noon>AM/PM|A/P)|(?P<date>y+|m+|d+|h+|s+)|(?P<exponent>E[+-])
    |(?P<place>[0\#?.,%/@])|(?P<literal>.)""",
    re.VERBOSE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[\d.]+)$")
_ELAPSED = re.compile(r"(?i)(?:h+|m+|s+)$")
_DAY_ZERO = datetime(1899, 12, 30)
_LAST_DAY = 2_958_465  # 9999-12-31
_EXACT = 1e15  # larger numbers have more digits than Excel keeps
_MAX_CODE = 255  # characters; as in Excel

Token = tuple[str, str]
"""A kind and a text. Of kind "literal", "date", "elapsed", "noon", "general", "exponent", "place".
"""


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None
    is_date: bool


def habits_of(texts: Iterable[str], codes: Iterable[str]) -> Habits:
    """How numbers are written where a document with such texts and format codes is read; it does
    not say itself.
    """
    if any(map(_SWEDISH_CODE.search, codes)):
        return SWEDISH
    texts = list(texts)
    swedish = sum(_SWEDISH_LETTERS.search(text) is not None for text in texts)
    others = sum(_OTHER_LETTERS.search(text) is not None for text in texts)
    return SWEDISH if swedish * 20 >= max(1, len(texts)) and others * 10 <= swedish else ENGLISH


def shown(number: float, code: str, habits: Habits, day_zero: int = 0) -> str:
    """What a cell of that number and format code shows; its days are counted from `day_zero`."""
    sections = _sections(code[:_MAX_CODE])
    section, signed = _chosen(sections, number)
    if section.is_date:
        return _date(number + day_zero, section.tokens, habits)
    if abs(number) >= _EXACT:
        return shown_plainly(number, habits)
    text = _number(abs(number), section.tokens, habits).strip()
    return f"-{text}" if signed and re.search(r"[1-9]", text) else text


def shown_text(text: str, code: str) -> str:
    """What a cell of that text and format code shows: a fourth section may put words around it."""
    sections = _sections(code[:_MAX_CODE])
    if len(sections) < 4:
        return text
    return "".join(text if each == "@" else each for _, each in sections[3].tokens).strip()


def shown_plainly(number: float, habits: Habits) -> str:
    """A number without a format, as long as it needs to be."""
    if abs(number) < _EXACT and number == int(number):
        return str(int(number))
    return f"{number:.10g}".replace("e", "E").replace(".", habits.decimal)


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[list[Token]] = [[]]
    conditions: list[tuple[str, float] | None] = [None]
    for match in _TOKEN.finditer(code):
        kind, text = str(match.lastgroup), match[str(match.lastgroup)]
        if kind == "literal" and text == ";":
            sections.append([])
            conditions.append(None)
        elif kind == "bracket" and (found := _CONDITION.match(text)):
            conditions[-1] = found[1], float(found[2])
        else:
            sections[-1] += _token(kind, text)
    return tuple(map(_section, sections, conditions))


def _token(kind: str, text: str) -> list[Token]:
    if kind == "filler":
        return []
    if kind == "bracket":
        if text.startswith("$"):  # a currency and a language: [$kr-41D]
            return [("literal", text[1:].split("-")[0])]
        return [("elapsed", text.lower())] if _ELAPSED.match(text) else []
    if kind in ("quoted", "escaped"):
        return [("literal", text)]
    return [(kind, text.lower() if kind == "date" else text)]


def _section(tokens: list[Token], condition: tuple[str, float] | None) -> _Section:
    is_date = any(kind in ("date", "elapsed") for kind, _ in tokens)
    return _Section(tuple(tokens), condition, is_date)


def _chosen(sections: tuple[_Section, ...], number: float) -> tuple[_Section, bool]:
    """The section for the number, and whether it is to be shown with a minus."""
    for section in sections[:2]:
        if section.condition and _holds(number, *section.condition):
            return section, number < 0
    if sections[0].condition:
        return sections[min(2, len(sections) - 1)], number < 0
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], number < 0


def _holds(number: float, sign: str, limit: float) -> bool:
    return bool(
        ("<" in sign and number < limit)
        or (">" in sign and number > limit)
        or (sign in ("=", "<=", ">=") and number == limit)
    )


def _number(number: float, tokens: tuple[Token, ...], habits: Habits) -> str:
    places = [text for kind, text in tokens if kind == "place"]
    if any(kind == "exponent" for kind, _ in tokens):
        return _scientific(number, tokens, habits)
    if "/" in places and any(each in "0#?" for each in places):
        return _fraction(number, tokens)
    if not any(each in "0#?" for each in places):
        plain = shown_plainly(number, habits)
        return "".join(plain if kind == "general" or text == "@" else text for kind, text in tokens)
    return _decimal(number, tokens, habits)


def _decimal(number: float, tokens: tuple[Token, ...], habits: Habits) -> str:
    digit = [n for n, (kind, text) in enumerate(tokens) if kind == "place" and text in "0#?"]
    point = tokens.index(("place", ".")) if ("place", ".") in tokens else digit[-1] + 1
    commas = [n for n, token in enumerate(tokens) if token == ("place", ",")]
    whole, part = [n for n in digit if n < point], [n for n in digit if n > point]
    last_whole = whole[-1] if whole else point
    thousands = sum(last_whole < n <= point or n > digit[-1] for n in commas)
    grouped = any(whole and whole[0] < n < last_whole for n in commas)
    scale = 100 ** tokens.count(("place", "%"))
    value = Decimal(repr(number)) * scale / 1000**thousands
    rounded = value.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    before, _, after = f"{rounded:f}".partition(".")
    drawn = _whole_digits(before.lstrip("0"), whole, tokens, habits.group if grouped else "")
    drawn |= _part_digits(after, part, tokens)
    if ("place", ".") in tokens and any(drawn[n] for n in part):
        drawn[point] = habits.decimal
    return "".join(
        drawn.get(n, "") if kind == "place" and text != "%" else text
        for n, (kind, text) in enumerate(tokens)
    )


def _whole_digits(
    digits: str, whole: list[int], tokens: tuple[Token, ...], group: str
) -> dict[int, str]:
    """The digits before the point at each place for one; the first place takes all the rest."""
    drawn = {}
    left = len(digits)
    for count, place in enumerate(reversed(whole)):
        start = 0 if place == whole[0] else max(0, left - 1)
        taken = digits[start:left] or ("0" if tokens[place][1] == "0" else "")
        drawn[place] = _grouped(taken, count, group)
        left = start
    return drawn


def _grouped(digits: str, following: int, group: str) -> str:
    """The digits, and the separators between them and the `following` digits."""
    pieces = []
    for count, digit in enumerate(reversed(digits), following):
        pieces.append(f"{digit}{group}" if count and count % 3 == 0 else digit)
    return "".join(reversed(pieces))


def _part_digits(after: str, part: list[int], tokens: tuple[Token, ...]) -> dict[int, str]:
    drawn = dict(zip(part, after, strict=True))
    for place in reversed(part):
        if drawn[place] != "0" or tokens[place][1] == "0":
            break
        drawn[place] = ""
    return drawn


def _scientific(number: float, tokens: tuple[Token, ...], habits: Habits) -> str:
    mantissa = "".join(text for _, text in tokens).upper().partition("E")[0]
    decimals = sum(each in "0#?" for each in mantissa.partition(".")[2])
    digits, _, exponent = f"{number:.{decimals}E}".partition("E")
    return f"{digits.replace('.', habits.decimal)}E{exponent}"


def _fraction(number: float, tokens: tuple[Token, ...]) -> str:
    below = "".join(text for _, text in tokens).partition("/")[2]
    digits = sum(each in "0#?" for each in below)
    whole = int(number)
    rest = Fraction(Decimal(repr(number)) - whole).limit_denominator(10 ** max(1, digits) - 1)
    if rest in (0, 1):
        return str(whole + int(rest))
    return f"{whole} {rest}" if whole else str(rest)


def _date(number: float, tokens: tuple[Token, ...], habits: Habits) -> str:
    if not 0 <= number <= _LAST_DAY:
        return shown_plainly(number, habits)
    decimals = _second_decimals(tokens)
    seconds = round(Decimal(repr(number)) * 86_400, decimals)
    # Excel takes 1900 for a leap year, so that dates before its 1st of March are one day off.
    moment = _DAY_ZERO + timedelta(days=int(number < 60), seconds=float(seconds))
    pieces = []
    for place, (kind, text) in enumerate(tokens):
        if kind == "date":
            pieces.append(_date_part(moment, text, _is_minute(tokens, place), tokens, habits))
        elif kind == "elapsed":
            pieces.append(_elapsed(seconds, text))
        elif kind == "noon":
            pieces.append("AM" if moment.hour < 12 else "PM")
        elif text == "." and decimals:
            pieces.append(habits.decimal + f"{moment.microsecond:06}"[:decimals])
        elif kind != "place" or text not in "0#?@":
            pieces.append(text)
    return "".join(pieces).strip()


def _second_decimals(tokens: tuple[Token, ...]) -> int:
    return min(3, sum(text == "0" for kind, text in tokens if kind == "place"))


def _is_minute(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether an "m" there is of minutes: after hours, or before seconds."""
    before = [text for kind, text in tokens[:place] if kind in ("date", "elapsed")]
    after = [text for kind, text in tokens[place + 1 :] if kind in ("date", "elapsed")]
    return (bool(before) and before[-1][0] == "h") or (bool(after) and after[0][0] == "s")


def _date_part(
    moment: datetime, code: str, is_minute: bool, tokens: tuple[Token, ...], habits: Habits
) -> str:
    size = len(code)
    if code[0] == "y":
        return f"{moment.year:04}" if size > 2 else f"{moment.year % 100:02}"
    if code[0] in "md" and size > 2 and not is_minute:
        name = habits.months[moment.month - 1] if code[0] == "m" else habits.days[moment.weekday()]
        return name if size == 4 else name[: 1 if size == 5 else 3]
    hour = moment.hour
    if any(kind == "noon" for kind, _ in tokens):
        hour = (hour + 11) % 12 + 1
    amount = {
        "m": moment.minute if is_minute else moment.month,
        "d": moment.day,
        "h": hour,
        "s": moment.second,
    }[code[0]]
    return f"{amount:02}" if size > 1 else str(amount)


def _elapsed(seconds: Decimal, code: str) -> str:
    amount = int(seconds) // {"h": 3600, "m": 60, "s": 1}[code[0]]
    return f"{amount:0{min(len(code), 9)}}"
