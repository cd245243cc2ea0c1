"""Languages: of documents, of passages that differ from theirs, of short questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.detect import detect, detect_among, probabilities


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How many cameras are there in Belgrade?", "en"),
        ("Hur många kameror finns det i Belgrad?", "sv"),
        ("Wie viele Kameras gibt es in Belgrad?", "de"),
        ("Hvor mange kameraer findes der nu i København og Århus?", "da"),
        ("CHINA IS THE BEST REPRESENTED NATION", "en"),
        ("Hur\nmånga\n\nkameror?", "sv"),
    ],
)
def test_the_language_of_a_sentence(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "  \n", "12", "?!", "☃☃☃", "Huawei"])
def test_what_shows_no_language_is_undetermined(text: str) -> None:
    assert detect(text) == "und"


@pytest.mark.parametrize("text", ["Kamera?", "Prague?", "12", ""])
def test_a_question_that_shows_no_language_is_in_one_that_is_expected(text: str) -> None:
    assert detect_among(text, {"sv", "en"}) in {"sv", "en"}


def test_of_the_languages_expected_the_nearest_is_taken() -> None:
    assert detect_among("Hvad koster kameraerne i havnen?", {"sv", "en"}) == "sv"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Vem betalade?", "sv"),
        ("Var ar kamerorna", "sv"),
        ("Who paid?", "en"),
        ("Och i Laos?", "sv"),
    ],
)
def test_a_few_words_are_told_by_their_stop_words(question: str, language: str) -> None:
    assert detect_among(question, {"sv", "en"}) == language


def test_a_nul_character_does_not_hide_the_language() -> None:
    assert detect("Hur många \0 kameror finns det?") == "sv"


@given(st.text())
def test_probabilities_come_most_probable_first(text: str) -> None:
    shares = list(probabilities(text).values())
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_languages_of_the_commissioned_documents(corpus: Path, number: str) -> None:
    (path,) = corpus.glob(f"{number}_*.txt")
    assert detect(path.read_text("utf-8")) == ("sv" if number in {"000", "003"} else "en")
