"""Running heads and feet stand neither inside sentences nor above sections."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

import pytest

from index.load.extracted import Extracted
from index.load.formats.pdf.document import parse_pdf
from tests.index.load.formats.pdf.test_document import at, blocks, make_pdf

TEXT = (
    "The ferry to Granholm leaves from the north quay every hour between seven and nine in the "
    "morning, except that on Sundays it leaves only every other hour of the day. Bicycles are "
    "carried without charge on all the boats of the company, but for a car the skipper takes 145 "
    "kronor if its driver has no card. The harbour office sells the cards on weekdays and the "
    "kiosk beside the pier also has them through the summer. Nobody pays for dogs, which stay on "
    "deck while the boat passes the narrow strait. "
).split()
ROMAN = ("iii", "iv", "v", "vi")
Edge = Sequence[str | tuple[int, str]]  # its rows; or the places across of one row, with texts


def text_of(number: int) -> list[str]:
    """The lines on the page of that number; no two pages have the same."""
    words = TEXT[7 * number :] + TEXT[: 7 * number]
    return wrap(" ".join(words), 85)


def page(number: int, head: Edge = (), foot: Edge = (), size: float = 9) -> str:
    """A page of text; its head begins at the top, its foot ends at the bottom."""
    drawn = [at(60, 740 - 14 * n, line) for n, line in enumerate(text_of(number))]
    for top, rows in ((800, head), (30 + 12 * len(foot), foot)):
        for n, row in enumerate(rows):
            x, shown = row if isinstance(row, tuple) else (60, row)
            drawn.append(at(x, top if isinstance(row, tuple) else top - 12 * n, shown, size))
    return "\n".join(drawn)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.pdf"


def read(path: Path, *pages: str) -> Extracted:
    path.write_bytes(make_pdf(*pages))
    return parse_pdf(path)


def is_whole(found: Extracted, count: int) -> bool:
    """Whether the text of so many pages runs on over their ends."""
    said = " ".join(line for number in range(count) for line in text_of(number))
    return " ".join(blocks(found, "prose")) == said


def check(found: Extracted, count: int) -> None:
    """The text is whole, and nothing else is said."""
    assert not blocks(found, "heading", "row", "labels", "item")
    assert is_whole(found, count)


@pytest.mark.parametrize(
    "heads",
    [
        ["Annual report"] * 4,
        ["Annual report"] * 2,
        ["Annual report 12", "Annual report 13"],
        ["12 Annual report", "13 Annual report"],
        ["12 Annual report", "Ferries 13"],
        ["12 Annual report", "Ferries 13", "14 Annual report"],
        ["Annual report", "Ferries", "Annual report", "Harbours"],
        ["Preface iii", "Preface iv", "Preface v"],
        ["Harbours 4", "Bridges 5", "Roads 6"],
        ["Harbours", "Bridges", "Roads"],
        ["2024-03-01"] * 3,
    ],
    ids="; ".join,
)
def test_heads_of_one_row(file: Path, heads: list[str]) -> None:
    check(read(file, *(page(n, [head]) for n, head in enumerate(heads))), len(heads))


def test_a_head_in_letters_as_large_as_the_text(file: Path) -> None:
    check(read(file, *(page(n, ["Annual report"], size=11) for n in range(3))), 3)


@pytest.mark.parametrize("count", [2, 4])
def test_a_head_with_its_number_at_the_other_side(file: Path, count: int) -> None:
    pages = [page(n, [(60, "Harbours"), (500, str(n + 4))]) for n in range(count)]
    check(read(file, *pages), count)


def test_a_foot_of_four_rows(file: Path) -> None:
    address = ["Solvik kommun", "Box 12, 123 45 Solvik", "0123-45 67 89"]
    check(read(file, *(page(n, foot=[*address, f"Sida {n + 1}"]) for n in range(2))), 2)


def table(y: float, *rows: Sequence[str], size: float = 11) -> str:
    return "".join(
        "\n" + at(60 + 170 * column, y - 12 * number, cell, size)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    )


def test_a_foot_in_columns_is_no_table(file: Path) -> None:
    foot = table(
        42, ("Solvik kommun", "Box 12", "0123-45 67 89"),
        ("Org.nr 212000-1234", "123 45 Solvik", "info@solvik.se"), size=9,
    )  # fmt: skip
    check(read(file, *(page(n) + foot for n in range(3))), 3)


def test_a_table_with_other_numbers_on_each_page_is_kept(file: Path) -> None:
    pages = [
        page(n) + table(60, ("Boats", f"{n + 1210}"), ("Cars", f"{n + 3417}"), ("Dogs", f"{n + 7}"))
        for n in range(2)
    ]
    rows = blocks(read(file, *pages), "row", "labels")
    assert {"Boats | 1210", "Boats | 1211", "Cars | 3418"} <= set(rows)


def test_heads_below_what_stands_on_one_page_alone(file: Path) -> None:
    heads = (["Report"], ["DRAFT", "Report"], ["Report"])
    found = read(file, *(page(n, head) for n, head in enumerate(heads)))
    assert "Report" not in blocks(found, "heading", "prose")


def test_a_page_of_a_head_alone(file: Path) -> None:
    head = at(60, 800, "Report", 9)
    check(read(file, page(0, ["Report"]), page(1, ["Report"]), head), 2)


@pytest.mark.parametrize("count", [2, 3])
def test_the_heading_that_running_heads_repeat_stays_one(file: Path, count: int) -> None:
    first = at(60, 790, "Harbours", 18) + "\n" + page(0)
    found = read(file, first, *(page(n, ["Harbours"]) for n in range(1, count)))
    assert blocks(found, "heading") == ["Harbours"]
    assert is_whole(found, count)


def test_numbered_headings_at_the_top_of_pages_are_none(file: Path) -> None:
    heads = ["1 Ferries", "2 Harbours", "3 Bridges"]
    found = read(file, *(page(n, [head], size=14) for n, head in enumerate(heads)))
    assert blocks(found, "heading") == heads
