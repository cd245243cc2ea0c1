"""What the Evaluation tab does: a set is asked, its report shown, two runs compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.report import pages
from qa import Assistant, CiteraError, Settings
from tests.fakes import HashedWordsEmbedder

pytestmark = pytest.mark.usefixtures("few_resamples")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "lamp.txt").write_text("The harbour lamp was lit in 1912 by its keeper.\n", "utf-8")
    settings = Settings(least_confidence=0)
    return Assistant.from_documents(folder, embedder=HashedWordsEmbedder(), settings=settings)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "my <b> set.jsonl"
    lines = [
        {"question": f"When was the harbour lamp lit? {number}", "answers": ["1912"],
         "document": "lamp.txt"}
        for number in range(4)
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return path


class _StoppedError(Exception):
    """What a page raises to end a run."""


def run_set(assistant: Assistant, questions: Path | str, runs: Path) -> str:
    name = pages.start_run(assistant, str(questions), "all", runs)
    pages.ask_all(assistant, runs / name, lambda *_: None)
    return name


def test_a_set_is_run_reported_and_compared(
    assistant: Assistant, questions: Path, tmp_path: Path
) -> None:
    runs, steps = tmp_path / "runs", list[tuple[int, int]]()
    first = pages.start_run(assistant, str(questions), "all", runs)
    assert first.endswith("my b set")
    assert pages.run_names(runs) == []
    pages.ask_all(assistant, runs / first, lambda *each: steps.append(each))
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert pages.run_facts(runs / first)[:2] == (4, 4)
    assert "0 of 4 questions failed" in pages.report_page(runs / first, "en")
    assert "0 av 4 frågor gick fel" in pages.report_page(runs / first, "sv")
    answers = [json.loads(line) for line in pages.results(runs / first).splitlines()]
    assert ["1912" in each["answer"] for each in answers] == [True] * 4
    (runs / first).rename(runs / "2020 earlier")
    second = run_set(assistant, questions, runs)
    assert pages.run_names(runs) == [second, "2020 earlier"]
    compared = pages.comparison_page(runs / "2020 earlier", runs / second, "en")
    assert "Questions in both runs: 4" in compared
    compared = pages.comparison_page(runs / "2020 earlier", runs / second, "sv")
    assert "Frågor i båda körningarna: 4" in compared


def test_a_run_that_was_ended_goes_on_where_it_was(
    assistant: Assistant, questions: Path, tmp_path: Path
) -> None:
    name = pages.start_run(assistant, str(questions), "all", tmp_path)
    questions.unlink()  # as a browser's upload is

    def end(done: int, total: int) -> None:
        if done == 2:
            raise _StoppedError

    with pytest.raises(_StoppedError):
        pages.ask_all(assistant, tmp_path / name, end)
    assert pages.run_facts(tmp_path / name)[:2] == (2, 4)
    assert "of 2 questions failed" in pages.report_page(tmp_path / name, "en")
    steps = list[tuple[int, int]]()
    pages.ask_all(assistant, tmp_path / name, lambda *each: steps.append(each))
    assert steps == [(3, 4), (4, 4)]
    asked = [json.loads(line)["question"] for line in pages.results(tmp_path / name).splitlines()]
    assert asked == [f"When was the harbour lamp lit? {number}" for number in range(4)]


def test_what_cannot_be_run_is_said(assistant: Assistant, questions: Path, tmp_path: Path) -> None:
    for name in ("no such set", "sample"):  # the sample set is about other documents
        with pytest.raises(CiteraError):
            pages.start_run(assistant, name, "all", tmp_path / "runs")
    questions.write_text("", "utf-8")
    with pytest.raises(CiteraError, match="no question"):
        pages.start_run(assistant, str(questions), "all", tmp_path / "runs")
    assert not (tmp_path / "runs").exists()


def test_the_sets_that_ship_are_offered() -> None:
    assert "sample" in pages.set_names()
