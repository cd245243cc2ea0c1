"""Yes and no are said only where the sentence surely says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from qa.answer.shapes.direction import MIN_HELD, direction_of, held_direction
from qa.evidence.reader.protocol import ClaimReading, Window
from tests.fakes import SharedWordsReader, make_document
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


class HoldingReader(SharedWordsReader):
    """Says the same of every quote."""

    def __init__(self, reading: ClaimReading) -> None:
        super().__init__()
        self.reading = reading

    def hold(self, claim: str, windows: Sequence[Window]) -> list[ClaimReading]:
        """One reading for each window."""
        assert [each.sentences for each in windows] == [("Pets stay outside.",)]
        return [self.reading]


@pytest.mark.parametrize(
    ("question", "reading", "direction"),
    [
        ("Are dogs allowed?", ClaimReading(MIN_HELD, -MIN_HELD, -9), "yes"),
        ("Are dogs allowed?", ClaimReading(-MIN_HELD, MIN_HELD, -9), "no"),
        ("Are dogs allowed?", ClaimReading(MIN_HELD - 0.1, -1, -1), ""),
        ("Are dogs not allowed?", ClaimReading(9, -9, -9), ""),
        ("Are dogs or cats allowed?", ClaimReading(9, -9, -9), ""),
        ("Where are dogs allowed?", ClaimReading(9, -9, -9), ""),
    ],
)
def test_in_other_words_a_reader_tells_the_direction(
    question: str, reading: ClaimReading, direction: str
) -> None:
    index = index_of(make_document("Pets stay outside."))
    (quoted,) = evidence_of(index)
    assert held_direction(index, HoldingReader(reading), question, quoted) == direction


def test_who_cannot_hold_claims_tells_no_direction() -> None:
    index = index_of(make_document("Pets stay outside."))
    (quoted,) = evidence_of(index)
    for reader in (None, SharedWordsReader()):
        assert held_direction(index, reader, "Are dogs allowed?", quoted) == ""
