"""Parts of a document that a question names by their place."""

from __future__ import annotations

import pytest

from qa.understand.asked.named_part import named_part


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What is step 4?", "4. Fill the hopper."),
        ("What is the third step in starting the mill?", "3) Pull the red lever."),
        ("What is the fourth check before a dive?", "d) The torch has been charged."),
        ("Vad säger punkt 2.1?", "2.1 Hyran betalas i förskott."),
        ("What does clause 3.2.2 say?", "3.2.2 The tenant pays for electricity."),
        ("Vad är steg tre?", "Steg 3: Håll in knappen."),
        ("Vad står det i § 5?", "§ 5 Föreningen ska hålla årsmöte."),
        ("What is item iv?", "iv. the name of the partner"),
        ("Who wrote the article?", "Av Sixten Ekegren · Publicerad 4 mars"),
        ("Vem är författare till rutinen?", "author: Karin Tegelberg"),
    ],
)
def test_the_part_is_known_by_its_mark(question: str, text: str) -> None:
    part = named_part(question)
    assert part is not None
    assert part.is_in(text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What is step 4?", "14. Fill the hopper."),
        ("What does clause 3.2 say?", "3.2.1 The landlord heats the premises."),
        ("What is step 4?", "The mill has 4 stones."),
        ("Who wrote the article?", "By noon all had left."),
    ],
)
def test_another_part_is_not_it(question: str, text: str) -> None:
    part = named_part(question)
    assert part is not None
    assert not part.is_in(text)


@pytest.mark.parametrize(
    "question",
    [
        "Who was the first keeper of the lighthouse?",
        "How many steps has the tower?",
        "What does the rule say?",
        "Vad kostar två biljetter?",
    ],
)
def test_other_questions_name_none(question: str) -> None:
    assert named_part(question) is None
