"""Do the documents give different values for the thing asked about?

Different values alone are no disagreement: two sentences differ about a thing only if both speak
of what the question asks for (its unit, or the noun it counts), of the names it names, and of the
same time (de Marneffe, Rafferty and Manning, Finding Contradictions in Text, 2008: contradiction
requires the same event).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import Index
from qa.answer.entities import named_by, names_of
from qa.answer.quantities import Value, agree, values, years
from qa.evidence.read import Evidence
from qa.understand.asked_value import Asked, asked_for, is_asked_for, is_yes_or_no
from qa.understand.question_type import holds_number

# Swept on tune: the least that lost no side, or the most that claimed no disagreement falsely.
READ = 40  # sentences, best first: sides were lost at 10, none at 20
LEAD_MARGIN = 0.08  # how far behind the best sentence the first with a value asked for may be
SIDE_MARGIN = 0.18  # how far behind the best sentence any other may be
SAME_EVENT = 0.9  # cosine of two sentences that speak of one event
LEAST_COVERAGE = 0.4  # of the question's words in each of them
SAME_SHARE = 0.75  # of the question's words in one sentence, those that the other holds at least

_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es?|ed)|refut(?:es?|ed)|dismiss(?:es|ed)?"
    r"|förnekar?|förnekade|tillbakavis\w+|avvisa\w*|dementera\w*|bestrid\w*)\b",
    re.IGNORECASE,
)
_ACCUSES = re.compile(
    r"\b(?:accus\w+|alleg\w+|claims?|claimed|suspects?|suspected|maintains?|maintained|critics"
    r"|anklaga\w*|hävda\w*|påstå\w*|misstänk\w*|kritiker\w*)\b",
    re.IGNORECASE,
)
_TIMED = ("count", "money", "share")  # kinds of values that change with time


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence with the values in it of the kind that is asked for."""

    evidence: Evidence
    values: tuple[Value, ...]


def facts(index: Index, question: str, evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """The answers that documents give to a question for a value, or to one that some deny.

    Each answer is the sentences that give it, the best first; more than one answer: the sources
    differ. None where the question asks for nothing of the kind.
    """
    near = [each for each in evidence[:READ] if evidence[0].likeness - each.likeness <= SIDE_MARGIN]
    if is_yes_or_no(question):
        return _claim_and_denial(index, question, near)
    asked = asked_for(question)
    found = _claims(index, near, asked) if asked else []
    lead = _lead(index, question, evidence[0], found) if found else None
    if asked is None or lead is None:
        return []
    sides = [[lead]]
    for claim in found:
        if claim is not lead and _is_same_thing(index, question, asked, lead, claim):
            _add(sides, claim)
    return [[each.evidence for each in side] for side in sides]


def _claims(index: Index, evidence: Sequence[Evidence], asked: Asked) -> list[Claim]:
    """The sentences with a value of the kind asked for, best first."""
    found = []
    for each in evidence:
        text = index.text_of(each.sentence)
        language = each.hit.passage.language
        stated = values(text) if holds_number(text) else []
        fitting = tuple(each for each in stated if is_asked_for(each, asked, language))
        if fitting:
            found.append(Claim(each, fitting))
    return found


def _lead(index: Index, question: str, best: Evidence, found: Sequence[Claim]) -> Claim | None:
    """Of the claims near the best sentence the first that is about most of the question's names."""
    names = names_of(question)
    near = [each for each in found if best.likeness - each.evidence.likeness <= LEAD_MARGIN]
    counts = [len(named_by(index, each.evidence, names)) for each in near]
    if not near or max(counts) < len(names):
        return None
    return near[counts.index(max(counts))]


def _add(sides: list[list[Claim]], claim: Claim) -> None:
    for side in sides:
        if _agree(side[0], claim):
            side.append(claim)
            return
    sides.append([claim])


def _claim_and_denial(
    index: Index, question: str, near: Sequence[Evidence]
) -> list[list[Evidence]]:
    """The first sentence that accuses and the first that denies, if both are about the question."""
    names = names_of(question)
    about = [each for each in near if names and len(named_by(index, each, names)) == len(names)]
    texts = [index.text_of(each.sentence) for each in about]
    denials = [each for each, text in zip(about, texts, strict=True) if _DENIES.search(text)]
    accusations = [
        each
        for each, text in zip(about, texts, strict=True)
        if _ACCUSES.search(text) and not _DENIES.search(text)
    ]
    return [[accusations[0]], [denials[0]]] if denials and accusations else []


def _agree(one: Claim, other: Claim) -> bool:
    return any(agree(a, b) for a in one.values for b in other.values if a.unit == b.unit)


def _is_same_thing(index: Index, question: str, asked: Asked, lead: Claim, claim: Claim) -> bool:
    one, other = lead.evidence, claim.evidence
    if one.sentence.document_id == other.sentence.document_id:
        return False
    if not {v.unit for v in lead.values} & {v.unit for v in claim.values}:
        return False
    if asked.kind in _TIMED and _other_time(index, question, one, other):
        return False
    names = named_by(index, one, names_of(question))
    if len(named_by(index, other, names)) < len(names):
        return False
    is_loose = bool(names) and asked.kind in _TIMED
    return is_loose or _is_same_event(index, one, other)


def _other_time(index: Index, question: str, one: Evidence, other: Evidence) -> bool:
    """Whether both name years, and none in common; or the other none of the question's."""
    lead, found = (years(index.text_of(each.sentence)) for each in (one, other))
    asked = years(question)
    return bool(lead and found and not lead & found) or bool(asked and not asked & found)


def _is_same_event(index: Index, one: Evidence, other: Evidence) -> bool:
    vectors = index.vectors_of([one.sentence, other.sentence])
    if float(vectors[0] @ vectors[1]) < SAME_EVENT:
        return False
    comparable = one.own_language and other.own_language
    less, more = sorted((one.coverage, other.coverage))
    return not comparable or less >= max(LEAST_COVERAGE, SAME_SHARE * more)
