"""A grid of settings: the best on the `tune` half of questions, measured on the `report` half."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count, product
from math import prod

from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.compare import Comparison, compare_runs, value_of
from eval.questions import Question
from eval.report.terminal import (
    ANSWERS,
    CITATIONS,
    CONVERSATION,
    RETRIEVAL,
    change_text,
    empty_table,
    figure_text,
)
from eval.results.row import Evaluated, Row
from eval.results.summary import Figure, mean_figure
from eval.run import evaluate
from qa.errors import CiteraError, SettingsError
from qa.settings import Settings
from qa.terminal import printable

MAX_COMBINATIONS = 500
KNOWN = sorted({"right", *chain(*RETRIEVAL, *ANSWERS, *CITATIONS, *CONVERSATION)})
"""The figures that settings can be chosen by: "right" and the metrics of a Row."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One combination of the grid, as it was given and as settings, and its figure on `tune`.

    The figure is None where no question has one, as citation precision where all was refused.
    """

    pairs: tuple[str, ...]
    settings: Settings
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Sweep:
    """The combinations, best first by the figure `by`, and what the best is worth.

    `report` compares, on the `report` half, the `unchanged` settings with the best combination.
    """

    by: str
    unchanged: Settings
    trials: tuple[Trial, ...]
    report: Comparison


def grid(pairs: Sequence[str]) -> list[tuple[str, ...]]:
    """Every combination of the values, each given as "name=value,value": tuples of "name=value".

    The values of the last name change fastest. Raises SettingsError for another form, for a name
    given twice, and for more than MAX_COMBINATIONS.
    """
    values: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, listed = pair.partition("=")
        if not name or not equals:
            raise SettingsError(
                "setting {pair!r} has no values; write NAME=VALUE,VALUE.", pair=pair
            )
        if name in values:
            raise SettingsError(
                "setting {name} is given twice; write {name}=VALUE,VALUE once.", name=name
            )
        values[name] = [f"{name}={value.strip()}" for value in listed.split(",")]
    combinations = prod(map(len, values.values()))
    if combinations > MAX_COMBINATIONS:
        raise SettingsError(
            "{combinations} combinations of settings are more than {limit}; give fewer values.",
            combinations=combinations,
            limit=MAX_COMBINATIONS,
        )
    return list(product(*values.values()))


def sweep(
    open_assistant: Callable[[Settings], Evaluated],
    settings: Settings,
    pairs: Sequence[str],
    questions: Sequence[Question],
    by: str = "right",
    progress: Callable[[int, int], None] | None = None,
) -> Sweep:
    """Try every combination of `grid(pairs)`, each on top of `settings`, and measure the best.

    The best has the highest mean of `by` on the `tune` half, the first in the grid where several
    do. A metric that only some questions have may rest on few: look at its n. `progress` is told,
    after each question, how many are done and how many there are at the most.
    Raises, before anything is asked, SettingsError for settings or a figure that do not exist and
    CiteraError where a half has no questions; after the tune half, where none has the figure.
    """
    if by not in KNOWN:
        raise SettingsError(
            "there is no figure {by!r}; choose by one of: {known}.", by=by, known=", ".join(KNOWN)
        )
    combinations = [(each, settings.with_pairs(each)) for each in grid(pairs)]
    tune, report = (_half(questions, name) for name in ("tune", "report"))
    done, most = count(1), len(combinations) * len(tune) + 2 * len(report)

    def ask(changed: Settings, half: Sequence[Question]) -> tuple[Row, ...]:
        tell = progress and (lambda *_: progress(next(done), most))
        return evaluate(open_assistant(changed), half, tell).rows

    trials = [
        Trial(each, changed, _figure(ask(changed, tune), by)) for each, changed in combinations
    ]
    trials.sort(key=lambda trial: trial.figure.value if trial.figure else -1, reverse=True)
    best = trials[0]
    if best.figure is None:
        raise CiteraError(
            "no question of the tune half has the figure {by}; choose by another", by=by
        )
    before = ask(settings, report)
    after = before if best.settings == settings else ask(best.settings, report)
    return Sweep(by, settings, tuple(trials), compare_runs(before, after))


def print_sweep(sweep: Sweep, console: Console) -> None:
    """Print the grid, best first, and what the best and the unchanged settings reach on report."""
    named = [(_name(trial, sweep.unchanged), trial.figure) for trial in sweep.trials]
    console.print(_table("On tune, best first", sweep.by, named))
    best, reached = sweep.trials[0], sweep.report.figures.get(sweep.by)
    both = [("unchanged", reached.first if reached else None)]
    if best.settings != sweep.unchanged:
        both = [(f"best: {' '.join(best.pairs)}", reached.second if reached else None), *both]
    console.print(_table("On report", sweep.by, both))
    if best.settings == sweep.unchanged:
        console.print("The best settings are the unchanged ones.")
    elif reached:
        change = change_text(reached.change)
        console.print(f"Best − unchanged: {change} points, p = {reached.p:.4f}")
    console.print("Only the figures on report may be quoted: by those on tune the best was chosen.")


def _half(questions: Sequence[Question], name: str) -> list[Question]:
    half = [question for question in questions if question.split == name]
    if not half:
        raise CiteraError(
            "none of the {count} questions is in the {name} half; give more questions",
            count=len(questions),
            name=name,
        )
    return half


def _figure(rows: Sequence[Row], name: str) -> Figure | None:
    values = [value for row in rows if (value := value_of(row, name)) is not None]
    return mean_figure(values) if values else None


def _name(trial: Trial, unchanged: Settings) -> str:
    return " ".join([*trial.pairs, *["(unchanged)"] * (trial.settings == unchanged)])


def _table(title: str, by: str, named: Iterable[tuple[str, Figure | None]]) -> Table:
    table = empty_table(f"{title}: percent, with its 95% interval")
    table.add_column("settings")
    table.add_column("n", justify="right", no_wrap=True)
    table.add_column(by, no_wrap=True)
    for name, figure in named:
        cells = (str(figure.n), figure_text(figure)) if figure else ("0", Text("–"))
        table.add_row(Text(printable(name)), *cells)
    return table
