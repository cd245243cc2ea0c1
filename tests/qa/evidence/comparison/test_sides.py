"""Of each of two things that are compared the best sentence comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index import Index
from qa.evidence.comparison.sides import missing_side, sides_first
from qa.evidence.confidence import probability
from qa.evidence.read import Evidence
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import evidence_of, index_of

LEASE = index_of(
    make_document(
        "The landlord gives three months' notice. The landlord pays for repairs. "
        "The tenant gives one month's notice."
    )
)


def likely(index: Index, *, cosine: float = 0.95) -> list[Evidence]:
    return [replace(each, cosine=cosine) for each in evidence_of(index)]


def sides(index: Index, question: str, evidence: Sequence[Evidence]) -> list[str]:
    found = sides_first(index, question, evidence, lambda asked: evidence)
    return [index.text_of(each.sentence) for each in found if each.side]


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("What is the difference in notice between the landlord and the tenant?", 2),
        ("How long is the notice of the landlord?", 0),
        ("Compare the owner with the guest.", 0),
    ],
)
def test_both_sides_stand_side_by_side(question: str, count: int) -> None:
    found = sides(LEASE, question, likely(LEASE))
    assert [each.split()[1] for each in found] == ["landlord", "tenant"][:count]


def test_each_side_is_asked_for_alone() -> None:
    asked = []

    def found(question: str) -> list[Evidence]:
        asked.append(question)
        return likely(LEASE)

    question = "How long is the notice of the landlord compared with the tenant?"
    best = sides_first(LEASE, question, [], found)
    assert asked == [
        "How long is the notice of the landlord?",
        "How long is the notice of the tenant?",
    ]
    assert [bool(each.side) for each in best] == [True, True]
    assert probability(best) == sum(each.side for each in best) / 2


def test_sides_that_hardly_answer_are_no_answer() -> None:
    question = "What is the difference in notice between the landlord and the tenant?"
    assert sides(LEASE, question, likely(LEASE, cosine=0.3)) == []


def test_a_row_stands_beside_the_other_row_of_its_table() -> None:
    index = index_of(
        make_document(
            "Boat | Length, m | Built\nOrca | 12 | 1990\nHeron | 9 | 2004\n", "boats.txt", "Boats"
        ),
        make_document("The Heron lay in the harbour for a week.", "log.txt", "Log"),
    )
    found = likely(index, cosine=0.9)
    surer = [
        replace(each, cosine=0.99) if index.text_of(each.sentence)[:4] == "Orca" else each
        for each in found
    ]
    prose_first = sorted(surer, key=lambda each: each.kind == "row")
    rows = sides(index, "Which is longer, Orca or Heron?", prose_first)
    assert rows == ["Orca | 12 | 1990", "Heron | 9 | 2004"]


def test_a_heading_tells_what_a_sentence_is_about() -> None:
    index = index_of(
        make_document("# Oak\n\nIt grows for 500 years.\n\n# Birch\n\nIt grows for 80 years.\n")
    )
    found = sides(index, "Which grows longer, oak or birch?", likely(index))
    assert found == ["It grows for 500 years.", "It grows for 80 years."]


def test_a_label_of_a_column_names_no_row() -> None:
    index = index_of(
        make_document("Insurance | Norway | Boats\nFire | yes | no\nTheft | no | yes\n", "a.txt"),
        make_document("The trial lasts six months. In Laos the trial lasts three.", "b.txt"),
    )
    rows_last = sorted(likely(index), key=lambda each: each.kind == "row")
    found = sides(index, "Compare the trial in Norway and Laos", rows_last)
    assert found == ["The trial lasts six months.", "In Laos the trial lasts three."]


def test_each_side_is_of_its_own_year() -> None:
    index = index_of(
        make_document("Year | Fires\n2019 | 9\n2020 | 6\n", "fires.txt", "Fires"),
        make_document("Country | Fires\nLaos | 7\nPeru | 8\n", "2020.txt", "Fires 2020"),
    )
    assert sides(index, "fires 2019 v 2020", likely(index)) == ["2019 | 9", "2020 | 6"]


def test_a_season_is_named_in_any_language() -> None:
    index = index_of(
        make_document("The first boat leaves at 6.", "s.txt", "Summer timetable"),
        make_document("The first boat leaves at 8.", "w.txt", "Winter timetable"),
    )
    found = sides(index, "när går första båten på vintern jämfört med sommaren", likely(index))
    assert found == ["The first boat leaves at 8.", "The first boat leaves at 6."]


def test_of_two_pairs_that_which_says_the_same_of_both_is_said() -> None:
    index = index_of(
        make_document("The Orca is painted red. Its hull weighs 40 kg.", "o.txt", "Orca"),
        make_document("The Heron sails well. Its hull weighs 60 kg.", "h.txt", "Heron"),
    )
    found = sides(index, "Orca vs Heron: what do they weigh?", likely(index))
    assert found == ["Its hull weighs 40 kg.", "Its hull weighs 60 kg."]


def test_what_is_known_of_one_alone_is_said_and_what_is_missing() -> None:
    index = index_of(make_document("The Orca weighs 40 kg."))
    question = "Compare what the Orca and the Heron weigh"
    (found,) = sides_first(index, question, [], lambda asked: likely(index))[:1]
    assert found.side
    assert missing_side(index, question, [found]) == "what the Heron weigh"
    assert missing_side(index, question, [found, found]) is None
    assert missing_side(index, "What does the Orca weigh?", [found]) is None


LABS = index_of(
    make_document(
        "Lab | Minutes | Week\nOnion cells | 80 | 36\nFruit fly | 100 | 7\nHeart | 120 | 9\n"
    )
)


def of_lab(asked: str) -> list[Evidence]:
    """As found in another language: the row asked for is the likeliest, none is named."""
    place = 0 if "lök" in asked else 1
    rows = [each for each in evidence_of(LABS) if each.kind == "row"][-3:]
    return [replace(each, cosine=0.99 if at == place else 0.93) for at, each in enumerate(rows)]


def test_two_rows_are_told_apart_by_what_is_asked_of_each_alone() -> None:
    question = "hur lång är labben med lök jämfört med flugor"
    found = sides_first(LABS, question, of_lab("lök"), of_lab)
    told = [LABS.text_of(each.sentence) for each in found if each.side]
    assert told == ["Onion cells | 80 | 36", "Fruit fly | 100 | 7"]


def test_rows_that_are_as_likely_for_either_side_are_not_told_apart() -> None:
    question = "hur lång är labben med lök jämfört med flugor"
    found = sides_first(LABS, question, of_lab("lök"), lambda asked: of_lab("lök"))
    assert not [each for each in found if each.side]
