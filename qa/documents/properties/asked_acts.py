"""A question → what it asks of acts: who wrote, when it was signed, in whatever words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.language.lexicons import any_of
from index.language.numbers import MONTHS
from qa.documents.names import content_words
from qa.documents.wording import any_wording, keys_of, labels
from qa.understand.asked.asked_value import is_yes_or_no

Aspect = str
"""What is asked of an act: "who", "when", the "recipient", of a meeting "where"; or of a document,
without an act: its "version" or its "number"."""

_INTERROGATIVE = re.compile(rf"\b{any_of('interrogatives')}\b", re.IGNORECASE)
_BREAK = re.compile(rf"[.,;:?!&+–-]\s*|\b{any_of('additions', 'conjunctions')}\s+", re.IGNORECASE)
MIN_LABEL = 4  # letters
HELD = "held"
DATED = "dated"  # the act of whatever a document's date tells
NAMELESS = frozenset(("version", "number"))


@dataclass(frozen=True, slots=True)
class AskedOfAct:
    """One thing that is asked; `act`: the key of what was done, "" where no word known tells it;
    `words`: those of the question near by, one of which may be a label.
    """

    aspect: Aspect
    act: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    key: str
    start: int
    end: int


def asked_of_acts(question: str) -> list[AskedOfAct]:
    """What `question` asks of acts that were done; nothing where it asks of what is to be done."""
    asked = [each for each in _found("asked", question) if _is_asked(question, each)]
    if not asked or _is_undone(question, asked[0].end):
        return []
    acts = _found("acts", question)
    of_acts = [
        AskedOfAct(aspect.key, act, () if act else _label_words(question[aspect.end : until]))
        for aspect, until in _clauses(question, asked)
        for act in [_act_of(question, aspect, until, acts)]
    ]
    return [each for each in dict.fromkeys(of_acts) if _is_complete(each)]


def _is_undone(question: str, start: int) -> bool:
    """Whether it is asked, behind `start`, of what is to be done: "May" may be a month."""
    found = any_wording("undone").finditer(question, start)
    return any(not (each[0][0].isupper() and each[0].lower() in MONTHS) for each in found)


def _is_complete(asked: AskedOfAct) -> bool:
    if asked.aspect == "where":  # a document's head tells where a meeting was, not where things are
        return asked.act == HELD
    return bool(asked.act or asked.words or asked.aspect in NAMELESS)


def _label_words(clause: str) -> tuple[str, ...]:
    """The words by which a line that tells it may be labelled: "photos"."""
    return tuple(word.lower() for word in content_words(clause, None) if len(word) >= MIN_LABEL)


def _is_asked(question: str, found: _Found) -> bool:
    """Whether it asks, and does not begin a clause of something else that is asked: "what happens
    when the lease is signed?"
    """
    if not _INTERROGATIVE.fullmatch(question[found.start : found.end]):
        return True
    before = _BREAK.split(question[: found.start])[-1]
    if any_wording("wondering").search(before):
        return True
    return not (_INTERROGATIVE.search(before) or is_yes_or_no(f"{before} "))


def acts_in(text: str) -> set[str]:
    """The keys of the acts that are spoken of."""
    return {each.key for each in _found("acts", text)}


def words_for_acts(question: str) -> set[str]:
    """The words of the question that say what is asked and of which act, in lower case."""
    found = [question[each.start : each.end] for each in _found("asked", question)]
    found += [question[each.start : each.end] for each in _found("acts", question)]
    found += any_wording("passing").findall(question)
    return {word for each in found for word in each.split() if word == word.lower()}


def _clauses(question: str, asked: Sequence[_Found]) -> Iterator[tuple[_Found, int]]:
    """Each thing asked, with where the next one begins."""
    ends = [each.start for each in asked[1:]]
    yield from zip(asked, [*ends, len(question)], strict=True)


def _act_of(question: str, aspect: _Found, until: int, acts: Sequence[_Found]) -> str:
    """The act in the words behind what is asked, else the last one before it."""
    if aspect.key in NAMELESS:
        return ""
    behind = [each.key for each in acts if aspect.start <= each.start < until]
    before = [each.key for each in acts if each.start < aspect.start]
    named = [each for each in (*behind, *reversed(before)) if each != DATED]
    return named[0] if named else DATED if {*behind} else ""


def _found(name: str, text: str) -> list[_Found]:
    """The expressions of a table that stand in `text`, in order; of two in one place the longer."""
    found = [
        _Found(key, *match.span())
        for key in keys_of(name)
        for match in labels(name, key).finditer(text)
    ]
    longest_first = sorted(found, key=lambda each: (each.start - each.end, each.start))
    kept: list[_Found] = []
    for each in longest_first:
        if not any(each.start < other.end and other.start < each.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)
