"""The lexicons: each list once, and what they say of months is what CLDR says."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from babel import Locale

from index.language.lexicon import Lexicon, PageWording
from index.language.lexicons import LEXICONS, alternatives, any_of, words_of
from index.language.remarks import RemarkWording

LANGUAGES = sorted(LEXICONS)
PARTS = ("page", "remarks", "documents", "people", "shapes")
NO_LISTS = {"code", "genitive_s", "compound_links", *PARTS}
LISTS = [each.name for each in fields(Lexicon) if each.name not in NO_LISTS]
MAPPINGS = (
    "numerals magnitudes small_magnitudes currencies shares seconds rates nouns places demonyms"
    " cities prepositions"
).split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_are_named_as_in_cldr(language: str) -> None:
    names = Locale(language).months["format"]["wide"]
    assert LEXICONS[language].months == tuple(names[each].lower() for each in range(1, 13))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_list_has_a_word_twice(language: str) -> None:
    lexicon = LEXICONS[language]
    for holder in (lexicon, *(getattr(lexicon, name) for name in PARTS)):
        for each in fields(holder):
            held = getattr(holder, each.name)
            if isinstance(held, tuple):
                assert sorted(held) == sorted(set(held)), each.name


@pytest.mark.parametrize("name", LISTS)
def test_every_list_of_words_is_a_pattern(name: str) -> None:
    pattern = re.compile(any_of(name).replace("{name}", "x"))
    plain = [word for word in words_of(name) if re.fullmatch(r"[\w ]+", word)]
    assert [word for word in plain if not pattern.fullmatch(word)] == []


@pytest.mark.parametrize("name", [each.name for each in fields(PageWording)])
def test_every_wording_of_a_page_is_a_pattern(name: str) -> None:
    assert words_of(f"page.{name}"), "no language has any: the field is not needed"
    re.compile(any_of(f"page.{name}"))


@pytest.mark.parametrize("name", [each.name for each in fields(RemarkWording)])
def test_every_wording_of_a_remark_is_a_pattern(name: str) -> None:
    assert words_of(f"remarks.{name}"), "no language has any: the field is not needed"
    re.compile(any_of(f"remarks.{name}"))


@pytest.mark.parametrize("name", [each.name for each in fields(Lexicon)])
def test_every_list_is_used_by_some_language(name: str) -> None:
    assert any(getattr(each, name) for each in LEXICONS.values())


@pytest.mark.parametrize("name", MAPPINGS)
def test_words_are_in_lower_case(name: str) -> None:
    if name not in {"places", "demonyms", "rates"}:
        assert all(word == word.lower() for word in words_of(name))


def test_alternatives_are_the_longest_first_and_none_finds_nothing() -> None:
    pattern = re.compile(alternatives(["per", "per cent"]), re.VERBOSE)
    found = pattern.match("per cent")
    assert found is not None
    assert found[0] == "per cent"
    assert re.search(alternatives([]), "anything") is None
