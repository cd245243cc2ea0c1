"""Which questions lean on the one before, and which question they then lean on."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import Answer, Citation, Turn
from qa.understand.followup import Understood, leans_on_earlier, understand

LEANING = [
    "And in Laos?",
    "In Norway?",
    "i England då?",
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
    "Is that more than in 2017?",
    "Are they cheaper than the ones in Laos?",
    "Compared with France?",
    "Why are Europeans reluctant to buy it?",
    "Where does it take place?",
    "What do activists say is their real aim?",
    "Any in Africa?",
    "And what about the cameras in Laos?",
    "Which one is the cheapest?",
    "And what does its owner earn?",
    "Och jämfört med Frankrike?",
    "Är det fler än i Belgrad?",
    "Vad betalade Uganda för det?",
    "Var sitter de?",
    "Och hur är det i Laos?",
    "Hur stor yta täcker de på en timme?",
    "Vad ska den användas till?",
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
    "What will it cost in Sweden?",
    "What did it cost in 2019?",
    "is it open on 2 November",
    "Vad kostade det i Norge 2022?",
    "hur gick det 2023 då?",
    "The price?",
    "What was the price in 2023?",
    "vad var priset 2023",
    "What is the speed limit now?",
    "what is deducted",
    "how much notice",
    "The second one",
    "What happens if they are late?",
    "när kom dom igång",
    "hur var det med målen 2022",
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
    "And who maintains the camera system in Bolivia?",
    "By the way, how many are there in Laos?",
    "OK, something else. What did they cost?",
    "New question: who is he?",
    "Förresten, vad kostade det?",
    "Nu till något annat: vad är ECU911?",
    "Is it cheaper to rent in Oslo than in Rome?",
    "How long does it take to fly to the moon?",
    "How much cheaper is a thermal camera than a plain one?",
    "Which spokesman says that they can see everyone?",
    "How does a camera know that it is dark?",
    "Does the company that sold the cameras repair them?",
    "Hur lång tid tar det att flyga till månen?",
    "Vad innebär det att ett nät är smart?",
    "Vilka är de två största företagen?",
    "Vad gäller avtalet som kommunen skrev?",
    "Vad kallas de som säljer kameror?",
    "När gäller den nya lagen om kameror?",
    "Vad krävs av dem som monterar kameror?",
    "Ska polisen undersöka platsen där kamerorna satt?",
    "Who makes the drones?",
    "Is it warm enough to swim in Sweden?",
    "Hur många kameror finns det i Norge?",
    "När är julgransinsamlingen?",
    "How many tickets were there in 2023?",
    "hur mycket är friskvårdsbidraget",
    "Vem är ordförande i föreningen nu?",
    "What happens to flats if tenants are late?",
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
        "How do I get there?",
        "How do you get there?",
        "What did it cost in June?",
        "Is it open on Sunday?",
        "When did the CEO sell his shares?",
        "When did the director sell his shares?",
        "När sålde VD hans aktier?",
    ],
)
def test_what_has_a_capital_and_is_no_name_is_nothing_that_a_pronoun_stands_for(
    question: str,
) -> None:
    assert leans_on_earlier(question)


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
    assert understand(question, turns(history)) == Understood(question)


@pytest.mark.parametrize("question", LEANING)
def test_the_first_question_means_what_it_says(question: str) -> None:
    assert understand(question, []) == Understood(question)


@settings(max_examples=4 * settings().max_examples)
@given(
    st.lists(st.sampled_from(LEANING + CLEAR)),
    st.sampled_from(CLEAR),
    st.lists(st.sampled_from(LEANING)),
    st.sampled_from(LEANING),
)
def test_nothing_from_before_the_last_clear_question_matters(
    before: list[str], clear: str, after: list[str], question: str
) -> None:
    meant = understand(question, turns([*before, clear, *after]))
    assert meant == understand(question, turns([clear, *after]))


def test_what_cannot_be_rewritten_is_read_with_the_first_question_and_the_last() -> None:
    asked = ["Who runs Oslo?", "What did he say?", "Why did he say so?", "When?"]
    assert [understand(each, turns(asked[:place])).in_full for place, each in enumerate(asked)] == [
        "Who runs Oslo?",
        "Who runs Oslo — what did he say?",
        "Who runs Oslo — what did he say — why did he say so?",
        "Who runs Oslo — why did he say so — when?",
    ]


def test_a_rewritten_question_is_the_topic_of_the_next() -> None:
    asked = ["How many cameras are there in Oslo?", "And in Rome?", "And in 2019?"]
    meant = understand("And in Quito?", turns(asked[:2]))
    assert meant.together == meant.in_full == "How many cameras are there in Quito?"
    in_2019 = understand(asked[2], turns(asked[:2]))
    assert in_2019.in_full == "How many cameras are there in Rome in 2019?"
    assert in_2019.otherwise is not None
    assert in_2019.otherwise.together == "And in 2019? cameras Rome"


def answered(question: str, *quotes: str) -> Turn:
    citations = tuple(
        Citation(number, "a", "A", quote, 0, len(quote), "en", None, 1.0)
        for number, quote in enumerate(quotes, start=1)
    )
    return Turn(question, Answer(question, "…", citations, True, 0.9, "en", ()))


def test_a_pronoun_stands_for_the_one_person_whom_an_answer_names() -> None:
    who = answered("Who keeps the bees at school 2?", "Ada Berg | gardener | 2019")
    since = answered("Since when?", "Since 2019.")
    meant = understand("How much does she work?", [who, since])
    assert meant == Understood("How much does she work?", "How much does Ada Berg work?")
    two = answered("Who keeps the bees?", "Ada Berg keeps bees.", "Eva Lind keeps bees.")
    assert understand("How much does she work?", [two]).topics


def test_a_question_that_names_nothing_may_be_meant_with_the_one_before() -> None:
    before = answered("When is the regatta?", "On 2 May.")
    meant = understand("how many places are left?", [before])
    assert (meant, meant.near) == (Understood("how many places are left?"), frozenset())
    assert meant.otherwise == Understood(meant.asked, topics=("When is the regatta?",))
    assert meant.otherwise.near == {"a"}
    assert understand("By the way, are any places left?", [before]).otherwise is None
    assert understand("how many places are left in Oslo?", [before]).otherwise is None


def test_what_leans_is_likely_answered_in_the_documents_quoted_last() -> None:
    quoting, refused = answered("Who rows?", "Ada rows."), answered("Who steers?")
    assert understand("And when?", [quoting]).near == {"a"}
    assert understand("And when?", [quoting, refused]).near == {"a"}
    assert understand("And when?", [quoting, *[refused] * 3]).near == frozenset()


def test_the_question_before_is_what_was_asked_within_its_frame() -> None:
    framed = turns(["Hi! Could you tell me what a boat in Oslo costs?"])
    assert understand("And in Rome?", framed).in_full == "what a boat in Rome costs?"


def test_a_part_is_replaced_in_the_first_question_of_a_chain_too() -> None:
    asked = ["What is the allowance in Norway for a day?", "half day?", "and Sweden"]
    assert understand("half day?", turns(asked[:1])).in_full == (
        "What is the allowance in Norway for a day — half day?"
    )
    assert understand(asked[2], turns(asked[:2])).in_full == (
        "What is the allowance in Sweden for a day — half day?"
    )


def test_a_year_that_is_named_is_that_of_the_earlier_question() -> None:
    asked = ["Vad kostar en plats 2024?"]
    meant = understand("med värmare?", turns(asked))
    assert meant.in_full == "Vad kostar en plats 2024 med värmare?"
    assert understand("vad var priset 2023", turns(asked)).topics == ("Vad kostar en plats 2023?",)


@given(
    st.lists(st.sampled_from(LEANING + CLEAR), min_size=1),
    st.lists(st.sampled_from(["How do you know?", "Vad mer?", "In Swedish, please"])),
    st.sampled_from(LEANING + CLEAR),
)
def test_a_request_means_the_question_before_it_and_leaves_no_trace(
    asked: list[str], requests: list[str], question: str
) -> None:
    for request in requests:
        assert understand(request, turns(asked)) == understand(asked[-1], turns(asked[:-1]))
    assert understand(question, turns(asked + requests)) == understand(question, turns(asked))


questions = st.one_of(
    st.text(min_size=1, max_size=40).filter(str.strip),
    st.sampled_from(["And in \\1?", "Who is \\g<0> Berg?", "What does she do?", "Och i (Oslo?"]),
)


@given(questions, st.lists(questions, max_size=4))
def test_any_text_is_understood_and_shown_with_all_its_words(
    question: str, history: list[str]
) -> None:
    meant = understand(question, turns(history))
    shown, words = meant.in_full.split(), question.split()[1:]
    if meant.topics:
        assert shown[len(shown) - len(words) :] == words
