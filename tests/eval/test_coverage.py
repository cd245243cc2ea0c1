"""How much of what is written can be found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.coverage import found_and_left_out, main
from index.split.layout import lay_out
from tests.fakes import make_document

PROSE = "The council mounted forty cameras with night vision in the harbour last winter."


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        (f"Harbour\n\n{PROSE}", []),
        (f"Harbour\n\n{PROSE}\n\nLeave a Comment", ["Leave a Comment"]),
        (f"Harbour\n\n{PROSE}\n\nDivers came.\n\n{PROSE}", []),
        ("Boat | Day\nSmall | 40 kr\nLarge | 90 kr", []),
    ],
)
def test_what_no_passage_holds_is_named(text: str, left_out: list[str]) -> None:
    document = replace(make_document(text), blocks=lay_out(text))
    counts, blocks = found_and_left_out(document)
    assert [text[each.start : each.end] for each in blocks] == left_out
    assert counts.total() == len("".join(text.split()))


def test_the_command_tells_it_by_format(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Harbour\n\n{PROSE}\n\nLeave a Comment\n")
    (tmp_path / "b.md").write_text(f"# Harbour\n\n{PROSE}\n")
    (tmp_path / "c.txt").write_text("")
    said = CliRunner().invoke(main, [str(tmp_path), "--show"]).output
    assert "a.txt\tboilerplate\tLeave a Comment" in said
    assert ".md\t1 files\t100.0%" in said
    assert "1 files left out" in said
