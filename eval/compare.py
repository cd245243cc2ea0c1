"""Two runs question by question: how far the second is from the first, and if by chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.report.terminal import details, empty_table
from eval.report.wording import decimal, say
from eval.results.folder import read_run
from eval.results.row import Row
from eval.results.summary import Figure, mean_figure
from index.errors import CiteraError
from qa.terminal import printable

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


def compare(first: Path, second: Path, console: Console) -> Comparison:
    """Read the runs in two folders, print how they compare, and return it.

    Raises CiteraError where a folder holds no run, or the runs have no question in common.
    """
    (first_rows, first_measured), (second_rows, second_measured) = map(read_run, (first, second))
    comparison = compare_runs(first_rows, second_rows)
    console.print(Text(printable(f"A: {first}\nB: {second}")))
    if first_measured.get("corpus_hash") != second_measured.get("corpus_hash"):
        console.print("Warning: the runs were made over different documents.", style="bold")
    print_comparison(comparison, console)
    return comparison


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


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print the figures of both runs, A and B, and the questions that only one got right."""
    console.print(
        f"{comparison.n} questions in both runs; {comparison.only_first} only in A, "
        f"{comparison.only_second} only in B, {comparison.changed} not the same in both"
    )
    console.print(_table(comparison.figures))
    console.print(
        "p-values are not corrected for the number of figures: by chance, 1 in 20 is < 0.05."
    )
    console.print("Median time: A {:.1f} ms, B {:.1f} ms".format(*comparison.milliseconds))
    for heading, flipped in (
        ("Right in A, wrong in B", comparison.worse),
        ("Wrong in A, right in B", comparison.better),
    ):
        console.print(f"\n{heading}: {len(flipped)}")
        for pair in flipped:
            _print_flip(pair, console)


def change_text(change: Figure) -> str:
    """A difference in percentage points, with its interval: "+2.0 (-1.0 to +5.0)"."""
    value, low, high = (f"{100 * each:+z.1f}" for each in (change.value, change.low, change.high))
    return decimal(say("{value} ({low} to {high})", value=value, low=low, high=high))


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


def _table(figures: Mapping[str, Difference]) -> Table:
    table = empty_table("In percent; B − A with its 95% interval")
    table.add_column("figure")
    for heading in ("n", "A", "B", "B − A", "p"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, each in figures.items():
        means = (f"{100 * figure.value:.1f}" for figure in (each.first, each.second))
        cells = (str(each.change.n), *means, change_text(each.change), f"{each.p:.4f}")
        table.add_row(Text(printable(name)), *cells)
    return table


def _print_flip(pair: Pair, console: Console) -> None:
    first, second = (dict(details(row)) for row in pair)
    question = pair[0].question
    console.print(Text(printable(f"\n{question.id} ({question.kind})"), style="bold"))
    console.print(Text(printable(f"  asked: {first['asked']}\n  expected: {first['expected']}")))
    console.print(Text(printable(f"  A said: {first['said']}\n  B said: {second['said']}")))
