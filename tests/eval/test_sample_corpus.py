"""The documents that ship with Citera, and the questions written over them."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

import pytest

from eval.questions import (
    FOLLOW_UP_KINDS,
    KINDS,
    UNANSWERABLE_KINDS,
    GoldEvidence,
    load_questions,
)
from index.language.detect import detect

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "qa" / "sample_corpus"
DOCUMENTS = sorted(
    path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*") if path.is_file()
)
QUESTION_SETS = ROOT / "eval" / "questions"
QUESTIONS = load_questions(QUESTION_SETS / "sample.jsonl")
LANGUAGES = ("en", "sv")

every_document = pytest.mark.parametrize("name", DOCUMENTS)
ANSWERABLE = [each for each in QUESTIONS if each.answerable]


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def read_html(path: Path) -> tuple[str, str]:
    """The title that the head declares, and the text of the body without its tags."""
    head, body = path.read_text("utf-8").split("<body>")
    (title,) = re.findall("<title>(.*)</title>", head)
    return html.unescape(title), html.unescape(re.sub("<[^>]+>", " ", body))


def read_pdf(path: Path) -> tuple[str, str]:
    """The title of the metadata, and the text of all pages."""
    from pypdfium2 import PdfDocument

    with PdfDocument(path) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
        return pdf.get_metadata_value("Title"), "\n".join(pages)


def read_docx(path: Path) -> tuple[str, str]:
    """The title of the document's properties, the text of its paragraphs, and its table rows."""
    from docx import Document

    document = Document(str(path))
    lines = [each.text for each in document.paragraphs]
    for table in document.tables:
        lines += [" | ".join(cell.text for cell in row.cells) for row in table.rows]
    return document.core_properties.title, "\n".join(lines)


def read_plain(path: Path) -> tuple[str, str]:
    """The first line, without Markdown's heading mark, and the whole text."""
    text = path.read_text("utf-8")
    return text.split("\n", 1)[0].removeprefix("# "), text


READERS = {
    ".docx": read_docx,
    ".html": read_html,
    ".md": read_plain,
    ".pdf": read_pdf,
    ".txt": read_plain,
}


def read(name: str) -> tuple[str, str]:
    """Title and text of a document, each as one line."""
    path = CORPUS / name
    title, text = READERS[path.suffix](path)
    return one_line(title), one_line(text)


def holds(evidence: GoldEvidence, aliases: tuple[str, ...]) -> bool:
    return any(alias.casefold() in evidence.quote.casefold() for alias in aliases)


def language_of(name: str) -> str:
    return "sv" if name.startswith("svenska/") else "en"


def test_both_languages_and_all_formats_are_present() -> None:
    assert len(DOCUMENTS) >= 12
    for language in LANGUAGES:
        suffixes = {Path(name).suffix for name in DOCUMENTS if language_of(name) == language}
        assert suffixes == set(READERS)


@every_document
def test_document_is_written_in_the_language_of_its_folder(name: str) -> None:
    assert detect(read(name)[1]) == language_of(name)


@every_document
def test_title_source_and_date_stand_in_the_text(name: str) -> None:
    title, text = read(name)
    assert 15 < len(title) < 80
    assert title in text
    assert re.search("Citera Sample Press|Citeras exempelpress", text)
    assert re.search(r"\d{1,2} [A-Za-z]+ 20\d\d", text)


@every_document
def test_document_is_short_and_small(name: str) -> None:
    assert 150 <= len(read(name)[1].split()) <= 600
    assert (CORPUS / name).stat().st_size < 100_000


@every_document
def test_extraction_neither_garbles_nor_hyphenates(name: str) -> None:
    text = read(name)[1]
    assert not re.search("\ufffd|\ufffe|\u00ad|Ã", text)
    assert max(len(word) for word in re.findall(r"\w+", text)) < 30
    if language_of(name) == "sv":
        assert set("åäö") <= set(text)


def test_pdfs_have_more_than_one_page() -> None:
    from pypdfium2 import PdfDocument

    for path in CORPUS.rglob("*.pdf"):
        with PdfDocument(path) as pdf:
            assert len(pdf) > 1, path.name


def test_every_quote_stands_in_its_document() -> None:
    texts = {name: read(name)[1] for name in DOCUMENTS}
    for question in ANSWERABLE:
        for evidence in question.evidence:
            assert evidence.quote in texts[evidence.document], question.id


def test_every_alias_group_is_matched_by_a_quote() -> None:
    for question in ANSWERABLE:
        for aliases in question.answers:
            assert any(holds(each, aliases) for each in question.evidence), (question.id, aliases)


def test_each_quote_answers_its_part() -> None:
    """Of a question in one part every group; of parts, the one group that each stands for."""
    for question in ANSWERABLE:
        parts = {evidence.part for evidence in question.evidence}
        assert len(parts) in (1, len(question.answers)), question.id
        for evidence in question.evidence:
            held = [aliases for aliases in question.answers if holds(evidence, aliases)]
            assert len(held) == len(question.answers) / len(parts), (question.id, evidence.quote)


def test_only_some_kinds_are_in_parts() -> None:
    for question in ANSWERABLE:
        parts: dict[int, set[str]] = {}
        for evidence in question.evidence:
            parts.setdefault(evidence.part, set()).add(evidence.document)
        if question.kind == "two documents":
            assert len(parts) == 2, question.id
            assert parts[0].isdisjoint(parts[1]), question.id
        elif question.kind == "disagreement":
            assert len(parts) > 1, question.id
        elif question.kind != "list":
            assert len(parts) == 1, question.id


def test_languages_agree_with_the_documents_of_the_evidence() -> None:
    for question in ANSWERABLE:
        languages = [language_of(evidence.document) for evidence in question.evidence]
        assert question.evidence_language == languages[0], question.id
        if question.kind == "cross-language":
            assert question.language not in languages, question.id


def test_a_topic_switch_follows_at_least_two_questions() -> None:
    switches = [question for question in QUESTIONS if question.kind == "topic switch"]
    assert min(len(question.history) for question in switches) >= 2


def test_every_follow_up_has_a_standalone_form_of_its_own() -> None:
    for name in ("sample", "commissioned"):
        for question in load_questions(QUESTION_SETS / f"{name}.jsonl"):
            assert bool(question.standalone) == (question.kind in FOLLOW_UP_KINDS), question.id
            assert question.standalone != question.question, question.id


def test_every_kind_is_asked_in_both_languages_and_about_equally() -> None:
    asked = Counter((question.kind, question.language) for question in QUESTIONS)
    for kind in KINDS:
        in_english, in_swedish = (asked[kind, language] for language in LANGUAGES)
        assert in_english + in_swedish >= 15, kind
        assert abs(in_english - in_swedish) <= 2, kind
    swedish = sum(question.language == "sv" for question in QUESTIONS)
    assert abs(swedish / len(QUESTIONS) - 0.5) < 0.05


def test_every_kind_is_answered_from_both_languages() -> None:
    held = {(question.kind, question.evidence_language) for question in QUESTIONS}
    answerable = set(KINDS) - set(UNANSWERABLE_KINDS)
    assert {(kind, language) for kind in answerable for language in LANGUAGES} <= held


def test_plain_questions_are_asked_in_every_pair_of_languages() -> None:
    pairs = Counter((each.kind, each.language, each.evidence_language) for each in QUESTIONS)
    for own, other in (("en", "sv"), ("sv", "en")):
        assert pairs["same-language", own, own] >= 15
        assert pairs["cross-language", own, other] >= 15


def test_no_question_is_asked_twice() -> None:
    asked = {(question.question, question.history) for question in QUESTIONS}
    assert len(asked) == len(QUESTIONS)
