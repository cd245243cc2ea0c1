"""The figures on claims, and the table of them."""

from __future__ import annotations

import pytest

from eval.claims.measure import Row, catching, macro_f1, passed, table
from qa.verify.types import Verdict

LABELS: list[Verdict] = ["supported", "supported", "contradicted", "contradicted", "not_found"]
VERDICTS: list[Verdict] = ["supported", "not_found", "contradicted", "supported", "not_found"]


def test_figures_are_what_they_are_called() -> None:
    assert macro_f1(LABELS, VERDICTS) == pytest.approx((1 / 2 + 2 / 3 + 2 / 3) / 3)
    assert macro_f1(LABELS, LABELS) == 1
    assert passed(LABELS, VERDICTS) == 0.5
    assert catching(LABELS, VERDICTS) == pytest.approx((2 / 3, 2 / 3))


def test_figures_of_nothing_are_nought() -> None:
    assert (macro_f1([], []), passed([], []), catching([], [])) == (0, 0, (0, 0))


def test_the_table_has_both_gates_and_every_kind() -> None:
    rows = [
        Row("number", "sv-en", label, verdict, "not_found", "supported")
        for label, verdict in zip(LABELS, VERDICTS, strict=True)
    ]
    lines = list(table(rows))
    names = [line.split()[0] for line in lines[1:]]
    assert names == [
        *("verdict", "verbatim", "overlap", "sv-en"),
        *("contradicted", "not_found", "supported", "number"),
    ]
    assert lines[1].split()[1:] == ["5", "0.611", "0.500", "0.667", "0.667", "0.600"]
