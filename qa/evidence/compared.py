"""A comparison: of each of the two things that are compared, the sentence that says it best.

Seldom does one sentence answer for both, so the question is asked of each alone as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from index import Index
from index.language.analysis import terms
from qa.evidence.confidence import probability
from qa.evidence.lists import heading_above
from qa.evidence.read import Evidence, less_apt_row, same_table
from qa.understand.asked.comparison import Comparison, compared

MIN_SIDE = 0.2  # probability that a sentence answers, from which it may be a side
MIN_UNNAMED = 0.5  # and that it does where it names neither side, or both sides do
MAX_ROWS = 3  # about both

About = tuple[bool, bool]
"""Of each of the two things whether a sentence is about it."""
_Found = tuple[Evidence, About]


def sides_first(
    index: Index,
    question: str,
    evidence: Sequence[Evidence],
    evidence_of: Callable[[str], Sequence[Evidence]],
) -> list[Evidence]:
    """The evidence, after the best about each of the two things that the question compares, or what
    is about both where that is likelier to answer.

    `evidence_of` finds what answers another question: what is asked of one of them alone.
    """
    comparison = compared(question)
    if comparison is None or (evidence and evidence[0].listed):
        return list(evidence)
    found = [_with_about(index, each, comparison) for each in evidence]
    alone = [
        [*(_with_about(index, each, comparison) for each in evidence_of(asked)), *found]
        for asked in comparison.questions
    ]
    both, sides = _about_both(index, question, found), _one_each(index, *alone)
    likely = probability(sides)
    if both and both[0].side >= likely:
        return [*both, *evidence]
    return [*(sides if likely >= MIN_UNNAMED else ()), *evidence]


def _about_both(index: Index, question: str, found: Sequence[_Found]) -> list[Evidence]:
    """The sentences about both, if the likeliest one is."""
    likely = [(each, about) for each, about in found if probability([each]) >= MIN_SIDE]
    if not likely or not all(likely[0][1]):
        return []
    both = [_as_side(each) for each, about in likely if all(about)]
    others = (
        each
        for each in both[1:]
        if each.side >= MIN_UNNAMED and not less_apt_row(index, question, each, both[0])
    )
    return [both[0], *islice(others, MAX_ROWS - 1)]


def _one_each(index: Index, of_one: Sequence[_Found], of_other: Sequence[_Found]) -> list[Evidence]:
    """The best sentence about each; where only one is named the best that names neither."""
    one, other = _best(of_one, (True, False)), _best(of_other, (False, True))
    if one and other and not same_table(index, one, other):
        one, other = _twins(index, one, other, of_one, of_other)
    if other and (one is None or one.side < MIN_UNNAMED):
        one = _best(of_one, (False, False), MIN_UNNAMED) or one
    elif one and (other is None or other.side < MIN_UNNAMED):
        other = _best(of_other, (False, False), MIN_UNNAMED) or other
    if one is None or other is None or one.sentence == other.sentence:
        return []
    return [one, other]


def _best(found: Sequence[_Found], wanted: About, least: float = MIN_SIDE) -> Evidence | None:
    likely = (_as_side(each) for each, about in found if about == wanted)
    return next((each for each in likely if each.side >= least), None)


def _as_side(evidence: Evidence) -> Evidence:
    return replace(evidence, side=probability([evidence]))


def _twins(
    index: Index,
    one: Evidence,
    other: Evidence,
    of_one: Sequence[_Found],
    of_other: Sequence[_Found],
) -> tuple[Evidence, Evidence]:
    """The surer of the two, if it is a row, beside the other thing's row of its table: what is
    compared stands in the same columns. The two as they are where neither has such a row.
    """
    row = _twin(index, one, of_other, (False, True))
    other_row = _twin(index, other, of_one, (True, False))
    if row and (one.side >= other.side or not other_row):
        return one, row
    return other_row or one, other


def _twin(index: Index, row: Evidence, found: Sequence[_Found], wanted: About) -> Evidence | None:
    rows = (each for each, about in found if about == wanted and same_table(index, row, each))
    return next((replace(each, side=row.side) for each in rows), None)


def _with_about(index: Index, evidence: Evidence, comparison: Comparison) -> _Found:
    """A sentence with the sides that it names, or else that what stands above it names. Labels of
    columns name both or none: every row of the table is read with them.
    """
    document = index.documents[evidence.sentence.document_id]
    language = evidence.hit.passage.language
    read = index.read_text_of(evidence.sentence).text
    heading = heading_above(document, evidence.sentence.start)
    title = f"{document.title} {document.published or ''}".replace("-", " ")
    for text in (index.text_of(evidence.sentence), read, heading, title):
        held = set(terms(text, language))
        one, other = (_held(side, held, language) for side in comparison.sides)
        if (one and other) or ((one or other) and (text is not read or evidence.kind != "row")):
            return evidence, (one, other)
    return evidence, (False, False)


def _held(side: str, held: set[str], language: str) -> bool:
    wanted = set(terms(side, language))
    return bool(wanted) and wanted <= held
