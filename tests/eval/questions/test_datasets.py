"""Borrowed sets in this project's form, from a small folder in theirs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from eval.questions import Question, load_questions, resolve_evidence
from eval.questions.datasets import DATASETS, convert, squad_parallel
from index import Document
from index.errors import CiteraError
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
            assert {documents[each.document].language for each in found.evidence} == (
                {held} if held else set()
            )
            assert found.answers == ((tuple(answers(held, number)),) if held else ())
    assert {each.kind for each in questions} == {"same-language", "cross-language", "off-topic"}


def test_evidence_stands_in_the_documents(
    documents: dict[str, Document], questions: list[Question]
) -> None:
    for each in questions:
        parts = resolve_evidence(each, documents)
        assert len(parts) == len(each.answers)
        for span in chain(*parts):
            assert documents[span.document_id].text[span.start : span.end] in each.answers[0]


def test_adversarial_questions_are_not_used(questions: list[Question]) -> None:
    assert len(questions) == len(ARTICLES) * PARAGRAPHS * len(LANGUAGES)
    assert all(each.id.endswith(":True") for each in questions)


def test_nothing_depends_on_when_it_is_run(
    source: Path, documents: dict[str, Document], questions: list[Question], tmp_path: Path
) -> None:
    assert squad_parallel(source, tmp_path) == questions
    assert squad_parallel(source, tmp_path) == questions
    again = {each.id: load_file(each) for each in find_files(tmp_path)[0]}
    assert again == documents


SHARED = Path(__file__).parents[4] / "shared" / "data"
PAGE = {"id": "p-1", "title": "Quay", "text": "The quay has nine cranes.", "lang": "en"}
OTHER = {"id": "p-2", "title": "", "text": "Ships call daily.", "lang": "en"}
ASKED = {"id": "q-1", "question": "How many cranes?", "lang": "en", "answerable": True}


def convert_lines(
    folder: Path, name: str, corpus: list[dict[str, Any]], lines: list[dict[str, Any]]
) -> tuple[list[Question], dict[str, Document]]:
    write_lines(folder / "corpus.jsonl", corpus)
    write_lines(folder / "questions.jsonl", lines)
    questions = convert(name, folder, folder / "out")
    assert list(load_questions(folder / "out" / "questions.jsonl")) == questions
    sources, _ = find_files(folder / "out" / "documents")
    return questions, {source.id: load_file(source) for source in sources}


def test_swequad_asks_for_what_a_page_says(tmp_path: Path) -> None:
    answered = ASKED | {"answers": ["nine cranes"], "doc_ids": ["p-1", "p-2"]}
    unfounded = ASKED | {"id": "q-2", "answers": ["ten"], "doc_ids": ["p-1"]}
    (question,), documents = convert_lines(
        tmp_path, "swequad", [PAGE, OTHER], [answered, unfounded]
    )
    ((span,),) = resolve_evidence(question, documents)
    assert documents[span.document_id].text[span.start : span.end] == "nine cranes"
    assert documents[span.document_id].text.startswith("Quay\n\nThe quay")


def test_swefaq_asks_for_the_whole_answer(tmp_path: Path) -> None:
    line = ASKED | {"answers": [PAGE["text"]], "doc_ids": ["p-2"]}
    (question,), documents = convert_lines(tmp_path, "swefaq", [PAGE, OTHER], [line])
    ((span,),) = resolve_evidence(question, documents)
    assert question.answers == ()
    assert documents[span.document_id].text[span.start : span.end] == "Ships call daily.\n"


def test_mtrag_keeps_the_users_turns_and_the_rewritten_question(tmp_path: Path) -> None:
    history = [{"role": "user", "text": "Is it big?"}, {"role": "agent", "text": "Very."}]
    turn = {"history": history, "rewrite": "How many cranes has the quay?", "doc_ids": ["p-1"]}
    first = {"id": "q-2", "history": [], "rewrite": "How many?", "doc_ids": [], "answerable": False}
    asked, unanswerable = convert_lines(
        tmp_path, "mtrag", [PAGE, OTHER], [ASKED | turn, ASKED | first]
    )[0]
    assert (asked.history, asked.standalone) == (("Is it big?",), turn["rewrite"])
    assert (unanswerable.history, unanswerable.standalone) == ((), "")
    assert (asked.answerable, unanswerable.answerable) == (True, False)


def test_gnome_help_is_asked_across_languages(tmp_path: Path) -> None:
    pages = [
        {"id": f"{language}:{pair}", "title": pair, "text": text, "lang": language, "pair": pair}
        for pair in "abcdefgh"
        for language, text in (("en", "Turn it on."), ("sv", "Sätt på den."))
    ]
    lines = [
        ASKED | {"id": f"en:{pair}", "doc_ids": [f"en:{pair}"], "xl_doc_ids": [f"sv:{pair}"]}
        for pair in "abcdefgh"
    ]
    questions, documents = convert_lines(tmp_path, "gnome_help", pages, lines)
    assert len(documents) == len(questions) == 8
    for question in questions:
        (evidence,) = question.evidence
        held = "sv" if "Sätt" in documents[evidence.document].text else "en"
        assert question.kind == ("same-language" if held == "en" else "cross-language")
    assert {question.kind for question in questions} == {"same-language", "cross-language"}


def test_reader_training_has_questions_without_an_answer(tmp_path: Path) -> None:
    example = {"source": "made", "article": "Quay", "context": PAGE["text"], "lang": "en"}
    lines = [
        example | {"question": "How many?", "answers": [{"text": "nine"}], "answerable": True},
        example | {"question": "How tall?", "answers": [], "answerable": False},
    ]
    write_lines(tmp_path / "examples.jsonl", lines)
    asked, unanswerable = convert("reader_training", tmp_path, tmp_path / "out")
    assert asked.answers == (("nine",),)
    assert len(asked.evidence) == len(list((tmp_path / "out" / "documents").iterdir())) == 1
    assert (unanswerable.kind, unanswerable.evidence) == ("near miss", ())


def test_written_documents_are_asked_about_in_both_languages(tmp_path: Path) -> None:
    line = {
        "id": "p1",
        "language": "sv",
        "title": "Hamnen",
        "date": "2020-01-02",
        "text": "Hamnen har fyrtio kameror. De är gråa.",
        "questions": [
            {
                "kind": "number",
                "sv": "Hur många kameror?",
                "en": "How many cameras?",
                "evidence": ["Hamnen har fyrtio kameror."],
                "answer": "fyrtio",
            },
            {
                "kind": "false_premise",
                "sv": "Varför togs de ner?",
                "en": "Why were they taken down?",
                "evidence": [],
                "answer": None,
                "near": ["De är gråa."],
            },
        ],
    }
    write_lines(tmp_path / "part-01.jsonl", [line])
    for source in (tmp_path, tmp_path / "part-01.jsonl"):
        questions = convert("reader_questions", source, tmp_path / "out")
        assert [(each.language, each.kind) for each in questions] == [
            ("en", "cross-language"),
            ("sv", "same-language"),
            ("en", "false premise"),
            ("sv", "false premise"),
        ]
        assert questions == list(load_questions(tmp_path / "out" / "questions.jsonl"))
    (written,) = (tmp_path / "out" / "documents").iterdir()
    assert written.read_text("utf-8").split("\n\n")[:2] == ["Hamnen", "2020-01-02"]


@pytest.mark.parametrize("name", DATASETS)
def test_a_folder_that_holds_no_such_set_is_refused(tmp_path: Path, name: str) -> None:
    for file in ("corpus", "questions", "examples", "part-01"):
        write_lines(tmp_path / f"{file}.jsonl", [{"id": "a"}])
    with pytest.raises(CiteraError, match=rf"cannot be read as {name}.*KeyError"):
        convert(name, tmp_path, tmp_path / "out")
    with pytest.raises(CiteraError, match="FileNotFoundError"):
        convert(name, tmp_path / "absent", tmp_path / "out")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the borrowed sets, ../shared/data, are not here")
@pytest.mark.parametrize(("name", "count"), [("gnome_help", 516), ("swefaq", 110), ("mtrag", 159)])
def test_the_evidence_of_the_real_sets_is_found(name: str, count: int, tmp_path: Path) -> None:
    questions = convert(name, SHARED / name, tmp_path)
    written = {path.name: path.read_text("utf-8") for path in (tmp_path / "documents").iterdir()}
    documents = {name: Document(name, "", text, "und") for name, text in written.items()}
    assert len(questions) == count
    assert all(resolve_evidence(each, documents) for each in questions if each.answerable)
