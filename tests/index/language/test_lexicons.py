"""The lexicons: each list once, and what they say of months is what CLDR says."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from babel import Locale

from index.language.files import FileWording
from index.language.lexicon import Lexicon
from index.language.lexicons import LEXICONS, alternatives, any_of, words_of
from index.language.mail import MailWording
from index.language.mail.neighbours import NEIGHBOURS
from index.language.pages import PageWording
from index.language.parts import PartWording
from index.language.remarks import RemarkWording
from index.load.formats.pdf.flow.hyphens import TELLING

LANGUAGES = sorted(LEXICONS)
PARTS = ("page", "mail", "files", "remarks", "documents", "people", "parts", "shapes")
NO_LISTS = {"code", "genitive_s", "compound_links", "stem_endings", *PARTS}
LISTS = [each.name for each in fields(Lexicon) if each.name not in NO_LISTS]
MAPPINGS = (
    "numerals magnitudes small_magnitudes currencies shares seconds rates nouns places demonyms"
    " cities prepositions opposites"
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


WORDINGS = {
    "page": PageWording,
    "mail": MailWording,
    "files": FileWording,
    "remarks": RemarkWording,
    "parts": PartWording,
}


@pytest.mark.parametrize(
    "name", [f"{part}.{each.name}" for part, kind in WORDINGS.items() for each in fields(kind)]
)
def test_every_wording_is_a_pattern_that_some_language_has(name: str) -> None:
    assert words_of(name), "no language has any: the field is not needed"
    re.compile(any_of(name))


def test_words_of_the_neighbours_mails_are_no_language_s_own() -> None:
    for each in fields(MailWording):
        assert not {*getattr(NEIGHBOURS, each.name)} & {*words_of(f"mail.{each.name}")}


def test_the_first_of_the_commonest_words_are_of_one_language_alone() -> None:
    for one in LEXICONS.values():
        others = {w for each in LEXICONS.values() if each is not one for w in each.commonest}
        assert not {*one.commonest[:TELLING]} & others


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
