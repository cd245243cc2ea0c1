"""What the Evaluation tab does: a set is asked, its report shown, two runs compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import pages
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


def test_a_set_is_run_reported_and_compared(
    assistant: Assistant, questions: Path, tmp_path: Path
) -> None:
    runs, steps = tmp_path / "runs", list[tuple[int, int]]()
    first = pages.run_set(assistant, str(questions), "all", runs, lambda *each: steps.append(each))
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert first.endswith("my b set all")
    assert "0 of 4 questions failed" in pages.report_page(runs / first)
    (runs / first).rename(runs / "2020 earlier")
    second = pages.run_set(assistant, str(questions), "all", runs, lambda *_: None)
    assert pages.run_names(runs) == [second, "2020 earlier"]
    compared = pages.comparison(runs / "2020 earlier", runs / second)
    assert compared.startswith(f"A: 2020 earlier\nB: {second}\n4 questions in both runs")


def test_what_cannot_be_run_is_said(assistant: Assistant, questions: Path, tmp_path: Path) -> None:
    for name in ("no such set", "sample"):  # the sample set is about other documents
        with pytest.raises(CiteraError):
            pages.run_set(assistant, name, "all", tmp_path / "runs", lambda *_: None)
    questions.write_text("", "utf-8")
    with pytest.raises(CiteraError, match="no question"):
        pages.run_set(assistant, str(questions), "all", tmp_path / "runs", lambda *_: None)
    assert pages.run_names(tmp_path / "runs") == []


def test_the_sets_that_ship_are_offered() -> None:
    assert "sample" in pages.set_names()
