"""What is surely on something else is no evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.evidence.fitting import fitting
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import evidence_of, index_of


def fit(question: str, text: str, published: str | None = None) -> list[str]:
    index = index_of(replace(make_document(text), published=published))
    return [index.text_of(each.sentence) for each in fitting(index, question, evidence_of(index))]


FERRY = "From 2019 the ferry costs 40 kronor."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What did the ferry cost in 2016?", FERRY),
        ("What does ferry 7 cost?", "The ticket for ferry 8 costs 40 kronor."),
        ("When is the roof of barn A mended?", "The roof of barn C is mended in May."),
        ("How old is Vera Sand?", "Vera Sand steers the ferry 40 times a year."),
        ("phone number of vera sand", "Vera Sand steers the ferry 40 times a year."),
        ("What does alarm P7 mean?", "Alarm P2 means no fuel."),
        ("What time does the ferry leave in winter?", "In the summer the ferry leaves at 9."),
        ("What does the Heron Light weigh?", "The Orca Light weighs 40 kg."),
        ("What is for lunch on Monday?", "Tuesday: fish soup"),
    ],
)
def test_what_is_of_another_year_number_or_kind_does_not_fit(question: str, text: str) -> None:
    assert fit(question, text) == []


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What does the ferry cost in 2019?", FERRY),
        ("What does the ferry cost?", FERRY),
        ("What did the ferry cost in all, 2016–2018?", FERRY),
        ("When did the ferry sink in 2016?", "The ferry sank in 2015."),
        ("Does the ferry cost 40 kronor in 2016?", FERRY),
        ("Why does ferry 7 cost less?", "Because ferry 8 is older it costs more."),
        ("Which is older, ferry 7 or 8?", "Of the two ferry 8 is older."),
        ("What does alarm P7 mean?", "The bell means that the tank is empty."),
        ("What time does the ferry leave in winter?", "The ferry leaves at 9."),
        ("What is for lunch on Monday?", "Monday to Friday: fish soup"),
        ("phone number of vera sand", "Vera Sand, phone 08-123 45 67"),
    ],
)
def test_what_may_tell_fits(question: str, text: str) -> None:
    assert fit(question, text) == [text]


def test_minutes_of_another_day_tell_nothing_of_a_meeting() -> None:
    text = "Vera Sand opened the meeting."
    question = "Who opened the meeting on 3 May 2021?"
    assert fit(question, text, published="2021-04-05") == []
    assert fit(question, text, published="2021-05-03") == [text]
    assert fit(question, text) == [text]


def test_what_alone_is_asked_about_has_to_be_told() -> None:
    text = "Paint costs 40 kronor. Ropes cost 50 kronor."
    assert fit("What about ropes?", text) == ["Ropes cost 50 kronor."]
    assert len(fit("What about sails?", text)) == 2


def test_what_has_fewer_of_the_words_does_not_take_its_place() -> None:
    text = "The roof of barn C is mended in May. The door of barn A is painted in June."
    index = index_of(make_document(text))
    near, far = evidence_of(index)
    ranked = [replace(near, coverage=0.9), replace(far, coverage=0.4)]
    assert fitting(index, "When is the roof of barn A mended?", ranked) == []


def test_a_document_of_another_season_tells_nothing_of_this_one() -> None:
    index = index_of(make_document("The ferry leaves at 9.", title="Summer timetable"))
    evidence = evidence_of(index)
    assert fitting(index, "When does the ferry leave in the summer?", evidence) == evidence
    assert fitting(index, "When does the ferry leave in the winter?", evidence) == []


def test_a_document_on_a_code_may_speak_of_another() -> None:
    index = index_of(make_document("Samples are frozen as RX3 says.", title="RX2"))
    evidence = evidence_of(index)
    assert fitting(index, "How are samples of RX2 frozen?", evidence) == evidence
    assert fitting(index, "How are samples of RX4 frozen?", evidence) == []


TABLES = """# Catch 2019

Fish | Tons
Cod | 40
Eel | 9

# Catch 2020

Fish | Tons
Cod | 30
Eel | 7
"""


def test_a_heading_tells_of_which_year_a_table_is() -> None:
    index = index_of(
        replace(make_document(TABLES, "fish.md", "Catch of ten years"), published="2021-02-03")
    )
    rows = [each for each in evidence_of(index) if each.kind == "row"]
    fit = fitting(index, "How many tons of cod were caught in 2020?", rows)
    assert "Cod | 30" in {index.text_of(each.sentence) for each in fit}
    assert "Cod | 40" not in {index.text_of(each.sentence) for each in fit}


def test_a_number_in_a_cell_tells_as_well_as_one_in_its_label() -> None:
    text = "Age | Guests | Price\n60 to 80 | 9 | 40\n80 and above | 4 | 30\n"
    index = index_of(make_document(text))
    rows = [each for each in evidence_of(index) if each.kind == "row"]
    fit = fitting(index, "What do guests 80 and above pay?", rows)
    assert [index.text_of(each.sentence) for each in fit][-1] == "80 and above | 4 | 30"


def test_a_column_may_be_of_two_things_with_letters() -> None:
    text = "Outside | Heat in barn A and B | Heat in barn C and D\n5 | 20 | 18\n9 | 17 | 15\n"
    index = index_of(make_document(text))
    rows = [each for each in evidence_of(index) if each.kind == "row"]
    assert fitting(index, "How warm is barn D?", rows) == rows
    assert fitting(index, "How warm is barn E?", rows) == []
