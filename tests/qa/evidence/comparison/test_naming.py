"""Which of two things that are compared a sentence is about."""

from __future__ import annotations

import pytest

from qa.evidence.comparison.naming import About, with_about
from qa.understand.asked.comparison import Comparison
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import evidence_of, index_of


def about(text: str, one: str, other: str) -> About:
    index = index_of(make_document(text))
    return with_about(index, evidence_of(index)[-1], Comparison((one, other), ("", "")))[1]


@pytest.mark.parametrize(
    ("text", "sides", "expected"),
    [
        ("The Orca weighs 40 kg.", ("Orca", "Heron"), (True, False)),
        ("The Orca and the Heron weigh as much.", ("Orca", "Heron"), (True, True)),
        ("The Elk weighs 40 kg.", ("Orca", "Heron"), (False, False)),
        ("Förra året var de 40.", ("last year", "this year"), (True, False)),
        ("The club now has 30 boats.", ("i fjol", "nu"), (False, True)),
        ("There were 40 boats in 2018.", ("2019", "the year before"), (False, True)),
        ("In 2019 they were 40, in 2018 they were 30.", ("2019", "året innan"), (True, True)),
        ("Resor i Norge kostar mer.", ("Norway", "Laos"), (True, False)),
    ],
)
def test_a_sentence_is_about_what_it_names(
    text: str, sides: tuple[str, str], expected: About
) -> None:
    assert about(text, *sides) == expected
