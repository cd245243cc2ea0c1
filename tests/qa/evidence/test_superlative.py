"""The row with the greatest or least value, or the sentence that says so, comes first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.evidence.superlative import extremes_first
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import evidence_of, index_of
from tests.qa.evidence.test_read import query

TABLE = (
    "Pier | Built | Berths | Depth, m | Price, SEK\n"
    "Alder | 1987 | 42 | 2.1 | 4 200\n"
    "Birch | 1994 | 38 | 2.8 | 950\n"
    "Cedar | 2011 | 55 | 1.4 | 1 100\n"
    "Total | | 135 | |\n"
)


def first_for(question: str, text: str, cosine: float = 0.9) -> tuple[str, float]:
    """What comes first, and how likely it is as the one asked for; 0 where none is."""
    index = index_of(make_document(text))
    evidence = [replace(each, cosine=cosine) for each in evidence_of(index)]
    best = extremes_first(index, query(question), evidence)[0]
    return index.text_of(best.sentence).split()[0], best.side


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Which pier is oldest?", "Alder"),
        ("Which pier is newest?", "Cedar"),
        ("Which pier has most berths?", "Cedar"),
        ("Which pier has the least depth?", "Cedar"),
        ("Which pier has the greatest depth?", "Birch"),
        ("What is the cheapest pier?", "Birch"),
        ("Which pier is the most expensive?", "Alder"),
    ],
)
def test_the_row_with_the_value_asked_for_comes_first(question: str, name: str) -> None:
    found, likely = first_for(question, TABLE)
    assert found == name
    assert likely > 0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which pier is oldest?", TABLE.replace("1994", "1987")),
        ("Which pier is oldest?", "Pier | Berths\nAlder | 42\nBirch | 38\nCedar | 55\n"),
        ("Which pier is oldest?", "Pier | Built\nAlder | 1987\nBirch | 1994\n"),
        ("Which pier is oldest?", TABLE.replace("1994", "?")),
        ("When was the oldest pier built?", TABLE),
    ],
)
def test_no_row_is_chosen_where_none_surely_is(question: str, text: str) -> None:
    assert first_for(question, text)[1] == 0


def test_a_sentence_may_say_it() -> None:
    text = "Piers are of wood. Alder is our oldest pier, and Birch has a crane."
    found, likely = first_for("Which pier is oldest?", text)
    assert found == "Alder"
    assert likely > 0
    assert first_for("Which pier is oldest?", text, cosine=0.3)[1] == 0
