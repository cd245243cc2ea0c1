"""The lists of a document: whole, with what stands above them."""

from __future__ import annotations

import pytest

from index import Document
from index.split.passages import laid_out
from qa.evidence.lists import contiguous, list_at
from tests.fakes import make_document

STEPS = """# Changing the filter

Switch off the fan first.

1. Open the cover.
2. Pull out the old filter.

Wear gloves: the edges are sharp.

3. Push in the new one.

# Contact

Ring the office.
"""


def lines_at(document: Document, words: str) -> list[str]:
    found = list_at(document, document.text.index(words))
    assert found is not None
    return [document.text[start:end] for start, end in found.lines(document)]


def test_steps_with_a_note_between_them_are_one_list_under_its_heading() -> None:
    document = laid_out(make_document(STEPS))
    expected = [
        "Changing the filter",
        "Switch off the fan first.",
        "1. Open the cover.",
        "2. Pull out the old filter.\n\nWear gloves: the edges are sharp.",
        "3. Push in the new one.",
    ]
    assert lines_at(document, "3. Push") == expected
    assert lines_at(document, "Switch off") == expected


def test_a_list_that_counts_from_one_again_is_another() -> None:
    text = "Morning:\n\n1. Rise.\n2. Wash.\n\nEvening:\n\n1. Eat.\n2. Sleep.\n"
    document = laid_out(make_document(text))
    assert lines_at(document, "2. Wash") == ["Morning:", "1. Rise.", "2. Wash."]
    assert lines_at(document, "1. Eat") == ["Evening:", "1. Eat.", "2. Sleep."]


def test_the_rows_of_a_table_are_a_list_under_their_labels() -> None:
    text = "# Board\n\n| Role | Name |\n|---|---|\n| Chair | Ada |\n| Treasurer | Bo |\n"
    document = laid_out(make_document(text))
    found = list_at(document, text.index("Chair"))
    assert found is not None
    assert found.is_table
    assert found.above(document) == "Board Role | Name"
    assert len(found.items) == 2


@pytest.mark.parametrize(("first", "is_numbered"), [("1", True), ("1.", True), ("10", False)])
def test_a_table_may_have_a_column_for_the_number_of_the_step(
    first: str, is_numbered: bool
) -> None:
    text = f"| Step | What |\n|---|---|\n| {first} | Ring 112. |\n| 2 | Leave. |\n"
    document = laid_out(make_document(text))
    found = list_at(document, text.index("Leave"))
    assert found is not None
    assert found.is_numbered(document) is is_numbered


def test_prose_is_no_list() -> None:
    document = laid_out(make_document(STEPS))
    assert list_at(document, STEPS.index("Ring the office")) is None


def test_what_stands_between_two_lines_parts_them() -> None:
    document = make_document("- one\n- two\nPage 3\n- three")
    text = document.text
    spans = [(text.index(each), text.index(each) + len(each)) for each in ("- one", "- two")]
    third = text.index("- three"), len(text)
    assert contiguous(document, [*spans, third]) == [spans, [third]]


@pytest.mark.parametrize(
    "text",
    [
        "# Changes\n\n## Version 2.0\n\n### Added\n\n- Maps.\n- Tides.\n\n### Removed\n\n- Flags.\n"
        "- Oars.\n\n## Version 1.0\n\n### Removed\n\n- Sails.\n- Masts.\n",
        "VERSION 2.0\n\nADDED\n\n- Maps.\n- Tides.\n\nREMOVED\n\n- Flags.\n- Oars.\n\n"
        "VERSION 1.0\n\nREMOVED\n\n- Sails.\n- Masts.\n\nADDED\n\n- Sheets.\n- Stays.\n",
    ],
)
def test_a_heading_stands_below_the_one_it_is_a_part_of(text: str) -> None:
    document = laid_out(make_document(text, title="Changes"))
    above = {}
    for words in ("Flags", "Sails"):
        found = list_at(document, text.index(words))
        assert found is not None
        above[words] = found.above(document).strip().lower()
    assert above == {"Flags": "version 2.0 removed", "Sails": "version 1.0 removed"}
    assert lines_at(document, "Flags")[0].lower() == "removed"


def test_the_title_is_over_no_section() -> None:
    text = "# Changes\n\n## Removed\n\n- Flags.\n- Oars.\n"
    document = laid_out(make_document(text, title="Changes"))
    found = list_at(document, text.index("Flags"))
    assert found is not None
    assert found.over is None
