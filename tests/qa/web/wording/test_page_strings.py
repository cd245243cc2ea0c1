"""Every string of the page has both languages, and each visitor reads one of them."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import gradio as gr
import pytest

import app
from qa.web.wording import page_strings
from qa.web.wording.page_strings import TEXTS, language_of
from tests.sources import nodes_of

SOURCES = [Path(app.__file__), *Path(page_strings.__file__).parents[1].rglob("*.py")]


NAME_PLACES = {"label": 0, "text": 0, "_text": 1, "warn": 1, "inform": 1}
"""Which argument of a function is a text's name."""


def names_used() -> set[str]:
    """Every string in such an argument."""
    found = set()
    for path in SOURCES:
        for node in nodes_of(path):
            if not isinstance(node, ast.Call):
                continue
            place = NAME_PLACES.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
            names = node.args[place : place + 1] if place is not None else []
            constants = [each for name in names for each in ast.walk(name)]
            found |= {each.value for each in constants if isinstance(each, ast.Constant)}
    return {each for each in found if isinstance(each, str)}


def places(text: str) -> set[str | None]:
    """The names of the places that are filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_texts_with_the_same_places() -> None:
    english, swedish = TEXTS["en"], TEXTS["sv"]
    assert english.keys() == swedish.keys()
    assert {name for name in english if places(english[name]) != places(swedish[name])} == set()
    assert {name for name in english if english[name] == swedish[name]} == set()


def test_every_name_used_has_a_text() -> None:
    used = names_used()
    assert len(used) > 30
    beginnings = {name for name in used if name.endswith("_")}  # f"{beginning}{…}"
    assert used - beginnings - TEXTS["en"].keys() == set()
    known = tuple(TEXTS["en"])
    assert {
        each for each in beginnings if not any(name.startswith(each) for name in known)
    } == set()


@pytest.mark.parametrize(
    ("accepted", "cookie", "language"),
    [
        ("sv-SE,sv;q=0.9,en;q=0.8", None, "sv"),
        ("en-GB,en;q=0.9,sv;q=0.8", None, "en"),
        ("de-DE,de;q=0.9,sv;q=0.8,en;q=0.7", None, "sv"),
        ("de-DE,de", None, "en"),
        ("", None, "en"),
        ("sv-SE", "en", "en"),
        ("en", "sv", "sv"),
        ("sv", "<script>", "sv"),
    ],
)
def test_the_language_is_the_browsers_or_the_chosen_one(
    accepted: str, cookie: str | None, language: str
) -> None:
    cookies = {page_strings.COOKIE: cookie} if cookie else {}
    request = gr.Request(headers={"accept-language": accepted}, cookies=cookies)
    assert language_of(request) == language
