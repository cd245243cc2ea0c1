"""What users thought of answers comes back as questions that the evaluation can ask."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from eval import load_questions
from qa.cli.main import main
from qa.library.feedback import keep_feedback, questions_from, read_feedback
from qa.types import Answer, Citation

QUOTE = "The mast cost 12 000 euro."
CITATION = Citation(1, "a/b.txt", "The mast", QUOTE, 0, len(QUOTE), "en", None, 0.5)
ANSWER = Answer("How much?", f"“{QUOTE}” [1]", (CITATION,), True, 0.95, "en", ())
REFUSAL = replace(ANSWER, question="Who?", text="No.", citations=(), answered=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "feedback.jsonl"


def test_good_answers_and_good_refusals_become_questions(path: Path) -> None:
    keep_feedback(path, "1", ANSWER, good=True)
    keep_feedback(path, "2", REFUSAL, good=True)
    keep_feedback(path, "3", replace(ANSWER, question="When?"), good=False)
    assert questions_from(read_feedback(path)) == [
        {"question": "How much?", "answers": [QUOTE], "document": "a/b.txt"},
        {"question": "Who?", "answers": []},
    ]


def test_of_what_was_said_of_an_answer_the_last_counts(path: Path) -> None:
    keep_feedback(path, "1", ANSWER, good=True)
    keep_feedback(path, "1", ANSWER, good=False, reason="The wrong\nmast.\u2028")
    (feedback,) = read_feedback(path)
    assert (feedback["good"], feedback["reason"]) == (False, "The wrong\nmast.\u2028")


def test_nothing_said_is_nothing_to_export(path: Path) -> None:
    assert read_feedback(path) == []


def test_a_question_asked_twice_is_exported_once(path: Path) -> None:
    for key in ("1", "2"):
        keep_feedback(path, key, REFUSAL, good=True)
    assert len(questions_from(read_feedback(path))) == 1


def test_the_command_writes_a_question_file_that_the_evaluation_reads(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("qa.cli.feedback.feedback_file", lambda: path)
    keep_feedback(path, "1", ANSWER, good=True)
    keep_feedback(path, "2", REFUSAL, good=False)
    out = tmp_path / "questions.jsonl"
    monkeypatch.setattr(sys, "argv", ["citera", "feedback", "export", str(out)])
    with pytest.raises(SystemExit) as done:
        main()
    assert not done.value.code
    said = capsys.readouterr().out
    assert said.startswith(f"1 question written to {out}\n1 poor answer left out")
    (question,) = load_questions(out)
    assert question.answerable
    with pytest.raises(SystemExit) as refused:
        main()
    assert refused.value.code == 2
    assert "already exists" in capsys.readouterr().err
