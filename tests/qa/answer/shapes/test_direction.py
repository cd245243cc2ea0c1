"""Yes and no are said only where the sentence surely says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer.shapes.direction import direction_of
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import evidence_of, index_of


@pytest.mark.parametrize(
    ("question", "sentence", "direction"),
    [
        ("Does house D have a lift?", "House D does not have a lift.", "no"),
        ("Are dogs allowed in the garden?", "Dogs are allowed in the garden.", "yes"),
        ("Are dogs allowed in the garden?", "Dogs are allowed in the garden if leashed.", ""),
        ("Are dogs allowed in the garden?", "Dogs are allowed in the yard.", ""),
        ("Are dogs not allowed in the garden?", "Dogs are not allowed in the garden.", ""),
        ("Where are dogs allowed?", "Dogs are allowed in the garden.", ""),
    ],
)
def test_a_direction_is_told_where_all_that_is_asked_is_stated(
    question: str, sentence: str, direction: str
) -> None:
    index = index_of(make_document(sentence))
    found = [replace(each, cosine=0.99, own_language=True) for each in evidence_of(index)]
    assert direction_of(index, question, found) == direction
