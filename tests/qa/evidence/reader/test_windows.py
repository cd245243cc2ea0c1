"""Which sentences are read together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Index, Sentence
from qa.evidence.reader.windows import MAX_SENTENCES, heading, placed_windows, read_texts, window_of
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import index_of

TEN = " ".join(f"Ship number {number} calls at Ellery." for number in "ABCDEFGHIJ")
INDEX = index_of(make_document(TEN, "a.txt"), make_document("One. Two three four.", "b.txt"))


def sentences(document: str) -> list[Sentence]:
    return [each for each in INDEX.sentences if each.document_id == document]


def letters(index: Index, rows: list[Sentence]) -> str:
    return "".join(index.text_of(each).split()[2] for each in rows)


@pytest.mark.parametrize(
    ("best", "expected"),
    [
        ("C", ["BCD"]),
        ("A", ["AB"]),
        ("J", ["IJ"]),
        ("CD", ["BCD"]),
        ("CE", ["BCDEF"]),
        ("CI", ["BCD", "HIJ"]),
        ("IC", ["HIJ", "BCD"]),
        ("CFI", ["BCDEFG", "HIJ"]),
    ],
)
def test_each_of_the_best_is_read_with_its_neighbours(best: str, expected: list[str]) -> None:
    held = sentences("a.txt")
    chosen = [held["ABCDEFGHIJ".index(letter)] for letter in best]
    windows = placed_windows(INDEX, chosen)
    assert [letters(INDEX, each.sentences) for each in windows] == expected


@given(st.permutations(range(10)), st.integers(1, 10))
def test_all_of_the_best_are_read_once(order: list[int], count: int) -> None:
    held = sentences("a.txt")
    windows = placed_windows(INDEX, [held[place] for place in order[:count]])
    rows = [each.row for window in windows for each in window.sentences]
    assert len(rows) == len(set(rows))
    assert {held[place].row for place in order[:count]} <= set(rows)
    for window in windows:
        assert [each.row for each in window.sentences] == list(window.rows)
        assert len(window.sentences) <= MAX_SENTENCES


def test_windows_end_with_their_document() -> None:
    windows = placed_windows(INDEX, [sentences("a.txt")[-1], sentences("b.txt")[0]])
    assert [{each.document_id for each in window.sentences} for window in windows] == [
        {"a.txt"},
        {"b.txt"},
    ]


def test_a_long_neighbour_is_not_read() -> None:
    long = "Ships call " + "daily and " * 50 + "nightly."
    index = index_of(make_document(f"The harbour is deep. {long} It is old."))
    first = next(iter(index.sentences))
    assert [len(each.sentences) for each in placed_windows(index, [first])] == [1]


def test_a_window_is_read_under_its_title_and_date() -> None:
    first = sentences("b.txt")[:1]
    window = window_of(INDEX, first, read_texts(INDEX, first))
    assert (window.heading, window.sentences) == ("Title.", ("One.",))
    assert heading("Budget", "2021-05") == "Budget (2021-05)."


def test_a_window_is_read_under_the_heading_of_its_section() -> None:
    text = "# Fees\n\nFees are due in May.\n\n## Paid late\n\nIt costs 40 kronor."
    index = index_of(make_document(text, title="Fees"))
    due, late = ([each] for each in index.sentences)
    headings = [window_of(index, each, read_texts(index, each)).heading for each in (due, late)]
    assert headings == ["Fees.", "Fees. Paid late"]
