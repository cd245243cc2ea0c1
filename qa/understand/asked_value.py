"""What value a question asks for, and whether a value is of that kind, in Swedish and English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.search.bm25 import terms
from qa.answer.quantities import Kind, Value, rate

_HOW_MANY = re.compile(r"\b(?:how many|hur m[åa]nga|what number of|vilket antal)\b", re.IGNORECASE)
_TWO = re.compile(
    r"\b(?:and|och|samt|or|eller)\b(?: \w+)? (?:how|what|when|hur|vad|när)\b", re.IGNORECASE
)
_HOW_MUCH = re.compile(r"\b(?:how much|hur mycket)\b", re.IGNORECASE)
_MONEY = re.compile(
    r"\b(?:cost|costs|price|priced?|pay|pays|paid|paying|spen[dt]\w*|budget\w*|worth|fees?|charge\w*"
    r"|kosta\w*|betala\w*|pris\w*|avgift\w*|budget\w*|värd\w*|går .* på"
    r"|take.* to (?:maintain|run|build|keep))\b",
    re.IGNORECASE,
)
_INTERROGATIVE = re.compile(
    r"\b(?:what|how|when|which|who|whom|whose|where|why|hur|vad|när|vilken|vilket|vilka|vem|vems"
    r"|var|vart|varför)\b",
    re.IGNORECASE,
)
_OTHERS = frozenset("who whom whose where why vem vems var vart varför".split())
_SHARE = re.compile(
    r"\b(?:(?:what|which|how (?:large|big|great) an?) (?:share|percentage|proportion|part)"
    r"|by how much|stor (?:andel|del)|vilken andel|ränta|interest rate|procent"
    r"|per ?cent)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:reduc|cut|fall|fell|drop|ris|rose|increas|decreas|declin|grow|grew|minska|öka|sjunk|sjönk"
    r"|växt|växer|stig)\w*",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:when|(?:what|which) (?:year|date)|när|vilket (?:år|datum))\b", re.IGNORECASE
)
_DURATION = re.compile(
    r"\b(?:how long|hur (?:länge|lång tid)|(?:how many|hur många) (?:second|minute|hour|day|week"
    r"|month|year|sekund|minut|timm|dag|dygn|veck|månad|år)\w*)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"\W*(?:do|does|did|is|are|was|were|can|could|has|have|had|will|would|should"
    r"|är|kan|kunde|har|hade|ska|skulle|kommer|gör|finns|får|fick|läcker|använder|stämmer) ",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
# What news and public pages count most often, so that counts can be compared across languages.
_NOUNS = tuple(
    frozenset(each.split())
    for each in (
        "camera cameras kamera kameror kamerorna",
        "country countries nation nations land länder länderna nationer",
        "city cities town towns stad städer städerna",
        "company companies firm firms business businesses företag företagen bolag bolagen",
        "person persons people inhabitants residents människor personer invånare invånarna",
        "place places site sites location locations plats platser ställe ställen",
        "municipality municipalities kommun kommuner kommunerna",
        "school schools skola skolor", "pupils pupil students student elever studenter",
        "case cases fall ärende ärenden", "crime crimes brott brotten",
        "car cars bil bilar", "house houses hus", "home homes bostad bostäder hem",
        "job jobs jobb arbeten", "worker workers employee employees anställda arbetare",
        "child children barn", "woman women kvinna kvinnor", "man men män",
        "ship ships boat boats fartyg båt båtar", "train trains tåg", "bus buses buss bussar",
        "book books bok böcker", "document documents dokument",
        "authority authorities agency agencies myndighet myndigheter",
        "exhibitor exhibitors utställare utställarna", "visitor visitors besökare",
        "member members medlem medlemmar", "police officers poliser",
        "kilometre kilometres kilometer kilometers km", "metre metres meter meters m",
        "square kvadratkilometer", "tonnes tons ton", "kilos kilograms kg kilogram",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """The kind of value a question asks for: of a count what `nouns` say, of money per `rate`."""

    kind: Kind
    nouns: tuple[str, ...] = ()
    rate: str = ""


def asked_for(question: str) -> Asked | None:
    """The kind of value that the question asks for, or None; of two questions in one as well."""
    first = _INTERROGATIVE.search(question)
    if first is None or _TWO.search(question) or first[0].lower() in _OTHERS:
        return None
    if _DURATION.search(question):
        return Asked("duration")
    if _SHARE.search(question):
        return Asked("share")
    if many := _HOW_MANY.search(question):
        return Asked("count", _nouns(question[many.end() :]))
    if _MONEY.search(question):
        return Asked("money", rate=_rate_in(question))
    if _HOW_MUCH.search(question):
        return Asked("share") if _CHANGE.search(question) else None
    return Asked("date") if _DATE.search(question) else None


def _rate_in(question: str) -> str:
    places = (match.end() for match in re.finditer(r"\w\b", question))
    return next(filter(None, (rate(question[place:]) for place in places)), "")


def _nouns(after: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(after)[:4])


def is_yes_or_no(question: str) -> bool:
    """Whether the question asks if something is so."""
    return _YES_OR_NO.match(question) is not None


def is_asked_for(value: Value, asked: Asked, language: str) -> bool:
    """Whether the value, of a sentence in that language, is of the kind asked for."""
    if value.kind != asked.kind:
        return False
    if value.kind == "money":
        return value.unit[3:] == asked.rate
    return value.kind != "count" or any(
        _same_noun(noun, _head(value.counted), language) for noun in asked.nouns
    )


def _head(counted: Sequence[str]) -> str:
    """The noun among the words that follow a number: the first that looks like a plural."""
    plural = next((word for word in counted if _looks_plural(word)), None)
    return plural or (counted[0] if counted else "")


def _looks_plural(word: str) -> bool:
    if any(word in forms for forms in _NOUNS):
        return True
    if word.endswith(("arna", "orna", "erna", "or", "ar", "er")):
        return True
    return word.endswith("s") and not word.endswith(("ss", "us"))


def _same_noun(one: str, other: str, language: str) -> bool:
    if not one or not other:
        return False
    if one == other or _ends_with(one, other) or _ends_with(other, one):
        return True
    if any(_is_form(one, forms) and _is_form(other, forms) for forms in _NOUNS):
        return True
    stem, other_stem = terms(one, language), terms(other, language)
    return bool(stem) and stem == other_stem


def _is_form(word: str, forms: frozenset[str]) -> bool:
    return any(word == form or _ends_with(word, form) for form in forms)


def _ends_with(compound: str, word: str) -> bool:
    return len(word) > 5 and compound.endswith(word)
