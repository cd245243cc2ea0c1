"""Misspelt words of questions, over documents that spell them."""

from __future__ import annotations

import pytest

from index import Document, Index
from index.build import build_index
from index.embed.e5.embedder import E5Embedder
from index.split.passages import SplitSettings
from qa import Assistant
from qa.understand.spelling import respelt
from tests.e5_reference import loaded_e5
from tests.fakes import HashedWordsEmbedder

SWEDISH = (
    "Vattnet stängs av när värmesystemet fylls. Biblioteket lånar ut böcker om hygienrutiner. "
    "Tagen fångade bilen på filmen. Handläggaren skriver till Bergland."
)
ENGLISH = "The family ticket covers swimming. Water damage is repaired. They mean to electrify it."


@pytest.fixture(scope="module")
def index() -> Index:
    """A document of each language."""
    documents = [
        Document("a.txt", "Drift", SWEDISH, "sv"),
        Document("b.txt", "Rules", ENGLISH, "en"),
    ]
    return build_index(documents, HashedWordsEmbedder(), SplitSettings())


@pytest.fixture(scope="module")
def embedder() -> E5Embedder:
    """The bundled one."""
    return loaded_e5()


@pytest.mark.parametrize(
    ("language", "asked", "mended"),
    [
        ("sv", "När stängs vatnet av?", "När stängs vattnet av?"),
        ("sv", "Har biblotek böcker om hygenrutiner", "Har bibliotek böcker om hygienrutiner"),
        ("sv", "värmesystmet", "värmesystemet"),
        ("en", "does a familly pay for swiming", "does a family pay for swimming"),
        ("en", "Who repairs water damadge?", "Who repairs water damage?"),
    ],
)
def test_a_slip_of_the_finger_is_mended(
    index: Index, embedder: E5Embedder, language: str, asked: str, mended: str
) -> None:
    assert respelt(asked, language, index, embedder.count_pieces) == mended


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("sv", "När går tåget, och vad menas med filen?"),  # right, though the documents lack them
        ("sv", "Vem skrev till Berglund?"),  # a name
        ("en", "Which parliament did they elect, and what was meant?"),
        ("en", "Is it electrified?"),
        ("en", "How do lawyers repair bicycles?"),
        ("de", "Wer repariert den Wasserschadn?"),
        ("sv", ""),
        ("sv", "vatnet" + "a" * 2_000),  # too long for a slip of the finger to be looked for
    ],
)
def test_what_is_spelt_rightly_stays(
    index: Index, embedder: E5Embedder, language: str, asked: str
) -> None:
    assert respelt(asked, language, index, embedder.count_pieces) == asked


def test_the_answer_says_how_a_misspelt_question_was_read(embedder: E5Embedder) -> None:
    document = Document("b.txt", "Rules", ENGLISH, "en")
    assistant = Assistant(build_index([document], embedder, SplitSettings()), embedder)
    answer = assistant.ask("What is done about water damadge?")
    assert answer.question == "What is done about water damadge?"
    assert answer.understood == "What is done about water damage?"
    assert answer.citations[0].quote.startswith("Water damage is repaired.")
    as_meant = assistant.ask("What is done about water damage?")
    assert (as_meant.understood, as_meant.text) == (None, answer.text)
