"""What counts as acceptable, and as filler."""

from dataclasses import replace

import pytest

from eval.everyday.question import EverydayQuestion
from eval.everyday.rules import acceptable, belongs, filler, stands_in
from qa.types import Answer, AnswerKind, Citation

QUESTION = EverydayQuestion(
    id="a-1",
    kind="fact",
    language="en",
    question="What does the guest flat cost?",
    history=(),
    expect="answer",
    holds=(("350",),),
    lacks=("300",),
    documents=(),
    quotes=("The guest flat costs 350 kronor a night.",),
)


def cited(quote: str, lead: str = "") -> Citation:
    return Citation(1, "a.txt", "A", quote, 0, len(quote), "en", None, 1.0, lead=lead)


def reply(text: str, *quotes: str, lead: str = "") -> Answer:
    citations = tuple(cited(each, lead) for each in quotes)
    return Answer("?", text, citations, bool(quotes), 0.9, "en", ())


@pytest.mark.parametrize(
    ("alias", "text", "stands"),
    [
        ("1 250", "it costs 1,250 kronor", True),
        ("1250", "it costs 1\u00a0250 kronor", True),
        ("1 250", "it costs 11 250 kronor", False),
        ("849", "7035 Torrel 35 6290 849 187", True),
        ("09-20", "weekends 09–20", True),
        ("5", "25 or 2.5", False),
        ("no", "a notary", False),
        ("no", "No, it is not.", True),
        ("14 JUNE", "on 14\nJune", True),
        ("148,6", "148,6 miljoner", True),
    ],
)
def test_numbers_stand_by_themselves_in_any_notation(alias: str, text: str, stands: bool) -> None:
    assert stands_in(alias, [text]) is stands


def test_an_answer_holds_one_of_each_group_and_nothing_that_it_must_not() -> None:
    assert acceptable(QUESTION, reply("It costs", "350 kronor a night"))
    assert not acceptable(QUESTION, reply("It costs", "350 kronor a night, earlier 300"))
    assert not acceptable(QUESTION, reply("It costs", "400 kronor a night"))
    assert not acceptable(QUESTION, reply("350? I found nothing that says so."))


def test_what_a_quote_is_read_with_counts_for_what_it_holds_only() -> None:
    question = replace(QUESTION, holds=(("2024",), ("720",)), lacks=("2023",), quotes=())
    assert acceptable(question, reply("", "Garage 720", lead="Prices 2024, before 2023"))


@pytest.mark.parametrize(("begins", "right"), [("No", True), ("Yes", False), ("“…", True)])
def test_a_yes_or_no_is_the_right_one(begins: str, right: bool) -> None:
    said = "It is not allowed."
    question = replace(QUESTION, kind="yes_no", holds=(("no", "not"),), lacks=(), quotes=(said,))
    assert acceptable(question, reply(f"{begins}: “{said}”", said)) is right


def test_words_that_stand_in_a_quote_on_something_else_are_no_answer() -> None:
    assert not acceptable(QUESTION, reply("", "Parking for visitors costs 350 a week."))


def test_in_a_summary_every_quote_of_the_document_belongs() -> None:
    answer = reply("", "The sauna is warm.")
    question = replace(QUESTION, holds=(), kind="about_document", documents=("a.txt",))
    assert filler(question, answer) == [False]
    assert acceptable(question, answer)
    assert filler(replace(question, documents=("b.txt",)), answer) == [True]


def test_where_nothing_is_fixed_something_that_belongs_is_quoted() -> None:
    question = replace(QUESTION, holds=(), lacks=())
    assert acceptable(question, reply("", "The guest flat costs 350 kronor"))
    assert not acceptable(question, reply("", "The sauna is open."))


def test_a_quote_belongs_however_thousands_are_parted() -> None:
    wanted = ["Hay 4 200 2 100 −2 100", "Oats 1 650 5 800 150"]
    assert belongs(cited("Hay | 4200 | 2100 | -2100"), wanted)
    assert belongs(cited("Oats | 1650 | 5800 | 150"), wanted)
    assert not belongs(cited("Straw | 2600 | 2000 | -600"), wanted)


@pytest.mark.parametrize("expect", ["chat", "clarify", "outside"])
def test_other_replies_are_of_their_kind_without_quotes(expect: AnswerKind) -> None:
    question = replace(QUESTION, expect=expect, holds=(), lacks=(), quotes=())
    assert acceptable(question, replace(reply("Hello!"), kind=expect))
    assert not acceptable(question, reply("I found no answer."))
    assert not acceptable(question, reply("Hello!", "Hello there."))


def test_a_refusal_is_neither_an_answer_nor_small_talk() -> None:
    question = replace(QUESTION, expect="refusal", holds=(), lacks=(), quotes=())
    assert acceptable(question, reply("I found no answer."))
    assert not acceptable(question, reply("", "The sauna is open."))
    assert not acceptable(question, replace(reply("Hello!"), kind="chat"))


def test_facts_on_documents_may_stand_without_quotes() -> None:
    question = replace(QUESTION, expect="documents", holds=(("3", "three"),), lacks=(), quotes=())
    assert acceptable(question, replace(reply("There are three."), kind="documents"))
    assert not acceptable(question, reply("I found no answer to 3."))


def test_filler_overlaps_nothing_that_belongs() -> None:
    answer = reply("", "Note: the guest flat costs 350 kronor a night.", "The sauna is closed.")
    assert filler(QUESTION, answer) == [False, True]
    assert filler(replace(QUESTION, quotes=()), answer) == []
    assert filler(QUESTION, reply("I found nothing.")) == []


def test_cells_are_compared_by_their_words_and_short_items_in_a_row() -> None:
    assert belongs(cited("Garage; 720 ;2 months"), ["Garage 720 2 months"])
    assert belongs(cited("Included:\n- heat\n- water"), ["Included:", "heat", "water"])
    assert belongs(cited("heat"), ["heat", "water"])
    assert not belongs(cited("The heat was bad in July this year."), ["heat", "water"])
