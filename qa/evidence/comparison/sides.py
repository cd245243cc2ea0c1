"""A comparison: of each of the two things that are compared, the sentence that says it best.

Seldom does one sentence answer for both, so the question is asked of each alone as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice, product
from math import log
from statistics import fmean

from index import Index
from qa.evidence.comparison.naming import About, AboutSentence, with_about
from qa.evidence.comparison.parallel import likeness
from qa.evidence.comparison.together import together_first
from qa.evidence.confidence import probability
from qa.evidence.fitting import not_on_another
from qa.evidence.read import Evidence, less_apt_row, same_table
from qa.understand.asked.comparison import compared

MIN_SIDE = 0.2  # probability that a sentence answers, from which it may be a side
MIN_UNNAMED = 0.5  # and that it does where it names neither side, or both sides do
MIN_BOTH_UNNAMED = 0.75  # and that two sentences do, on average, of which neither names a side
MAX_ROWS = 3  # about both
FURTHER_SHARE = 0.8  # of the first one's probability, from which a further row is about both
PAIRED = 10  # sentences about each thing, best first, of which two may be said side by side
PARALLEL = 0.5  # how much likelier the two are, together, where they say the same of each
MIN_ALIKE = 0.4  # probability that the surer of two that say the same of each answers
MIN_LIKELY = 0.02  # where nothing is known
MIN_APART = 0.7
"""Log-odds that two rows, which name neither side, are apart by, on average: each likelier to
answer what is asked of one of them.
"""
MIN_EACH_APART = 0.2

_Found = AboutSentence
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
    if evidence and evidence[0].listed:
        return list(evidence)
    if comparison is None:
        return together_first(index, question, evidence) if evidence else []
    found = [
        with_about(index, each, comparison) for each in not_on_another(index, question, evidence)
    ]
    of_one, of_other = (
        [
            with_about(index, each, comparison)
            for each in not_on_another(index, asked, evidence_of(asked))
        ]
        for asked in comparison.questions
    )
    both = _about_both(index, question, found, (of_one, of_other))
    sides = _one_each(index, [*of_one, *found], [*of_other, *found])
    likely = probability(sides)
    if both and _of_both_ways(both[0], (of_one, of_other)) >= likely:
        sides = both
    elif likely < (MIN_ALIKE if _are_alike(index, sides) else MIN_UNNAMED):
        sides = _lone_side([*of_one, *found], [*of_other, *found])
    return [*(replace(each, placed_by="comparison") for each in sides), *evidence]


def missing_side(index: Index, question: str, quoted: Sequence[Evidence]) -> str | None:
    """What the question asks of one of two things, where what is quoted is about the other alone;
    None where it compares none, or both are quoted.
    """
    comparison = compared(question)
    if comparison is None or len(quoted) > 1 or quoted[0].listed:
        return None
    _, (one, other) = with_about(index, quoted[0], comparison)
    if one == other:
        return None
    return comparison.questions[1 if one else 0]


def _about_both(
    index: Index, question: str, found: Sequence[_Found], alone: Sequence[Sequence[_Found]]
) -> list[Evidence]:
    """The sentences about both, if the likeliest of all is one: that answer the question, and what
    is asked of each alone.
    """
    likely = [(each, about) for each, about in found if probability([each]) >= MIN_SIDE]
    if not likely or not all(likely[0][1]):
        return []
    first, *others = [_of_both(each, alone) for each, about in likely if all(about)]
    rows = (
        each
        for each in others
        if _of_both_ways(each, alone) >= max(MIN_UNNAMED, FURTHER_SHARE * first.side)
        and same_table(index, first, each)
        and not less_apt_row(index, question, each, first)
    )
    return [first, *islice(rows, MAX_ROWS - 1)]


def _of_both(evidence: Evidence, alone: Sequence[Sequence[_Found]]) -> Evidence:
    """As likely as it answers the question, or what is asked of each alone."""
    return replace(evidence, side=max(probability([evidence]), _of_alone(evidence, alone)))


def _of_both_ways(evidence: Evidence, alone: Sequence[Sequence[_Found]]) -> float:
    """How likely it answers the question as well as what is asked of each alone."""
    return fmean((evidence.side, _of_alone(evidence, alone)))


def _of_alone(evidence: Evidence, alone: Sequence[Sequence[_Found]]) -> float:
    """How likely it answers what is asked of each alone, on average."""
    asked = (
        [probability([each]) for each, _ in found if each.sentence == evidence.sentence]
        for found in alone
    )
    return fmean(max(each, default=0.0) for each in asked)


def _one_each(index: Index, of_one: Sequence[_Found], of_other: Sequence[_Found]) -> list[Evidence]:
    """The best sentence about each; where only one is named the best that names neither."""
    pair = _best_pair(index, of_one, of_other)
    if pair is not None and _are_alike(index, pair):
        side = max(each.side for each in pair)
        return [replace(each, side=side) for each in pair]
    apart = _told_apart(index, of_one, of_other)
    if apart and probability(apart) >= max(MIN_ALIKE, probability(pair or ())):
        return [*apart]
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
        alike = likeness(index, *pair)
        likely = [each.side for each in pair]
        of_both = fmean((fmean(likely), max(likely))) if alike else fmean(likely)
        return of_both + PARALLEL * alike

    return max(pairs, key=likelihood, default=None)


def _told_apart(index: Index, of_one: Sequence[_Found], of_other: Sequence[_Found]) -> _Pair | None:
    """The likeliest two rows of a table that name neither side, maybe since they are in another
    language, of which each is likelier to answer what is asked of one side than of the other.
    """
    ones, others = (_by_row(found) for found in (of_one, of_other))
    rows = [row for row in {**ones, **others} if _is_unnamed_row(ones.get(row) or others[row])]
    odds = {row: (_log_odds(ones.get(row)), _log_odds(others.get(row))) for row in rows}
    pairs = (
        (_as_side(ones[one][0]), _as_side(others[other][0]))
        for one, other in product(ones, others)
        if one in odds and other in odds and _are_apart(odds[one], odds[other])
    )
    of_table = [pair for pair in pairs if same_table(index, *pair)]
    return max(of_table, key=lambda pair: fmean(each.side for each in pair), default=None)


def _are_apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether each of two is likelier to be the one asked for than the other is."""
    apart = one[0] - other[0], other[1] - one[1]
    return min(apart) >= MIN_EACH_APART and fmean(apart) >= MIN_APART


def _by_row(found: Sequence[_Found]) -> dict[int, _Found]:
    """Each sentence once, as it comes first."""
    return {each[0].sentence.row: each for each in reversed(found)}


def _is_unnamed_row(found: _Found) -> bool:
    evidence, about = found
    return evidence.kind == "row" and not any(about)


def _log_odds(found: _Found | None) -> float:
    likely = max(probability([found[0]]) if found else 0.0, MIN_LIKELY)
    return log(likely / (1 - likely))


def _are_alike(index: Index, pair: Sequence[Evidence]) -> bool:
    return len(pair) == 2 and likeness(index, *pair) > 0


def _candidates(found: Sequence[_Found], wanted: About) -> list[Evidence]:
    likely = sorted((_as_side(each) for each, about in found if about == wanted), key=_by_side)
    best = {each.sentence.row: each for each in reversed(likely)}
    return sorted(best.values(), key=_by_side)[:PAIRED]


def _best(found: Sequence[_Found], wanted: About, least: float = MIN_SIDE) -> Evidence | None:
    telling = (each for each, about in found if about == wanted and not each.lacks_asked)
    likely = map(_as_side, telling)
    return next((each for each in likely if each.side >= least), None)


def _by_side(evidence: Evidence) -> float:
    return -evidence.side


def _as_side(evidence: Evidence) -> Evidence:
    return replace(evidence, side=probability([evidence]))
