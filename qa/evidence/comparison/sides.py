"""A comparison: of each of the two things that are compared, the sentence that says it best.

Seldom does one sentence answer for both, so the question is asked of each alone as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, product
from statistics import fmean

from index import Index
from index.language.analysis import terms
from qa.evidence.comparison.parallel import likeness
from qa.evidence.confidence import probability
from qa.evidence.fitting import not_on_another
from qa.evidence.lists import heading_above
from qa.evidence.read import Evidence, less_apt_row, same_table
from qa.understand.asked.another import seasons
from qa.understand.asked.comparison import Comparison, compared

MIN_SIDE = 0.2  # probability that a sentence answers, from which it may be a side
MIN_UNNAMED = 0.5  # and that it does where it names neither side, or both sides do
MIN_BOTH_UNNAMED = 0.75  # and that two sentences do, on average, of which neither names a side
MAX_ROWS = 3  # about both
PAIRED = 6  # sentences about each thing, best first, of which two may be said side by side
PARALLEL = 0.25  # how much likelier the two are, together, where they say the same of each
_YEAR = re.compile(r"(?<![\d.,-])(?:1[89]|20)\d\d(?![.,]?\d)")

About = tuple[bool, bool]
"""Of each of the two things whether a sentence is about it."""
_Found = tuple[Evidence, About]
_Pair = tuple[Evidence, Evidence]


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
    found = [
        _with_about(index, each, comparison) for each in not_on_another(index, question, evidence)
    ]
    of_one, of_other = (
        [
            _with_about(index, each, comparison)
            for each in not_on_another(index, asked, evidence_of(asked))
        ]
        for asked in comparison.questions
    )
    both = _about_both(index, question, found, (of_one, of_other))
    sides = _one_each(index, [*of_one, *found], [*of_other, *found])
    likely = probability(sides)
    if both and both[0].side >= likely:
        sides = both
    elif likely < MIN_UNNAMED:
        sides = _lone_side([*of_one, *found], [*of_other, *found])
    return [*(replace(each, placed_by="comparison") for each in sides), *evidence]


def missing_side(index: Index, question: str, quoted: Sequence[Evidence]) -> str | None:
    """What the question asks of one of two things, where what is quoted is about the other alone;
    None where it compares none, or both are quoted.
    """
    comparison = compared(question)
    if comparison is None or len(quoted) > 1 or quoted[0].listed:
        return None
    _, (one, other) = _with_about(index, quoted[0], comparison)
    if one == other:
        return None
    return comparison.questions[1 if one else 0]


def _about_both(
    index: Index, question: str, found: Sequence[_Found], alone: Sequence[Sequence[_Found]]
) -> list[Evidence]:
    """The sentences about both, if the likeliest one is: that answer the question, and what is
    asked of each alone.
    """
    likely = [(each, about) for each, about in found if probability([each]) >= MIN_SIDE]
    if not likely or not all(likely[0][1]):
        return []
    first, *others = [_of_both(each, alone) for each, about in likely if all(about)]
    rows = (
        each
        for each in others
        if each.side >= MIN_UNNAMED
        and each.kind == first.kind
        and (each.kind != "row" or same_table(index, first, each))
        and not less_apt_row(index, question, each, first)
    )
    return [first, *islice(rows, MAX_ROWS - 1)]


def _of_both(evidence: Evidence, alone: Sequence[Sequence[_Found]]) -> Evidence:
    """As likely as it answers the question, or what is asked of each alone."""
    asked = (
        [probability([each]) for each, _ in found if each.sentence == evidence.sentence]
        for found in alone
    )
    of_alone = (max(each, default=0.0) for each in asked)
    return replace(evidence, side=max(probability([evidence]), fmean(of_alone)))


def _one_each(index: Index, of_one: Sequence[_Found], of_other: Sequence[_Found]) -> list[Evidence]:
    """The best sentence about each; where only one is named the best that names neither."""
    pair = _best_pair(index, of_one, of_other)
    if pair is not None and likeness(index, *pair):
        side = max(each.side for each in pair)
        return [replace(each, side=side) for each in pair]
    one, other = _best(of_one, (True, False)), _best(of_other, (False, True))
    if other and (one is None or one.side < MIN_UNNAMED):
        one = _best(of_one, (False, False), MIN_UNNAMED) or one
    elif one and (other is None or other.side < MIN_UNNAMED):
        other = _best(of_other, (False, False), MIN_UNNAMED) or other
    if one is None and other is None:
        one, other = (_best(found, (False, False), MIN_UNNAMED) for found in (of_one, of_other))
        if probability(list(filter(None, (one, other)))) < MIN_BOTH_UNNAMED:
            return []
    if one is None or other is None or one.sentence == other.sentence:
        return []
    return [one, other]


def _lone_side(of_one: Sequence[_Found], of_other: Sequence[_Found]) -> list[Evidence]:
    """The best about one of the two, if nothing is about the other."""
    named = [any(about[side] for _, about in (*of_one, *of_other)) for side in (0, 1)]
    if all(named):
        return []
    lone = _best(of_one, (True, False), MIN_UNNAMED) or _best(of_other, (False, True), MIN_UNNAMED)
    return [lone] if lone else []


def _best_pair(index: Index, of_one: Sequence[_Found], of_other: Sequence[_Found]) -> _Pair | None:
    """The likeliest two, of which one may be: what is compared stands in the same columns, or in
    the same words.
    """
    ones = _candidates(of_one, (True, False))
    others = _candidates(of_other, (False, True))
    pairs = [pair for pair in product(ones, others) if max(each.side for each in pair) >= MIN_SIDE]

    def likelihood(pair: _Pair) -> float:
        return fmean(each.side for each in pair) + PARALLEL * likeness(index, *pair)

    return max(pairs, key=likelihood, default=None)


def _candidates(found: Sequence[_Found], wanted: About) -> list[Evidence]:
    best = {each.sentence.row: each for each, about in reversed(found) if about == wanted}
    likely = sorted(map(_as_side, best.values()), key=lambda each: -each.side)
    return likely[:PAIRED]


def _best(found: Sequence[_Found], wanted: About, least: float = MIN_SIDE) -> Evidence | None:
    likely = (_as_side(each) for each, about in found if about == wanted)
    return next((each for each in likely if each.side >= least), None)


def _as_side(evidence: Evidence) -> Evidence:
    return replace(evidence, side=probability([evidence]))


def _with_about(index: Index, evidence: Evidence, comparison: Comparison) -> _Found:
    """A sentence with the sides that it names, or else that what stands above it names. Labels of
    columns name both or none: every row of the table is read with them. What tells of one year is
    not about another, whatever stands above.
    """
    language = evidence.hit.passage.language
    own = index.text_of(evidence.sentence)
    read = index.read_text_of(evidence.sentence).text
    is_year = any(map(_YEAR.fullmatch, comparison.sides))
    for text in (own, read, *(() if is_year and _YEAR.search(own) else _above(index, evidence))):
        one, other = (_is_named(side, text, language) for side in comparison.sides)
        if (one and other) or ((one or other) and (text is not read or evidence.kind != "row")):
            return evidence, (one, other)
    return evidence, (False, False)


def _above(index: Index, evidence: Evidence) -> Iterator[str]:
    document = index.documents[evidence.sentence.document_id]
    yield heading_above(document, evidence.sentence.start)
    yield f"{document.title} {document.published or ''}".replace("-", " ")


def _is_named(side: str, text: str, language: str) -> bool:
    """Whether a text names a side: all of its words, or the season that it is, in any language."""
    if asked := seasons(side):
        return asked <= seasons(text)
    wanted = set(terms(side, language))
    return bool(wanted) and wanted <= set(terms(text, language))
