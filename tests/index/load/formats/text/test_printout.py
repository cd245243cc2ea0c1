"""Text with form feeds: heads and feet of pages stand outside of sentences, and pages are known."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.load.extracted import Extracted
from index.load.formats.text.plain import parse_text
from index.load.formats.text.printout import extracted_of_printout
from index.split.layout import lay_out

ONE = """The ferry to Granholm leaves from the north quay
every hour between seven and nine, but on Sundays"""
TWO = """it leaves only every other hour.

Bicycles are carried without charge on all the
boats, but not"""
THREE = "in July, when there is no room for them on deck."
PAGES = (ONE, TWO, THREE)
PROSE = [
    "The ferry to Granholm leaves from the north quay every hour between seven and nine, but on "
    "Sundays it leaves only every other hour.",
    "Bicycles are carried without charge on all the boats, but not in July, when there is no room "
    "for them on deck.",
]


def printed(*pages: tuple[str, str]) -> str:
    """The text of the first pages, each between its head and foot."""
    texts = (f"{h}\n\n{text}\n\n{f}\n" for (h, f), text in zip(pages, PAGES, strict=False))
    return "\f".join(texts)


def prose(found: Extracted) -> list[str]:
    blocks = lay_out(found.text, found.blocks)
    said = (found.text[block.start : block.end] for block in blocks if block.kind == "prose")
    return [" ".join(text.split()) for text in said]


def read(text: str) -> Extracted:
    found = extracted_of_printout(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "edges",
    [
        [("Annual report", "")] * 3,
        [("", f"- {n} -") for n in (1, 2, 3)],
        [("Annual report", f"{n} (3)") for n in (1, 2, 3)],
        [(f"Annual report{' ' * n}{n}", "") for n in (9, 10, 11)],
        [("12   Ferries", ""), ("Harbours   13", ""), ("14  Ferries", "")],
        [("RFC 9999   Ferries   May 2024", f"Nyman   Draft   [Page {n}]") for n in (1, 2, 3)],
        [("Solvik kommun\nTrafikkontoret", "Sida 1"), ("Solvik kommun\nTrafikkontoret", "Sida 2"),
         ("Solvik kommun\nTrafikkontoret", "Sida 3")],
    ],
)  # fmt: skip
def test_sentences_are_whole_over_the_ends_of_pages(edges: list[tuple[str, str]]) -> None:
    found = read(printed(*edges))
    assert prose(found) == PROSE
    kinds = {block.kind for block in lay_out(found.text, found.blocks)}
    assert kinds <= {"prose", "aside", "boilerplate"}
    starts = [found.text[start:].split("\n")[0] for start in found.pages]
    assert starts[1:] == [page.split("\n")[0] for page in (TWO, THREE)]


def test_a_head_stands_once_among_what_is_quoted() -> None:
    found = read(printed(*[("Annual report", "")] * 3))
    heads = [block.kind for block in found.blocks]
    assert heads == ["aside", "boilerplate", "boilerplate"]


def test_two_pages_are_enough() -> None:
    assert prose(read(printed(*[("Annual report", "")] * 2)))[0] == PROSE[0]


def test_a_page_that_ends_with_a_sentence_is_followed_by_its_foot() -> None:
    found = read("Boats sail.\n\nPage 1\n\fCars wait.\n\nPage 2\n")
    assert found.text == "Boats sail.\nPage 1\nCars wait.\nPage 2"
    assert found.pages == (0, found.text.index("Cars"))


def test_a_paragraph_of_several_pages_is_whole() -> None:
    towns = ("Ekvik", "Solna", "Moss", "Trosa", "Ystad")
    lines = [f"and that nobody in {town} was to leave his house" for town in towns]
    found = read("\f".join(f"Chronicle\n{line}\n" for line in lines))
    assert " ".join(lines) in " ".join(found.text.split())
    assert len(found.pages) == len(lines)


@pytest.mark.parametrize(
    "text", ["One.\fTwo.", "Annual report\n\nBoats sail.", "\f\f", "", "1\f2", f"{ONE}\f{TWO}"]
)
def test_other_texts_are_left_as_they_are(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    assert extracted_of_printout(text) is None
    assert parse_text(path).text == text


@settings(max_examples=50)
@given(
    st.lists(st.lists(st.sampled_from(["Report", "", " 3", "a b,", "End.", "Sida 2"]), max_size=6))
)
def test_no_word_is_lost(pages: list[list[str]]) -> None:
    text = "\f".join("\n".join(lines) for lines in pages)
    found = extracted_of_printout(text)
    if found is not None:
        assert Counter(found.text.split()) == Counter(text.split())
        assert list(found.pages) == sorted(found.pages)
        assert len(found.pages) == text.strip("\f\n ").count("\f") + 1
