"""Which questions lean on the one before, and which question they then lean on."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import Answer, Turn
from qa.followup import Understood, leans_on_earlier, topic_of, understand

LEANING = [
    "And in Laos?",
    "and how many were foreseen for 2022?",
    "But why?",
    "So who paid for the cameras?",
    "What about Kampala?",
    "How about the year before?",
    "What did he liken them to?",
    "When did she say so?",
    "How much did they cost?",
    "Which countries buy their drones?",
    "Did Huawei deny these claims?",
    "In which countries has it bought firms?",
    "When was that?",
    "Who said this?",
    "How many cameras are there?",
    "Why?",
    "How many?",
    "Och i Kampala?",
    "och hur många i Afrika?",
    "Men varför?",
    "Hur är det med Uganda?",
    "Hur ser det ut i Kenya?",
    "Vad gäller för drönare?",
    "Vad ligger bakom dem enligt honom?",
    "Vad sa hon om kamerorna?",
    "Hur många brott har de hjälpt till att lösa?",
    "När köptes den?",
    "Vad kostade det?",
    "Vem har sagt detta?",
    "Hur många kameror finns där?",
    "Varför?",
]

CLEAR = [
    "How many nations were represented at Milipol?",
    "What happened to congestion in Quito?",
    "What does the Serbian police deny?",
    "Who won the 2018 World Cup?",
    "Is it true that Huawei equips Belgrade?",
    "Is there a camera in Nairobi?",
    "What is the price of a thermal camera?",
    "Which president launched the cameras?",
    "How is Android made?",
    "Where are sheep kept?",
    "Vad menar Steven Feldstein är oklart?",
    "I vilka länders huvudstäder har Huawei redan nätverk?",
    "Hur stora kontrakt om smarta städer skrevs 2022?",
    "Vad kostar en iPhone?",
    "Finns det kameror i Belgrad?",
    "Är det sant att Marocko köper drönare?",
    "Vilken ränta betalar Etiopien på lånet?",
    "Hur länge ska man koka ett löskokt ägg?",
    "Menar polisen att kamerorna behövs?",
    "Ochsner säljer vad?",
]


def turns(questions: Sequence[str]) -> list[Turn]:
    return [Turn(each, Answer(each, "…", (), False, 0.0, "en", ())) for each in questions]


@pytest.mark.parametrize("question", LEANING)
def test_a_question_that_names_no_topic_leans_on_the_one_before(question: str) -> None:
    assert leans_on_earlier(question)


@pytest.mark.parametrize("question", CLEAR)
def test_a_question_that_names_its_topic_stands_alone(question: str) -> None:
    assert not leans_on_earlier(question)


@pytest.mark.parametrize(
    "question",
    [
        "What does Huawei say about its cameras in Belgrade?",
        "Which companies showed their drones at Milipol?",
        "Vad säger Museveni om sina kritiker och deras protester i Kampala?",
    ],
)
def test_a_pronoun_for_what_the_question_itself_names_leans_on_nothing(question: str) -> None:
    assert not leans_on_earlier(question)


@given(st.sampled_from(CLEAR), st.lists(st.sampled_from(LEANING + CLEAR)))
def test_no_history_changes_a_clear_question(question: str, history: list[str]) -> None:
    assert topic_of(question, turns(history)) is None


@given(
    st.sampled_from(LEANING),
    st.lists(st.sampled_from(LEANING + CLEAR)),
    st.sampled_from(CLEAR),
    st.lists(st.sampled_from(LEANING)),
)
def test_the_topic_is_the_last_question_that_stood_alone(
    question: str, before: list[str], clear: str, after: list[str]
) -> None:
    assert topic_of(question, turns([*before, clear, *after])) == clear


@pytest.mark.parametrize("question", LEANING)
def test_the_first_question_has_no_topic(question: str) -> None:
    assert topic_of(question, []) is None


def test_where_no_question_stood_alone_the_first_is_the_topic() -> None:
    assert topic_of("And where?", turns(["Cameras?", "Why?"])) == "Cameras?"
