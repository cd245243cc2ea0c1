"""Where a document says who wrote it, when, in which version, and who answers for it."""

from __future__ import annotations

import pytest

from index import Document
from qa.documents.properties.places import place_of

ROUTINE = """Rutin: Tömning av brevlådor

Dokumentnummer: BR-12
Godkänd av: Olle Friman, postmästare
Ansvarig för texten: Sonja Lax
Giltig från: 2021-04-01
Nästa översyn: 2023-04-01

Brevlådorna töms klockan fem.
"""
ARTICLE = """Bees in the towns of the north

Ivar Strand, Maria von Platen and Tom Reed Journal of Hives 2020
Submitted: 2 May 2020, accepted 9 July 2020
Corresponding author: Tom Reed

Bees thrive in towns.
"""


def told(text: str) -> Document:
    return Document("a.txt", "A", text, "en")


@pytest.mark.parametrize(
    ("text", "asked", "line"),
    [
        (ROUTINE, "number", "Dokumentnummer: BR-12"),
        (ROUTINE, "approver", "Godkänd av: Olle Friman, postmästare"),
        (ROUTINE, "responsible", "Ansvarig för texten: Sonja Lax"),
        (ROUTINE, "valid", "Giltig från: 2021-04-01"),
        (ROUTINE, "next", "Nästa översyn: 2023-04-01"),
        (ARTICLE, "submitted", "Submitted: 2 May 2020, accepted 9 July 2020"),
        (ARTICLE, "accepted", "accepted 9 July 2020"),
    ],
)
def test_a_field_is_where_its_label_is(text: str, asked: str, line: str) -> None:
    place = place_of(told(text), asked, None)
    assert place is not None
    assert text[place:].startswith(line)


def test_the_authors_of_an_article_are_named_below_its_title() -> None:
    place = place_of(told(ARTICLE), "author", None)
    assert place is not None
    assert ARTICLE[place:].startswith("Ivar Strand")


def test_what_no_label_tells_is_nowhere() -> None:
    assert place_of(told("Keys\n\nThe keys were approved.\n"), "approver", None) is None
