"""Two runs compared: which questions are paired, and how far apart they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.compare import compare_runs, permutation_p_value
from eval.questions import GoldEvidence, Question
from eval.results.row import Row
from index.errors import CiteraError
from qa.types import Answer

pytestmark = pytest.mark.usefixtures("few_resamples")


def test_a_p_value_is_the_share_of_signs_that_bring_as_much() -> None:
    # Of the 8 ways to sign 1, 2 and 4, only +++ and --- bring the 7 observed.
    assert permutation_p_value([1, 2, 4]) == 2 / 8
    # Signed, 3, 2 and 1 bring 6, 4, 2, 0 and -6, -4, -2, 0; half of them as much as 4.
    assert permutation_p_value([3, 2, -1]) == 4 / 8
    # No signs bring the sum of 1, 2 and 4 nearer to 0 than 1 + 2 - 4 does.
    assert permutation_p_value([1, 2, -4]) == 1


def test_sums_that_differ_by_rounding_only_are_equal() -> None:
    tenths = [1, 1, 1, 3, 3, -6, 7]
    assert permutation_p_value([each / 10 for each in tenths]) == permutation_p_value(tenths)


@pytest.mark.parametrize("seed", range(5))
def test_a_p_value_of_few_differences_is_that_of_scipy(seed: int) -> None:
    differences = np.random.default_rng(seed).normal(0.4, 1, size=9)
    expected = _scipy_p_value(differences, resamples=2**9)
    assert permutation_p_value(differences.tolist()) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_a_p_value_of_many_differences_is_that_of_scipy(seed: int) -> None:
    # Differences of questions: most are 0, for both runs get most questions equally right.
    differences = np.random.default_rng(seed).choice([-1, 0, 0, 0, 0.5, 1], size=80)
    expected = _scipy_p_value(differences, resamples=20_000)
    # Four standard errors of a share found by 10,000 draws, and of one by 20,000.
    error = 4 * (expected * (1 - expected) * (1 / 10_000 + 1 / 20_000)) ** 0.5
    assert permutation_p_value(differences.tolist()) == pytest.approx(expected, abs=error + 1e-4)


def test_what_chance_never_brings_has_the_least_p_value_that_can_be_drawn() -> None:
    assert permutation_p_value([1.0] * 60) == 1 / 10_001


@given(st.lists(st.integers(-20, 20).map(lambda tenths: tenths / 10), max_size=16))
def test_a_p_value_knows_neither_side_nor_scale_nor_questions_without_difference(
    differences: list[float],
) -> None:
    p = permutation_p_value(differences)
    assert 0 < p <= 1
    assert permutation_p_value([-each for each in differences]) == p
    assert permutation_p_value([8 * each for each in differences]) == p
    assert permutation_p_value([*differences, 0.0, 0.0]) == p


def test_a_difference_is_second_minus_first() -> None:
    first = [make_row("q-1", 0), make_row("q-2", 0), make_row("q-3", 1), make_row("q-4", 0)]
    second = [make_row("q-1", 1), make_row("q-2", 1), make_row("q-3", 1), make_row("q-4", 0)]
    found = compare_runs(first, second).figures["right"]
    assert (found.first.value, found.second.value, found.change.value) == (0.25, 0.75, 0.5)
    assert (found.change.n, found.p) == (4, 2 / 4)
    assert 0 <= found.change.low < 0.5 < found.change.high <= 1
    back = compare_runs(second, first).figures["right"]
    assert (back.change.value, back.change.low) == (-0.5, -found.change.high)
    assert back.p == found.p


def test_the_interval_is_that_of_the_differences_and_not_of_the_runs() -> None:
    # Every question gains the same, however different questions are from one another.
    first = [make_row(f"q-{tenths}", 1, token_f1=tenths / 10) for tenths in range(9)]
    second = [make_row(f"q-{tenths}", 1, token_f1=tenths / 10 + 0.1) for tenths in range(9)]
    found = compare_runs(first, second).figures["token_f1"]
    assert (found.change.low, found.change.high) == pytest.approx((0.1, 0.1))
    assert found.first.high - found.first.low > 0.1
    assert found.p == 2 / 2**9


def test_a_metric_counts_where_both_rows_have_it() -> None:
    first = [make_row("q-1", 1, verbatim=1.0), make_row("q-2", 1, verbatim=1.0), make_row("q-3", 1)]
    second = [
        make_row("q-1", 1, verbatim=0.5),
        make_row("q-2", 1),
        make_row("q-3", 1, verbatim=0.0),
    ]
    comparison = compare_runs(first, second)
    verbatim = comparison.figures["verbatim"]
    assert (verbatim.change.n, verbatim.first.value, verbatim.second.value) == (1, 1, 0.5)
    assert comparison.figures["right"].change.n == 3
    assert list(comparison.figures) == ["right", "answer_hit", "citation_recall", "verbatim"]


def test_a_metric_that_no_question_has_in_both_runs_is_left_out() -> None:
    comparison = compare_runs([make_row("q-1", 1, verbatim=1.0)], [make_row("q-1", 1)])
    assert "verbatim" not in comparison.figures


def test_only_questions_that_are_wholly_equal_are_compared() -> None:
    moved = make_row("q-3", 0)
    moved = replace(moved, question=replace(moved.question, evidence=(GoldEvidence("other.txt"),)))
    first = [make_row("q-1", 1), make_row("q-2", 1), make_row("q-3", 1), make_row("q-4", 1)]
    second = [make_row("q-9", 0), moved, make_row("q-4", 0)]
    comparison = compare_runs(first, second)
    counts = (comparison.n, comparison.only_first, comparison.only_second, comparison.changed)
    assert counts == (1, 2, 1, 1)
    assert comparison.figures["right"].change.value == -1
    assert [pair[0].question.id for pair in comparison.worse] == ["q-4"]


def test_runs_without_a_question_in_common_cannot_be_compared() -> None:
    with pytest.raises(CiteraError, match="no question in common"):
        compare_runs([make_row("q-1", 1)], [make_row("q-2", 1)])


def test_the_order_of_the_rows_does_not_count() -> None:
    first = [make_row(f"q-{n}", n % 2, "Nine.", n) for n in range(6)]
    second = [make_row(f"q-{n}", n % 2) for n in reversed(range(6))]
    comparison = compare_runs(first, second)
    assert (comparison.worse, comparison.better) == ((), ())
    assert comparison.milliseconds == (2.5, 1)


def test_a_run_does_not_differ_from_itself() -> None:
    rows = [make_row("q-1", 0, token_f1=0.25), make_row("q-2", 1, token_f1=1.0)]
    comparison = compare_runs(rows, rows)
    assert {each.p for each in comparison.figures.values()} == {1}
    assert {each.change.value for each in comparison.figures.values()} == {0}
    assert (comparison.worse, comparison.better) == ((), ())


def test_questions_flip_both_ways() -> None:
    first = [make_row("q-1", 1), make_row("q-2", 0), make_row("q-3", 1), make_row("q-4", 0)]
    second = [make_row("q-1", 0), make_row("q-2", 1), make_row("q-3", 1), make_row("q-4", 0)]
    comparison = compare_runs(first, second)
    assert comparison.worse == ((first[0], second[0]),)
    assert comparison.better == ((first[1], second[1]),)


def _scipy_p_value(
    differences: np.ndarray[tuple[int], np.dtype[np.float64]], resamples: int
) -> float:
    from scipy import stats  # takes half a second

    tested = stats.permutation_test(
        (differences,),
        np.sum,
        permutation_type="samples",
        n_resamples=resamples,
        rng=np.random.default_rng(1),
    )
    return float(tested.pvalue)


def make_row(
    name: str,
    right: float,
    said: str = "Nine.",
    milliseconds: float = 1,
    /,
    **metrics: float,
) -> Row:
    """A follow-up that was answered in `milliseconds`, rightly where `right` is 1."""
    question = Question(
        id=name,
        question="How many cranes has it?",
        language="en",
        kind="pronoun",
        evidence_language="en",
        answers=(("nine", "9"),),
        evidence=(GoldEvidence("port.txt"),),
        history=("Where is the port?",),
    )
    answer = Answer(question.question, said, (), True, 0.5, "en", ())
    figures = {"answer_hit": float(right), "citation_recall": 1.0, **metrics}
    return Row(question, (), answer, (), figures, milliseconds)
