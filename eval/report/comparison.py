"""Two runs on the terminal: how far apart they are, and the questions that only one got right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.compare import Comparison, Difference, Pair, compare_runs
from eval.report.terminal import change_text, details, empty_table
from eval.results.folder import read_run
from qa.terminal import printable


def compare_and_print(first: Path, second: Path, console: Console) -> Comparison:
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
