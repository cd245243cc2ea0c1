"""Which sources give the answer that the best one gives, and which contradict it, by a reader.

Contradiction requires the same thing asked about (de Marneffe, Rafferty and Manning 2008, "Finding
Contradictions in Text"); so quotes are compared on the question, and only those that answer it.
"""

from __future__ import annotations

from collections.abc import Sequence

from index import Index
from qa.confidence import probability
from qa.evidence.reader import PairReader, Relation, Window
from qa.evidence.windows import window_of
from qa.read import Evidence

MAX_COMPARED = 6  # sentences of other documents, best first
MIN_ANSWERING = 0.3  # probability that a sentence answers, from which it is compared
MIN_AGREEMENT = 0.5
MIN_CONFLICT = 0.6


def sides_of(
    index: Index, reader: PairReader, question: str, evidence: Sequence[Evidence]
) -> list[list[Evidence]]:
    """The best sentence with those of other documents that agree with it; then, one list each, what
    contradicts it.
    """
    lead = evidence[0]
    compared = [
        each
        for each in evidence[1:]
        if each.judgement is not None
        and each.sentence.document_id != lead.sentence.document_id
        and probability([each]) >= MIN_ANSWERING
    ][:MAX_COMPARED]
    sides = [[lead]]
    relations = _relations(index, reader, question, lead, compared)
    for each, relation in zip(compared, relations, strict=True):
        if relation.agree >= MIN_AGREEMENT:
            sides[0].append(each)
        elif relation.conflict >= MIN_CONFLICT:
            _add(index, reader, question, sides, each)
    return sides


def _add(
    index: Index,
    reader: PairReader,
    question: str,
    sides: list[list[Evidence]],
    each: Evidence,
) -> None:
    """Put a sentence that contradicts the first side to one that it agrees with, or by itself."""
    others = sides[1:]
    relations = _relations(index, reader, question, each, [side[0] for side in others])
    for side, relation in zip(others, relations, strict=True):
        if relation.agree >= MIN_AGREEMENT:
            side.append(each)
            return
    sides.append([each])


def _relations(
    index: Index, reader: PairReader, question: str, one: Evidence, others: Sequence[Evidence]
) -> list[Relation]:
    own = _quote(index, one)
    return reader.relate(question, [(own, _quote(index, each)) for each in others])


def _quote(index: Index, evidence: Evidence) -> Window:
    """The sentence after the one before it, which says who "they" are."""
    before = index.sentences_before(evidence.sentence, 1)
    return window_of(index, [*before, evidence.sentence])
