"""Questions are kept with their answers, and it is told what became of these."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa import Answer, Assistant, Citation, CiteraError, Settings
from qa.library import kept_questions as module
from qa.library.kept_questions import (
    KeptQuestion,
    forget_question,
    keep_question,
    kept_questions,
    state_of,
)
from tests.fakes import HashedWordsEmbedder, write_files

CITED = Citation(1, "mast.txt", "Mast", "The mast was red.", 0, 17, "en", None, 0.5)
ANSWER = Answer("What?", "“The mast was red.” [1]", (CITED,), True, 0.9, "en", ())
REFUSED = replace(ANSWER, text="No.", citations=(), answered=False)
ELSEWHERE = replace(CITED, document_id="copy.txt")
OTHER = replace(ANSWER, citations=(replace(CITED, quote="The mast was blue."),))


def kept(answer: Answer, question: str = "What?") -> KeptQuestion:
    quotes = tuple((each.document_id, each.quote) for each in answer.citations)
    return KeptQuestion(question, answer.text, answer.answered, quotes, "documents", "settings")


@pytest.mark.parametrize(
    ("before", "now", "outcome"),
    [
        (ANSWER, ANSWER, "same"),
        (ANSWER, replace(ANSWER, citations=(replace(CITED, quote="x"), ELSEWHERE)), "same"),
        (ANSWER, OTHER, "other"),
        (ANSWER, REFUSED, "lost"),
        (REFUSED, ANSWER, "gained"),
        (REFUSED, replace(REFUSED, text="Nothing is said of it."), "same"),
        (replace(ANSWER, citations=()), replace(ANSWER, citations=()), "same"),
        (replace(ANSWER, citations=()), replace(ANSWER, citations=(), text="Hi."), "other"),
    ],
)
def test_it_is_told_what_became_of_an_answer(before: Answer, now: Answer, outcome: str) -> None:
    assert kept(before).outcome(now) == outcome


def test_questions_are_kept_once_in_order_and_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "new" / "questions.jsonl"
    assert kept_questions(path) == []
    for each in (kept(ANSWER, "å?\n[1]"), kept(REFUSED, "b?"), kept(OTHER, "å?\n[1]")):
        keep_question(path, each)
    assert kept_questions(path) == [kept(REFUSED, "b?"), kept(OTHER, "å?\n[1]")]
    forget_question(path, "b?")
    forget_question(path, "nothing")
    assert [each.question for each in kept_questions(path)] == ["å?\n[1]"]


@pytest.mark.parametrize("line", ["{", "[]", "null", "{}", '{"quotes": 1}', '{"quotes": []}'])
def test_lines_in_another_form_hide_no_other(tmp_path: Path, line: str) -> None:
    path = tmp_path / "questions.jsonl"
    keep_question(path, kept(ANSWER))
    path.write_text(f"{line}\n{path.read_text('utf-8')}{line}\n", "utf-8")
    assert kept_questions(path) == [kept(ANSWER)]


def test_there_is_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_KEPT", 1)
    path = tmp_path / "questions.jsonl"
    keep_question(path, kept(ANSWER))
    keep_question(path, kept(REFUSED))  # in its place
    with pytest.raises(CiteraError, match="1 questions are kept already"):
        keep_question(path, kept(ANSWER, "Another?"))


def test_what_has_changed_since_is_told_apart(tmp_path: Path) -> None:
    def state(text: str, settings: Settings) -> tuple[str, str]:
        folder = write_files(tmp_path / "docs", {"mast.txt": text})
        assistant = Assistant.from_documents(
            folder, settings=settings, embedder=HashedWordsEmbedder()
        )
        return state_of(assistant)

    plain, other = Settings(reader="off"), Settings(reader="off", hits=4)
    first = state("The mast was red.", plain)
    assert state("The mast was red.", plain) == first
    of_text, of_settings = state("The mast was blue.", plain), state("The mast was red.", other)
    assert (of_text[0] != first[0], of_text[1] == first[1]) == (True, True)
    assert (of_settings[0] == first[0], of_settings[1] != first[1]) == (True, True)
