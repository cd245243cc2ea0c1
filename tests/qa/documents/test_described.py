"""Which document a whole question speaks of."""

from __future__ import annotations

import pytest

from index.types import DocumentFacts
from qa.documents.described import described
from qa.documents.names import Names


def facts(document_id: str, title: str, published: str | None = None) -> DocumentFacts:
    return DocumentFacts(document_id, title, "en", None, published)


FACTS = (
    facts("a/Annual report 2023.pdf", "Annual report 2023", "2024-03-01"),
    facts("a/Dive report Kestrel.pdf", "Dive report, the Kestrel"),
    facts("a/Report on the pier.odt", "Report on the pier"),
    facts("m/minutes 2024-02-06.md", "Minutes of the harbour committee", "2024-02-06"),
    facts("m/minutes 2024-05-14.md", "Minutes of the harbour committee", "2024-05-14"),
    facts("r/Rutin vinschar.md", "Rutin för vinschar"),
    facts("r/Ändringslogg rutiner.md", "Ändringslogg"),
    facts("x/Hamnvågen.txt", "Hamnvågen"),
)
NAMES = Names(FACTS, lambda word: set())


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("who signed the report about the Kestrel, and when", 1),
        ("the pier report – who is behind it?", 2),
        ("when was the annual report approved", 0),
        ("vem har godkänt årsredovisningen?", 0),
        ("who kept the minutes in May", 4),
        ("who kept the minutes of 6 February 2024", 3),
        ("vem förde det senaste protokollet", 4),
        ("vinschrutinen, vem har skrivit den", 5),
        ("when was the routine changelog last updated", 6),
        ("vem skrev Hamnvågen?", 7),
    ],
)
def test_genre_date_and_name_tell_the_document(question: str, found: int) -> None:
    assert described(NAMES, question) == FACTS[found]


@pytest.mark.parametrize(
    "question",
    [
        "who signed the report",
        "who kept the minutes",
        "who wrote the 2023 report on mussels",
        "who built the pier in Varpa",
        "who was it?",
    ],
)
def test_what_may_be_several_or_none_is_no_document(question: str) -> None:
    assert described(NAMES, question) is None
