"""Of each of two things that are compared the best sentence is quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer.shapes.side_by_side import side_by_side
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import evidence_of, index_of

INDEX = index_of(
    make_document(
        "The landlord gives three months' notice. The landlord pays for repairs. "
        "The tenant gives one month's notice."
    )
)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("What is the difference in notice between the landlord and the tenant?", 2),
        ("How long is the notice of the landlord?", 0),
        ("Compare the owner with the guest.", 0),
    ],
)
def test_both_sides_stand_side_by_side(question: str, count: int) -> None:
    found = [replace(each, cosine=0.9) for each in evidence_of(INDEX)]
    sides = [INDEX.text_of(each.sentence) for each in side_by_side(INDEX, question, found)]
    assert len(sides) == count
    assert [each.split()[1] for each in sides] == ["landlord", "tenant"][:count]
