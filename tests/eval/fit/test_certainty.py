"""From which confidence a word keeps what it promises."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.fit.certainty import least_confidence, main, read_answers

SURE = [(0.95, True)] * 10
MIXED = [(0.8, True)] * 6 + [(0.8, False)] * 4


def test_the_least_confidence_keeps_the_promise() -> None:
    assert least_confidence([SURE + MIXED], 0.93, 1.01) == pytest.approx(0.81)
    assert least_confidence([SURE + MIXED], 0.8, 1.01) == 0.0
    assert least_confidence([MIXED], 0.9, 1.01) == 1.01


def test_each_run_counts_the_same() -> None:
    assert least_confidence([SURE * 9, MIXED], 0.9, 0.9) == 0.9
    assert least_confidence([SURE * 9, MIXED], 0.8, 1.01) == 0.0


def test_runs_of_both_kinds_are_read(tmp_path: Path) -> None:
    rows = [
        {"answered": True, "confidence": 0.9, "right": True},
        {"answered": True, "confidence": 0.8, "reply": "answer", "acceptable": False},
        {"answered": True, "confidence": 0.7, "reply": "documents", "acceptable": True},
        {"answered": False, "confidence": 0.3, "right": False},
    ]
    (tmp_path / "results.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert read_answers(tmp_path) == [(0.9, True), (0.8, False)]
    assert CliRunner().invoke(main, [str(tmp_path)]).output.startswith("sure: from")
