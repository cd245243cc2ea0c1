"""A run as DataFrames: its questions, and its figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import evaluate, load_run
from eval.results.summary import Figure
from index.errors import CiteraError
from tests.eval.test_run import QUESTIONS, SCRIPT, ScriptedAssistant

pytestmark = pytest.mark.usefixtures("few_resamples")


def test_a_run_is_a_frame_of_its_questions(tmp_path: Path) -> None:
    run = evaluate(ScriptedAssistant(SCRIPT), QUESTIONS, folder=tmp_path)
    frame = run.to_frame().set_index("id")
    assert list(frame.index) == [each.id for each in QUESTIONS]
    for row in run.rows:
        told = frame.loc[row.question.id]
        assert (told["answer"], told["confidence"]) == (row.answer.text, row.answer.confidence)
        assert (told["answered"], told["right"]) == (row.answer.answered, row.right)
        metrics = frame.loc[row.question.id, list(row.metrics)].drop("answered", errors="ignore")
        assert dict(metrics) == {
            name: value for name, value in row.metrics.items() if name != "answered"
        }
    kept = load_run(tmp_path).to_frame().set_index("id")
    assert kept.drop(columns="milliseconds").equals(frame.drop(columns="milliseconds"))


def test_the_summary_is_a_frame_of_its_figures() -> None:
    summary = evaluate(ScriptedAssistant(SCRIPT), QUESTIONS).summary
    frame = summary.to_frame().set_index(["table", "group", "figure"])
    for table in ("answerable", "refusal", "calibration", "conversation", "cost"):
        told = frame.loc[[table]] if table in frame.index else frame[:0]
        expected = {
            (table, group, name): figure
            for group, figures in getattr(summary, table).items()
            for name, figure in figures.items()
        }
        figures = [Figure(*row) for row in told.values]
        assert dict(zip(told.index, figures, strict=True)) == expected


def test_a_run_without_questions_is_an_empty_frame() -> None:
    run = evaluate(ScriptedAssistant(SCRIPT), [])
    assert len(run.to_frame()) == 0


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CiteraError, match="holds no run"):
        load_run(str(tmp_path))
