"""Terms: what an index keeps of a text. They may not change, or existing indexes go blind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.analysis import MAX_WORD_BYTES, STEMMERS, stems, stop_words, terms

# Made with tantivy 0.27, whose analysers made the first indexes.
KNOWN = {
    "en": (
        "The town's 2,000 cameras were added on 3 May 2019; emergencies and evenings differ.",
        "town camera add emergenc evening differ 2019-05-03 2000 3 2019",
    ),
    "sv": (
        "Alfabetet och arbetets gatukameror, övervakningens bakgator.",
        "alfab arb gatukamer övervakning bakgat",
    ),
}


@pytest.mark.parametrize("language", sorted(KNOWN))
def test_terms_are_those_that_indexes_have(language: str) -> None:
    text, expected = KNOWN[language]
    assert terms(text, language) == expected.split()


def test_words_are_stemmed_and_stop_words_left_out() -> None:
    assert stems("How many cameras are there?", "en") == ["camera"]
    assert stems("Hur många kameror finns det?", "sv") == ["mång", "kamer", "fin"]
    assert stems("How many Kameror?", "und") == ["how", "many", "kameror"]


def test_numbers_come_last() -> None:
    assert terms("2,000 cameras of Oslo's port", "en") == ["camera", "oslo", "port", "2000"]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("ΟΔΟΣ", "und", ["οδοσ"]),  # no final sigma
        ("İzmir", "und", ["i̇zmir"]),
        ("தமிழ் மொழி", "und", ["தமிழ", "மொழி"]),  # a vowel sign is part of a word, a virama not
        ("snake_case x²", "und", ["snake", "case", "x²"]),
        ("a" * MAX_WORD_BYTES + " " + "b" * (MAX_WORD_BYTES + 1), "und", ["a" * MAX_WORD_BYTES]),
        ("å" * 50, "und", []),  # of two bytes each
        ("pa\u030a vägen", "sv", ["väg"]),  # å as two characters
    ],
)
def test_what_is_a_word(text: str, language: str, words: list[str]) -> None:
    assert terms(text, language) == words


@pytest.mark.parametrize("language", sorted(STEMMERS))
def test_every_language_with_a_stemmer_is_analysed(language: str) -> None:
    assert stems("Stockholm", language)
    left_out = sorted(stop_words(language))
    assert stems(" ".join(left_out), language) == []


@given(st.text(max_size=60), st.sampled_from(["en", "sv", "und"]))
def test_terms_are_the_same_whatever_was_asked_before(text: str, language: str) -> None:
    assert terms(text, language) == terms(text, language)
    assert all(terms(text, language))


def test_threads_get_the_same_stems() -> None:
    words = [f"running{letter} kameror{letter}" for letter in "abcdefghij"] * 20
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: stems(text, "sv"), words)) == [
            stems(each, "sv") for each in words
        ]


@pytest.mark.parametrize(
    "forms",
    [
        "skola skolan skolor skolorna", "hus huset husen", "pris priset priserna",
        "garanti garantin garantier", "konto kontot konton kontona", "regel regeln regler reglerna",
        "fönster fönstret fönstren", "nummer numret numren", "vatten vattnet", "år året åren",
        "rum rummet rummen", "möte mötet möten mötena", "sjö sjön sjöar", "dator datorn datorer",
        "medlem medlemmen medlemmar", "paket paketet paketen", "avgift avgiften avgifter",
    ],
)  # fmt: skip
def test_the_forms_of_a_swedish_noun_are_one_term(forms: str) -> None:
    assert len(set(stems(forms, "sv"))) == 1


def test_swedish_words_that_look_alike_stay_apart() -> None:
    apart = "hund hundra kam kamera båk bok penna panna mark mart räka räkning"
    assert len(set(stems(apart, "sv"))) == len(apart.split())
