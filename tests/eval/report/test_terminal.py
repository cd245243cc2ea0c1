"""The terminal report: every figure with its n and interval, and every failure explained."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from eval.questions import GoldEvidence, Question, save_questions
from eval.report.terminal import evaluate_and_print, failure, print_failures, print_summary
from eval.results.row import Row
from eval.results.summary import Figure, Summary, summarise
from index.types import Document, Hit
from qa.types import Answer

pytestmark = pytest.mark.usefixtures("few_resamples")

METRICS = (
    "recall@1",
    "recall@5",
    "recall@10",
    "mrr@10",
    "ndcg@10",
    "answered",
    "answer_hit",
    "token_f1",
    "exact_match",
    "citation_recall",
    "citation_precision",
    "verbatim",
)


def test_each_group_has_its_figures_with_intervals_and_n() -> None:
    figures = {
        name: Figure(0.5 + 0.01 * number, 0.25, 0.875, n=34) for number, name in enumerate(METRICS)
    }
    figures["citation_precision"] = Figure(1.0, 1.0, 1.0, n=30)
    figures["verbatim"] = Figure(0.9, 0.8, 0.96, n=30)
    lines = _printed(Summary({"all": {}, "en→sv": figures}, {}, {}, {}))
    tables = [line.split() for line in lines if line.strip().startswith("en→sv")]
    assert tables == [
        "en→sv 34 50 25–88 51 25–88 52 25–88 53 25–88 54 25–88".split(),
        "en→sv 34 55 25–88 56 25–88 57 25–88 58 25–88".split(),
        "en→sv 34 59 25–88 30 100 100–100 90 80–96".split(),
    ]


def test_what_a_language_model_wrote_is_told_where_one_was_asked() -> None:
    rows = [_row("a", answered=True, hit=1.0), _row("b", answered=True, hit=1.0)]
    assert not any("unsupported" in line for line in _printed(summarise(rows)))
    rows[0].metrics["unsupported"] = 0.25
    lines = _printed(summarise(rows))
    place = next(place for place, line in enumerate(lines) if "unsupported sentences" in line)
    assert next(line.split() for line in lines[place:] if "all" in line)[:3] == ["all", "1", "25"]


def test_the_languages_asked_and_held_stand_in_a_matrix_on_top() -> None:
    pairs = {
        "en→sv": {"answer_hit": Figure(0.5, 0.25, 0.75, n=8)},
        "sv→nb": {"answer_hit": Figure(0.9, 0.8, 1.0, n=9)},
    }
    lines = _printed(Summary({"all": {}, **pairs}, {}, {}, {}))
    english, swedish = (line.split() for line in lines[5:7])
    assert lines[3].split() == "questions evidence nb n evidence sv n".split()
    assert (english, swedish) == ("en – 0 50 25–75 8".split(), "sv 90 80–100 9 – 0".split())


def test_follow_ups_stand_beside_the_same_questions_asked_in_full() -> None:
    figures = {
        "right": Figure(0.5, 0.25, 0.75, n=8),
        "standalone_right": Figure(0.6, 0.3, 0.9, n=8),
        "recall@5": Figure(0.7, 0.4, 1.0, n=7),
        "standalone_recall@5": Figure(0.8, 0.5, 1.0, n=7),
    }
    lines = _printed(Summary({}, {}, {}, {}, conversation={"pronoun": figures}))
    expected = "pronoun 8 50 25–75 60 30–90 7 70 40–100 80 50–100".split()
    assert expected in map(str.split, lines)


def test_words_and_milliseconds_are_no_percentages() -> None:
    cost = {
        "words": Figure(41.2, 38, 44, n=5),
        "p50": Figure(7.4, 6, 9, 6),
        "p95": Figure(80, 9, 99, 6),
    }
    lines = _printed(Summary({}, {}, {}, {"all": cost}))
    assert "all 5 41 38–44 6 7 6–9 80 9–99".split() in map(str.split, lines)


def test_a_figure_that_is_undefined_is_a_dash() -> None:
    refusal = {"sv": {"recall": Figure(0.8, 0.4, 1.0, n=5), "f1": Figure(0.0, 0.0, 0.0, n=6)}}
    (line,) = (
        line for line in _printed(Summary({}, refusal, {}, {})) if line.strip().startswith("sv")
    )
    assert line.split() == "sv 0 – 5 80 40–100 6 0 0–0".split()


def test_the_widest_tables_fit_100_columns_unwrapped() -> None:
    widest = Figure(1.0, 1.0, 1.0, n=1000)
    summary = Summary(
        {"cross-language": dict.fromkeys(METRICS, widest)},
        {"all": dict.fromkeys(("precision", "recall", "f1"), widest)},
        {"all": dict.fromkeys(("auroc", "aurc", "ece"), widest)},
        {"all": dict.fromkeys(("words", "p50", "p95"), Figure(9999, 8888, 9999, n=1000))},
    )
    lines = _printed(summary)
    assert max(map(len, lines)) <= 100
    assert sum(line.count("100 100–100") for line in lines) == len(METRICS) + 6
    assert sum(line.count("9999 8888–9999") for line in lines) == 3
    assert not [line for line in lines if "…" in line]


@pytest.mark.parametrize(
    ("answered", "hit", "verbatim", "reason"),
    [
        (True, 1.0, 1.0, None),
        (True, 0.0, 1.0, "gave another answer"),
        (False, 0.0, 1.0, "refused, though the documents hold the answer"),
        (True, None, 1.0, "answered, though the documents hold no answer"),
        (False, None, 1.0, None),
        (True, 1.0, 0.5, "cited what does not stand in the document"),
    ],
)
def test_a_failure_says_what_is_wrong(
    answered: bool, hit: float | None, verbatim: float, reason: str | None
) -> None:
    assert failure(_row("q", answered, hit, verbatim)) == reason


def test_failures_show_what_was_said_and_expected() -> None:
    rows = [
        _row("q-1", answered=True, hit=0.0, said="It has [bold]ten[/bold] [1]."),
        _row("q-2", answered=True, hit=1.0),
        _row("q-3", answered=True, hit=None, said="Nio\n\nkranar."),
    ]
    output = StringIO()
    print_failures(rows, Console(file=output, width=100))
    assert output.getvalue() == (
        "2 of 3 questions failed\n"
        "\n"
        "q-1 (pronoun): gave another answer\n"
        "  asked: Where is the port? → How many cranes has it?\n"
        "  said: It has [bold]ten[/bold] [1].\n"
        "  expected: nine / 9; cranes\n"
        "\n"
        "q-3 (near miss): answered, though the documents hold no answer\n"
        "  asked: Where is the port? → How many cranes has it?\n"
        "  said: Nio kranar.\n"
        "  expected: a refusal\n"
    )


class Refuser:
    """An assistant without documents that refuses everything."""

    documents: tuple[Document, ...] = ()

    def ask(self, question: str) -> Answer:
        """Refuse."""
        return Answer(question, "I cannot answer that.", (), False, 0.0, "en", ())

    def search(self, question: str, k: int) -> list[Hit]:
        """Find nothing."""
        return []

    def conversation(self) -> Refuser:
        """The same, for it remembers nothing."""
        return self


def test_several_sets_make_one_run_that_is_printed_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sets = [str(_write_unanswerable(tmp_path, name)) for name in ("first", "second")]
    evaluate_and_print(Refuser(), sets, out=tmp_path / "run")
    printed = capsys.readouterr().out.splitlines()
    assert "0 of 2 questions failed" in printed
    assert "all 2 100 100–100 2 100 100–100 2 100 100–100".split() in map(str.split, printed)
    written = (tmp_path / "run" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in written] == ["first-1", "second-1"]


def _write_unanswerable(folder: Path, name: str) -> Path:
    question = Question(f"{name}-1", "Who is mayor?", "en", "near miss", None, (), (), ())
    path = folder / f"{name}.jsonl"
    save_questions([question], path)
    return path


def _printed(summary: Summary) -> list[str]:
    output = StringIO()
    print_summary(summary, Console(file=output, width=100))
    return output.getvalue().splitlines()


def _row(
    name: str, answered: bool, hit: float | None, verbatim: float = 1.0, said: str = ""
) -> Row:
    """A row for an answerable question, or for an unanswerable one where `hit` is None."""
    answerable = hit is not None
    question = Question(
        id=name,
        question="How many cranes has it?",
        language="en",
        kind="pronoun" if answerable else "near miss",
        evidence_language="en" if answerable else None,
        answers=(("nine", "9"), ("cranes",)) if answerable else (),
        evidence=(GoldEvidence("port.txt", quote="It has nine cranes."),) if answerable else (),
        history=("Where is the port?",),
    )
    answer = Answer(question.question, said, (), answered, 0.5, "en", ())
    metrics = {"verbatim": verbatim, "citation_recall": 1.0}
    metrics |= {} if hit is None else {"answer_hit": hit}
    return Row(question, (), answer, (), metrics, 1.0)
