"""Borrowed sets in this project's form, from a small folder in theirs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from eval.datasets import squad_parallel
from eval.questions import Question, load_questions, resolve_evidence
from index import Document
from index.load import find_files, load_file

ARTICLES = [
    f"Harbour_of_{name}" for name in "Ellery Quito Rabat Nice Harare Kampala Lahore".split()
]
PARAGRAPHS = 3
LANGUAGES = ("en", "sv")
SAID = {"en": ["{n} cranes", "{n}"], "sv": ["{n} kranar"]}
TEXTS = {
    "en": "The harbour has {n} cranes. It is old.",
    "sv": "Hamnen har {n} kranar. Den är gammal.",
}


def other(language: str) -> str:
    return "sv" if language == "en" else "en"


def pairs() -> Iterable[tuple[str, str, int]]:
    """Article, name and number of every paragraph that exists in both languages."""
    for place, article in enumerate(ARTICLES):
        for number in range(PARAGRAPHS):
            yield article, f"{article}-{number}", 100 + place * PARAGRAPHS + number


def answers(language: str, number: int) -> list[str]:
    return [each.format(n=number) for each in SAID[language]]


def paragraph(language: str, article: str, pair: str, number: int) -> dict[str, Any]:
    text = TEXTS[language].format(n=number)
    identifier = f"{language}:{pair}"
    return {"id": identifier, "title": article, "text": text, "lang": language, "pair": pair}


def question(language: str, pair: str, number: int, answerable: bool) -> dict[str, Any]:
    return {
        "id": f"{language}:{pair}:{answerable}",
        "question": f"How many cranes has {pair}?",
        "lang": language,
        "answers": answers(language, number) if answerable else [],
        "doc_ids": [f"{language}:{pair}"],
        "answerable": answerable,
        "xl_doc_ids": [f"{other(language)}:{pair}"],
        "xl_answers": answers(other(language), number) if answerable else [],
    }


def write_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    path.write_text("".join(f"{json.dumps(each)}\n" for each in records), encoding="utf-8")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("squad_parallel")
    write_lines(
        folder / "corpus.jsonl",
        (paragraph(language, *each) for each in pairs() for language in LANGUAGES),
    )
    write_lines(
        folder / "questions.jsonl",
        (
            question(language, pair, number, answerable)
            for _, pair, number in pairs()
            for language in LANGUAGES
            for answerable in (True, False)
        ),
    )
    return folder


@pytest.fixture(scope="module")
def documents(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    folder = tmp_path_factory.mktemp("borrowed") / "new"
    squad_parallel(source, folder)
    return {each.id: load_file(each) for each in find_files(folder)[0]}


@pytest.fixture(scope="module")
def questions(source: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Question]:
    return squad_parallel(source, tmp_path_factory.mktemp("again"))


def languages_present(documents: Mapping[str, Document]) -> dict[int, str]:
    """By its number, the language in which a paragraph was written to the folder."""
    return {
        number: language
        for _, _, number in pairs()
        for language in LANGUAGES
        for document in documents.values()
        if document.text.endswith(f"\n\n{TEXTS[language].format(n=number)}\n")
    }


def test_each_paragraph_is_written_in_one_language_under_its_articles_title(
    documents: dict[str, Document],
) -> None:
    present = languages_present(documents)
    assert len(present) == len(documents)
    assert Counter(present.values()).keys() == set(LANGUAGES)
    titles = {article.replace("_", " ") for article in ARTICLES}
    assert {document.text.split("\n")[0] for document in documents.values()} < titles


def test_whole_articles_are_left_out(documents: dict[str, Document]) -> None:
    present = languages_present(documents)
    kept = Counter(article for article, _, number in pairs() if number in present)
    assert set(kept.values()) == {PARAGRAPHS}
    assert 0 < len(kept) < len(ARTICLES)


def test_a_question_is_of_the_kind_that_the_paragraph_present_makes_it(
    documents: dict[str, Document], questions: list[Question]
) -> None:
    present = languages_present(documents)
    asked = {each.id: each for each in questions}
    for _, pair, number in pairs():
        held = present.get(number)
        for language in LANGUAGES:
            found = asked[f"{language}:{pair}:True"]
            kind = "same-language" if held == language else "cross-language"
            assert found.kind == (kind if held else "off-topic")
            assert found.evidence_language == held
            assert found.answers == ((tuple(answers(held, number)),) if held else ())
    assert {each.kind for each in questions} == {"same-language", "cross-language", "off-topic"}


def test_evidence_stands_in_the_documents(
    documents: dict[str, Document], questions: list[Question]
) -> None:
    for each in questions:
        quotes = [
            documents[span.document_id].text[span.start : span.end]
            for part in resolve_evidence(each, documents)
            for span in part
        ]
        assert quotes == [alias for group in each.answers for alias in group]


def test_adversarial_questions_are_not_used(questions: list[Question]) -> None:
    assert len(questions) == len(ARTICLES) * PARAGRAPHS * len(LANGUAGES)
    assert all(each.id.endswith(":True") for each in questions)


def test_the_questions_keep_the_form_of_a_question_set(
    questions: list[Question], tmp_path: Path
) -> None:
    records = [asdict(each) for each in questions]
    for record in records:
        record["evidence"] = [
            {"document": each["document"], "quote": each["quote"]} for each in record["evidence"]
        ]
    write_lines(tmp_path / "set.jsonl", records)
    assert list(load_questions(tmp_path / "set.jsonl")) == questions


def test_nothing_depends_on_when_it_is_run(
    source: Path, documents: dict[str, Document], questions: list[Question], tmp_path: Path
) -> None:
    assert squad_parallel(source, tmp_path) == questions
    assert squad_parallel(source, tmp_path) == questions
    again = {each.id: load_file(each) for each in find_files(tmp_path)[0]}
    assert again == documents
