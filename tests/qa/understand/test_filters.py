"""A choice of documents: what it lets through, and that search finds the best of what is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import Assistant, CiteraError
from qa.understand.filters import Scope
from tests.fakes import HashedWordsEmbedder

MANY = 150  # more than the candidates of a search, all nearer to the question than the one chosen
QUESTION = "When was the harbour lamp lit?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("documents")
    for number in range(MANY):
        text = f"The harbour lamp was lit in {1800 + number}."
        (folder / f"lamp-{number:03}.txt").write_text(f"{text}\n", "utf-8")
    (folder / "ship.txt").write_text("A ship passed the dark tower in May.\n", "utf-8")
    (folder / "ö.txt").write_text("Lampan i hamnen tändes av fyrvaktaren i maj.\n", "utf-8")
    return Assistant.from_documents(folder, embedder=HashedWordsEmbedder())


@pytest.mark.parametrize(
    ("published", "since", "until", "allowed"),
    [
        ("2019-11-24", "2019", None, True),
        ("2019-11-24", "2019-12", None, False),
        ("2019-11-24", None, "2019-11-24", True),
        ("2019-11-24", None, "2019-11-23", False),
        ("2019-11-24", "2019-11", "2019-11", True),
        ("2019", "2019-12", "2019-12", True),  # it may have been then
        ("2019", "2020", None, False),
        ("2018-12-31", "2019", "2020", False),
        (None, "2019", None, False),
        (None, None, None, True),
    ],
)
def test_dates_are_compared_as_far_as_both_are_precise(
    published: str | None, since: str | None, until: str | None, allowed: bool
) -> None:
    assert Scope(since=since, until=until).allows("en", published) is allowed


@given(st.dates(), st.dates(), st.dates())
def test_whole_dates_are_compared_as_dates(day: object, since: object, until: object) -> None:
    allowed = Scope(since=str(since), until=str(until)).allows("en", str(day))
    assert allowed is (str(since) <= str(day) <= str(until))


@pytest.mark.parametrize("date", ["", "19", "2019-13", "2019-1-1", "yesterday", "2019-02-45"])
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(CiteraError, match="is no date"):
        Scope(since=date)


def test_search_finds_the_chosen_document_behind_any_number_of_nearer_ones(
    assistant: Assistant,
) -> None:
    assert "ship.txt" not in {hit.passage.document_id for hit in assistant.search(QUESTION, 100)}
    hits = assistant.within(documents=["ship.txt"]).search(QUESTION)
    assert [hit.passage.document_id for hit in hits] == ["ship.txt"]


def test_search_within_some_is_search_among_all_with_the_others_left_out(
    assistant: Assistant,
) -> None:
    chosen = {f"lamp-{number:03}.txt" for number in range(0, MANY, 10)}
    among_all = [hit.passage for hit in assistant.search(QUESTION, 1000)]
    expected = [passage for passage in among_all if passage.document_id in chosen]
    found = assistant.within(documents=chosen).search(QUESTION, 1000)
    assert [hit.passage for hit in found] == expected


def test_a_language_is_chosen(assistant: Assistant) -> None:
    swedish = assistant.within(languages=["sv"])
    assert [document.id for document in swedish.documents] == ["ö.txt"]
    assert [hit.passage.document_id for hit in swedish.search(QUESTION)] == ["ö.txt"]


def test_where_no_document_is_left_the_question_is_refused(assistant: Assistant) -> None:
    answer = assistant.within(since="2050").ask(QUESTION)
    assert (answer.answered, answer.hits, answer.citations) == (False, (), ())


def test_a_follow_up_is_asked_within_the_same_documents(assistant: Assistant) -> None:
    chat = assistant.within(documents=["ship.txt"]).conversation()
    chat.ask(QUESTION)
    hits = chat.ask("And in May?").hits
    assert {hit.passage.document_id for hit in hits} == {"ship.txt"}


def test_an_unknown_document_is_named(assistant: Assistant) -> None:
    with pytest.raises(CiteraError, match=r"'lost\.txt'"):
        assistant.within(documents=["lost.txt"])


def test_a_scope_passes_over_documents_that_are_gone(assistant: Assistant) -> None:
    left = assistant.narrowed(Scope(documents=["lost.txt", "ship.txt"]))
    assert [document.id for document in left.documents] == ["ship.txt"]
    assert assistant.narrowed(Scope(documents=["lost.txt"])).search(QUESTION) == []


def test_scopes_are_equal_in_whatever_order_they_are_given() -> None:
    one = Scope(documents=["b", "a"], languages={"sv", "en"})
    assert one == Scope(documents=("a", "b", "a"), languages=["en", "sv"])
    assert one != Scope(documents=["a"], languages=["en", "sv"])


def test_files_may_be_given_by_the_ids_they_are_to_have(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour lamp was lit in 1912.\n", "utf-8")
    files = {"added/lamp.txt": tmp_path / "a.txt"}
    made = Assistant.from_documents(
        files, index_dir=tmp_path / "index", embedder=HashedWordsEmbedder()
    )
    assert [document.id for document in made.documents] == ["added/lamp.txt"]
