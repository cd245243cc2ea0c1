"""What users thought of answers comes back as questions that the evaluation can ask."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from eval import load_questions
from index.errors import NothingToIndexError, StoreError
from qa.cli.main import main
from qa.library.feedback import check_feedback, keep_feedback, questions_from, read_feedback
from qa.types import Answer, Citation

QUOTE = "The mast cost 12 000 euro."
CITATION = Citation(1, "a/b.txt", "The mast", QUOTE, 0, len(QUOTE), "en", None, 0.5)
ANSWER = Answer("How much?", f"“{QUOTE}” [1]", (CITATION,), True, 0.95, "en", ())
REFUSAL = replace(ANSWER, question="Who?", text="No.", citations=(), answered=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "feedback.jsonl"


@pytest.fixture(
    params=["path", "memory", "file", pytest.param("s3", marks=pytest.mark.integration)]
)
def place(request: pytest.FixtureRequest, path: Path) -> Path | str:
    """A file, or a place of a store, where nothing was said yet."""
    if request.param == "path":
        return path
    if request.param == "s3":
        request.getfixturevalue("bucket")
        return f"s3://reports{path}"
    return f"{request.param}://{path}"


def test_good_answers_and_good_refusals_become_questions(place: Path | str) -> None:
    keep_feedback(place, "1", ANSWER, good=True)
    keep_feedback(place, "2", REFUSAL, good=True)
    keep_feedback(place, "3", replace(ANSWER, question="When?"), good=False)
    assert questions_from(read_feedback(place)) == [
        {"question": "How much?", "answers": [QUOTE], "document": "a/b.txt"},
        {"question": "Who?", "answers": []},
    ]


def test_of_what_was_said_of_an_answer_the_last_counts(place: Path | str) -> None:
    keep_feedback(place, "1", ANSWER, good=True)
    keep_feedback(place, "1", ANSWER, good=False, reason="The wrong\nmast.\u2028")
    (feedback,) = read_feedback(place)
    assert (feedback["good"], feedback["reason"]) == (False, "The wrong\nmast.\u2028")


def test_nothing_said_is_nothing_to_export(place: Path | str) -> None:
    assert read_feedback(place) == []


def test_a_question_asked_twice_is_exported_once(place: Path | str) -> None:
    for key in ("1", "2"):
        keep_feedback(place, key, REFUSAL, good=True)
    assert len(questions_from(read_feedback(place))) == 1


def test_what_servers_say_at_the_same_time_is_all_kept(place: Path | str) -> None:
    reason = "Because. " * 2_000

    def say(server: int) -> None:
        for number in range(8):
            keep_feedback(place, f"{server}-{number}", ANSWER, good=False, reason=reason)

    with ThreadPoolExecutor() as servers:
        list(servers.map(say, range(4)))
    said = read_feedback(place)
    assert {each["id"] for each in said} == {f"{one}-{two}" for one in range(4) for two in range(8)}
    assert {each["reason"] for each in said} == {reason}


def test_what_is_being_written_is_passed_over(tmp_path: Path) -> None:
    url = f"file://{tmp_path}/said"
    check_feedback(url)
    keep_feedback(url, "1", ANSWER, good=True)
    (tmp_path / "said" / "20991231T000000.000000-ab.json").write_text('{"id": "2", "go')
    assert [each["id"] for each in read_feedback(url)] == ["1"]


@pytest.mark.parametrize(
    ("url", "kind", "told"),
    [
        ("https://127.0.0.1/said", NothingToIndexError, "is no place that files can be listed at"),
        ("s3://anna:secret@reports/said", NothingToIndexError, "is no place that files can be"),
        ("abfs://reports/said", NothingToIndexError, "needs a package that is not installed"),
        ("nothing://reports/said", NothingToIndexError, "cannot be listed"),
        ("file:///proc/said", StoreError, "feedback cannot be kept at 'file:///proc/said'"),
    ],
)
def test_where_nothing_can_be_kept_is_told_in_one_line(
    url: str, kind: type[Exception], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "adlfs", None)
    with pytest.raises(kind, match=told) as raised:
        check_feedback(url)
    assert "\n" not in str(raised.value)
    assert "secret" not in str(raised.value)


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
    url = f"memory://{tmp_path}/said"
    keep_feedback(url, "1", ANSWER, good=True)
    other = tmp_path / "others.jsonl"
    monkeypatch.setattr(sys, "argv", ["citera", "feedback", "export", str(other), "--from", url])
    with pytest.raises(SystemExit):
        main()
    assert other.read_text("utf-8") == out.read_text("utf-8")
    capsys.readouterr()
    assert said.startswith(f"1 question written to {out}\n1 poor answer left out")
    (question,) = load_questions(out)
    assert question.answerable
    with pytest.raises(SystemExit) as refused:
        main()
    assert refused.value.code == 2
    assert "already exists" in capsys.readouterr().err
