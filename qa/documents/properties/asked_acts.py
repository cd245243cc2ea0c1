"""A question → what it asks of acts: who wrote, when it was signed, in whatever words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.documents.wording import any_wording, keys_of, labels

Aspect = str
"""What is asked of an act: "who", "when" or the "recipient"; or of a document, without an act: its
"version" or its "number"."""

DATED = "dated"  # the act of whatever a document's date tells
NAMELESS = frozenset(("version", "number"))


@dataclass(frozen=True, slots=True)
class AskedOfAct:
    """One thing that is asked; `act`: the key of what was done, "" where none is meant."""

    aspect: Aspect
    act: str


@dataclass(frozen=True, slots=True)
class _Found:
    key: str
    start: int
    end: int


def asked_of_acts(question: str) -> list[AskedOfAct]:
    """What `question` asks of acts that were done; nothing where it asks of what is to be done."""
    asked = _found("asked", question)
    acts = [each for each in _found("acts", question) if each.key]
    if not asked or any_wording("undone").search(question, asked[0].end):
        return []
    of_acts = [
        AskedOfAct(aspect.key, _act_of(question, aspect, until, acts))
        for aspect, until in _clauses(question, asked)
    ]
    return [each for each in dict.fromkeys(of_acts) if each.act or each.aspect in NAMELESS]


def words_for_acts(question: str) -> set[str]:
    """The words of the question that say what is asked and of which act, in lower case."""
    found = (*_found("asked", question), *_found("acts", question))
    return {word for each in found for word in question[each.start : each.end].lower().split()}


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
