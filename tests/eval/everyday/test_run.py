"""A run over folders of a few lines: asked after their history, counted by kind, written, shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.everyday.question import FOLDER, EverydaySetMissing, load_everyday, parts_of
from eval.everyday.run import EverydayRun, run_everyday, write_everyday
from qa import Assistant, Settings
from tests.fakes import HashedWordsEmbedder

pytestmark = pytest.mark.usefixtures("few_resamples")

ASKED = {
    "kind": "fact",
    "language": "en",
    "question": "How long may a telescope be kept?",
    "history": ["Which day is the library closed?"],
    "expect": "answer",
    "holds": [["two weeks"]],
    "lacks": [],
    "quotes": ["A telescope may be kept for two weeks."],
}


@pytest.fixture
def everyday(tmp_path: Path) -> Path:
    """A set of seven parts of a question each; part "b" expects what its document does not say."""
    for part in "abcdefg":
        folder = tmp_path / "documents" / part
        folder.mkdir(parents=True)
        (folder / "library.txt").write_text("A telescope may be kept for two weeks.\n")
        fields = {"id": f"{part}-1", "documents": [f"{part}/library.txt"]}
        holds = {"holds": [["a month"]]} if part == "b" else {}
        (tmp_path / f"questions-{part}.jsonl").write_text(json.dumps(ASKED | fields | holds) + "\n")
    return tmp_path


def run(folder: Path, split: str) -> EverydayRun:
    def open_documents(documents: Path) -> Assistant:
        settings = Settings(least_confidence=0, reader="off")
        return Assistant.from_documents(
            documents, embedder=HashedWordsEmbedder(), settings=settings
        )

    return run_everyday(open_documents, split, folder=folder)


def test_each_half_has_its_parts_and_each_part_its_documents(everyday: Path) -> None:
    tuned, reported = run(everyday, "tune"), run(everyday, "report")
    assert [row.question.id for row in tuned.rows] == ["a-1", "b-1", "d-1", "e-1", "g-1"]
    assert [row.question.id for row in reported.rows] == ["c-1", "f-1"]
    assert load_everyday("c", everyday)[0].documents == ("library.txt",)
    assert tuned.measured["corpus_hash"].keys() == {"a", "b", "d", "e", "g"}


def test_figures_are_by_language_and_kind(everyday: Path) -> None:
    figures = run(everyday, "all").figures
    assert list(figures) == ["all", "en", "fact"]
    assert figures["fact"]["acceptable"].value == pytest.approx(6 / 7)
    assert figures["all"]["filler"].value == 0
    assert figures["all"]["filler"].n == 7


def test_a_run_is_written_with_what_was_measured(everyday: Path, tmp_path: Path) -> None:
    write_everyday(run(everyday, "tune"), tmp_path / "out")
    results = (tmp_path / "out" / "results.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["acceptable"] for line in results] == [True, False, True, True, True]
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert summary["measured"].keys() >= {"commit", "source", "settings", "corpus_hash", "split"}
    assert summary["figures"]["all"]["acceptable"]["n"] == 5


def test_a_set_that_is_not_there_is_explained(tmp_path: Path) -> None:
    with pytest.raises(EverydaySetMissing, match="ship with the source"):
        load_everyday("a", tmp_path)


@pytest.mark.parametrize("part", parts_of("all"))
def test_the_set_that_ships_is_well_formed(part: str) -> None:
    questions = load_everyday(part)
    assert len({each.id for each in questions}) == len(questions)
    named = {name for each in questions for name in each.documents}
    assert [name for name in named if not (FOLDER / "documents" / part / name).is_file()] == []
    assert all(each.quotes for each in questions if each.expect == "answer")
