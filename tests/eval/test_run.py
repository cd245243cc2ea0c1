"""A run over a scripted assistant: what is asked, how it is scored, and what is written."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

import eval as evaluation
from eval.metrics import TextSpan
from eval.questions import EvidenceError, GoldEvidence, Question
from eval.results.folder import read_run
from eval.results.summary import Figure, summarise
from eval.run import commit_of, evaluate, source_hash
from index.errors import CiteraError
from index.types import Document, Hit, Passage
from qa.types import Answer, Citation

pytestmark = pytest.mark.usefixtures("few_resamples")

ENGLISH = Document(
    "port.txt", "Port", "The port has nine cranes. It opened in 1911. Ships call daily.", "en"
)
SWEDISH = Document("hamn.txt", "Hamn", "Hamnen är 12 meter djup. Den öppnades av kung Oskar.", "sv")


@dataclass(frozen=True)
class Said:
    """What a scripted assistant finds and says."""

    text: str
    cited: tuple[Citation, ...] = ()
    found: tuple[TextSpan, ...] = ()


Script = Mapping[tuple[str, ...], Said]


@dataclass
class ScriptedConversation:
    """Answers by everything asked in it so far; unscripted questions are refused."""

    script: Script
    asked: list[str] = field(default_factory=list)
    remembers: bool = True

    def ask(self, question: str) -> Answer:
        """What the script says after the questions so far."""
        said = self._said(question)
        self.asked.append(question)
        return Answer(question, said.text, said.cited, bool(said.cited), 0.5, "en", ())

    def search(self, question: str, k: int) -> list[Hit]:
        """What the script finds after the questions so far."""
        return [
            Hit(Passage(number, *span, language="en"), -number, "", 0.0)
            for number, span in enumerate(self._said(question).found[:k])
        ]

    def _said(self, question: str) -> Said:
        turns = (*self.asked, question) if self.remembers else (question,)
        return self.script.get(turns, Said("I cannot answer that."))


class ScriptedAssistant(ScriptedConversation):
    """Two documents, and a script that each conversation starts from the top."""

    def __init__(self, script: Script) -> None:
        super().__init__(script, remembers=False)
        self.documents = (ENGLISH, SWEDISH)

    def conversation(self) -> ScriptedConversation:
        """A new conversation over the same script."""
        return ScriptedConversation(self.script)


def cite(document: Document, quote: str) -> Citation:
    start = document.text.index(quote)
    end = start + len(quote)
    return Citation(1, document.id, document.title, quote, start, end, document.language, None, 1.0)


def place(document: Document, quote: str) -> TextSpan:
    start = document.text.index(quote)
    return TextSpan(document.id, start, start + len(quote))


CRANES = Question(
    id="q-1",
    question="How many cranes has the port?",
    language="en",
    kind="same-language",
    evidence_language="en",
    answers=(("nine", "9"),),
    evidence=(GoldEvidence("port.txt", quote="The port has nine cranes."),),
    history=(),
)
DEPTH = Question(
    id="q-2",
    question="How deep is it?",
    language="en",
    kind="pronoun",
    evidence_language="sv",
    answers=(("12",),),
    evidence=(GoldEvidence("hamn.txt", quote="Hamnen är 12 meter djup."),),
    history=("Where is the harbour?", "Who opened it?"),
)
MAYOR = Question("q-3", "Who is mayor?", "en", "near miss", None, (), (), ())
PRICE = Question("q-4", "Vad kostar en kran?", "sv", "near miss", None, (), (), ())
QUESTIONS = (CRANES, DEPTH, MAYOR, PRICE)

SCRIPT: Script = {
    ("How many cranes has the port?",): Said(
        "It has nine [1]. Ships come [2].",
        (cite(ENGLISH, "The port has nine cranes."), cite(ENGLISH, "Ships call daily.")),
        (place(SWEDISH, "Hamnen är 12"), place(ENGLISH, "The port has nine cranes. It opened")),
    ),
    ("Where is the harbour?", "Who opened it?", "How deep is it?"): Said(
        "I cannot say whether it is 12 or not.", (), (place(SWEDISH, "12 meter djup. Den"),)
    ),
    ("Vad kostar en kran?",): Said("Nio [1].", (cite(ENGLISH, "It opened in 1911."),)),
}


def test_an_answered_question_is_scored_from_its_hits_text_and_citations() -> None:
    (row,) = evaluate(ScriptedAssistant(SCRIPT), [CRANES]).rows
    assert row.evidence == ((TextSpan("port.txt", 0, 25),),)
    assert row.hits == (TextSpan("hamn.txt", 0, 12), TextSpan("port.txt", 0, 35))
    assert row.metrics == {
        "recall@1": 0,
        "recall@5": 1,
        "recall@10": 1,
        "mrr@10": 0.5,
        "ndcg@10": pytest.approx(0.6309, abs=1e-4),
        "answered": 1,
        "answer_hit": 1,
        "token_f1": pytest.approx(2 * 4 / (4 + 7)),
        "exact_match": 0,
        "citation_recall": 1,
        "citation_precision": 0.5,
        "verbatim": 1,
    }


def test_a_follow_up_is_searched_and_asked_after_its_history() -> None:
    (row,) = evaluate(ScriptedAssistant(SCRIPT), [DEPTH]).rows
    assert row.answer.text == "I cannot say whether it is 12 or not."
    assert row.metrics["recall@1"] == 1


def test_a_follow_up_is_also_asked_in_full() -> None:
    in_full = "How deep is the harbour?"
    script = {
        **SCRIPT,
        (in_full,): Said("12 [1].", (cite(SWEDISH, "Hamnen är 12 meter djup."),)),
    }
    (row,) = evaluate(ScriptedAssistant(script), [replace(DEPTH, standalone=in_full)]).rows
    assert not row.right
    assert {name: each for name, each in row.metrics.items() if name.startswith("standalone")} == {
        "standalone_right": 1,
        "standalone_recall@5": 0,
    }
    figures = summarise([row]).conversation["pronoun"]
    assert {name: figure.value for name, figure in figures.items()} == {
        "right": 0,
        "standalone_right": 1,
        "recall@5": 1,
        "standalone_recall@5": 0,
    }


def test_where_no_answer_is_known_a_right_one_cites_the_document() -> None:
    asked = Question("q", CRANES.question, "en", "unsorted", None, (), (GoldEvidence("port.txt"),))
    elsewhere = replace(asked, evidence=(GoldEvidence("hamn.txt"),))
    right, wrong = evaluate(ScriptedAssistant(SCRIPT), [asked, elsewhere]).rows
    assert (right.right, wrong.right) == (True, False)
    assert right.question.evidence_language == "en"
    assert (right.metrics["recall@1"], wrong.metrics["recall@1"]) == (0, 1)
    assert not {"answer_hit", "token_f1", "exact_match"} & right.metrics.keys()


def test_words_are_compared_with_sentences_only() -> None:
    asked = replace(CRANES, answers=(("nine",),), evidence=(GoldEvidence("port.txt"),))
    (row,) = evaluate(ScriptedAssistant(SCRIPT), [asked]).rows
    assert row.metrics["answer_hit"] == 1
    assert "token_f1" not in row.metrics


def test_a_run_that_was_written_is_read_as_it_was(tmp_path: Path) -> None:
    run = evaluate(ScriptedAssistant(SCRIPT), QUESTIONS, folder=tmp_path)
    rows, measured = read_run(tmp_path)
    assert summarise(rows) == replace(
        run.summary, cost=summarise(rows).cost
    )  # milliseconds are rounded
    assert [replace(row, milliseconds=0) for row in rows] == [
        replace(row, milliseconds=0) for row in run.rows
    ]
    assert measured == _read_summary(tmp_path)["measured"]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("results.jsonl", None, "holds no run"),
        ("summary.json", None, "holds no run"),
        ("results.jsonl", "{}\n", "cannot be read (KeyError"),
        ("results.jsonl", "[]\n", "cannot be read (TypeError"),
        ("summary.json", "{", "cannot be read (JSONDecodeError"),
    ],
)
def test_a_folder_without_a_whole_run_is_refused(
    tmp_path: Path, name: str, content: str | None, problem: str
) -> None:
    evaluate(ScriptedAssistant(SCRIPT), QUESTIONS, folder=tmp_path)
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(CiteraError, match=re.escape(problem)):
        read_run(tmp_path)


def test_a_refusal_that_repeats_the_answer_is_no_hit() -> None:
    (row,) = evaluate(ScriptedAssistant(SCRIPT), [DEPTH]).rows
    assert (row.metrics["answered"], row.metrics["answer_hit"]) == (0, 0)
    assert row.metrics["citation_recall"] == 0
    assert "citation_precision" not in row.metrics


def test_a_quote_that_is_not_in_the_document_lowers_the_verbatim_rate() -> None:
    citation = cite(ENGLISH, "It opened in 1911.")
    moved = Citation(2, "port.txt", "Port", citation.quote, 0, 18, "en", None, 1.0)
    script: Script = {("Who is mayor?",): Said("…", (citation, moved))}
    (row,) = evaluate(ScriptedAssistant(script), [MAYOR]).rows
    assert row.metrics == {"verbatim": 0.5}


def test_only_answerable_questions_count_outside_the_refusal_figures() -> None:
    answerable = evaluate(ScriptedAssistant(SCRIPT), QUESTIONS).summary.answerable
    assert list(answerable) == ["all", "en→en", "en→sv", "same-language", "pronoun"]
    assert answerable["all"]["recall@1"] == Figure(0.5, 0, 1, n=2)
    assert answerable["all"]["citation_precision"] == Figure(0.5, 0.5, 0.5, n=1)
    assert answerable["en→en"]["mrr@10"] == Figure(0.5, 0.5, 0.5, n=1)
    assert answerable["pronoun"]["answer_hit"] == Figure(0, 0, 0, n=1)
    assert answerable["en→sv"].keys() == answerable["all"].keys() - {
        "citation_precision",
        "verbatim",
    }


def test_refusals_are_scored_over_all_questions_by_language() -> None:
    refusal = evaluate(ScriptedAssistant(SCRIPT), QUESTIONS).summary.refusal
    # Refused: q-2, wrongly, and q-3; of the unanswerable q-3 and q-4, q-4 was answered.
    values = {
        language: {name: (figure.value, figure.n) for name, figure in figures.items()}
        for language, figures in refusal.items()
    }
    assert values == {
        "all": {"precision": (0.5, 2), "recall": (0.5, 2), "f1": (0.5, 3)},
        "en": {"precision": (0.5, 2), "recall": (1, 1), "f1": (pytest.approx(2 / 3), 2)},
        "sv": {"recall": (0, 1), "f1": (0, 1)},
        "near miss": {"recall": (0.5, 2)},
    }


def test_confidence_is_judged_over_answers_and_over_all_questions() -> None:
    summary = evaluate(ScriptedAssistant(SCRIPT), QUESTIONS).summary
    figures = {name: (each.value, each.n) for name, each in summary.calibration["all"].items()}
    # All have confidence 0.5; of the two answered, q-1 is right and q-4 has no answer.
    assert figures == {"auroc": (0.5, 4), "aurc": (0.5, 2), "ece": (0, 2)}
    assert summary.risk_coverage == ((0.5, 0.5), (1, 0.5))
    assert summary.calibration["sv"].keys() == {"aurc", "ece"}


def test_words_are_those_of_answers_and_time_is_that_of_all_questions() -> None:
    rows = evaluate(ScriptedAssistant(SCRIPT), QUESTIONS).rows
    timed = [replace(row, milliseconds=float(ms)) for row, ms in zip(rows, range(4), strict=True)]
    cost = summarise(timed).cost["all"]
    assert {name: (each.value, each.n) for name, each in cost.items()} == {
        "words": ((7 + 2) / 2, 2),
        "p50": (1.5, 4),
        "p95": (pytest.approx(2.85), 4),
    }


def test_misplaced_evidence_stops_the_run_before_anything_is_asked() -> None:
    assistant = ScriptedAssistant(SCRIPT)
    misplaced = Question(
        "q-9", "?", "en", "same-language", "en", (("x",),), (GoldEvidence("port.txt", "x"),), ()
    )
    with pytest.raises(EvidenceError, match="q-9"):
        evaluate(assistant, [CRANES, misplaced])
    assert assistant.asked == []


def test_progress_is_told_after_each_question() -> None:
    told: list[tuple[int, int]] = []
    evaluate(
        ScriptedAssistant(SCRIPT), [CRANES, MAYOR], lambda done, all_: told.append((done, all_))
    )
    assert told == [(1, 2), (2, 2)]


def test_a_run_without_questions_has_no_figures() -> None:
    summary = evaluate(ScriptedAssistant(SCRIPT), []).summary
    assert (summary.answerable, summary.refusal) == ({}, {})


def test_results_hold_a_line_per_question(tmp_path: Path) -> None:
    evaluate(ScriptedAssistant(SCRIPT), QUESTIONS, folder=tmp_path)
    content = (tmp_path / "results.jsonl").read_text(encoding="utf-8")
    cranes, depth, _, price = map(json.loads, content.splitlines())
    assert cranes["id"] == "q-1"
    assert cranes["answer"] == "It has nine [1]. Ships come [2]."
    assert cranes["evidence_spans"] == [[{"document_id": "port.txt", "start": 0, "end": 25}]]
    assert cranes["hits"][1] == {"document_id": "port.txt", "start": 0, "end": 35}
    assert cranes["citations"][1]["quote"] == "Ships call daily."
    assert cranes["metrics"]["mrr@10"] == 0.5
    assert cranes["milliseconds"] >= 0
    assert depth["history"] == ["Where is the harbour?", "Who opened it?"]
    assert (price["answered"], price["confidence"]) == (True, 0.5)


def test_two_runs_give_the_same_results_but_for_the_time(tmp_path: Path) -> None:
    results = []
    for name in ("first", "second"):
        evaluate(ScriptedAssistant(SCRIPT), QUESTIONS, folder=tmp_path / name)
        content = (tmp_path / name / "results.jsonl").read_text(encoding="utf-8")
        results.append(re.sub(r'"milliseconds": [\d.]+', "", content))
    assert results[0] == results[1] != ""


class InterruptedAssistant(ScriptedAssistant):
    """Stops the run at the question given."""

    def ask(self, question: str) -> Answer:
        """Answer as scripted, but for one question."""
        if question == MAYOR.question:
            raise KeyboardInterrupt
        return super().ask(question)


def test_a_run_that_was_cut_short_is_continued_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    with pytest.raises(KeyboardInterrupt):
        evaluate(InterruptedAssistant(SCRIPT), QUESTIONS, folder=tmp_path)
    finished = path.read_text(encoding="utf-8")
    assert [json.loads(line)["id"] for line in finished.splitlines()] == ["q-1", "q-2"]
    path.write_text(finished + '{"id": "q-3", "ques', encoding="utf-8")

    assistant = ScriptedAssistant(SCRIPT)
    told: list[tuple[int, int]] = []
    run = evaluate(assistant, QUESTIONS, lambda *done: told.append(done), tmp_path)
    assert assistant.asked == [MAYOR.question, PRICE.question]
    assert told == [(3, 4), (4, 4)]
    content = path.read_text(encoding="utf-8")
    assert content.startswith(finished)
    assert [json.loads(line)["id"] for line in content.splitlines()] == [q.id for q in QUESTIONS]
    whole = evaluate(ScriptedAssistant(SCRIPT), QUESTIONS).summary
    assert replace(run.summary, cost={}) == replace(whole, cost={})


def test_a_finished_run_is_summed_up_again_without_asking(tmp_path: Path) -> None:
    first = evaluate(ScriptedAssistant(SCRIPT), QUESTIONS, folder=tmp_path)
    before = _read_summary(tmp_path)
    assistant = ScriptedAssistant(SCRIPT)
    second = evaluate(assistant, QUESTIONS, folder=tmp_path)
    assert assistant.asked == []
    assert [row.answer.citations for row in second.rows] == [
        row.answer.citations for row in first.rows
    ]
    assert [row.metrics for row in second.rows] == [row.metrics for row in first.rows]
    after = _read_summary(tmp_path)
    assert {**after, "measured": 0, "cost": 0} == {**before, "measured": 0, "cost": 0}


def test_a_folder_with_the_run_of_something_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluate(ScriptedAssistant(SCRIPT), QUESTIONS, folder=tmp_path)
    before = (tmp_path / "results.jsonl").read_bytes()
    assistant = ScriptedAssistant(SCRIPT)
    with pytest.raises(CiteraError, match=r"its questions_sha256 differ\); name another folder"):
        evaluate(assistant, QUESTIONS[:2], folder=tmp_path)
    assistant.corpus_hash = "c0ffee"  # type: ignore[attr-defined]
    with pytest.raises(CiteraError, match="its corpus_hash differ"):
        evaluate(assistant, QUESTIONS, folder=tmp_path)
    monkeypatch.setattr("eval.run._own_commit", lambda: "another")
    with pytest.raises(CiteraError, match="its commit, corpus_hash differ"):
        evaluate(assistant, QUESTIONS, folder=tmp_path)
    (tmp_path / "summary.json").unlink()
    with pytest.raises(CiteraError, match="name another folder"):
        evaluate(ScriptedAssistant(SCRIPT), QUESTIONS, folder=tmp_path)
    assert assistant.asked == []
    assert (tmp_path / "results.jsonl").read_bytes() == before


def test_the_summary_says_what_was_measured(tmp_path: Path) -> None:
    @dataclass(frozen=True)
    class Settings:
        threshold: float
        folder: Path

    assistant = ScriptedAssistant(SCRIPT)
    assistant.corpus_hash = "c0ffee"  # type: ignore[attr-defined]
    assistant.settings = Settings(0.4, Path("documents"))  # type: ignore[attr-defined]
    evaluate(assistant, QUESTIONS, folder=tmp_path / "runs" / "first")
    summary = _read_summary(tmp_path / "runs" / "first")
    assert summary["measured"]["corpus_hash"] == "c0ffee"
    assert summary["measured"]["settings"] == {"threshold": 0.4, "folder": "documents"}
    assert summary["measured"]["questions"] == 4
    assert "numpy" in summary["measured"]["packages"]
    assert summary["refusal"]["sv"]["recall"] == {"value": 0, "low": 0, "high": 0, "n": 1}


def test_an_assistant_without_hash_and_settings_can_be_measured(tmp_path: Path) -> None:
    evaluate(ScriptedAssistant(SCRIPT), [CRANES], folder=tmp_path)
    measured = _read_summary(tmp_path)["measured"]
    assert (measured["corpus_hash"], measured["settings"]) == (None, None)


def test_the_commit_is_that_of_the_checkout_that_holds_the_code(tmp_path: Path) -> None:
    code = tmp_path / "run.py"
    code.write_text("first")
    assert commit_of(code) is None
    _git(tmp_path, "init", "--quiet")
    _git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "empty")

    assert commit_of(code) is None
    _git(tmp_path, "add", "run.py")
    _git(tmp_path, "commit", "--quiet", "--message", "code")
    head = _git(tmp_path, "rev-parse", "HEAD")
    assert commit_of(code) == head
    code.write_text("second")
    assert commit_of(code) == f"{head}-dirty"


def test_the_package_offers_three_names() -> None:
    assert evaluation.__all__ == ["evaluate", "load_questions", "load_run"]
    assert evaluation.evaluate is evaluate


def _read_summary(folder: Path) -> dict[str, Any]:
    summary: dict[str, Any] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return summary


def _git(folder: Path, *arguments: str) -> str:
    names = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    command = ["git", *names, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(
    "name",
    ["app.py", "index/types.py", "qa/evidence/weights.json", "qa/web/page.css", "eval/sets/a.jsonl",
     "index/embed/directions.npz", "qa/web/templates/a.html", "qa/corpus/a.docx"],
)  # fmt: skip
def test_a_change_of_any_file_that_ships_changes_the_hash(tmp_path: Path, name: str) -> None:
    for path in ("app.py", "qa/a.py", "qa/b.py", name):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"before")
    before = source_hash(tmp_path)
    cached = tmp_path / "qa" / "__pycache__" / "a.pyc"
    cached.parent.mkdir()
    cached.write_bytes(b"")
    assert source_hash(tmp_path) == before
    (tmp_path / name).write_bytes(b"after")
    assert source_hash(tmp_path) != before
    (tmp_path / name).write_bytes(b"before")
    (tmp_path / "qa/a.py").rename(tmp_path / "qa/c.py")
    assert source_hash(tmp_path) != before
