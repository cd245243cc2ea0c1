"""What introduces a term, or is a total, comes first where that is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.evidence.preferred import preferred_first
from qa.evidence.read import Evidence
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import evidence_of, index_of

TEXT = (
    "Every lock has a sill of oak. Below the sill (short for sill beam) lies clay. "
    "A sill is the beam at the foot of a gate."
)
INDEX = index_of(make_document(TEXT))


def likely() -> list[Evidence]:
    return [replace(each, cosine=0.9) for each in evidence_of(INDEX)]


@pytest.mark.parametrize("question", ["What is a sill?", "what does sill mean", "define sill"])
def test_the_sentence_that_introduces_a_term_comes_first(question: str) -> None:
    first, *others = preferred_first(INDEX, question, likely())
    assert INDEX.text_of(first.sentence).startswith("A sill is")
    assert len(others) == 2


def test_the_order_stays_where_nothing_of_the_kind_is_asked() -> None:
    assert preferred_first(INDEX, "Where is the sill?", likely()) == likely()
