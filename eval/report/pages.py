"""What the Evaluation tab of the page does: sets, runs, their reports and comparisons."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from eval.compare import compare_runs
from eval.questions import load_questions, resolve_evidence, save_questions
from eval.report.html import html_comparison, html_report
from eval.report.terminal import load_sets
from eval.results.folder import RESULTS, SUMMARY, read_measured, read_run
from eval.results.row import Evaluated
from eval.results.summary import summarise
from eval.run import evaluate
from index.errors import CiteraError

QUESTIONS = "questions.jsonl"
"""What a run asks, so that it can be continued: a file of the visitor's is gone by then."""


def set_names() -> list[str]:
    """The question sets that ship."""
    folder = Path(__file__).parents[1] / "questions"
    return sorted(path.stem for path in folder.glob("*.jsonl"))


def start_run(assistant: Evaluated, questions: str, split: str, runs: Path) -> str:
    """Make a new folder in `runs` for asking a set, by name or path, and return the folder's name.

    `split` is "tune", "report" or "all". Raises CiteraError where the set cannot be used, or is
    about other documents.
    """
    chosen = load_sets([questions], split)
    if not chosen:
        raise CiteraError("the set has no question of the half {split!r}; choose all.", split=split)
    documents = {document.id: document for document in assistant.documents}
    for each in chosen:
        resolve_evidence(each, documents)
    name = _free_name(runs, f"{datetime.now():%Y-%m-%d %H.%M.%S} {_words(Path(questions).stem)}")
    (runs / name).mkdir(parents=True)
    save_questions(chosen, runs / name / QUESTIONS)
    return name


def ask_all(assistant: Evaluated, run: Path, progress: Callable[[int, int], None]) -> None:
    """Ask the questions of a run that have not been asked yet.

    What `progress` raises ends it, and the run can be continued. Raises CiteraError where the run
    was made of other documents, with other settings or by other code.
    """
    evaluate(assistant, load_questions(run / QUESTIONS), progress, run)


def run_names(runs: Path) -> list[str]:
    """The runs in a folder in which something was asked, the newest first."""
    found = (path.parent for path in runs.glob(f"*/{SUMMARY}"))
    return sorted((each.name for each in found if (each / RESULTS).exists()), reverse=True)


def run_facts(run: Path) -> tuple[int, int, list[str]]:
    """How many questions were asked, of how many, and which halves they are of."""
    measured = read_measured(run)
    asked = (run / RESULTS).read_bytes().count(b"\n")
    return asked, measured["questions"], sorted(measured["splits"])


def report_page(run: Path, language: str) -> str:
    """The page of a run, as HTML. Raises CiteraError where there is none."""
    rows, measured = read_run(run)
    return html_report(rows, measured, summarise(rows), language)


def results(run: Path) -> str:
    """A run's questions and answers, as JSON Lines."""
    return (run / RESULTS).read_text(encoding="utf-8")


def comparison_page(first: Path, second: Path, language: str) -> str:
    """How two runs compare, as a page of HTML.

    Raises CiteraError where they cannot be compared.
    """
    (before, _), (after, _) = read_run(first), read_run(second)
    compared = compare_runs(before, after)
    return html_comparison(compared, (first.name, second.name), language)


def _free_name(runs: Path, name: str) -> str:
    """The name, with a number where there is such a run."""
    numbered = (f"{name} {number}" for number in count(2))
    return next(each for each in chain([name], numbered) if not (runs / each).exists())


def _words(name: str) -> str:
    return re.sub(r"[^\w-]+", " ", name).strip()[:60]
