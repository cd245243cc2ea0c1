"""A document's layout: kinds of blocks, and what each is read with."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from index.split.layout import lay_out
from index.split.reading import read_text
from index.types import Block
from tests.fakes import generated_texts

TABLE = "| Museum | 2022 | 2023 |\n|---|---|---|\n| Glass | 41 | 47 |\n| Maritime | 63 | 58 |"


def read_of(text: str) -> list[str]:
    """What is read of each block that may be quoted."""
    return [
        read_text(text, (block.start, block.end), block).text
        for block in lay_out(text)
        if block.kind in ("prose", "item", "row", "aside")
    ]


def test_a_cell_is_read_with_the_label_of_its_column() -> None:
    assert read_of(TABLE) == [
        "Museum: Glass; 2022: 41; 2023: 47",
        "Museum: Maritime; 2022: 63; 2023: 58",
    ]


def test_an_empty_cell_at_an_end_keeps_the_labels_in_place() -> None:
    rows = "Crate | Fruit | Kilos | Packed by\n1 | Pears | 46 | Elin\nTotal |  | 154 |"
    assert read_of(rows) == [
        "Crate: 1; Fruit: Pears; Kilos: 46; Packed by: Elin",
        "Crate: Total; Kilos: 154",
    ]
    columns = " | Heron | Orca\nWeight | 14 kg | 31 kg\nCrew | 2 | 4"
    assert read_of(columns) == [
        "Weight; Heron: 14 kg; Orca: 31 kg",
        "Crew; Heron: 2; Orca: 4",
    ]


def test_a_row_is_read_with_what_stands_above_its_group() -> None:
    text = "Ticket | Day | Week\nAdults |  |\nLift | 410 | 1900\nChildren | |\nLift | 200 | 900"
    assert read_of(text) == [
        "Adults. Ticket: Lift; Day: 410; Week: 1900",
        "Children. Ticket: Lift; Day: 200; Week: 900",
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("# FAQ\n\n## May I keep hens?\n\nUp to five.", "May I keep hens? Up to five."),
        ("Q: May I keep hens?\nA: Up to five.", "Q: May I keep hens? A: Up to five."),
        ("**May I keep hens?**\n\nUp to five.", "May I keep hens? Up to five."),
        ("3. Får man ha höns?\n\nUpp till fem.", "Får man ha höns? Upp till fem."),
    ],
)
def test_an_answer_is_read_with_its_question(text: str, read: str) -> None:
    assert read in read_of(text)


def test_a_question_does_not_reach_beyond_the_next_heading() -> None:
    text = "## May I keep hens?\n\nUp to five.\n\n## Fees\n\nThey are paid in May."
    assert read_of(text)[-1] == "They are paid in May."


def test_an_item_is_read_with_the_line_that_announces_it() -> None:
    text = "The hut is cold. Bring with you:\n\n● a sleeping bag\n● slippers\n\nThe door is open."
    assert read_of(text)[1:] == [
        "Bring with you: ● a sleeping bag", "Bring with you: ● slippers", "The door is open."
    ]  # fmt: skip


def test_what_the_format_tells_stands_and_lines_tell_the_rest() -> None:
    text = "Short line\n\nThe harbour has forty cameras.\n\n- a bag"
    known = [Block(0, 10, "prose")]
    assert [each.kind for each in lay_out(text, known)] == ["prose", "prose", "item"]


def test_a_span_of_what_is_read_is_found_in_the_document() -> None:
    row = lay_out(TABLE)[2]
    read = read_text(TABLE, (row.start, row.end), row)
    place = read.text.index("58")
    found = read.in_document(place, place + 2)
    assert found is not None
    assert TABLE[slice(*found)] == "58"
    assert found[0] == TABLE.index("58")
    assert read.place_of(found[0]) == place
    label = read.text.index("2023")
    assert read.in_document(label, label + 4) is None


@given(generated_texts)
def test_blocks_are_in_order_and_hold_all_that_is_written(text: str) -> None:
    blocks = lay_out(text)
    assert all(before.end <= after.start for before, after in pairwise(blocks))
    starts = [0, *(block.end for block in blocks)]
    ends = [*(block.start for block in blocks), len(text)]
    for start, end in zip(starts, ends, strict=True):
        assert not any(character.isalnum() for character in text[start:end])
    for block in blocks:
        assert all(0 <= start < end <= block.start for start, end in block.leads)


@pytest.mark.parametrize("width", [22, 30, 60])
def test_each_column_has_a_width_of_its_own(width: int) -> None:
    from textwrap import fill

    narrow = fill("The bridge is closed to all cars between Easter and Midsummer every year, "
                  "and Kvarnvik is reached by Norrby.", width)  # fmt: skip
    wide = fill("The Road Office in Kvarnvik leads the works and answers questions about them. "
                "Its office lies by the square in the old town hall of Kvarnvik.", 100)  # fmt: skip
    text = f"{wide}\n\n{narrow}\n\n{wide}"
    assert [text[each.start : each.end] for each in lay_out(text)][1] == narrow


def test_a_heading_after_a_full_line_stays_apart() -> None:
    text = (
        "The harbour is open all year for boats of up to twelve metres.\nFees\n"
        "A boat pays forty kronor a night, and electricity is included in\nthat."
    )
    assert ("heading", "Fees") in [(b.kind, text[b.start : b.end]) for b in lay_out(text)]


@pytest.mark.parametrize("bullet", "● ▪ ◦ ☐ ☒ ＊ ➤ ✔ ○ ‣ •".split())
def test_every_bullet_makes_an_item(bullet: str) -> None:
    text = f"Bring:\n\n{bullet} a bag\n{bullet} slippers"
    assert [each.kind for each in lay_out(text)] == ["prose", "item", "item"]


def test_clauses_keep_their_numbers() -> None:
    text = "2 Rent\n\n2.1 The rent is paid in advance.\n\n2.2 Heating\n\nIt is warm."
    assert [(b.kind, text[b.start : b.end]) for b in lay_out(text)][1:-1] == [
        ("item", "2.1 The rent is paid in advance."),
        ("heading", "2.2 Heating"),
    ]


def test_a_sentence_without_its_full_stop_is_no_heading() -> None:
    line = "Members who have signed the agreement may keep drills and saws for up to nine days"
    text = f"Lending\n\n{line}\n\nLadders are returned within two days."
    assert ("prose", line) in [(b.kind, text[b.start : b.end]) for b in lay_out(text)]
