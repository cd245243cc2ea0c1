"""What is said to the assistant and asks documents for nothing: "Hello", "Who are you?", "Write a
poem". A message is a remark only where all of it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Literal, get_args
from unicodedata import category

from index.language.lexicons import LEXICONS, alternatives, any_of, words_of
from index.language.spelling import is_one_edit_away
from qa.understand.decompose import without_orders

RemarkKind = Literal[
    "outside", "identity", "abilities", "languages", "privacy", "grounds", "formats", "goodbyes",
    "complaints", "wellbeing", "apologies", "thanks", "greetings", "praise", "laughter",
    "acknowledgements",
]  # fmt: skip
"""In the order in which they are replied to where a message has several."""

MAX_WORDS = 16  # of small talk; more asks for something
MAX_OPENINGS = 4  # "Hi, can you please"; courtesies hold each other: without a bound, hours
MIN_MENDED = 4  # letters of a word that one slip of the finger is mended in
_KINDS: tuple[RemarkKind, ...] = get_args(RemarkKind)
_TALK = _KINDS[1:]
_ABOUT: tuple[RemarkKind, ...] = (
    "languages", "formats", "privacy", "identity", "grounds", "abilities",
)  # fmt: skip
_PICTURES = ("So", "Sk", "Mn", "Cf", "Zs")  # Unicode's categories of what emoji are made of
_LAST_QUESTION = re.compile(r"[:.!]\s+([^:.!?]+\?)\s*\Z")
_PARTING = r"\s*[,.!:;–—-]+\s+"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a message is, and its language where its words tell."""

    kind: RemarkKind
    language: str | None


def remark_in(message: str, is_known: Callable[[str], bool] = lambda word: True) -> Remark | None:
    """The remark that `message` is; None where it asks documents for something.

    A word that is not `is_known`, in the documents, may have one slip of the finger.
    """
    if _calculation().fullmatch(message.strip().lower()):
        return Remark("outside", None)
    if message.strip() and all(category(each) in _PICTURES for each in message):
        return Remark("acknowledgements", None)
    message = without_orders(message)
    said = _words(message)
    mended = [_mended(word, is_known) for word in said]
    remark = _read(said) or _read(mended) or _about_assistant(mended)
    return None if remark and remark.kind == "outside" and _asks_besides(message) else remark


def without_remarks(message: str) -> str:
    """`message` without the small talk before what it asks: "Thanks, and who leads it?"."""
    if remark_in(message):
        return message
    parts = re.split(f"({_PARTING})", message)
    for place in range(0, len(parts) - 2, 2):
        remark = remark_in(parts[place])
        if remark is None or remark.kind == "outside":
            return "".join(parts[place:])
    return parts[-1]


def quits(line: str) -> bool:
    """Whether a line ends a chat in a terminal."""
    return line.strip().strip(".!").lower() in words_of("remarks.quitting")


def _asks_besides(message: str) -> bool:
    """Whether a question stands behind an order."""
    found = _LAST_QUESTION.search(message)
    return found is not None and remark_in(found[1]) is None


def _words(message: str) -> list[str]:
    return re.findall(r"[\w']+", message.lower().replace("’", "'"))


def _read(words: Sequence[str]) -> Remark | None:
    said = " ".join(words)
    if found := _outside().fullmatch(said):
        return Remark("outside", _language_of("outside", found[1]))
    talk = _talk().fullmatch(said) if 0 < len(words) <= MAX_WORDS else None
    if talk is None:
        return None
    kind = next((each for each in _TALK if talk[each]), None)
    return Remark(kind, _language_of(kind, talk[kind])) if kind else None


def _about_assistant(words: Sequence[str]) -> Remark | None:
    """What a question is that addresses the assistant, or is one's own, and speaks of nothing but
    what an assistant does: "Can others see what I ask?".
    """
    for code, lexicon in LEXICONS.items():
        if set(lexicon.remarks.addressing).isdisjoint(words):
            continue
        telling = set(words) - _passing_words(code)
        spoken_of = lexicon.remarks.about
        if telling and telling.issubset(chain.from_iterable(spoken_of.values())):
            kind = next(each for each in _ABOUT if telling.intersection(spoken_of.get(each, ())))
            return Remark(kind, code)
    return None


@cache
def _passing_words(language: str) -> frozenset[str]:
    """The words that say nothing of what a question to the assistant is about."""
    lexicon = LEXICONS[language]
    return lexicon.stop_words.union(lexicon.remarks.addressing, lexicon.remarks.about_all)


def _language_of(kind: RemarkKind, said: str) -> str | None:
    """The only language that says it so."""
    spoken = [
        code
        for code, lexicon in LEXICONS.items()
        if re.fullmatch(alternatives(getattr(lexicon.remarks, kind)), said)
    ]
    return spoken[0] if len(spoken) == 1 else None


def _mended(word: str, is_known: Callable[[str], bool]) -> str:
    spelt = words_of("remarks.spelt")
    if len(word) < MIN_MENDED or word in spelt:
        return word
    near = sorted(each for each in spelt if each[0] == word[0] and is_one_edit_away(word, each))
    return near[0] if near and not is_known(word) else word


@cache
def _talk() -> re.Pattern[str]:
    kinds = "|".join(rf"(?P<{kind}>{any_of(f'remarks.{kind}')})" for kind in _TALK)
    between = any_of("remarks.fillers")
    return re.compile(rf"(?:(?:{kinds}|{between})(?: (?!$)|$))+")


@cache
def _outside() -> re.Pattern[str]:
    before = any_of("remarks.politeness", "remarks.greetings", "remarks.fillers", "courtesies")
    return re.compile(rf"(?:{before} ){{0,{MAX_OPENINGS}}}({any_of('remarks.outside')})")


@cache
def _calculation() -> re.Pattern[str]:
    number = r"[(]*\d[\d.,]*[)]*"
    operator = rf"(?:\s*[+*×÷^]\s*|\s+[-/x]\s+|\s+{any_of('remarks.operators')}\s+)"
    opening = rf"(?:{any_of('remarks.calculations')}\s+)"
    return re.compile(rf"{opening}?{number}(?:{operator}{number})+\s*[=?.!\s]*")
