"""The main job: the commissioned documents, with the models that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import Assistant
from qa.answerer import MAX_HITS
from tests.qa.test_assistant import check_promises

pytestmark = pytest.mark.integration


@pytest.fixture(scope="session")
def commissioned_index(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the commissioned documents, made once: it takes most of the suite's time."""
    folder = tmp_path_factory.mktemp("commissioned")
    Assistant.from_documents(corpus, index_dir=folder)
    return folder


@pytest.fixture(scope="module")
def commissioned(commissioned_index: Path) -> Assistant:
    return Assistant.open(commissioned_index)


@pytest.mark.parametrize(
    ("question", "fragments"),
    [
        ("How many nations were represented at Milipol?", ["53"]),
        ("What happened to congestion in Quito?", ["35%"]),
        ("What does the Serbian police deny?", ["förnekar", "1, 000 kameror"]),
        ("Vad menar Steven Feldstein är oklart?", ["skyddsåtgärder"]),
        (
            "I vilka länders huvudstäder har Huawei redan nätverk?",
            ["Kamerun", "Mali", "Elfenbenskusten"],
        ),
        ("Hur stora kontrakt om smarta städer skrevs 2022?", ["$3.8 billion"]),
    ],
)
def test_a_commissioned_question_is_answered_with_the_sentence_that_says_so(
    commissioned: Assistant, question: str, fragments: list[str]
) -> None:
    answer = commissioned.ask(question)
    check_promises(commissioned, answer)
    assert any(
        all(fragment in citation.quote for fragment in fragments) for citation in answer.citations
    ), answer


@pytest.mark.parametrize("question", ["Who won the 2018 World Cup?", "Vad kostar en iPhone?"])
def test_what_the_commissioned_documents_do_not_say_is_refused(
    commissioned: Assistant, question: str
) -> None:
    answer = commissioned.ask(question)
    check_promises(commissioned, answer)
    assert not answer.answered, answer


def test_no_comment_or_copyright_line_can_ever_be_quoted(commissioned: Assistant) -> None:
    # A quote is always a sentence of a passage, and these are all the passages.
    hits = commissioned.search("Vilka bilder?", k=MAX_HITS)
    assert len(hits) == commissioned.facts["passages"]
    for noise in ("Leave a Comment", "Scroll to Top", "©"):
        assert any(noise in document.text for document in commissioned.documents)
        assert not [hit.text for hit in hits if noise in hit.text]


def test_captions_are_found_behind_prose(commissioned: Assistant) -> None:
    answer = commissioned.ask("Vad delar aktivisten i Belgrad ut?")
    assert any("klistermärken" in hit.text for hit in answer.hits)
    hits = commissioned.search("Vilka bilder?", k=MAX_HITS)
    assert any("den här bilden tagen" in hit.text for hit in hits)
