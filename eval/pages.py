"""What the Evaluation tab of the page does: sets, runs, their reports and comparisons."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from pathlib import Path

from rich.console import Console

from eval.compare import compare_runs, print_comparison
from eval.folder import RESULTS, SUMMARY, read_run
from eval.report import PAGE, load_sets, write_html_report
from eval.row import Evaluated
from eval.run import evaluate
from index.errors import CiteraError

WIDTH = 100  # columns of a comparison


def set_names() -> list[str]:
    """The question sets that ship."""
    folder = Path(__file__).parent / "questions"
    return sorted(path.stem for path in folder.glob("*.jsonl"))


def run_set(
    assistant: Evaluated,
    questions: str,
    split: str,
    runs: Path,
    progress: Callable[[int, int], None],
) -> str:
    """Ask the questions of a set, by name or path, and return the name of the run's folder in
    `runs`, which is new.

    `split` is "tune", "report" or "all". Raises CiteraError where the set cannot be used.
    """
    chosen = load_sets([questions], split)
    if not chosen:
        raise CiteraError(f"the set has no question of the half {split!r}; choose all.")
    name = f"{datetime.now():%Y-%m-%d %H.%M.%S} {_words(Path(questions).stem)} {split}"
    evaluate(assistant, chosen, progress, runs / name)
    return name


def run_names(runs: Path) -> list[str]:
    """The finished runs in a folder, the newest first."""
    found = (path.parent for path in runs.glob(f"*/{SUMMARY}"))
    return sorted((each.name for each in found if (each / RESULTS).exists()), reverse=True)


def report_page(run: Path) -> str:
    """The page of a run, as HTML. Raises CiteraError where there is none."""
    page = run / PAGE
    if not page.exists():
        write_html_report(run)
    return page.read_text(encoding="utf-8")


def comparison(first: Path, second: Path) -> str:
    """How two runs compare, as lines of text. Raises CiteraError where they cannot be compared."""
    (before, _), (after, _) = read_run(first), read_run(second)
    text = StringIO()
    print_comparison(compare_runs(before, after), Console(file=text, width=WIDTH))
    return f"A: {first.name}\nB: {second.name}\n{text.getvalue()}"


def _words(name: str) -> str:
    return re.sub(r"[^\w-]+", " ", name).strip()[:60]
