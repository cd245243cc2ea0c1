"""A part in the place of the like one of the question before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.understand.like_part import with_like_part_replaced


@pytest.mark.parametrize(
    ("topic", "question", "full"),
    [
        # The same noun, with what tells one from another.
        (
            "How far do I row in weeks 7-9?",
            "and weeks 10-12?",
            "How far do I row in weeks 10-12?",
        ),
        ("What is paid the first year?", "and the second year?", "What is paid the second year?"),
        ("When do I drink the first bag?", "and bag 2?", "When do I drink the bag 2?"),
        ("How are ear drops kept?", "what about eye drops", "How are eye drops kept?"),
        # Compounds that end alike.
        ("Vem fick kulturpriset 2025?", "och ungdomspriset?", "Vem fick ungdomspriset 2025?"),
        # Times of the same kind.
        ("Vad är tillägget på kvällen?", "och på helgen då?", "Vad är tillägget på helgen?"),
        ("How much oats in winter?", "and in summer?", "How much oats in summer?"),
        ("When does it close on normal days?", "and on Fridays", "When does it close on Fridays?"),
        ("Hur många kom i mars 2025?", "och i april?", "Hur många kom i april 2025?"),
        ("How many came in 2023?", "and the year before?", "How many came in 2022?"),
        ("Hur många kom 2023?", "men året därpå då", "Hur många kom 2024?"),
        # What stands behind the same preposition.
        (
            "Is the rota for sailors out?",
            "and for rowers?",
            "Is the rota for rowers out?",
        ),
        ("Hur kallt är det i frysen?", "och i kylen", "Hur kallt är det i kylen?"),
        ("What is the fee for a single berth?", "and for a boat?", "What is the fee for a boat?"),
        ("How deep is it at pier 2?", "and at the lock", "How deep is it at lock?"),
        # Nothing that it is like: behind all of it.
        ("Vad kostar en plats 2024?", "med värmare?", "Vad kostar en plats 2024 med värmare?"),
        ("Who cleans the hall?", "and on Sundays?", "Who cleans the hall on Sundays?"),
        ("When do I need a note?", "And in Oslo?", "When do I need a note in Oslo?"),
        # No part, or nothing tells where it belongs.
        ("Who cleans the hall?", "and who pays?", None),
        ("Who cleans the hall?", "and the deputy?", None),
        ("Who cleans the first hall?", "and the other one?", None),
        ("Who cleans the hall?", "and when they are ill?", None),
        ("How many halls is Rome to have?", "and in Oslo?", None),
        ("Vilken våning ligger ögon på", "och på hud?", None),
        ("How many came in 2023 and 2024?", "and the year before?", None),
        ("Who cleans the hall?", "the stairs", None),
    ],
)
def test_a_part_takes_the_place_of_what_it_is_like(
    topic: str, question: str, full: str | None
) -> None:
    found = with_like_part_replaced(question, topic)
    assert (found and found.rstrip("?")) == (full and full.rstrip("?"))


@given(st.text(max_size=40), st.text(max_size=60))
def test_any_text_is_read(question: str, topic: str) -> None:
    with_like_part_replaced(f"and {question}", topic)
