"""Blocks: paragraphs, headings and list items, however the lines are broken."""

from __future__ import annotations

from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.split.blocks import split_blocks
from tests.fakes import generated_texts

PARAGRAPH = (
    "The harbour has forty cameras that were mounted in 2019. Fishermen had asked for them after "
    "a series of thefts. The police may see the pictures for two weeks."
)


def blocks_of(text: str) -> list[tuple[str, str]]:
    """Each block's kind and text."""
    return [(block.kind, text[block.start : block.end]) for block in split_blocks(text)]


@given(st.integers(30, 110))
def test_wrapped_lines_are_one_paragraph(width: int) -> None:
    wrapped = fill(PARAGRAPH, width)
    text = f"{wrapped}\n\n{wrapped}\n"
    assert blocks_of(text) == [("prose", wrapped), ("prose", wrapped)]


@pytest.mark.parametrize("marks", [("- ", "- "), ("* ", "* "), ("1. ", "2. "), ("a) ", "b) ")])
def test_list_items_stay_apart_though_they_end_without_a_full_stop(marks: tuple[str, str]) -> None:
    first, second = (
        f"{marks[0]}forty cameras in the old harbour",
        f"{marks[1]}masts for each of them",
    )
    assert blocks_of(f"{first}\n{second}") == [("item", first), ("item", second)]


def test_a_list_item_goes_on_in_its_next_line() -> None:
    item = "- forty cameras with night vision in the\n  harbour"
    assert blocks_of(f"{item}\n- masts") == [("item", item), ("item", "- masts")]


def test_table_rows_stay_apart() -> None:
    rows = ["| Harbour | 40 |", "| market square | 12 |", "| old town | 7 |"]
    text = "\n".join([rows[0], "|---|---|", *rows[1:]])
    assert blocks_of(text) == [
        ("labels", "Harbour | 40"), ("row", "market square | 12"), ("row", "old town | 7")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        (f"# The harbour\n{PARAGRAPH}", "# The harbour"),
        (f"The harbour\n===========\n\n{PARAGRAPH}", "The harbour"),
        (f"Why the harbour\n\n{PARAGRAPH}", "Why the harbour"),
        (f"Analysis: the camera boom\n\n{PARAGRAPH}", "Analysis: the camera boom"),
    ],
)
def test_a_heading_is_not_part_of_the_paragraph_below(text: str, heading: str) -> None:
    assert blocks_of(text) == [("heading", heading), ("prose", PARAGRAPH)]


def test_a_labelled_value_is_a_fact_and_not_a_heading() -> None:
    assert blocks_of(f"{PARAGRAPH}\n\nCameras: 4 200")[1] == ("item", "Cameras: 4 200")


def test_the_heading_of_a_text_of_two_lines_stays_apart() -> None:
    text = "Cameras\nThe harbour has forty cameras."
    assert blocks_of(text) == [("heading", "Cameras"), ("prose", "The harbour has forty cameras.")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("They describe the camps as schools against extremism and", "violence in the region."),
        ("The firm is present at", "Milipol with cameras."),
        ("Forty cameras hang over", "the harbour of Belgrade."),
        ("Kamerorna betalades av", "Belgrads kommun i fjol."),
        ("In Belgrade,", "Huawei mounts cameras."),
    ],
)
def test_a_sentence_broken_by_a_blank_line_is_whole(before: str, after: str) -> None:
    text = f"{before}\n\n{after}"
    assert blocks_of(text) == [("prose", text)]


def test_a_finished_sentence_ends_its_paragraph_at_a_blank_line() -> None:
    text = "The firm is present.\n\nMilipol is a fair."
    assert blocks_of(text) == [("prose", "The firm is present."), ("prose", "Milipol is a fair.")]


@pytest.mark.parametrize("running", ["12", "Page 3 of 9", "Sida 3", "12\n\nHarbour report 2019"])
def test_a_page_break_does_not_break_a_sentence(running: str) -> None:
    sentence = f"The forty cameras that divers\n\n{running}\n\nmounted hang in the harbour."
    text = f"Harbour report 2019\n\nDivers came.\n\nHarbour report 2019\n\n{sentence}"
    assert ("prose", sentence) in blocks_of(text)


def test_running_heads_between_whole_sentences_stays_outside_of_them() -> None:
    text = "Divers mounted the cameras.\n\n12\n\nFishermen paid for them."
    assert [block for _, block in blocks_of(text)] == [
        "Divers mounted the cameras.",
        "12",
        "Fishermen paid for them.",
    ]


@given(generated_texts)
def test_between_blocks_lies_only_white_space_or_a_rule(text: str) -> None:
    blocks = split_blocks(text)
    starts = [0, *(block.end for block in blocks)]
    ends = [*(block.start for block in blocks), len(text)]
    for start, end in zip(starts, ends, strict=True):
        assert start <= end
        assert not any(character.isalnum() for character in text[start:end])


def test_an_item_goes_on_in_lines_that_stand_further_in() -> None:
    item = "- a letter ([GitHub-Flavored\n  Markdown](https://example.org)).\n  It is short."
    assert blocks_of(f"{item}\n- masts\n\nThe harbour") == [
        ("item", item),
        ("item", "- masts"),
        ("aside", "The harbour"),
    ]


def test_a_labelled_line_beneath_an_item_is_its_own() -> None:
    text = "- Jane Doe\n  Phone: 12 34 56\n- John Doe"
    assert [block for _, block in blocks_of(text)] == [
        "- Jane Doe",
        "Phone: 12 34 56",
        "- John Doe",
    ]


def test_what_is_fenced_in_is_code_whatever_its_lines_look_like() -> None:
    code = "```sh\n# install\n$ pip install a\n\n| a | b |\n```"
    assert blocks_of(f"{PARAGRAPH}\n\n{code}\n\n{PARAGRAPH}") == [
        ("prose", PARAGRAPH),
        ("aside", code),
        ("prose", PARAGRAPH),
    ]


def test_a_fence_that_is_never_closed_hides_nothing() -> None:
    assert ("prose", PARAGRAPH) in blocks_of(f"```\n\n{PARAGRAPH}")


def test_an_ornament_heads_nothing() -> None:
    assert blocks_of(f"{PARAGRAPH}\n\n❧ ❧ ❧\n\n{PARAGRAPH}")[1] == ("boilerplate", "❧ ❧ ❧")
