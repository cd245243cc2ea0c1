"""What leans on an answer is looked for in the documents that were quoted in it as well."""

from __future__ import annotations

from dataclasses import replace

from qa.evidence.confidence import FOLLOWS, probability
from qa.evidence.earlier.following import by_turns, marked, query_within, with_near
from qa.evidence.retrieve import retrieve_each
from qa.settings import Settings
from qa.understand.filters import Scope
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import index_of
from tests.qa.evidence.test_read import query, read_all

INDEX = index_of(
    make_document("The pool is run by Ada. The doors open at nine.", "pool.txt"),
    make_document("The hall is run by Per. The doors open at eight.", "hall.txt"),
)
ASKED = query("When do the doors open?")


def test_only_documents_that_may_answer_are_looked_into_again() -> None:
    within = query_within(INDEX, ASKED, {"pool.txt", "gone.txt"})
    assert within is not None
    assert within.within is not None
    assert list(within.within.documents) == ["pool.txt"]
    hall_alone = replace(ASKED, within=INDEX.within(Scope(documents=("hall.txt",))))
    assert query_within(INDEX, hall_alone, {"pool.txt"}) is None
    assert query_within(INDEX, ASKED, ()) is None


def test_what_is_found_again_is_there_once_and_stands_out_no_more_than_the_last() -> None:
    one, other = retrieve_each(INDEX, ASKED, 2, Settings())
    assert with_near([one], [replace(one, score=9.0)]) == [one]
    assert with_near([one], [replace(other, score=9.0)]) == [one, replace(other, score=one.score)]
    assert [each.score for each in with_near([], [other])] == [0.0]


def test_what_follows_is_read_by_turns_with_the_rest_and_is_surer() -> None:
    evidence = marked(read_all(INDEX, ASKED), {"hall.txt"})
    assert {each.follows for each in evidence} == {True, False}
    turns = by_turns(evidence)
    assert [each.follows for each in turns] == [True, False] * 2
    assert sorted(turns, key=id) == sorted(evidence, key=id)
    surer, other = probability(turns[:1]), probability([replace(turns[0], follows=False)])
    assert surer > other
    assert FOLLOWS > 0


def test_nothing_follows_where_nothing_was_quoted() -> None:
    evidence = read_all(INDEX, ASKED)
    assert marked(evidence, frozenset()) == evidence
    assert by_turns(evidence) == evidence
