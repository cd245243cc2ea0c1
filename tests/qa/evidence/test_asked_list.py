"""Of the lists found the one that is asked for comes first, if it is likely to be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.evidence.asked_list import list_first, lists_asked, lists_found
from qa.evidence.confidence import probability
from qa.evidence.read import Evidence
from tests.fakes import SharedWordsReader, make_document
from tests.qa.evidence.test_read import index_of, query, read_all

TEXT = """# Changing the filter

1. Open the cover.
2. Pull out the old one.

# Emptying the tank

1. Lift the lid.
2. Pour the water out.
"""
INDEX = index_of(make_document(TEXT, title="Changing the filter"))


def found(question: str) -> list[Evidence]:
    """The evidence of a question, with passages as like it as a trained embedder has them."""
    asked = query(question)
    evidence = [
        replace(each, hit=replace(each.hit, cosine=0.9), cosine=0.9)
        for each in read_all(INDEX, asked)
    ]
    return list_first(INDEX, asked, evidence)


def test_the_steps_under_the_heading_asked_for_come_first() -> None:
    best = found("How do I change: changing the filter")[0]
    assert best.listed is not None
    start, end = best.listed.items[0]
    assert TEXT[start:end] == "1. Open the cover."
    assert probability([best]) == best.list_probability > 0.5


def test_a_reader_decides_which_list_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted = {"answers": 1.0, "intercept": 0.0}
    monkeypatch.setattr("qa.evidence.asked_list.weights", lambda part: fitted)
    asked = query("How do I pour the water out and lift the lid?")
    evidence, reader = read_all(INDEX, asked), SharedWordsReader()
    best = list_first(INDEX, asked, evidence, reader)[0]
    assert best.listed is not None
    assert TEXT[slice(*best.listed.items[0])] == "1. Lift the lid."
    assert {each.heading for each in reader.windows} == {
        "Changing the filter. Changing the filter",
        "Changing the filter. Emptying the tank",
    }


def test_lists_that_are_unlikely_before_they_are_read_are_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unlikely, sure = {"intercept": -4.0}, {"intercept": 4.0}
    fitted = {"list": unlikely, "list_with_reader": sure}
    monkeypatch.setattr("qa.evidence.asked_list.weights", lambda part: fitted[part])
    asked = query("How do I pour the water out and lift the lid?")
    evidence, reader = read_all(INDEX, asked), SharedWordsReader()
    assert list_first(INDEX, asked, evidence, reader) == evidence
    assert reader.windows == []


STEPS = "# Fire\n\n| Step | What |\n|---|---|\n| 1 | Warn everyone. |\n| 2 | Ring 112. |\n"
PRICES = "# Fire\n\n| Lamp | Price |\n|---|---|\n| Fire 1 | 20 kronor |\n| Fire 2 | 30 kronor |\n"


@pytest.mark.parametrize(("text", "count"), [(STEPS, 1), (PRICES, 0)])
def test_of_tables_those_with_numbered_rows_may_be_steps(text: str, count: int) -> None:
    index = index_of(make_document(text, title="Fire"))
    asked = query("What do I do if there is a fire and I ring 112?")
    assert len(lists_asked(index, asked, read_all(index, asked), "steps")) == count


@pytest.mark.parametrize(
    "question", ["How many filters are there?", "Is changing the filter easy?"]
)
def test_no_list_is_put_first_where_none_is_asked_for(question: str) -> None:
    assert all(each.listed is None for each in found(question))


def test_words_that_ask_nothing_may_name_a_list() -> None:
    best = found("changing the filter")[0]
    assert best.listed is not None


AGENDA = """# Agenda

- The tank
- The cover of the tank

# Decisions

- Buy a new tank.
- Paint the cover of the tank.
"""


@pytest.mark.parametrize(
    ("question", "headings"),
    [
        ("What is on the agenda: tank", {"Agenda", "Decisions"}),
        ("What is decided: tank", {"Decisions"}),
    ],
)
def test_an_agenda_is_no_answer_unless_it_is_asked_for(question: str, headings: set[str]) -> None:
    index = index_of(make_document(AGENDA, title="Board"))
    asked = query(question)
    found = lists_found(index, asked, read_all(index, asked), with_tables=True)
    document = index.documents["a.txt"]
    assert {each.found.above(document) for each in found} == headings


FLEET = """# Ferries of the strait

Ferry | Built | Home
Ferry Ann | 1990 | Ellery
Bea | 2004 | Solvik
Car ferry Dora | 2011 | Ellery
"""


def test_words_that_stand_above_a_table_single_no_row_out() -> None:
    index = index_of(make_document(FLEET, title="Fleet"))
    asked = query("Which are the ferry boats of the strait")
    (candidate,) = lists_found(index, asked, read_all(index, asked), with_tables=True)
    assert not candidate.singles_out
    asked = query("Which are the ferries of Solvik")
    (candidate,) = lists_found(index, asked, read_all(index, asked), with_tables=True)
    assert candidate.singles_out


MENU = """# Boats

## Included

- a mast of oak
- two oars

## Not included

- sails and flags
- life jackets

## Insurances

| Insurance | Company |
|---|---|
| Hull | Solvik |
| Cargo | Norrby |
"""


def features_of(question: str) -> dict[str, dict[str, float]]:
    """The features of the lists of MENU, by their first item."""
    index = index_of(make_document(MENU, title="Boats"))
    asked = query(question)
    return {
        MENU[slice(*each.found.items[0])].split()[-1]: each.features("list")
        for each in lists_found(index, asked, read_all(index, asked), with_tables=True)
    }


def test_a_list_of_what_is_so_is_another_than_one_of_what_is_not() -> None:
    asked = features_of("What is not included, sails or oars?")
    assert [asked[each]["opposite"] for each in ("oak", "flags")] == [1, 0]
    asked = features_of("What is included, sails or oars?")
    assert [asked[each]["opposite"] for each in ("oak", "flags")] == [0, 1]


def test_what_a_table_is_of_may_be_its_first_label() -> None:
    asked = features_of("Which insurances are there, Hull of Solvik?")
    assert asked["Solvik"]["things"] == 1


def test_a_version_is_named_as_a_whole() -> None:
    text = "# Changes\n\n## 3.2.0\n\n- Maps.\n- Tides.\n\n## 2.3.0\n\n- Maps.\n- Flags.\n"
    index = index_of(make_document(text, title="Changes"))
    asked = query("Which maps came in 3.2.0?")
    found = lists_found(index, asked, read_all(index, asked), with_tables=False)
    named = {text[slice(*each.found.items[1])]: each.named for each in found}
    assert named["- Tides."] == 1
    assert named["- Flags."] < 1
