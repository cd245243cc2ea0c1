"""Places by their names and adjectives in every language."""

from __future__ import annotations

import pytest
from babel import Locale

from index.language.lexicons import LEXICONS
from index.language.places import (
    is_demonym,
    language_name,
    name_of_several_words,
    named_language,
    place_of,
)

ENGLISH, SWEDISH = (
    {str(code): str(name) for code, name in Locale(each).territories.items()}
    for each in ("en", "sv")
)


def test_every_country_has_one_key_in_both_languages() -> None:
    codes = [
        code for code in ENGLISH if code.isalpha() and code not in {"XA", "XB", "ZZ", "UM", "QO"}
    ]
    differing = {
        code: (ENGLISH[code], SWEDISH[code])
        for code in codes
        if place_of(ENGLISH[code].replace("&", "and")) != place_of(SWEDISH[code])
    }
    assert differing == {}


def test_every_adjective_means_the_same_place_in_both_languages() -> None:
    english, swedish = (LEXICONS[each].demonyms for each in ("en", "sv"))
    both = english.keys() & swedish.keys()
    assert len(both) > 170
    for code in both:
        words = [*english[code].split("|"), *swedish[code].split("|")]
        assert {place_of(word) for word in words} == {code}, words


def test_forms_of_an_adjective_are_known() -> None:
    assert all(map(is_demonym, ("Canadian", "kanadensisk", "kanadensiska", "Kanadensiskt")))
    assert not any(map(is_demonym, ("Canada", "camera", "kamera", "")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Canada", "Kanadas"),
        ("Mexico's", "mexikanska"),
        ("Switzerland", "schweizisk"),
        ("Ivory Coast", "Elfenbenskusten"),
        ("UK", "brittiska"),
        ("Copenhagen", "Köpenhamns"),
        ("Saudi Arabia", "Saudiarabien"),
    ],
)
def test_names_of_one_place_have_one_key(one: str, other: str) -> None:
    assert place_of(one) == place_of(other) is not None


@pytest.mark.parametrize(
    ("one", "other"), [("Austria", "Australien"), ("Niger", "Nigeria"), ("Iran", "Iraq")]
)
def test_places_that_are_written_alike_are_told_apart(one: str, other: str) -> None:
    assert place_of(one) != place_of(other)


def test_names_of_several_words_are_found_whole() -> None:
    text = "South Korean ships left Saudi Arabia and the united states."
    assert name_of_several_words().findall(text) == ["South Korean", "Saudi Arabia"]


def test_languages_are_known_by_their_names_in_each_language() -> None:
    assert [named_language(each) for each in ("Swedish", "engelska", "laos")] == ["sv", "en", None]
    assert language_name("sv", "en") == "Swedish"
    assert language_name("en", "sv") == "engelska"
