"""Names of documents."""

from __future__ import annotations

import pytest

from index.types import DocumentFacts
from qa.documents.names import Names, date_of, genres_of, name_in


def facts(document_id: str, title: str, published: str | None = None) -> DocumentFacts:
    return DocumentFacts(document_id, title, "en", None, published)


FACTS = (
    facts("a/Annual report 2023.pdf", "Annual report 2023"),
    facts("a/Annual report 2024.pdf", "Annual report 2024"),
    facts("b/Beslut bygglov.rtf", "Beslut om bygglov", "2023-10-19"),
    facts("mail/Re summer party.eml", "Re: Summer party", "2024-04-17"),
)
NAMES = Names(FACTS, lambda word: set())


@pytest.mark.parametrize(
    ("phrase", "genre", "words"),
    [("the annual report for 2023", "annual report", ("2023",)),
     ("mail about the summer party", "e-mail", ("summer", "party")),
     ("countries in the report", None, ("countries", "report")),
     ("filen med prislistan", "price list", ()),
     ("the holiday policy handbook", "handbook", ("holiday", "policy"))],
)  # fmt: skip
def test_the_genre_is_what_a_phrase_is_about(
    phrase: str, genre: str | None, words: tuple[str, ...]
) -> None:
    name = name_in(phrase)
    assert (name.genre, name.words) == (genre, words)


@pytest.mark.parametrize(
    ("phrase", "found"),
    [("the annual report of 2024", [1]), ("annual report", [0, 1]), ("årsredovisningen 2023", [0]),
     ("bygglovsbeslutet", [2]), ("the mail about the summer party", [3]),
     ("the decision of 19 October 2023", [2]), ("the letter about Paris", [])],
)  # fmt: skip
def test_a_name_is_resolved_in_either_language(phrase: str, found: list[int]) -> None:
    assert NAMES.resolve(name_in(phrase)).documents == tuple(FACTS[each] for each in found)


def test_of_rules_no_guide_to_the_rules_is_meant() -> None:
    guide = facts("guide-parkeringsregler.md", "Guide till parkeringsregler")
    rules = facts("r.md", "Regler för parkering")
    names = Names((guide, rules), lambda word: set())
    assert names.resolve(name_in("parkeringsreglerna")).documents == (rules,)


def test_a_date_in_the_name_of_a_file_counts() -> None:
    assert date_of(facts("m/Minutes 2024-02-06.odt", "Minutes")) == "2024-02-06"


def test_the_format_tells_the_genre_as_well() -> None:
    assert "slides" in genres_of(facts("talk.pptx", "Our year"))
