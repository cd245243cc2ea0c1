"""How far a quote goes beyond its sentence."""

from __future__ import annotations

import pytest

from qa.answer.quote_span import MAX_QUOTE, quoted_span
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import index_of


def quote(text: str, opening: str) -> str:
    """The quote of the sentence of `text` that starts with `opening`."""
    document = make_document(text)
    index = index_of(document)
    sentence = next(each for each in index.sentences if index.text_of(each).startswith(opening))
    return document.text[slice(*quoted_span(index, sentence))]


LIST = "The town sets two conditions:\n\n- No cables.\n- No noise.\n\nIt was built in May."


def test_a_colon_brings_its_list() -> None:
    assert quote(LIST, "The town") == "The town sets two conditions:\n\n- No cables.\n- No noise."


def test_a_colon_brings_the_sentence_it_announces() -> None:
    text = "The mayor was brief:\n\nThere will be no bridge.\n\nThen he left."
    assert quote(text, "The mayor") == "The mayor was brief:\n\nThere will be no bridge."


def test_an_item_stands_by_itself() -> None:
    assert quote(LIST, "- No noise") == "- No noise."


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Anna Berg leads the harbour.", "She was born in Oslo."),
        ("Anna Berg leder hamnen.", "Hon föddes i Oslo."),
        ("Kamerorna är gamla.", "De ska bytas ut i maj."),
    ],
)
def test_a_pronoun_brings_the_sentence_before(before: str, sentence: str) -> None:
    assert quote(f"{before} {sentence}", sentence) == f"{before} {sentence}"


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Kamerorna är gamla.", "De flesta ska bytas ut."),
        ("The town is old.", "Harbours are dear."),
        ("The town is old.\n\n", "She was born in Oslo."),
        (
            "The town is old." + " Ships call daily" * (MAX_QUOTE // 16) + ".",
            "She was born in Oslo.",
        ),
    ],
)
def test_a_sentence_that_needs_nothing_or_too_much_stands_alone(before: str, sentence: str) -> None:
    assert quote(f"{before} {sentence}", sentence) == sentence


def test_the_first_sentence_has_none_before_it() -> None:
    assert quote("She was born in Oslo. Ships call daily.", "She") == "She was born in Oslo."
