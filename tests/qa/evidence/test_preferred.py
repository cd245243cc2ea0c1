"""What introduces a term, or is a total, comes first where that is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.evidence.confidence import probability
from qa.evidence.preferred import preferred_first
from qa.evidence.read import Evidence
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import evidence_of, index_of
from tests.qa.evidence.test_read import query, read_all

TEXT = (
    "Every lock has a sill of oak. Below the sill (short for sill beam) lies clay. "
    "A sill is the beam at the foot of a gate."
)
INDEX = index_of(make_document(TEXT))


def likely() -> list[Evidence]:
    return [replace(each, cosine=0.9) for each in evidence_of(INDEX)]


@pytest.mark.parametrize("question", ["What is a sill?", "what does sill mean", "define sill"])
def test_the_sentence_that_introduces_a_term_comes_first(question: str) -> None:
    first, *others = preferred_first(INDEX, question, likely())
    assert INDEX.text_of(first.sentence).startswith("A sill is")
    assert len(others) == 2


def test_the_order_stays_where_nothing_of_the_kind_is_asked() -> None:
    assert preferred_first(INDEX, "Where is the sill?", likely()) == likely()


def test_the_row_with_the_total_asked_for_comes_first_and_is_surer() -> None:
    index = index_of(make_document("Crop | Tons\nOats | 40\nRye | 20\nTotal | 60\n"))
    rows = read_all(index, query("How many tons in all?"))
    total = next(each for each in rows if each.is_total_asked)
    assert index.text_of(total.sentence) == "Total | 60"
    assert probability([total]) > probability([replace(total, is_total_asked=False)])
    likely_rows = [replace(each, cosine=0.95) for each in rows if each is not total]
    best = preferred_first(
        index, "How many tons in all?", [*likely_rows, replace(total, cosine=0.9)]
    )[0]
    assert best.is_total_asked


def test_a_total_of_another_year_does_not_come_first() -> None:
    index = index_of(
        make_document("Crop | Tons\nOats | 4\nRye | 2\nTotal | 6\n", "a.txt", "Harvest 2019"),
        make_document("Crop | Tons\nOats | 5\nRye | 3\nTotal | 8\n", "b.txt", "Harvest 2020"),
    )
    question = "How many tons in all in 2020?"
    rows = [replace(each, cosine=0.95) for each in read_all(index, query(question))]
    rows.sort(key=lambda each: each.sentence.document_id)
    assert index.text_of(preferred_first(index, question, rows)[0].sentence) == "Total | 8"


def test_of_totals_the_one_of_what_is_asked_comes_first() -> None:
    index = index_of(
        make_document("Cost | 2019\nWages | 4\nTotal | 6\n", "a.txt", "Accounts"),
        make_document(
            "Pupils of the school\n\nGroup | 2019\nOld | 5\nTotal | 8\n", "b.txt", "Year"
        ),
    )
    question = "How many pupils in total?"
    rows = [replace(each, cosine=0.95) for each in read_all(index, query(question))]
    rows.sort(key=lambda each: each.sentence.document_id)
    best = preferred_first(index, question, rows)[0]
    assert index.text_of(best.sentence) == "Total | 8"
    assert probability([best]) > probability([replace(best, surer=0.0)])


@pytest.mark.parametrize("question", ["How much did it grow in percent?", "Hur många %?"])
def test_a_share_comes_first_where_one_is_asked_for(question: str) -> None:
    index = index_of(make_document("It grew by 46 boats. That is 7.6 percent. It is full now."))
    evidence = [replace(each, cosine=0.9) for each in evidence_of(index)]
    best = preferred_first(index, question, evidence)[0]
    assert index.text_of(best.sentence) == "That is 7.6 percent."
