"""What is asked of several things in one breath, without comparing them: "the price of Orca and
Heron", "in both years". Of each the sentence that says it, if they say the same of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from statistics import fmean

from index import Index
from qa.evidence.comparison.naming import with_about
from qa.evidence.comparison.parallel import likeness
from qa.evidence.confidence import probability
from qa.evidence.fitting import not_on_another
from qa.evidence.read import Evidence
from qa.understand.asked.answer_shape import asks_for_total
from qa.understand.asked.comparison import Comparison
from qa.understand.asked.together import how_many_asked, joined

CONSIDERED = 8  # sentences, best first
MIN_PROBABILITY = 0.4  # that each answers
COVERAGE_SLACK = 0.05


def together_first(index: Index, question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, after one sentence about each of the things that the question asks for."""
    if asks_for_total(question) or evidence[0].placed_by in ("superlative", "definition"):
        return list(evidence)
    likely = [
        each
        for each in not_on_another(index, question, evidence)[:CONSIDERED]
        if each.judgement is not None and probability([each]) >= MIN_PROBABILITY
    ]
    found = _of_joined(index, question, likely) or _of_several(index, question, likely)
    sides = [replace(each, side=probability([each]), placed_by="comparison") for each in found]
    return [*sides, *evidence]


def _of_joined(index: Index, question: str, likely: Sequence[Evidence]) -> list[Evidence]:
    """Two that name one of the things each: "Orca and Heron"."""
    names = joined(question)
    if names is None:
        return []
    about = [with_about(index, each, Comparison(names, (question, question))) for each in likely]
    ones, others = (
        [each for each, named in about if named == wanted]
        for wanted in ((True, False), (False, True))
    )
    pairs = [
        (one, other)
        for one, other in product(ones, others)
        if likely[0] in (one, other) and likeness(index, one, other)
    ]
    return [*max(pairs, key=_held, default=())]


def _held(pair: tuple[Evidence, Evidence]) -> tuple[float, float]:
    """How much of the question the two hold, and how likely they answer."""
    return round(fmean(each.coverage for each in pair), 1), fmean(map(_likely, pair))


def _likely(evidence: Evidence) -> float:
    return probability([evidence])


def _of_several(index: Index, question: str, likely: Sequence[Evidence]) -> list[Evidence]:
    """The likeliest, and as many that hold as much of the question and say the same of others, as
    are asked for: "both years".
    """
    count = how_many_asked(question)
    if not likely or count < 2:
        return []
    best, *others = likely
    alike = [
        each
        for each in others
        if each.coverage >= best.coverage - COVERAGE_SLACK and likeness(index, best, each)
    ]
    return [best, *alike[: count - 1]] if len(alike) >= count - 1 else []
