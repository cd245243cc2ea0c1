"""What is asked of one of two things alone, in words that a text on one of them answers."""

from __future__ import annotations

import pytest

from qa.understand.asked.alone import plainly
from qa.understand.asked.comparison import compared


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("Which is heavier, the oak?", "How much does the oak weigh?"),
        ("vilken båt är dyrast, Orca i katalogen", "Vad kostar Orca i katalogen?"),
        ("Oak: which is taller?", "How tall is Oak?"),
        ("Which parish has more windmills, Oak?", "How many windmills, Oak?"),
        ("hade Ek fler kvarnar 2020", "Hur många kvarnar 2020, Ek?"),
        ("Compare the toll 2019", "the toll 2019"),
        ("vad är skillnaden på avgiften 2019?", "avgiften 2019?"),
        ("Which costs more, Oak?", "Which costs more, Oak?"),
    ],
)
def test_words_that_compare_are_left_out(asked: str, plain: str) -> None:
    side = "Ek" if "Ek" in asked else "Oak"
    assert plainly(asked, side) == plain


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Is Orca longer than Heron?", "Is Orca longer?", "Is Heron longer?"),
        (
            "compare how long the key lasts for the gate and for the boat house",
            "how long the key lasts for the gate",
            "how long the key lasts for the boat house",
        ),
        (
            "How high was the toll compared with the old rules?",
            "How high was the toll?",
            "How high was the toll the old rules?",
        ),
        (
            "hyra för den som bott 1 år jämfört med 9 år",
            "hyra för den som bott 1 år",
            "hyra för den som bott 9 år",
        ),
        (
            "catch in the 2020 survey against the one in 2019",
            "catch in the 2020 survey",
            "catch in the 2019 survey",
        ),
    ],
)
def test_each_is_asked_about_alone(question: str, one: str, other: str) -> None:
    comparison = compared(question)
    assert comparison is not None
    assert comparison.questions == (one, other)
