"""The figures of everyday questions on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from eval.everyday.row import EverydayRow
from eval.everyday.run import EverydayRun, run_everyday, write_everyday
from eval.report.terminal import Blocks, figures_table
from qa.cli.opening import open_assistant
from qa.settings import Settings
from qa.terminal import printable, progress_bar

EVERYDAY: Blocks = tuple({name: name} for name in ("acceptable", "filler", "wrong but sure"))


def run_everyday_and_print(settings: Settings, split: str, out: Path | None) -> EverydayRun:
    """Ask the questions of a half and print the figures; with `out`, write the run there too.

    Which questions failed is only shown of the half that is for tuning.
    """
    with progress_bar("Asking") as progress:
        run = run_everyday(lambda path: open_assistant(path, None, settings), split, progress)
    if out is not None:
        write_everyday(run, out)
    console = Console()
    console.print("Percent, each with its 95% interval; n: questions that count in the figures.")
    console.print(figures_table(f"Everyday questions, {split}", run.figures, EVERYDAY))
    if split == "tune":
        _print_failures(run.rows, console)
    return run


def _print_failures(rows: Sequence[EverydayRow], console: Console) -> None:
    for row in rows:
        if row.acceptable:
            continue
        question = row.question
        asked = " → ".join((*question.history, question.question))
        wanted = "; ".join(" / ".join(group) for group in question.holds) or question.expect
        console.print()
        console.print(Text(printable(f"{question.id} ({question.kind})"), style="bold"))
        for label, text in (("asked", asked), ("said", row.answer.text), ("expected", wanted)):
            console.print(Text(printable(f"  {label}: {' '.join(text.split())}")))
