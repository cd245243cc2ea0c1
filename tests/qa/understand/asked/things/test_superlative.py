"""Which questions ask for the thing that has most of something."""

from __future__ import annotations

import pytest

from qa.understand.asked.things.superlative import superlative


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which lighthouse is oldest?", "oldest"),
        ("What is the cheapest cabin?", "cheapest"),
        ("vem har flest båtar", "greatest"),
        ("Vilken sjö har minst fisk?", "least"),
        ("Which cabin is the most expensive?", "dearest"),
        ("vilken är yngst? djupast", "newest"),
        ("vilken är grundast? djupast", None),
        ("Which is oldest, the church or the mill?", None),
        ("What may a cabin cost at most?", None),
        ("When was the oldest church built?", None),
    ],
)
def test_one_of_several_things_is_asked_for(question: str, kind: str | None) -> None:
    asked = superlative(question)
    assert (asked and asked.kind) == kind


def test_it_is_said_in_any_language() -> None:
    asked = superlative("Vilken fyr är äldst?")
    assert asked is not None
    assert asked.is_least
    assert asked.is_said_in("The North light is our oldest lighthouse.")
    assert not asked.is_said_in("The North light is white.")
