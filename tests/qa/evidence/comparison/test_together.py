"""Of each of the things that are asked of in one breath the sentence that tells comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index import Index
from qa.evidence.comparison.together import together_first
from qa.evidence.read import Evidence
from qa.evidence.reader.protocol import Judgement
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import evidence_of, index_of

BOATS = index_of(
    make_document("Boat | Length, m | Built\nOrca | 12 | 1990\nHeron | 9 | 2004\nElk | 7 | 1981\n")
)


def rows(index: Index) -> list[Evidence]:
    """The rows, which a reader takes to answer."""
    judgement = Judgement(4.0, 4.0, 4.0, None)
    return [
        replace(each, cosine=0.9, judgement=judgement)
        for each in evidence_of(index)
        if each.kind == "row"
    ][-3:]


def told(question: str, found: Sequence[Evidence]) -> list[str]:
    best = together_first(BOATS, question, found)
    return [BOATS.text_of(each.sentence) for each in best if each.side]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When were Orca and Heron built?", ["Orca | 12 | 1990", "Heron | 9 | 2004"]),
        ("When was the Orca built?", []),
        ("When were both boats built?", ["Orca | 12 | 1990", "Heron | 9 | 2004"]),
        ("How long are Orca and Heron in total?", []),
        ("When were Orca and Gull built?", []),
    ],
)
def test_each_thing_is_told_of(question: str, expected: list[str]) -> None:
    assert told(question, rows(BOATS)) == expected


def test_what_no_reader_takes_to_answer_is_not_put_beside_another() -> None:
    unread = [replace(each, judgement=None) for each in rows(BOATS)]
    assert told("When were Orca and Heron built?", unread) == []
