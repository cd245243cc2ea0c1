"""Whether what two sentences say may be compared value by value."""

from __future__ import annotations

import pytest

from qa.evidence.comparison.parallel import OF_A_TABLE, likeness
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import evidence_of, index_of


def alike(first: str, second: str, *others: str) -> float:
    """The likeness of the last sentence of each of two documents."""
    index = index_of(make_document(first, "a.txt"), make_document(second, "b.txt"))
    found = evidence_of(index)
    one = [each for each in found if each.sentence.document_id == "a.txt"][-1]
    other = [each for each in found if each.sentence.document_id == "b.txt"][-1]
    return likeness(index, one, other)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("The lease of Orca costs 40 kronor.", "The lease of Heron costs 50 kronor.", 1),
        ("The lease lasts two years.", "The lease lasts three years.", 1),
        ("The lease costs 40 kronor.", "In 2019 the boat sank off the coast.", 0),
        ("The lease is dear.", "The lease is cheap.", 0),
        ("Boat | Built\nElk | 1990\nOrca | 1980\n", "The Orca was built in 1980.", 0),
        ("Year | Guests\n2018 | 4\n2019 | 5\n", "Year | Guests\n2018 | 7\n2019 | 8\n", 1),
        ("Year | Guests\n2018 | 4\n2019 | 5\n", "Year | Price\n2018 | 7\n2019 | 8\n", 0),
        ("Fee | SEK\nBoat | 4\nBike | 5\n", "Avgift | Kronor\nBoat | 7\nBike | 8\n", 1),
    ],
)
def test_rows_in_the_same_columns_and_the_same_words_are_alike(
    first: str, second: str, expected: float
) -> None:
    assert alike(first, second) == expected


def test_rows_of_a_table_are_alike_the_more_so_if_they_begin_with_a_word_of_both() -> None:
    index = index_of(make_document("Wash | Minutes\nCotton 60 | 90\nCotton 40 | 80\nWool | 30\n"))
    hot, warm, wool = evidence_of(index)[-3:]
    assert likeness(index, hot, warm) == 1
    assert likeness(index, hot, wool) == OF_A_TABLE
    assert likeness(index, hot, hot) == 0
