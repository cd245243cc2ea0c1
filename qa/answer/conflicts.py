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
from itertools import product

from index import Index
from index.language.analysis import stems
from index.language.lexicons import any_of
from qa.answer.entities import BEFORE, named_by, names_of
from qa.answer.quantities import Value, agree, values, years
from qa.evidence.read import Evidence
from qa.understand.asked.asked_value import AskedValue, asked_for, is_asked_for, is_yes_or_no
from qa.understand.asked.question_type import holds_number

# Swept on tune: the least that lost no side, or the most that claimed no disagreement falsely.
READ = 40  # sentences, best first: sides were lost at 10, none at 20
LEAD_MARGIN = 0.08  # how far behind the best sentence the first with a value asked for may be
SIDE_MARGIN = 0.18  # how far behind the best sentence any other may be
SAME_EVENT = 0.9  # cosine of two sentences that speak of one event
MIN_COVERAGE = 0.4  # of the question's words in each of them
SAME_SHARE = 0.75  # of the question's words in one sentence, those that the other holds at least

_DENIES = re.compile(rf"\b{any_of('denial_verbs')}\b", re.IGNORECASE)
_ACCUSES = re.compile(rf"\b{any_of('accusation_verbs')}\b", re.IGNORECASE)
_ACCUSATION = re.compile(rf"\b{any_of('accusations')}\b", re.IGNORECASE)
_VERSION = re.compile(rf"(?:\b{any_of('documents.version_words')} |\bv)(\d+(?:\.\d+)*)")
_CLAUSE_END = re.compile(r"[.,;:!?]")
STEM_LETTERS = 4  # words that begin alike are taken for forms of one
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


def _claims(index: Index, evidence: Sequence[Evidence], asked: AskedValue) -> list[Claim]:
    """The sentences with a value of the kind asked for, best first."""
    found = []
    for each in evidence:
        text = index.text_of(each.sentence)
        language = each.hit.passage.language
        stated = values(text) if holds_number(text) else []
        own = each.own_language
        fitting = tuple(value for value in stated if is_asked_for(value, asked, language, own))
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
    """The first sentence that accuses and the first that denies the same, if both are about the
    question. Who asks whether something is denied, or alleged, is not told that sources differ.
    """
    if _DENIES.search(question) or _ACCUSES.search(question) or _ACCUSATION.search(question):
        return []
    names = names_of(question)
    about = [each for each in near if names and len(named_by(index, each, names)) == len(names)]
    denials = [each for each in about if _DENIES.search(index.text_of(each.sentence))]
    accusations = [
        each
        for each in about
        if each not in denials and _ACCUSES.search(index.text_of(each.sentence))
    ]
    for claim, denial in product(accusations, denials):
        if _is_same_matter(index, question, claim, denial):
            return [[claim], [denial]]
    return []


def _is_same_matter(index: Index, question: str, claim: Evidence, denial: Evidence) -> bool:
    """Whether a sentence denies what another claims, as far as words of one language tell."""
    if claim.sentence in index.sentences_before(denial.sentence, BEFORE):
        return True
    language = denial.hit.passage.language
    comparable = [question] if denial.own_language else []
    if claim.hit.passage.language == language:
        comparable.append(index.text_of(claim.sentence))
    names = _beginnings(" ".join(names_of(question)), language)
    denied = _beginnings(_denied(index, denial), language) - names
    return not (denied and comparable) or bool(denied & _beginnings(" ".join(comparable), language))


def _denied(index: Index, denial: Evidence) -> str:
    """What is denied: the rest of the clause; of "this" and "the claims", the sentence before."""
    text = index.text_of(denial.sentence)
    verb = _DENIES.search(text)
    assert verb is not None
    rest = _ACCUSATION.sub("", _CLAUSE_END.split(text[verb.end() :])[0])
    if stems(rest, denial.hit.passage.language):
        return rest
    return " ".join(map(index.text_of, index.sentences_before(denial.sentence, 1)))


def _beginnings(text: str, language: str) -> set[str]:
    return {word[:STEM_LETTERS] for word in stems(text, language)}


def _agree(one: Claim, other: Claim) -> bool:
    return any(agree(a, b) for a in one.values for b in other.values if a.unit == b.unit)


def _is_same_thing(
    index: Index, question: str, asked: AskedValue, lead: Claim, claim: Claim
) -> bool:
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
    """Whether both name years, or versions, and none in common; or the other none of the
    question's.
    """
    lead, found = (_times(index.text_of(each.sentence)) for each in (one, other))
    asked = _times(question)
    return bool(lead and found and not lead & found) or bool(asked and not asked & found)


def _times(text: str) -> set[int | str]:
    """The years and versions that a text names."""
    return {*years(text), *_VERSION.findall(text.lower())}


def _is_same_event(index: Index, one: Evidence, other: Evidence) -> bool:
    vectors = index.vectors_of([one.sentence, other.sentence])
    if float(vectors[0] @ vectors[1]) < SAME_EVENT:
        return False
    comparable = one.own_language and other.own_language
    less, more = sorted((one.coverage, other.coverage))
    return not comparable or less >= max(MIN_COVERAGE, SAME_SHARE * more)
