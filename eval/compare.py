"""Two runs question by question: how far the second is from the first, and if by chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product
from statistics import median

from eval.results.row import Row
from eval.results.summary import Figure, mean_figure
from index.errors import CiteraError

FLIPS = 10_000
ROUNDING = 1e-9  # share of what is summed: sums that differ by less are equal

Pair = tuple[Row, Row]
"""The rows of one question: in the first run, and in the second."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure over the questions that have it in both runs.

    `first` and `second` are its means in the runs, `change` is second − first over the same
    questions, in pairs; each has its 95% interval. `p` is that of permutation_p_value.
    """

    first: Figure
    second: Figure
    change: Figure
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two runs have in common, and where they differ.

    `n` questions are compared; of the others `only_first` and `only_second` stand in one run only,
    and `changed` have the same id but are not the same question. `figures` has "right" and every
    metric by name. `milliseconds` are the medians of the runs over the questions compared. `worse`
    are the questions that only the first run got right, `better` those that only the second did.
    """

    n: int
    only_first: int
    only_second: int
    changed: int
    figures: dict[str, Difference]
    milliseconds: tuple[float, float]
    worse: tuple[Pair, ...]
    better: tuple[Pair, ...]


def compare_runs(first: Sequence[Row], second: Sequence[Row]) -> Comparison:
    """Compare the questions that stand in both runs, the whole of each being equal.

    Raises CiteraError where there are none.
    """
    before, after = ({row.question: row for row in rows} for rows in (first, second))
    pairs = [(before[question], after[question]) for question in before if question in after]
    if not pairs:
        raise CiteraError("the runs have no question in common; compare two runs of one set")
    lost = {question.id for question in before.keys() - after.keys()}
    new = {question.id for question in after.keys() - before.keys()}
    return Comparison(
        n=len(pairs),
        only_first=len(lost - new),
        only_second=len(new - lost),
        changed=len(lost & new),
        figures=_differences(pairs),
        milliseconds=(
            median(a.milliseconds for a, _ in pairs),
            median(b.milliseconds for _, b in pairs),
        ),
        worse=tuple((a, b) for a, b in pairs if a.right and not b.right),
        better=tuple((a, b) for a, b in pairs if b.right and not a.right),
    )


def value_of(row: Row, name: str) -> float | None:
    """The value in a row of "right", which is 0 or 1, or of a metric; None if it is undefined."""
    return float(row.right) if name == "right" else row.metrics.get(name)


def permutation_p_value(differences: Sequence[float]) -> float:
    """How often chance alone makes a mean at least as far from 0 as that of `differences`.

    The two-sided paired permutation test: if the runs did not differ, each difference could as
    well have had the other sign (Fisher, The Design of Experiments, 1935; Smucker, Allan and
    Carterette, A Comparison of Statistical Significance Tests for Information Retrieval
    Evaluation, 2007). All combinations of signs are tried where they are no more than FLIPS, else
    that many at random, always the same ones, and the one observed: (1 + as far) / (1 + FLIPS).
    """
    import numpy as np

    values = np.array([each for each in differences if each])  # 0 is 0 with either sign
    least = abs(values.sum()) - ROUNDING * np.abs(values).sum()
    if 2 ** len(values) <= FLIPS:
        sums = np.array(list(product((1, -1), repeat=len(values)))) @ values
        return float((np.abs(sums) >= least).mean())
    generator = np.random.default_rng(0)
    sums = np.zeros(FLIPS)
    for each in values:  # one at a time: a matrix of all signs would fill the memory
        sums += each * generator.choice((1, -1), size=FLIPS)
    return float((1 + (np.abs(sums) >= least).sum()) / (1 + FLIPS))


def _differences(pairs: Sequence[Pair]) -> dict[str, Difference]:
    names = dict.fromkeys(chain(["right"], *(row.metrics for row, _ in pairs)))
    values = {name: list(_values(pairs, name)) for name in names}
    return {name: _difference(*zip(*both, strict=True)) for name, both in values.items() if both}


def _values(pairs: Sequence[Pair], name: str) -> Iterator[tuple[float, float]]:
    """The values of a figure in both runs, for the questions that have both."""
    for first, second in pairs:
        before, after = value_of(first, name), value_of(second, name)
        if before is not None and after is not None:
            yield before, after


def _difference(before: Sequence[float], after: Sequence[float]) -> Difference:
    changes = [new - old for old, new in zip(before, after, strict=True)]
    return Difference(
        mean_figure(before), mean_figure(after), mean_figure(changes), permutation_p_value(changes)
    )
