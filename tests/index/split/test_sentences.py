"""Sentences: what may be quoted, whole and with nothing of its neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from index.split.blocks import split_blocks
from index.split.sentences import split_sentences
from index.types import Block, BlockKind
from tests.fakes import generated_texts


def sentences_of(text: str, language: str = "en", kind: BlockKind = "prose") -> list[str]:
    """The sentences of `text` taken as one block."""
    block = Block(0, len(text), kind)
    return [text[slice(*span)] for span in split_sentences(text, block, language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Dr. Smith met Mr. Jones in the U.S. Senate.", "They left at 5 p.m. by train."]),
        ("en", ["“We rely on the vendor’s protocols.”", "Nobody checked them."]),
        ("en", ["Who paid?", "The council did!", "And then… nothing."]),
        ("en", ["It relies on 4,200 cameras.", "Each costs $350.50."]),
        ("sv", ["Kameror finns t.ex. i Lund m.fl. städer.", "De sattes upp den 5 okt. 2019."]),
        ("sv", ["Mötet börjar kl. 14.30 i rum nr. 12.", "Priset är ca. 3.5 miljoner."]),
        ("sv", ["Enligt 6 kap. 2 § gäller bl.a. detta.", "Undantag finns, jfr. nedan."]),
        ("sv", ["”Kamerorna är många.”", "Så sade polisen."]),
        (
            "sv",
            ["Bolaget kommer från Kina.", "Polisen har sett den.", "Det gäller varje stat.", "Så."],
        ),
        ("sv", ["Prof. Ek och dr. Berg mötte John Smith Jr. i Lund.", "De talade länge."]),
        ("en", ["Gen. Jones met Sen. Smith of Calif. voters.", "They left."]),  # after Swedish
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, sentences: list[str]) -> None:
    assert sentences_of(" ".join(sentences), language) == sentences


def test_a_full_stop_before_lower_case_is_an_unknown_abbreviation() -> None:
    assert sentences_of("Se förordn. om hamnar. Den gäller.", "sv") == [
        "Se förordn. om hamnar.",
        "Den gäller.",
    ]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\n\n", " \n  ", "\f", "\u2028"])
def test_a_line_break_ends_no_sentence(line_break: str) -> None:
    sentence = f"The cameras of{line_break}Belgrade were mounted in 2019."
    assert sentences_of(f"{sentence} Nobody asked.") == [sentence, "Nobody asked."]


def test_a_list_item_is_one_sentence() -> None:
    item = "- Cameras. Forty of them. In the harbour."
    assert sentences_of(item, kind="item") == [item]


def test_a_word_of_many_full_stops_is_data_and_no_sentences() -> None:
    data = "The key is " + "{—!" * 100_000 + " here. It is long."  # it took minutes
    assert sentences_of(data) == [data]
    link = "The key is at " + "a." * 100 + "se now. It is long."
    assert sentences_of(link) == [link.removesuffix(" It is long."), "It is long."]


@pytest.mark.parametrize(
    ("beginning", "ending"),
    [("Beijing, after initially denying", "job training."), ("Chinese armaments", "battle tanks.")],
)
def test_sentences_that_a_page_broke_are_whole_in_the_commissioned_documents(
    corpus: Path, beginning: str, ending: str
) -> None:
    (path,) = corpus.glob("004_*.txt")
    text = path.read_text("utf-8")
    found = [
        text[slice(*span)] for block in split_blocks(text) for span in split_sentences(text, block)
    ]
    (sentence,) = (each for each in found if each.startswith(beginning))
    assert "\n\n" in sentence
    assert sentence.endswith(ending)


@given(generated_texts)
def test_no_word_of_a_block_is_outside_of_its_sentences(text: str) -> None:
    for block in split_blocks(text):
        spans = split_sentences(text, block)
        starts = [block.start, *(end for _, end in spans)]
        ends = [*(start for start, _ in spans), block.end]
        for start, end in zip(starts, ends, strict=True):
            assert start <= end
            assert not text[start:end].strip()
