"""The words around a quote, in the question's language."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import Citation
from qa.answer.cite import CitedStatement
from qa.answer.compose import MAX_TITLE, answer_text, differing_text, part_refusal, refusal

any_text = st.text(max_size=200)


def citation(quote: str = "Yes.", title: str = "T", language: str = "en") -> Citation:
    return Citation(2, "a.txt", title, quote, 0, len(quote), language, None, 1.0)


def said(quoted: Citation, *agreeing: Citation) -> CitedStatement:
    return CitedStatement(quoted, agreeing)


@pytest.mark.parametrize(
    ("asked_in", "quoted_from", "line"),
    [
        ("en", "en", "According to “T”: “Yes.” [2]"),
        ("en", "sv", "According to “T”, in Swedish: “Yes.” [2]"),
        ("sv", "sv", "Enligt ”T”: ”Yes.” [2]"),
        ("sv", "en", "Enligt ”T”, på engelska: ”Yes.” [2]"),
        ("en", "de", "According to “T”: “Yes.” [2]"),
        ("sv", "und", "Enligt ”T”: ”Yes.” [2]"),
    ],
)
def test_a_line_names_source_and_number_and_a_language_that_is_not_the_questions(
    asked_in: str, quoted_from: str, line: str
) -> None:
    assert answer_text([said(citation(language=quoted_from))], asked_in) == line


@given(any_text, any_text, st.sampled_from(["en", "sv"]), st.sampled_from(["en", "sv", "says"]))
def test_a_quote_is_one_line_with_every_word_whatever_is_in_it_or_its_title(
    quote: str, title: str, asked_in: str, quoted_from: str
) -> None:
    line = answer_text([said(citation(quote, title, quoted_from))], asked_in)
    assert line.endswith(f"{' '.join(quote.split())}” [2]")
    assert len(line.splitlines()) == 1


def test_braces_are_text() -> None:
    line = answer_text([said(citation("Set {quote} to {number}.", title="{title} {0}"))], "en")
    assert line == "According to “{title} {0}”: “Set {quote} to {number}.” [2]"


def test_a_title_is_cut_where_it_would_drown_the_quote() -> None:
    assert answer_text([said(citation(title="T" * MAX_TITLE))], "en").count("T") == MAX_TITLE
    line = answer_text([said(citation(title=f"{'T' * (MAX_TITLE - 2)} tail"))], "en")
    assert line == f"According to “{'T' * (MAX_TITLE - 2)}…”: “Yes.” [2]"


def test_a_title_over_lines_is_one_line() -> None:
    assert answer_text([said(citation(title=" One\n two\u2028three"))], "en").startswith(
        "According to “One two three”: "
    )


def test_each_language_refuses_in_its_own_words() -> None:
    assert refusal("Who left?", "en") == "I found no answer to that in the documents."
    assert refusal("Vem gick?", "sv") == "Jag hittar inget svar på det i dokumenten."


def test_a_refusal_denies_nothing_where_something_comes_near() -> None:
    assert refusal("Who left?", "en", near=True) == "I am not sure; this comes closest."
    said = refusal("Why did Huawei leave Serbia?", "en", near=True)
    assert said.startswith("Did Huawei leave Serbia? I am not sure that the documents say so;")
    said = refusal("Varför lämnade Huawei Serbien?", "sv", near=True)
    assert said.startswith("Lämnade Huawei Serbien? Jag är inte säker på att dokumenten säger det")
    assert part_refusal("who?", "en", near=True) == "I am not sure of an answer to “who?”."


def test_a_part_without_an_answer_is_named() -> None:
    assert part_refusal("who built it?", "en") == (
        "I found no answer to “who built it?” in the documents."
    )
    assert part_refusal("vem byggde den?", "sv") == (
        "Jag hittar inget svar på ”vem byggde den?” i dokumenten."
    )


def test_quotes_of_one_source_stand_on_one_line() -> None:
    one, other = citation("Yes."), replace(citation("No."), number=3)
    elsewhere = replace(citation("Perhaps."), number=4, document_id="b.txt")
    assert answer_text([said(one), said(other), said(elsewhere)], "en").splitlines() == [
        "According to “T”: “Yes.” [2] “No.” [3]",
        "According to “T”: “Perhaps.” [4]",
    ]


OTHER = replace(citation("Nej."), number=3, document_id="b.txt", title="S", language="sv")
THIRD = replace(citation("No."), number=4, document_id="c.txt", title="U")


def test_what_several_sources_say_is_quoted_once_and_all_are_named() -> None:
    assert answer_text([said(citation(), OTHER, THIRD)], "en") == (
        "According to “T”: “Yes.” [2] (also in “S”, in Swedish [3], “U” [4])"
    )
    assert answer_text([said(OTHER, THIRD)], "sv") == (
        "Enligt ”S”: ”Nej.” [3] (även i ”U”, på engelska [4])"
    )


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "The sources differ:",
                "According to “T” (2019-11-04): “Yes.” [2]",
                "According to “S”, in Swedish: “Nej.” [3] (also in “U” (2020) [4])",
            ],
        ),
        (
            "sv",
            [
                "Källorna är inte eniga:",
                "Enligt ”T” (2019-11-04), på engelska: ”Yes.” [2]",
                "Enligt ”S”: ”Nej.” [3] (även i ”U” (2020), på engelska [4])",
            ],
        ),
    ],
)
def test_sources_that_differ_stand_on_lines_of_their_own_with_their_dates(
    language: str, lines: list[str]
) -> None:
    dates = {"a.txt": "2019-11-04", "b.txt": None, "c.txt": "2020"}
    text = differing_text([said(citation()), said(OTHER, THIRD)], language, dates)
    assert text.splitlines() == lines


def test_two_sides_of_one_document_are_two_lines() -> None:
    text = differing_text([said(citation()), said(replace(citation("No."), number=3))], "en", {})
    assert text.splitlines()[1:] == [
        "According to “T”: “Yes.” [2]",
        "According to “T”: “No.” [3]",
    ]


def test_a_list_is_shown_item_by_item_with_how_many_more_it_has() -> None:
    quoted = citation("Bring:\n\n- a  lamp\n- slippers")
    lines = tuple((quoted.start + start, quoted.start + end) for start, end in [(0, 6), (8, 17)])
    statement = CitedStatement(quoted, lines=lines, more=1)
    assert answer_text([statement], "en") == (
        f"According to “T”: “Bring:\n- a lamp” [{quoted.number}]\nand 1 more"
    )
