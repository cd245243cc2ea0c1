"""Passages: whole sentences within a budget, crossing neither headings nor boilerplate."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.split.layout import lay_out
from index.split.passages import NOT_QUOTED, SplitSettings, embedded_text, split_document
from index.split.tokens import count_tokens
from index.types import Document
from tests.fakes import generated_texts, make_document

SENTENCES = [f"Camera number {number} hangs in the harbour." for number in range(1, 9)]
TEXT = " ".join(SENTENCES)
DEFAULTS = SplitSettings()
SETTINGS = st.builds(SplitSettings, st.integers(10, 120), st.integers(0, 3))


def passages_of(
    document: Document, settings: SplitSettings = DEFAULTS, most_characters: int = 10_000
) -> list[str]:
    """The passages' texts, made for an embedder that reads `most_characters`."""
    split = split_document(document, settings, lambda text: len(text) <= most_characters)
    return [document.text[each.passage.start : each.passage.end] for each in split.passages]


@given(generated_texts, SETTINGS)
def test_sentences_are_in_order_and_free_of_boilerplate_headings_and_each_other(
    text: str, settings: SplitSettings
) -> None:
    blocks = lay_out(text)
    others = [(block.start, block.end) for block in blocks if block.kind in NOT_QUOTED]
    alone = len(others) == len(blocks)
    left_out = [] if alone else others
    sentences = split_document(make_document(text), settings).sentences
    assert all(0 <= start < end <= len(text) for start, end in sentences)
    assert all(before[1] <= after[0] for before, after in pairwise(sentences))
    assert not any(
        start < last and first < end for start, end in sentences for first, last in left_out
    )


@given(generated_texts, SETTINGS)
def test_every_sentence_is_in_a_passage_and_passages_are_whole_sentences(
    text: str, settings: SplitSettings
) -> None:
    split = split_document(make_document(text), settings)
    held = {row for each in split.passages for row in range(each.first, each.last)}
    assert held == set(range(len(split.sentences)))
    for each in split.passages:
        assert each.passage.start == split.sentences[each.first][0]
        assert each.passage.end == split.sentences[each.last - 1][1]


@given(generated_texts, SETTINGS)
def test_a_passage_keeps_to_its_budget_unless_it_is_one_sentence(
    text: str, settings: SplitSettings
) -> None:
    split = split_document(make_document(text), settings)
    for each in split.passages:
        held = split.sentences[each.first : each.last]
        tokens = sum(count_tokens(embedded_text(text[slice(*span)])) for span in held)
        assert tokens <= settings.max_tokens or each.last - each.first == 1


@given(generated_texts, SETTINGS)
def test_neighbours_share_the_overlap_but_for_short_passages_and_new_sections(
    text: str, settings: SplitSettings
) -> None:
    passages = split_document(make_document(text), settings).passages
    for before, after in pairwise(passages):
        most = min(settings.overlap, before.last - before.first - 1)
        assert before.last - after.first in {0, most}


@given(st.lists(st.integers(1, 60), min_size=1, max_size=5), SETTINGS, st.integers(60, 300))
def test_a_passage_with_its_title_is_no_longer_than_the_embedder_reads(
    lengths: list[int], settings: SplitSettings, most_characters: int
) -> None:
    text = " ".join("Kamera" + " kamera" * length + "." for length in lengths)
    split = split_document(
        make_document(text, title="Hamnen"), settings, lambda text: len(text) <= most_characters
    )
    for each in split.passages:
        assert len(each.embedded_text) <= most_characters


@given(generated_texts, SETTINGS)
def test_the_same_document_always_splits_alike(text: str, settings: SplitSettings) -> None:
    document = make_document(text)
    assert split_document(document, settings) == split_document(document, settings)


@pytest.mark.parametrize("overlap", [0, 1, 2])
def test_neighbouring_passages_share_the_sentences_asked_for(overlap: int) -> None:
    budget = 4 * count_tokens(SENTENCES[0])
    split = split_document(make_document(TEXT), SplitSettings(budget, overlap))
    ranges = [(each.first, each.last) for each in split.passages]
    assert len(ranges) > 1
    assert all(before[1] - after[0] == overlap for before, after in pairwise(ranges))


def test_neither_a_heading_nor_a_caption_is_inside_a_passage() -> None:
    text = f"{SENTENCES[0]}\n\n# Costs\n\n{SENTENCES[1]}\n\nPhoto: Jane Doe\n\n{SENTENCES[2]}\n"
    assert passages_of(make_document(text)) == [*SENTENCES[:2], "Photo: Jane Doe", SENTENCES[2]]


def test_what_is_embedded_tells_title_and_heading() -> None:
    document = make_document(f"# Costs\n\n{SENTENCES[0]}", title="The harbour")
    (passage,) = split_document(document, DEFAULTS).passages
    assert passage.embedded_text == f"The harbour. Costs. {SENTENCES[0]}"


def test_boilerplate_leaves_the_heading_above_in_force() -> None:
    text = f"# Costs\n\n{SENTENCES[0]}\n\nPhoto: Jane Doe\n\n{SENTENCES[1]}"
    passages = split_document(make_document(text), DEFAULTS).passages
    assert [each.embedded_text for each in passages] == [
        f"Title. Costs. {SENTENCES[0]}",
        "Title. Costs. Photo: Jane Doe",
        f"Title. Costs. {SENTENCES[1]}",
    ]


def test_layout_and_links_are_not_embedded() -> None:
    text = "See the\n\n[price  list](https://example.org/a) ![](#)of  2019."
    assert embedded_text(text) == "See the price list of 2019."


def test_a_sentence_that_the_embedder_cannot_read_is_cut_at_spaces() -> None:
    sentence = "kamera " * 40 + "slut."
    parts = passages_of(make_document(sentence), SplitSettings(10, 0), most_characters=100)
    assert " ".join(parts) == sentence


def test_a_sentence_without_spaces_is_cut_all_the_same() -> None:
    parts = passages_of(make_document("x" * 5_000 + "."), DEFAULTS, most_characters=900)
    assert "".join(parts) == "x" * 5_000 + "."


def test_a_title_longer_than_the_embedder_reads_does_not_cut_sentences_to_pieces() -> None:
    document = make_document(SENTENCES[0], title="The harbour and its cameras " * 5)
    assert passages_of(document, most_characters=60) == SENTENCES[:1]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kamerorna i hamnen sattes upp av kommunen förra året, och fiskarna betalade hälften av "
         "dem ur egen ficka.", "sv"),
        ("Kamerorna i hamnen är många.", "en"),
    ],
)  # fmt: skip
def test_a_passage_has_its_own_language_only_if_long_enough_to_show_it(
    text: str, language: str
) -> None:
    (passage,) = split_document(make_document(f"{text}", title="Hamn"), DEFAULTS).passages
    assert passage.passage.language == language


def test_an_id_changes_with_document_place_and_text() -> None:
    documents = [
        make_document("Divers came."),
        make_document("Divers went."),
        make_document(" Divers came."),
        make_document("Divers came.", "b.txt"),
    ]
    splits = [split_document(document, DEFAULTS) for document in documents]
    assert len({split.passages[0].passage.id for split in splits}) == len(documents)


def test_boilerplate_alone_makes_no_passage() -> None:
    assert passages_of(make_document("© 2019 AFP\n\nLeave a Comment\n")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The wifi password is hunter2", ["The wifi password is hunter2"]),
        (
            "Opening hours\n\nMonday to Friday 9-17\nSaturday 10-14\n",
            ["Monday to Friday 9-17", "Saturday 10-14"],
        ),
    ],
)
def test_a_document_of_short_lines_alone_is_not_lost(text: str, said: list[str]) -> None:
    split = split_document(make_document(text), SplitSettings())
    assert [text[start:end] for start, end in split.sentences] == said
    assert split.passages


def test_a_heading_of_brackets_costs_no_more_than_other_text() -> None:
    document = make_document("# " + "[" * 300_000 + "\n\nThe harbour has forty cameras.")
    assert passages_of(document) == ["The harbour has forty cameras."]  # it took minutes
