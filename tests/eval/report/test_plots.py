"""The plots of a run, and the numbers behind them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from eval.metrics import TextSpan
from eval.report.plots import Bin, plots, recall_by_k, reliability_bins
from eval.results.row import Row
from eval.results.summary import summarise
from tests.eval.report.test_html import ROWS, row

pytestmark = pytest.mark.usefixtures("few_resamples")


def sure(confidence: float, hit: float) -> Row:
    answered = row("q", True, hit)
    return replace(answered, answer=replace(answered.answer, confidence=confidence))


def test_answers_are_counted_in_bins_of_their_confidence() -> None:
    rows = [sure(0.53125, 1.0), sure(0.59375, 0.0), sure(1.0, 1.0), row("refused", False, 0.0)]
    assert reliability_bins(rows) == [Bin(0.5, 0.6, 2, 0.5625, 0.5), Bin(0.9, 1.0, 1, 1.0, 1.0)]


def test_recall_grows_with_the_passages_looked_at() -> None:
    other, gold = TextSpan("hamn.txt", 0, 50), TextSpan("port.txt", 0, 50)
    rows = [row("third", True, 1.0, (other, other, gold)), row("first", True, 1.0, (gold,))]
    expected = [0.5, 0.5, *[1.0] * 8]
    assert recall_by_k(rows) == {"all": expected, "en→sv": expected}


def test_each_plot_is_an_accessible_drawing_with_its_numbers() -> None:
    drawn = plots(ROWS, summarise(ROWS))
    assert [plot.title for plot in drawn] == [
        "Risk and coverage",
        "Reliability",
        "Retrieval by number of passages",
    ]
    for plot in drawn:
        element = etree.fromstring(plot.svg.replace("xlink:href", "href"))
        assert element.get("role") == "img"
        assert element.get("aria-label") == plot.description
        assert {len(line) for line in plot.rows} == {len(plot.columns)}
    curve, bins, recalls = drawn
    assert curve.rows == (("50.0", "50.0"), ("100.0", "50.0"))
    assert bins.rows == (("70–80", "2", "75.0", "50.0"),)
    assert recalls.rows[:2] == (("1", "0.0", "0.0"), ("2", "66.7", "66.7"))


def test_ids_differ_between_the_drawings() -> None:
    ids = [
        set(etree.fromstring(plot.svg.replace("xlink:href", "href")).xpath("//@id"))
        for plot in plots(ROWS, summarise(ROWS))
    ]
    assert sum(map(len, ids)) == len(set.union(*ids)) > 0


def test_nothing_is_drawn_of_a_run_without_questions() -> None:
    assert plots([], summarise([])) == []
