"""A table of contents in a PDF is there to turn to the pages; a list of prices is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.load.formats.pdf.document import parse_pdf
from tests.index.load.formats.pdf.test_document import lines, make_pdf

WORDS = "Masts Cameras Thefts Fishermen Nights Pictures Police Council Costs".split()


@pytest.mark.parametrize(
    ("numbers", "kind"),
    [
        ([1, 2, 2, 3, 5, 5, 8, 9, 12], "boilerplate"),
        ([25, 18, 30, 22, 15, 45, 10, 12, 60], "row"),
    ],
)
def test_numbers_that_rise_are_of_pages(tmp_path: Path, numbers: list[int], kind: str) -> None:
    shown = [f"{word} {'. ' * 20}{number}" for word, number in zip(WORDS, numbers, strict=True)]
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(lines(60, 700, *shown)))
    assert {block.kind for block in parse_pdf(path).blocks} == {kind}
