"""How two runs compare, on the terminal: figures, flips and a warning about other documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from eval.compare import Comparison, Difference, compare_runs
from eval.report.comparison import compare_and_print, print_comparison
from eval.results.folder import append_row, write_summary
from eval.results.row import Row
from eval.results.summary import Figure
from index.errors import CiteraError
from tests.eval.test_compare import make_row

pytestmark = pytest.mark.usefixtures("few_resamples")


def test_a_comparison_is_printed_figure_by_figure_and_flip_by_flip() -> None:
    first = [
        make_row("q-1", 1, "Nine [1]."),
        make_row("q-2", 0, "I cannot say."),
        make_row("q-3", 1),
    ]
    second = [
        make_row("q-1", 0, "Ten\n[2].", 3),
        make_row("q-2", 1, "9 [1].", 5),
        make_row("q-3", 1),
    ]
    lines = _printed(compare_runs(first, second), width=100)
    assert lines[0] == "3 questions in both runs; 0 only in A, 0 only in B, 0 not the same in both"
    (figure,) = (line.split() for line in lines if line.strip().startswith("right"))
    assert (figure[:5], figure[-1]) == (["right", "3", "66.7", "66.7", "+0.0"], "1.0000")
    (note,) = (line for line in lines if "not corrected" in line)
    assert note.startswith("p-values are not corrected for the number of figures")
    assert "Median time: A 1.0 ms, B 3.0 ms" in lines
    assert lines[lines.index("Right in A, wrong in B: 1") :] == [
        "Right in A, wrong in B: 1",
        "",
        "q-1 (pronoun)",
        "  asked: Where is the port? → How many cranes has it?",
        "  expected: nine / 9",
        "  A said: Nine [1].",
        "  B said: Ten [2].",
        "",
        "Wrong in A, right in B: 1",
        "",
        "q-2 (pronoun)",
        "  asked: Where is the port? → How many cranes has it?",
        "  expected: nine / 9",
        "  A said: I cannot say.",
        "  B said: 9 [1].",
    ]


def test_a_difference_is_printed_in_points_with_its_sign_and_interval() -> None:
    before, after = Figure(0.7, 0.6, 0.8, n=40), Figure(0.6551, 0.5, 0.7, n=40)
    change = Figure(-0.0449, -0.10, -0.0001, n=40)
    comparison = compare_runs([make_row("q-1", 1)], [make_row("q-1", 1)])
    comparison = replace(comparison, figures={"f1": Difference(before, after, change, 0.03125)})
    lines = _printed(comparison, width=100)
    assert "f1 40 70.0 65.5 -4.5 (-10.0 to +0.0) 0.0312".split() in map(str.split, lines)


def test_the_widest_figures_fit_unwrapped() -> None:
    first = [
        make_row(f"q-{n}", n % 2, **{"standalone_recall@5": float(n % 2)}) for n in range(1200)
    ]
    second = [
        make_row(f"q-{n}", n % 2 if n < 1000 else 1 - n % 2, **{"standalone_recall@5": 1.0})
        for n in range(1200)
    ]
    comparison = compare_runs(first, second)
    for width in (80, 100):
        lines = _printed(comparison, width)
        (line,) = (line for line in lines if "standalone_recall@5" in line)
        assert line.split()[1:5] == ["1200", "50.0", "100.0", "+50.0"]
        assert line.split()[-1] == "0.0001"
        assert max(map(len, lines)) <= width
        assert not [line for line in lines if "…" in line]


def test_what_is_printed_neither_steers_the_terminal_nor_is_read_as_markup() -> None:
    first = make_row("[red]q[/red]", 1, "Nine\x1b[2J", **{"[bold]\x9b31m": 1.0})
    second = replace(first, answer=replace(first.answer, text="\u202e[/]ten"))
    second = replace(second, metrics={**first.metrics, "answer_hit": 0.0})
    first = replace(first, metrics={**first.metrics, "answer_hit": 1.0})
    printed = "\n".join(_printed(compare_runs([first], [second]), width=100))
    assert not set(printed) & set("\x1b\x9b\u202e")
    for shown in ("[red]q[/red]", r"Nine\u001b[2J", r"\u202e[/]ten", r"[bold]\u009b31m"):
        assert shown in printed


def test_two_folders_are_compared_and_named(tmp_path: Path) -> None:
    first = _write(tmp_path / "[first]", [make_row("q-1", 1), make_row("q-2", 0)], "c0ffee")
    second = _write(tmp_path / "second", [make_row("q-1", 1), make_row("q-2", 1)], "c0ffee")
    output = StringIO()
    comparison = compare_and_print(first, second, Console(file=output, width=1000))
    printed = output.getvalue()
    assert [after.question.id for _, after in comparison.better] == ["q-2"]
    assert printed.startswith(f"A: {first}\nB: {second}\n2 questions in both runs")
    assert "Warning" not in printed
    assert "Wrong in A, right in B: 1" in printed


def test_runs_over_other_documents_are_compared_with_a_warning(tmp_path: Path) -> None:
    first = _write(tmp_path / "first", [make_row("q-1", 1)], "c0ffee")
    second = _write(tmp_path / "second", [make_row("q-1", 1)], "decaf")
    output = StringIO()
    compare_and_print(first, second, Console(file=output, width=1000))
    assert "Warning: the runs were made over different documents." in output.getvalue()


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    first = _write(tmp_path / "first", [make_row("q-1", 1)], "c0ffee")
    with pytest.raises(CiteraError, match="second' holds no run"):
        compare_and_print(first, tmp_path / "second", Console(file=StringIO()))


def _printed(comparison: Comparison, width: int) -> list[str]:
    output = StringIO()
    print_comparison(comparison, Console(file=output, width=width))
    return output.getvalue().splitlines()


def _write(folder: Path, rows: Sequence[Row], corpus_hash: str) -> Path:
    folder.mkdir()
    for row in rows:
        append_row(folder, row)
    write_summary(folder, {"corpus_hash": corpus_hash})
    return folder
