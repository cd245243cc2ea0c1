"""Cells of rows, and which rows label columns."""

from __future__ import annotations

import pytest

from index.split.rows import cells_of, is_group, label_rows


@pytest.mark.parametrize(
    "row",
    ["| Solvik | 10–19 | stängt |", "Solvik | 10–19 | stängt", "Solvik\t10–19\tstängt",
     "Solvik   10–19     stängt", "|Solvik|10–19|stängt|"],
)  # fmt: skip
def test_cells_stand_between_bars_tabs_or_gaps(row: str) -> None:
    assert cells_of(row) == ["Solvik", "10–19", "stängt"]


def test_empty_cells_keep_their_place() -> None:
    assert cells_of("Fjällägret |  |  | 33") == ["Fjällägret", "", "", "33"]
    assert cells_of("Kanotlägret | 38 |") == ["Kanotlägret", "38"]
    assert cells_of("| Kanotlägret | 38 | |") == ["Kanotlägret", "38", ""]


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([["Museum", "2022", "2023"], ["Glass", "41", "47"]], 1),
        ([["Item", "2021 (£)", "2022 (£)"], ["Raffle", "420", "385"]], 1),
        ([["Biljett", "Vuxen", "Barn 7–17 år"], ["Tiokort", "720 kr", "380 kr"]], 1),
        ([["Kurs", "Pris"], ["Bakning", "1980"], ["Ost", "1450"]], 1),
        ([["Parking", "Price"], ["2 hours", "£3.40"], ["Badge", "free"], ["Day", "£9"]], 1),
        ([["Name", "Ingrid"], ["Boat", "Sjösala"]], 0),
        ([["Solvik", "10–19", "11–15"], ["Norrby", "12–18", "stängt"]], 0),
        (
            [
                ["Läger", "Vecka 27", "Vecka 27"],
                ["Läger", "Barn", "Ledare"],
                ["Ridlägret", "24", "8"],
            ],
            2,
        ),
        ([["Alone", "it", "stands"]], 0),
    ],
)
def test_labels_are_told_by_what_stands_beneath(rows: list[list[str]], count: int) -> None:
    assert label_rows(rows) == count


def test_a_row_of_one_label_heads_a_group_and_one_of_equal_numbers_does_not() -> None:
    assert is_group(["Children", "Children", "Children"])
    assert is_group(["Children", "", ""])
    assert not is_group(["0", "0", "0"])
    assert not is_group(["Adult", "40"])
