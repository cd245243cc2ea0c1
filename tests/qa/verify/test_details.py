"""The details in which claims and quotes differ, in either notation and language."""

from __future__ import annotations

import pytest

from qa.verify.details import OPPOSITES, Differences, differences

NONE = Differences(0, 0, 0, 0, 0, 0)


def compared(claim: str, quote: str, heading: str = "", language: str = "") -> Differences:
    return differences(claim, quote, heading, "", language)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The bridge cost 2.76 billion kronor.", "Bron kostade 2,76 miljarder kronor."),
        ("Bron öppnade den 25 september 2019.", "It opened on September 25, 2019."),
        ("Bron öppnade 2019.", "It opened on September 25, 2019."),
        ("Twelve lamps were bought.", "De köpte 12 lampor."),
        ("The share was 15 per cent.", "Andelen var 15 %."),
        ("The bus leaves at 18:30.", "Bussen går kl. 18.30."),
        ("The bus leaves at 6.30 pm.", "Bussen går kl. 18.30."),
        ("The difference was 5 kronor.", "The lamp cost 45 kronor and the bulb 40 kronor."),
        (
            "It cost three times as much, 90 kronor.",
            "A price of 30 kronor; it has been tripled: 3.",
        ),
        ("Peking bought it.", "The Chinese in Beijing bought it."),
    ],
)
def test_the_same_in_another_notation_is_no_difference(claim: str, quote: str) -> None:
    assert compared(claim, quote) == NONE


@pytest.mark.parametrize(
    ("claim", "quote", "field"),
    [
        ("The bridge cost 3.1 billion kronor.", "Bron kostade 2,76 miljarder kronor.", "values"),
        ("The bridge cost 2.76 billion euros.", "Bron kostade 2,76 miljarder kronor.", "values"),
        ("Bron öppnade den 26 september 2019.", "It opened on September 25, 2019.", "values"),
        ("Bron öppnade den 25 september 2019.", "It opened in 2019.", "values"),
        ("Bron öppnade 2018.", "It opened on September 25, 2019.", "values"),
        ("The bus leaves at 18:45.", "Bussen går kl. 18.30.", "values"),
        ("In May Bergström bought it.", "In May Lindgren bought it.", "names"),
        ("In May Anna Bergström bought it.", "In May Karin Bergström bought it.", "other_names"),
        ("The price did not change.", "The price changed.", "negation"),
        ("Priset steg.", "The price fell.", "opposites"),
        ("It closed before the fire.", "It closed after the fire.", "opposites"),
    ],
)
def test_a_difference_is_found(claim: str, quote: str, field: str) -> None:
    assert getattr(compared(claim, quote), field) == 1


def test_the_heading_tells_years_and_names() -> None:
    assert compared("Ellery bought it in 2019.", "It was bought.", "Ellery (2019-05-02).") == NONE


def test_what_a_quote_denies_is_told_in_one_language_alone() -> None:
    claim, quote = "The lamps were replaced.", "The lamps were not replaced."
    assert compared(claim, quote, language="en").negation == 1
    assert compared(claim, quote).negation == 0
    assert compared("The lamps were replaced.", "No rain fell; lamps were replaced.").negation == 0


def test_no_side_is_its_own_opposite() -> None:
    assert not OPPOSITES.keys() & {*OPPOSITES.values()}
