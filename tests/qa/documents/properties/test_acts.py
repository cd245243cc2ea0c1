"""Where a document tells who did something with it, and when."""

from __future__ import annotations

import pytest

from index import Document
from qa.documents.properties.acts import places_of_acts
from qa.documents.properties.asked_acts import asked_of_acts

LEAFLET = """# Tide tables for children

by Nora Quill

Photos: Abe Storr
Approved by
Ulla Frost, harbour master
Last changed on 3 May 2024 by Abe Storr. Kept in the hut.

The tide was changed by the moon, as Otto Lake wrote in 1902.
"""
LEASE = """HYRESAVTAL

Mellan Sjöbodens ägare Ture Ask och hyresgästen Vera Lod.
Hyran är 900 kronor i månaden.
Hyran ändrades den 1 maj 2019.

Grynnan den 4 juni 2021
Ture Ask      Vera Lod

Bevittnas: Rut Alm
Mottaget av hyresnämnden 2021-06-09
"""


@pytest.mark.parametrize(
    ("text", "question", "told"),
    [
        (LEAFLET, "who wrote the leaflet", ["by Nora Quill"]),
        (LEAFLET, "who took the photos in the leaflet", ["Photos: Abe Storr"]),
        (LEAFLET, "who gave the leaflet the ok", ["Approved by\nUlla Frost, harbour master"]),
        (LEAFLET, "who changed the leaflet and when",
         ["Last changed on 3 May 2024 by Abe Storr. Kept in the hut."] * 2),
        (LEASE, "när skrevs hyresavtalet under och vilka bevittnade det",
         ["Grynnan den 4 juni 2021", "Bevittnas: Rut Alm"]),
        (LEASE, "vem tog emot hyresavtalet, när",
         [None, "Mottaget av hyresnämnden 2021-06-09"]),
        (LEASE, "vem översatte hyresavtalet", [None]),
    ],
)  # fmt: skip
def test_the_line_that_tells_it_is_found(text: str, question: str, told: list[str | None]) -> None:
    document = Document("a.txt", "A", text, "en")
    places = places_of_acts(document, [], asked_of_acts(question))
    assert [place and text[slice(*place)] for place in places] == told
