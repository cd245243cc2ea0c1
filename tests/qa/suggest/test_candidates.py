"""What documents suggest to ask: their own questions, and what they say that something is."""

from __future__ import annotations

import pytest
from hypothesis import given

from index.split.passages import laid_out
from qa.suggest.candidates import MAX_EACH, MAX_LENGTH, candidates, candidates_of
from tests.fakes import generated_texts, make_document


def questions_of(text: str, language: str = "en", title: str = "…") -> list[str]:
    document = laid_out(make_document(text, title=title, language=language))
    return [each.question for each in candidates_of(document)]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("# Rules\n\n## May I bring a dog?\n\nNo.\n", "May I bring a dog?"),
        ("1. How do I pay the fee?\n\nBy card.\n", "How do I pay the fee?"),
        ("Q: Where do I leave the key?\n\nAt the desk.\n", "Where do I leave the key?"),
        ("## Who may approve a purchase\n\nThe head.\n", "Who may approve a purchase?"),
        ("The registration fee is 40 EUR.\n", "How much is the registration fee?"),
        ("The harbour master is Ada Berg.\n", "Who is the harbour master?"),
        ("The opening hour of the pier is 9.\n", "What is the opening hour of the pier?"),
        ("Our notice periods are at least a month.\n", "What are our notice periods?"),
    ],
)
def test_english(text: str, question: str) -> None:
    assert questions_of(text) == [question]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("## Får jag ta med hund?\n\nNej.\n", "Får jag ta med hund?"),
        ("## Vad gäller vid sjukdom\n\nRing.\n", "Vad gäller vid sjukdom?"),
        ("Hyran är 4 000 kronor.\n", "Hur mycket är hyran?"),
        ("Hamnkaptenen är Ada Berg.\n", "Vem är hamnkaptenen?"),
        ("Avgiften för sen betalning är 60 kr.\n", "Hur mycket är avgiften för sen betalning?"),
        ("Den ordinarie arbetstiden är 40 timmar.\n", "Vad är den ordinarie arbetstiden?"),
    ],
)
def test_swedish(text: str, question: str) -> None:
    assert questions_of(text, "sv") == [question]


@pytest.mark.parametrize(
    "text",
    [
        "The line is a road.\n",  # which one may be any
        "The advance is paid in three parts.\n",  # it does not say what it is
        "HA: Which ship were you in command of?\n",  # asked of somebody, by somebody
        "- [ ] Was the verdict appealed?\n",
        "Who came? Who went? Who stayed?\n",
        "Why?\n",
        f"May I {'really ' * 30}go?\n",
    ],
)
def test_what_suggests_nothing(text: str) -> None:
    assert questions_of(text) == []


def test_a_language_without_forms_still_has_its_own_questions() -> None:
    assert questions_of("Må jeg tage hund med?\n\nDen er 4.\n", "da") == ["Må jeg tage hund med?"]


def test_documents_take_turns_and_what_they_are_about_comes_last() -> None:
    pier = "## May I fish from the pier?\n\nYes.\n\n## May I swim from the pier?\n\nNo.\n"
    quay = "## May I fish from the quay?\n\nNo.\n\n## May I fish from the pier?\n\nYes.\n" * 2
    documents = [
        laid_out(make_document(pier, "pier.md", "The pier")),
        laid_out(make_document(quay, "quay.md", "The quay")),
    ]
    found = candidates(documents)
    assert [(each.question, each.document_id) for each in found] == [
        ("May I fish from the pier?", "pier.md"),
        ("May I fish from the quay?", "quay.md"),
        ("May I swim from the pier?", "pier.md"),
        ("What is The quay about?", "quay.md"),
        ("What is The pier about?", "pier.md"),
    ]


@given(generated_texts)
def test_any_text_suggests_a_few_questions_of_one_line(text: str) -> None:
    found = questions_of(text)
    assert len(found) <= MAX_EACH
    assert all(len(each) <= MAX_LENGTH and "\n" not in each for each in found)
    assert all(each.endswith("?") for each in found)
