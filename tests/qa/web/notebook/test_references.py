"""References in four styles, of what is known of a document and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Document
from qa.web.notebook.references import STYLES, Cited, quote_with_reference, reference

WHOLE = Cited("press/ferry.pdf", "The ferry & the quay", "A press", "2019-11-24", 3)
BARE = Cited("b_1.txt", "Lampan.", None, None, None)
MONTH = Cited("m.txt", "The month", "Harbour AB.", "2019-05", None)


@pytest.mark.parametrize(
    ("cited", "style", "english", "swedish"),
    [
        (
            WHOLE,
            "plain",
            "The ferry & the quay, A press, 2019-11-24, page 3 (press/ferry.pdf)",
            "The ferry & the quay, A press, 2019-11-24, sida 3 (press/ferry.pdf)",
        ),
        (
            WHOLE,
            "apa",
            "The ferry & the quay. (2019, November 24). A press.",
            "The ferry & the quay. (24 november 2019). A press.",
        ),
        (
            WHOLE,
            "vancouver",
            "The ferry & the quay. A press; 2019 Nov 24. p. 3.",
            "The ferry & the quay. A press; 2019 nov 24. s. 3.",
        ),
        (BARE, "plain", "Lampan. (b_1.txt)", "Lampan. (b_1.txt)"),
        (BARE, "apa", "Lampan. (n.d.).", "Lampan. (u.å.)."),
        (BARE, "vancouver", "Lampan. [date unknown].", "Lampan. [datum okänt]."),
        (MONTH, "apa", "The month. (2019, May). Harbour AB.", "The month. (maj 2019). Harbour AB."),
        (
            MONTH,
            "vancouver",
            "The month. Harbour AB; 2019 May.",
            "The month. Harbour AB; 2019 maj.",
        ),
    ],
)
def test_a_reference(cited: Cited, style: str, english: str, swedish: str) -> None:
    assert reference(cited, style, "en") == english
    assert reference(cited, style, "sv") == swedish


def test_bibtex_takes_nothing_for_a_command() -> None:
    assert reference(WHOLE, "bibtex", "en") == (
        "@misc{theferrythe2019,\n  title = {{The ferry \\& the quay}},\n"
        "  howpublished = {A press},\n  year = {2019},\n  date = {2019-11-24},\n  pages = {3},\n"
        "  note = {press/ferry.pdf}\n}"
    )
    hostile = Cited("x", r"\input{/etc/passwd} } ~^", None, None, None)
    assert r"\textbackslash{}input\{/etc/passwd\} \} \textasciitilde{}" in reference(
        hostile, "bibtex", "en"
    )


def test_a_quote_goes_with_its_reference() -> None:
    quote = "The  mast\ncost 12 euro."
    assert quote_with_reference(quote, WHOLE, "plain", "sv").startswith(
        "”The mast cost 12 euro.” — "
    )
    assert quote_with_reference(quote, WHOLE, "apa", "en").startswith(
        "“The mast cost 12 euro.” (“The ferry & the quay”, 2019, p. 3)\n\nThe ferry"
    )
    assert "(1)\n\n1. The ferry" in quote_with_reference(quote, WHOLE, "vancouver", "en")
    bibtex = quote_with_reference(quote, WHOLE, "bibtex", "en")
    assert bibtex.endswith(",\n  annote = {The mast cost 12 euro.}\n}")


def test_what_is_cited_is_what_the_document_says_of_itself() -> None:
    document = Document("a.txt", "A", "text", "en", "A press", "2019", (0, 2))
    assert Cited.of(document, 2) == Cited("a.txt", "A", "A press", "2019", 2)


@given(
    st.builds(
        Cited,
        st.text(max_size=9),
        st.text(max_size=20),
        st.none() | st.text(max_size=9),
        st.none() | st.dates().map(str),
        st.none() | st.integers(1, 9),
    ),
    st.sampled_from(STYLES),
    st.sampled_from(["en", "sv"]),
)
def test_any_document_can_be_referred_to(cited: Cited, style: str, language: str) -> None:
    shown = reference(cited, style, language)
    assert cited.published is None or str(int(cited.published[:4])) in shown
    assert shown.count("{") - shown.count("\\{") == shown.count("}") - shown.count("\\}") or (
        style != "bibtex"
    )
