"""Numbers like years: a count where what follows is counted, by grammar and no list of nouns."""

from __future__ import annotations

import pytest

from qa.answer.quantities import values, years

COUNTS = [
    "Police bought 2019 drones last spring.",
    "There are 1800 teachers in the county.",
    "1800 teachers went on strike.",
    "The town has planted 1950 new fruit trees.",
    "It sold 1999 Canadian tractors.",
    "The library of 1850 books is open.",
    "It teaches in 1800 schools.",
    "Polisen köpte 2019 drönare.",
    "Det finns 1800 lärare i länet.",
    "1800 lärare strejkade.",
    "Kommunen har 1950 anställda.",
    "Omkring 1900 barn deltog.",
    "Bolaget säljer 2000 begagnade cyklar.",
]
YEARS = [
    "The 2019 elections were held.",
    "In 2019 schools closed.",
    "2019 was a good year.",
    "2019 saw protests.",
    "Since 2019 drones have been used.",
    "The fire of 2019 destroyed cars.",
    "Ellery's 2019 budget cuts hurt.",
    "It opened in May 2019 and closed.",
    "The winter of 2019 brought storms.",
    "Valet 2019 förändrade allt.",
    "2019 ökade priserna.",
    "2019 köpte polisen bilar.",
    "2019 ökar antalet färjor.",
    "Under 2019 köptes bussar.",
    "Hösten 2019 startade projektet.",
    "Sedan 2019 gäller regler.",
]


@pytest.mark.parametrize("sentence", COUNTS)
def test_a_number_that_counts_things_is_no_year(sentence: str) -> None:
    assert years(sentence) == set()
    assert [each.kind for each in values(sentence)] == ["count"]


@pytest.mark.parametrize("sentence", YEARS)
def test_a_year_stays_a_year(sentence: str) -> None:
    assert {each.kind for each in values(sentence)} == {"date"}
