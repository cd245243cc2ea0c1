"""What is asked of a person, and how it may be told."""

from __future__ import annotations

import pytest

from qa.understand.asked.attributes import asked_of_person

TOLD = {
    "What is Vera Sand's phone number?": "Vera Sand | 08-123 45 67",
    "vad har Vera Sand för telefonnummer": "Sand, anknytning 42",
    "What is the mobile number of Vera Sand?": "Vera Sand, 070-111 22 33",
    "How old is Vera Sand?": "Vera Sand, born in 1980, sails.",
    "hur gammal är Vera Sand": "Vera Sand fyller 50 i maj.",
    "vad tjänar Vera Sand": "Vera Sands lön är 30 000 kronor.",
    "e-mail address of Vera Sand": "Vera Sand | vera@sand.example",
}


@pytest.mark.parametrize("question", TOLD)
def test_it_is_told_with_the_person_and_a_word_or_form_of_it(question: str) -> None:
    asked = asked_of_person(question)
    assert asked is not None
    assert asked.is_told(TOLD[question], "")
    assert not asked.is_told("Vera Sand | sailing instructor | 2019-05-02", "")
    assert not asked.is_told(TOLD[question].replace("Sand", "Berg").replace("sand", "berg"), "")


@pytest.mark.parametrize(
    "question", ["How old is the boat?", "What does Vera Sand teach?", "Vem är Vera Sand?"]
)
def test_nothing_else_is_asked_of_a_person(question: str) -> None:
    assert asked_of_person(question) is None


def test_a_person_in_lower_case_is_one_that_the_texts_name() -> None:
    texts = ["Ola Berg paints.", "Keys | Vera Sand"]
    asked = asked_of_person("need vera sands phone number", texts)
    assert asked is not None
    assert asked.surname == "Sand"
    assert asked_of_person("need vera sands phone number", texts[:1]) is None


def test_a_surname_is_a_word() -> None:
    asked = asked_of_person("What is Vera Sand's phone number?")
    assert asked is not None
    assert not asked.is_told("Ola Berg, phone 08-123 45 67", "Sandbank Inn")
