"""What the browser sends back is what it was given, or nothing."""

from __future__ import annotations

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from qa.web.viewer.shown import MAX_QUOTES, Shown, shown_of, version_of
from tests.fakes import make_document

spans = st.tuples(st.integers(0, 10**8), st.integers(1, 10**8)).map(lambda s: (s[0], s[0] + s[1]))


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.dictionaries(st.integers(1, 999), spans, max_size=5),
    st.none() | st.integers(1, 999),
    st.booleans(),
)
def test_an_address_says_all_of_it(
    name: str, quotes: dict[int, tuple[int, int]], selected: int | None, numbered: bool
) -> None:
    shown = Shown(name, name, 7, quotes, selected, numbered)
    assert shown_of(dict(parse_qsl(shown.query, keep_blank_values=True))) == shown


def test_what_is_no_quote_is_passed_over() -> None:
    query = {"quotes": "1:5-2,x,2:-1-4,3:4-9,4:1-99999999999", "selected": "²", "version": "-1"}
    shown = shown_of(query)
    assert shown.quotes == {3: (4, 9)}
    assert (shown.selected, shown.version) == (None, 0)
    many = ",".join(f"{number}:0-5" for number in range(1, 1_000))
    assert len(shown_of({"quotes": many}).quotes) == MAX_QUOTES


def test_the_selected_quote_is_marked_before_the_others_and_a_refusals_have_no_numbers() -> None:
    text = "The lamp was\nlit in 1912."
    shown = Shown("", "a.txt", 0, {1: (0, 8), 2: (9, 19)}, selected=2)
    assert [(each.kind, each.title) for each in shown.marks(text)] == [
        ("quote selected", "[2] was lit in"),
        ("quote", "[1] The lamp"),
    ]
    refused = Shown("", "a.txt", 0, {1: (0, 8)}, selected=1, are_numbered=False)
    assert [each.title for each in refused.marks(text)] == ["The lamp"]


def test_another_text_is_another_version() -> None:
    first, second = make_document("The lamp \ud800"), make_document("The lamp")
    assert version_of(first) != version_of(second)
