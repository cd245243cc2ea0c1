"""What value a question asks for, and whether a value is of that kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from index.language.analysis import stems, terms
from index.language.lexicons import LEXICONS, any_of, words_of
from index.language.spelling import folded, shared_beginning
from qa.answer.counts import is_plural
from qa.answer.quantities import QuantityKind, Value, rate


def _words(*names: str) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(*names)}\b", re.IGNORECASE)


_HOW_MANY = _words("how_many")
_TWO = re.compile(
    rf"\b{any_of('additions', 'alternatives')}\b(?: \w+)? {any_of('interrogatives_for_values')}\b",
    re.IGNORECASE,
)
_HOW_MUCH = _words("how_much")
_MONEY = _words("prices")
_INTERROGATIVE = _words("interrogatives")
_OTHERS = frozenset(words_of("other_interrogatives"))
_SHARE = _words("shares_asked")
_CHANGE = _words("changes")
_DATE = _words("dates_asked")
_DURATION = _words("durations_asked")
_YES_OR_NO = re.compile(rf"\W*{any_of('yes_or_no')} ", re.IGNORECASE)
_VERB_FIRST = re.compile(rf"\W*[^\W\d_]+{any_of('first_verb_endings')} ", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
# What is often counted, each with its forms in every language.
_NOUNS = [
    frozenset(chain(*(each.nouns.get(noun, "").split() for each in LEXICONS.values())))
    for noun in dict.fromkeys(words_of("nouns"))
]
MIN_COGNATE = 4  # letters
MIN_COGNATE_SHARE = 0.8  # of the longer word


@dataclass(frozen=True, slots=True)
class AskedValue:
    """The kind of value a question asks for: of a count what `nouns` say, of money per `rate`."""

    kind: QuantityKind
    nouns: tuple[str, ...] = ()
    rate: str = ""


def asked_for(question: str) -> AskedValue | None:
    """The kind of value that the question asks for, or None; of two questions in one as well."""
    first = _INTERROGATIVE.search(question)
    if first is None or _TWO.search(question) or first[0].lower() in _OTHERS:
        return None
    if _DURATION.search(question):
        return AskedValue("duration")
    if _SHARE.search(question):
        return AskedValue("share")
    if many := _HOW_MANY.search(question):
        return AskedValue("count", _nouns(question[many.end() :]))
    if _MONEY.search(question):
        return AskedValue("money", rate=_rate_in(question))
    if _HOW_MUCH.search(question):
        return AskedValue("share") if asks_for_change(question) else None
    return AskedValue("date") if _DATE.search(question) else None


def _rate_in(question: str) -> str:
    places = (match.end() for match in re.finditer(r"\w\b", question))
    return next(filter(None, (rate(question[place:]) for place in places)), "")


def _nouns(after: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(after)[:4])


def asks_for_change(question: str) -> bool:
    """Whether something is asked that two times are compared for."""
    return _CHANGE.search(question) is not None


def is_yes_or_no(question: str) -> bool:
    """Whether the question asks if something is so, maybe after a clause with what is given."""
    if _VERB_FIRST.match(question) and not _INTERROGATIVE.search(question):
        return True
    given, _, asked = question.rpartition(", ")
    if _YES_OR_NO.match(question):
        return True
    return _YES_OR_NO.match(asked) is not None and not _INTERROGATIVE.search(given)


def is_asked_for(value: Value, asked: AskedValue, language: str, same_language: bool) -> bool:
    """Whether the value, of a sentence in that language, is of the kind asked for.

    `same_language`: whether the question is in it as well.
    """
    if value.kind != asked.kind:
        return False
    if value.kind == "money":
        return value.unit[3:] == asked.rate
    if value.kind != "count":
        return True
    head = _head(value.counted)
    same = any(_is_same_noun(noun, head, language) for noun in asked.nouns)
    return same or (not same_language and any(_are_cognates(noun, head) for noun in asked.nouns))


def _head(counted: Sequence[str]) -> str:
    """The noun among the words that follow a number: the first that looks like a plural."""
    plural = next((word for word in counted if _looks_plural(word)), None)
    return plural or (counted[0] if counted else "")


def _looks_plural(word: str) -> bool:
    known = any(word in forms for forms in _NOUNS)
    return known or any(is_plural(word, lexicon) for lexicon in LEXICONS.values())


def _is_same_noun(one: str, other: str, language: str) -> bool:
    if not one or not other:
        return False
    if one == other or _ends_with(one, other) or _ends_with(other, one):
        return True
    if any(_is_form(one, forms) and _is_form(other, forms) for forms in _NOUNS):
        return True
    stem, other_stem = terms(one, language), terms(other, language)
    return bool(stem) and stem == other_stem


def _are_cognates(one: str, other: str) -> bool:
    """Whether words of two languages are written nearly alike: cameras, kameror."""
    one, other = (_as_spoken(word) for word in (one, other))
    return shared_beginning(one, other) >= max(
        MIN_COGNATE, MIN_COGNATE_SHARE * max(len(one), len(other))
    )


def _as_spoken(word: str) -> str:
    stem = min((stem for each in LEXICONS for stem in stems(word, each)), key=len, default=word)
    return re.sub("c(?![eiy])|q", "k", folded(stem)).replace("ph", "f")


def _is_form(word: str, forms: frozenset[str]) -> bool:
    return any(word == form or _ends_with(word, form) for form in forms)


def _ends_with(compound: str, word: str) -> bool:
    return len(word) > 5 and compound.endswith(word)
