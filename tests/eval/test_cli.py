# ruff: noqa: F811 - arguments are fixtures
"""`citera eval` and the commands below it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from eval.questions import EXAMPLE, usual_split
from qa import Settings
from tests.qa.cli.conftest import (
    EAGER,
    QUESTION,
    REFUSING,
    Citera,
    citera,  # noqa: F401 - fixtures
    docs,  # noqa: F401
    embedder,  # noqa: F401
    saved,  # noqa: F401
)

pytestmark = pytest.mark.usefixtures("few_resamples")


def question_set(folder: Path) -> Path:
    """Two questions about the small documents: one that they answer and one that they do not."""
    answerable = EXAMPLE | {
        "question": QUESTION,
        "kind": "same-language",
        "evidence_language": "en",
        "answers": [["two weeks"]],
        "evidence": [
            {"document": "library.txt", "quote": "A telescope may be kept for two weeks."}
        ],
        "history": [],
        "standalone": "",
    }
    unanswerable = EXAMPLE | {
        "id": "harbour-002",
        "question": "Who won the 2018 World Cup?",
        "kind": "near miss",
        "evidence_language": None,
        "answers": [],
        "evidence": [],
        "history": [],
        "standalone": "",
    }
    path = folder / "own.jsonl"
    path.write_text("\n".join(map(json.dumps, [answerable, unanswerable])))
    return path


def test_eval_asks_a_set_of_ones_own_and_writes_the_run(
    citera: Citera, saved: Path, tmp_path: Path
) -> None:
    arguments = ("--index", saved, "--split", "all", "--out", tmp_path / "run", *EAGER)
    done = citera("eval", question_set(tmp_path), *arguments)
    assert (done.status, done.err) == (0, "")
    assert "Questions: 1 of split report, 1 of split tune; commit" in " ".join(done.out.split())
    assert "harbour-002 (near miss): answered, though the documents hold no answer" in done.out
    results = (tmp_path / "run" / "results.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["metrics"]["verbatim"] for line in results] == [1, 1]
    summary = json.loads((tmp_path / "run" / "summary.json").read_text("utf-8"))
    assert summary["measured"]["settings"] == asdict(Settings(least_confidence=0))


def test_all_questions_of_ones_own_are_asked_unless_a_half_is_named(
    citera: Citera, saved: Path, tmp_path: Path
) -> None:
    asked = citera("eval", question_set(tmp_path), "--index", saved, *EAGER)
    assert "Questions: 1 of split report, 1 of split tune; commit" in " ".join(asked.out.split())
    assert usual_split(["sample", "commissioned"]) == "report"


@pytest.fixture
def finished(citera: Citera, saved: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two runs over the same questions; the second refused them all."""
    runs = (tmp_path / "eager", tmp_path / "refusing")
    for run, settings in zip(runs, (EAGER, REFUSING), strict=True):
        arguments = ("--index", saved, "--split", "all", "--out", run, *settings)
        assert citera("eval", question_set(tmp_path), *arguments).status == 0
    return runs


def test_a_run_is_reported_again_as_it_was_printed(
    citera: Citera, saved: Path, tmp_path: Path
) -> None:
    arguments = ("--index", saved, "--split", "all", "--out", tmp_path / "run", *EAGER)
    printed = citera("eval", question_set(tmp_path), *arguments).out
    again = citera("eval", "report", tmp_path / "run")
    assert (again.status, again.err) == (0, "")
    assert again.out.strip()
    assert printed.endswith(again.out)


def test_the_page_of_a_run_is_written_to_its_folder(
    citera: Citera, finished: tuple[Path, Path]
) -> None:
    done = citera("eval", "report", finished[0], "--html")
    assert (done.status, done.out) == (0, f"{finished[0] / 'report.html'}\n")
    assert "harbour-002" in (finished[0] / "report.html").read_text("utf-8")


def test_two_runs_are_compared(citera: Citera, finished: tuple[Path, Path]) -> None:
    done = citera("eval", "compare", *finished)
    assert (done.status, done.err) == (0, "")
    said = " ".join(done.out.split())
    assert said.index("harbour-001") < said.index("harbour-002")  # the worse first


def test_a_sweep_measures_the_best_settings_on_the_other_half(
    citera: Citera, docs: Path, tmp_path: Path
) -> None:
    grid = ("--setting", "least_confidence=0,1", "--setting", "max_tokens=100")
    done = citera("eval", "sweep", question_set(tmp_path), "--docs", docs, *grid)
    assert (done.status, done.err) == (0, "")
    assert "least_confidence=1" in done.out
    assert "report" in done.out


def test_a_sweep_over_a_saved_index_cannot_change_how_it_was_split(
    citera: Citera, saved: Path, tmp_path: Path
) -> None:
    grid = ("--setting", "max_tokens=100")
    done = citera("eval", "sweep", question_set(tmp_path), "--index", saved, *grid)
    assert (done.status, done.out) == (2, "")
    assert "give --docs instead" in done.err


def test_a_borrowed_set_is_converted(citera: Citera, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    page = {"id": "a", "title": "Quay", "text": "The quay has nine cranes.", "lang": "en"}
    asked = {"id": "q", "question": "How many cranes?", "lang": "en", "doc_ids": ["a"]}
    (source / "corpus.jsonl").write_text(json.dumps(page))
    (source / "questions.jsonl").write_text(json.dumps(asked | {"answers": ["nine"]}))
    out = tmp_path / "out"
    assert citera("eval", "convert", "swequad", source, out).out == f"1 questions in {out}\n"
    arguments = ("--docs", out / "documents", "--split", "all", *EAGER)
    done = citera("eval", out / "questions.jsonl", *arguments)
    assert "0 of 1 questions failed" in done.out
