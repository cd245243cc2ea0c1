"""Question files: what is refused and why, where evidence stands, and the sets that ship."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import TextSpan, answer_hit
from eval.questions import (
    EXAMPLE,
    FOLLOW_UP_KINDS,
    KINDS,
    SHORT_EXAMPLE,
    UNANSWERABLE_KINDS,
    EvidenceError,
    GoldEvidence,
    Question,
    QuestionFileError,
    find_question_set,
    load_questions,
    resolve_evidence,
    save_questions,
)
from index.types import Document

ROOT = Path(__file__).parents[3]
QUESTION_SETS = sorted((ROOT / "eval" / "questions").glob("*.jsonl"))
COMMISSIONED = ROOT / "eval" / "questions" / "commissioned.jsonl"
CORPUS = ROOT.parent / "shared" / "corpus"
UNANSWERABLE: dict[str, Any] = {"answers": [], "evidence": [], "evidence_language": None}
ALONE: dict[str, Any] = {"history": [], "standalone": None}  # None takes the field away
SWEDISH = {"000_27e1a5d7fb689d78.txt", "003_f0afa5366772988f.txt"}

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the commissioned corpus, ../shared/corpus, is not here"
)


def test_every_field_is_read(tmp_path: Path) -> None:
    (question,) = load_questions(_write(tmp_path, EXAMPLE))
    assert question == Question(
        id="harbour-001",
        question="And how deep is it?",
        language="en",
        kind="pronoun",
        evidence_language="sv",
        answers=(("12 metres", "twelve metres", "12 meter"),),
        evidence=(
            GoldEvidence("hamn/djup.txt", quote="Hamnen är 12 meter djup."),
            GoldEvidence("hamn/om.txt", start=120, end=144, sha256="0123456789abcdef" * 4),
        ),
        history=("Where is the harbour?",),
        standalone="How deep is the harbour?",
    )


def test_a_question_answers_and_a_document_are_enough(tmp_path: Path) -> None:
    (question,) = load_questions(_write(tmp_path, SHORT_EXAMPLE))
    assert question == Question(
        id="How deep is the harbour?",
        question="How deep is the harbour?",
        language="en",
        kind="unsorted",
        evidence_language=None,
        answers=(("12 metres", "12 meter"),),
        evidence=(GoldEvidence("hamn/djup.txt"),),
    )


def test_without_answers_a_document_is_evidence_and_without_both_there_is_none(
    tmp_path: Path,
) -> None:
    quoted, refused = load_questions(
        _write(
            tmp_path,
            {"question": "Vad skrevs om hamnen?", "answers": [], "document": "a.txt"},
            {"question": "Who is the mayor of it?", "answers": []},
        )
    )
    assert (quoted.answerable, quoted.language) == (True, "sv")
    assert (refused.answerable, refused.language) == (False, "en")


def test_saved_questions_are_read_as_the_same(tmp_path: Path) -> None:
    first_words = {"document": "a.txt", "start": 0, "end": 9, "sha256": "0" * 64}
    placed = {"question": "What?", "answers": [], "evidence": [first_words]}
    questions = load_questions(
        _write(tmp_path, EXAMPLE, SHORT_EXAMPLE, {"question": "Who?", "answers": []}, placed)
    )
    save_questions(questions, tmp_path / "saved.jsonl")
    assert load_questions(tmp_path / "saved.jsonl") == questions


def test_blank_lines_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    lines = [json.dumps(EXAMPLE | {"id": name, "question": "a\u2028b"}) for name in ("a", "b")]
    path.write_bytes(("\ufeff" + "\r\n\r\n".join(lines) + "\r\n").encode())
    assert [question.id for question in load_questions(path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("id", 7),
        ("question", "  "),
        ("question", None),
        ("language", "English"),
        ("kind", "follow-up"),
        ("kind", ["pronoun"]),
        ("evidence_language", "English"),
        ("answers", "53"),
        ("answers", [["53"], "54"]),
        ("answers", None),
        ("answers", [[]]),
        ("answers", [["53", ""]]),
        ("document", "a.txt"),
        ("evidence", []),
        ("evidence", ["a quote"]),
        ("evidence", [{"document": "a.txt", "end": 1}]),
        ("evidence", [{"document": "", "quote": "x"}]),
        ("evidence", [{"document": "a.txt", "quote": "x", "page": 1}]),
        ("evidence", [{"document": "a.txt", "quote": "x", "part": "1"}]),
        ("evidence", [{"document": "a.txt", "quote": "x", "part": True}]),
        ("evidence", [{"document": "a.txt", "quote": "x", "part": 1}]),
        ("evidence", [{"document": "a.txt", "quote": "x", "part": -1}]),
        ("evidence", [{"document": "a.txt", "start": 1, "end": 2}]),
        ("evidence", [{"document": "a.txt", "start": 2, "end": 2, "sha256": "0" * 64}]),
        ("evidence", [{"document": "a.txt", "start": -1, "end": 2, "sha256": "0" * 64}]),
        ("evidence", [{"document": "a.txt", "start": False, "end": 2, "sha256": "0" * 64}]),
        ("evidence", [{"document": "a.txt", "start": 1, "end": 2, "sha256": "0" * 63}]),
        ("history", "Where is the harbour?"),
        ("history", [""]),
        ("standalone", " "),
    ],
)
def test_a_wrong_field_is_refused_with_its_line_and_the_right_form(
    tmp_path: Path, field: str, value: object
) -> None:
    path = _write(tmp_path, EXAMPLE | {"id": "first"}, EXAMPLE | {field: value})
    with pytest.raises(QuestionFileError) as refusal:
        load_questions(path)
    message = str(refusal.value)
    assert f'{path}, line 2, field "{field}"' in message
    assert json.dumps({**SHORT_EXAMPLE, **EXAMPLE}[field], ensure_ascii=False) in message


@pytest.mark.parametrize("field", ["question", "answers"])
def test_a_missing_field_is_refused(tmp_path: Path, field: str) -> None:
    fields = {name: value for name, value in SHORT_EXAMPLE.items() if name != field}
    with pytest.raises(QuestionFileError, match=f'line 1, field "{field}": missing; for example'):
        load_questions(_write(tmp_path, fields))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "same-language"}, "kind"),
        ({"kind": "cross-language", "evidence_language": "en"}, "kind"),
        ({"kind": "cross-language"}, "history"),
        ({"kind": "number"}, "history"),
        ({"kind": "topic switch"} | ALONE, "history"),
        ({"kind": "near miss"} | ALONE, "evidence"),
        ({"evidence": []}, "evidence"),
        ({"answers": [], "evidence": []}, "evidence"),
        ({"history": []}, "standalone"),
        (UNANSWERABLE, "evidence"),
        (UNANSWERABLE | {"kind": "near miss"}, "history"),
        (UNANSWERABLE | {"kind": "number"} | ALONE, "evidence"),
    ],
)
def test_a_field_that_contradicts_another_is_refused(
    tmp_path: Path, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(QuestionFileError, match=f'line 1, field "{field}"'):
        load_questions(_write(tmp_path, _changed(changes)))


@pytest.mark.parametrize("kind", KINDS)
def test_history_and_answers_are_needed_exactly_where_the_kind_says(
    tmp_path: Path, kind: str
) -> None:
    languages = {"language": "sv"} if kind == "same-language" else {}
    accepted = {
        (not alone, answerable)
        for alone in ({}, ALONE)
        for answerable in (True, False)
        if _is_accepted(
            tmp_path,
            _changed(languages | alone | {"kind": kind} | ({} if answerable else UNANSWERABLE)),
        )
    }
    answerable = {True, False} if kind == "order" else {kind not in UNANSWERABLE_KINDS}
    assert accepted == {(kind in FOLLOW_UP_KINDS, each) for each in answerable}


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    evidence = [{"document": "a.txt", "quote": "x", "part": part} for part in (0, 2)]
    with pytest.raises(QuestionFileError, match=r'"evidence": .*\[0, 2\], and part 1 is missing'):
        load_questions(_write(tmp_path, EXAMPLE | {"evidence": evidence}))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'{"id": "a"', "line 1: not JSON"),
        (b"[1, 2]", "line 1: not a JSON object"),
        (b"[" * 100_000, "line 1: not JSON"),
        (b"\xff\xfe", "cannot be read"),
        (b"\n \n", "holds no question"),
        (json.dumps(EXAMPLE | {"source": "me"}).encode(), 'line 1, field "source": unknown'),
        (2 * (json.dumps(EXAMPLE).encode() + b"\n"), 'line 2, field "id": "harbour-001" stands'),
    ],
)
def test_a_malformed_file_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(content)
    with pytest.raises(QuestionFileError, match=re.escape(problem)):
        load_questions(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match=r"absent\.jsonl cannot be read"):
        load_questions(tmp_path / "absent.jsonl")


def test_a_set_is_found_by_its_name_or_its_path(tmp_path: Path) -> None:
    own = _write(tmp_path, EXAMPLE)
    assert find_question_set("commissioned") == COMMISSIONED
    assert find_question_set(str(own)) == own
    with pytest.raises(QuestionFileError, match=r"no question set mine; .*commissioned, sample"):
        find_question_set("mine")


def test_a_quote_is_found_across_any_white_space_wherever_it_stands() -> None:
    text = "Djupet: Hamnen är\n\n 12 meter  djup. Åter: Hamnen är 12 meter djup."
    (spans,) = resolve_evidence(*_quoting("Hamnen är 12 meter djup.", text))
    assert [text[span.start : span.end] for span in spans] == [
        "Hamnen är\n\n 12 meter  djup.",
        "Hamnen är 12 meter djup.",
    ]


@given(
    words=st.lists(st.text("ab.*(é", min_size=1), min_size=1, max_size=8),
    gaps=st.lists(st.text(" \n\t\u00a0", min_size=1), min_size=8, max_size=8),
)
def test_any_words_are_found_where_they_stand(words: list[str], gaps: list[str]) -> None:
    before = "§ 1" + gaps[0]
    stands = words[0] + "".join(gap + word for gap, word in zip(gaps, words[1:], strict=False))
    ((span, *_),) = resolve_evidence(*_quoting(" ".join(words), before + stands))
    assert span == ("a.txt", len(before), len(before) + len(stands))


def test_evidence_stands_part_by_part_in_order() -> None:
    question, documents = _quoting("Djup.", "Djup. Bred. Grund. Djup.")
    quotes = {"Bred.": 1, "Djup.": 0, "Grund.": 1}
    evidence = tuple(
        GoldEvidence("a.txt", quote=quote, part=part) for quote, part in quotes.items()
    )
    assert resolve_evidence(replace(question, evidence=evidence), documents) == (
        (("a.txt", 0, 5), ("a.txt", 19, 24)),
        (("a.txt", 6, 11), ("a.txt", 12, 18)),
    )


def test_a_quote_is_words_and_not_a_pattern() -> None:
    text = "Costs (in $) rose. Costs in dollars rose."
    (((document_id, start, end),),) = resolve_evidence(*_quoting("Costs (in $) rose.", text))
    assert (document_id, start, end) == ("a.txt", 0, 18)


def test_evidence_without_words_is_where_the_answers_stand() -> None:
    question, documents = _asking(GoldEvidence("a.txt"), "Djup: 12 meter. Den 12 maj.")
    assert resolve_evidence(question, documents) == (
        (TextSpan("a.txt", 6, 8), TextSpan("a.txt", 20, 22)),
    )
    unknown = replace(question, answers=())
    assert resolve_evidence(unknown, documents) == ((TextSpan("a.txt", 0, 27),),)
    with pytest.raises(EvidenceError, match=r'"13" / "tretton" is not in a\.txt; copy the words'):
        resolve_evidence(replace(question, answers=(("13",), ("tretton",))), documents)


def test_a_quote_that_is_not_there_is_named() -> None:
    with pytest.raises(EvidenceError, match=r'harbour-001: "Hamnen är grund\." is not in a\.txt'):
        resolve_evidence(*_quoting("Hamnen är grund.", "Hamnen är djup."))


def test_evidence_by_place_is_checked_against_its_hash() -> None:
    text = "Vattnet: åtta meter."
    span = GoldEvidence("a.txt", start=9, end=20, sha256=_sha256("åtta meter."))
    question, documents = _asking(span, text)
    assert resolve_evidence(question, documents) == ((("a.txt", 9, 20),),)
    changed = {"a.txt": _document("a.txt", "Vattnet: nio meter. ")}
    with pytest.raises(EvidenceError, match=r"characters 9 to 20 of a\.txt"):
        resolve_evidence(question, changed)


def test_evidence_in_a_document_that_is_missing_is_named() -> None:
    question, _ = _quoting("x", "x")
    with pytest.raises(EvidenceError, match=r"no document a\.txt"):
        resolve_evidence(question, {})


@pytest.mark.parametrize("path", QUESTION_SETS, ids=lambda path: path.name)
def test_every_set_that_ships_is_in_the_right_form(path: Path) -> None:
    questions = load_questions(path)
    assert {question.id.rsplit("-", 1)[0] for question in questions} == {path.stem}


def test_the_commissioned_set_is_balanced() -> None:
    questions = _commissioned()
    kinds = Counter(question.kind for question in questions)
    assert not {kind for kind in KINDS if kinds[kind] < 15}
    pairs = Counter((each.kind, each.language, each.evidence_language) for each in questions)
    for own, other in (("en", "sv"), ("sv", "en")):
        assert pairs["same-language", own, own] >= 15
        assert pairs["cross-language", own, other] >= 15
    swedish = sum(question.language == "sv" for question in questions)
    assert abs(swedish / len(questions) - 0.5) < 0.05


def test_the_commissioned_set_holds_the_questions_asked_for() -> None:
    kinds = {question.question: question.kind for question in _commissioned()}
    wanted = {
        "How many nations were represented at Milipol?": "same-language",
        "What happened to congestion in Quito?": "same-language",
        "Vad menar Steven Feldstein är oklart?": "same-language",
        "I vilka länders huvudstäder har Huawei redan nätverk?": "same-language",
        "Hur stora kontrakt om smarta städer skrevs 2022?": "cross-language",
        "What does the Serbian police deny?": "cross-language",
        "Who won the 2018 World Cup?": "off-topic",
        "Vad kostar en iPhone?": "off-topic",
    }
    assert {question: kinds.get(question) for question in wanted} == wanted


@needs_corpus
def test_any_sentence_of_each_part_answers_a_commissioned_question() -> None:
    documents = _corpus()
    for question in _commissioned():
        answered: set[int] = set()
        for part in resolve_evidence(question, documents):
            found = [_answered(question, documents, span) for span in part]
            assert all(found), (question.id, found)
            answered |= set.intersection(*found)
        assert answered == set(range(len(question.answers))), (question.id, answered)


@needs_corpus
def test_every_alias_of_the_commissioned_set_stands_in_its_evidence() -> None:
    documents = _corpus()
    for question in _commissioned():
        spans = chain(*resolve_evidence(question, documents))
        text = " ".join(documents[span.document_id].text[span.start : span.end] for span in spans)
        for alias in chain(*question.answers):
            assert answer_hit(text, [[alias]]), (question.id, alias)


@needs_corpus
def test_commissioned_evidence_is_whole_sentences_the_first_in_its_language() -> None:
    documents = _corpus()
    for question in _commissioned():
        for first in question.evidence[:1]:
            language = "sv" if first.document in SWEDISH else "en"
            assert question.evidence_language == language, question.id
        for document_id, start, end in chain(*resolve_evidence(question, documents)):
            text = documents[document_id].text
            assert re.search(r'(^|[.?)"”\']\s|\n)$', text[:start]), (question.id, start)
            assert re.match(r'["“A-ZÅÄÖ]', text[start:]), (question.id, start)
            assert re.search(r'[.?]["”]?$', text[start:end]) or text[end] == "\n", question.id


def test_only_commissioned_questions_of_several_sides_have_parts() -> None:
    several = {"two documents", "disagreement"}
    for question in _commissioned():
        parts = {evidence.part for evidence in question.evidence}
        assert (len(parts) > 1) == (question.kind in several), question.id
        if question.kind == "two documents":
            assert len({each.document for each in question.evidence}) > 1, question.id


@needs_corpus
def test_the_commissioned_set_copies_no_sentence() -> None:
    corpus = "\n".join(_words(document.text) for document in _corpus().values())
    for question in _commissioned():
        for asked in (question.question, *question.history):
            words = _words(asked).split()
            runs = [" ".join(words[first : first + 6]) for first in range(len(words) - 5)]
            assert not [run for run in runs if run in corpus], question.id


def _write(folder: Path, *lines: dict[str, Any]) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8")
    return path


def _changed(changes: dict[str, Any]) -> dict[str, Any]:
    changed = EXAMPLE | changes
    return {
        name: value
        for name, value in changed.items()
        if value is not None or name == "evidence_language"
    }


def _is_accepted(folder: Path, line: dict[str, Any]) -> bool:
    try:
        load_questions(_write(folder, line))
    except QuestionFileError:
        return False
    return True


def _document(document_id: str, text: str) -> Document:
    return Document(document_id, document_id, text, "sv")


def _asking(evidence: GoldEvidence, text: str) -> tuple[Question, dict[str, Document]]:
    question = Question(
        id="harbour-001",
        question="Hur djup är hamnen?",
        language="sv",
        kind="same-language",
        evidence_language="sv",
        answers=(("12",),),
        evidence=(evidence,),
        history=(),
    )
    return question, {"a.txt": _document("a.txt", text)}


def _quoting(quote: str, text: str) -> tuple[Question, dict[str, Document]]:
    return _asking(GoldEvidence("a.txt", quote=quote), text)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _answered(question: Question, documents: dict[str, Document], span: TextSpan) -> set[int]:
    """The groups of aliases that the sentence matches."""
    sentence = documents[span.document_id].text[span.start : span.end]
    groups = enumerate(question.answers)
    return {number for number, group in groups if answer_hit(sentence, [group])}


def _commissioned() -> tuple[Question, ...]:
    return load_questions(COMMISSIONED)


def _corpus() -> dict[str, Document]:
    return {
        path.name: _document(path.name, path.read_bytes().decode()) for path in CORPUS.glob("*.txt")
    }
