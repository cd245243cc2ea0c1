"""Names in their forms, and which of a question's names a sentence is about."""

from __future__ import annotations

import pytest

from qa.answer.entities import named_by, names_of, same_name
from tests.qa.answer.test_conflicts import corpus, evidence_of


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Belgrad", "Belgrade's", True),
        ("Kina", "Chinese", True),
        ("kinesiska", "China", True),
        ("Etiopien", "Ethiopia", True),
        ("Huaweis", "Huawei", True),
        ("Islamabd", "Islamabad", True),
        ("Kenya", "Kampala", False),
        ("Mali", "malicious", False),
        ("Serbia", "Sergio", False),
    ],
)
def test_names_are_known_in_their_forms(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) == same


def test_names_of_a_question() -> None:
    assert names_of("Hur många kinesiska kameror har Nairobi?") == ["kinesiska", "Nairobi"]
    assert names_of("How deep is it?") == []


@pytest.mark.parametrize(
    ("text", "title", "about"),
    [
        ("Ellery has cameras from China.", "Cameras", ["China", "Ellery"]),
        ("They have cameras from China.", "Ellery", ["China", "Ellery"]),
        ("They have cameras.", "Ellery", ["Ellery"]),
        ("In Norrhamn, the cameras come from China.", "Ellery", []),
        ("Cameras hang in Norrhamn.", "Ellery", []),
    ],
)
def test_a_sentence_is_about_the_names_in_it_and_around_it_unless_it_names_another_place(
    text: str, title: str, about: list[str]
) -> None:
    index = corpus(text, titles=[title])
    (evidence,) = evidence_of(index)
    assert named_by(index, evidence, ["China", "Ellery"]) == about


def test_what_is_chinese_in_the_title_is_chinese_in_every_sentence() -> None:
    index = corpus("Cameras hang in Norrhamn.", titles=["The Chinese cameras"])
    (evidence,) = evidence_of(index)
    assert named_by(index, evidence, ["kinesiska", "China"]) == ["kinesiska"]


def test_a_capital_stands_for_its_state_where_an_adjective_names_the_state() -> None:
    assert same_name("ryska", "Moscow")
    assert same_name("Canadian", "Ottawa's")
    assert not same_name("Canadian", "Moskva")
    assert not same_name("Canada", "Ottawa")
    assert not same_name("Austria", "Australia")
    assert same_name("Canada", "kanadensiska")
