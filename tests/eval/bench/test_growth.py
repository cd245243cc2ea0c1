"""The measurements of growth: what is generated, and what is counted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eval.bench import generated, growth
from eval.bench.generated import IN_DOCUMENT, Made
from eval.bench.growth import Read, Taken, Written
from eval.report.plots import growth_plot

pytestmark = pytest.mark.integration

HALF, FAST = Taken(0.5, 0.25), Taken(0.05, 0.04)
WRITTEN = Written(
    1_000, Taken(2.0, 1.0), HALF, HALF, HALF, Taken(3.0, 2.0), bytes=3_500_000, bytes_text=500_000
)
READ = Read(FAST, FAST, FAST, FAST, FAST, resident=100, private=40, recall=0.98765)


def test_passages_are_what_their_documents_say() -> None:
    document, split = Made().document(3)
    assert Made().document(3) == (document, split)
    assert len({each.passage.id for each in split.passages}) == IN_DOCUMENT
    for each in split.passages:
        text = document.text[each.passage.start : each.passage.end]
        assert len(text.split()) == 80
        assert each.embedded_text == f"Document 3. {text}"
        spans = split.sentences[each.first : each.last]
        assert (spans[0][0], spans[-1][1]) == (each.passage.start, each.passage.end)


def test_vectors_lie_in_a_narrow_cone_in_topics() -> None:
    vectors = Made().vectors(0, 500)
    cosines = vectors @ vectors.T
    assert 0.7 < np.median(cosines) < 0.85
    np.testing.assert_allclose(np.diag(cosines), 1, atol=1e-5)


def test_an_index_is_written_changed_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generated, "QUERIES", 5)
    for module in (growth, generated):
        monkeypatch.setattr(module, "BATCH", 40)
    written = growth.write(100, tmp_path)
    read = growth.read(100, tmp_path)
    assert written.passages == 100
    assert written.bytes > written.bytes_text > 100 * 80 * 5
    assert read.recall >= 0.9  # some of the passages added are nearer
    assert 0 < read.private < read.resident
    asked = [line.strip("|").split("|")[0].strip() for line in growth.within(tmp_path)]
    assert asked[2:] == ["all", "in English", "1", "1%", "50%"]


def test_a_row_has_the_time_by_the_clock_and_by_the_processor() -> None:
    *_, row = growth.table([(WRITTEN, READ)])
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[:3] == ["1,000", "2 (1)", "0.5 (0.25)"]
    assert cells[8:] == ["50 (40)", "50 (40)", "50 (40)", "0.988", "100", "40", "4", "3.00"]


def test_the_plot_names_every_curve() -> None:
    drawn = growth_plot(growth._curves([(WRITTEN, READ), (WRITTEN, READ)]))
    for name in ("query p95", "add one", "open", "resident memory", "disk"):
        assert name in drawn


def test_the_page_has_a_place_for_the_figures() -> None:
    assert len(growth.MARKED.findall(growth.PAGE.read_text("utf-8"))) == 1
