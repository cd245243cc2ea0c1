"""Only what is answered is suggested, and it is found out once for a state of the documents."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from qa import Answer, Assistant, Settings
from qa.suggest.candidates import Candidate
from qa.suggest.suggestions import Suggestions, suggested
from qa.understand.filters import Scope
from tests.fakes import HashedWordsEmbedder, write_files

FEE = "Fees\n\n## How much is the fee for a boat?\n\nThe fee for a boat is 40 EUR.\n"
LAMP = "Lamps\n\nWho will repair the old lamp?\n\nNothing is known.\n"
FOUND = Candidate("How much is the fee for a boat?", "en", "fee.md")


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    folder = write_files(tmp_path / "docs", {"fee.md": FEE, "lamp.md": LAMP})
    settings = Settings(reader="off", least_confidence=0)
    return Assistant.from_documents(folder, settings=settings, embedder=HashedWordsEmbedder())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions asked; of those with "boat" the answer is sure, of others hardly."""
    questions: list[str] = []
    ask = Assistant.ask

    def remembered(self: Assistant, question: str) -> Answer:
        questions.append(question)
        confidence = 0.99 if "boat" in question else 0.5
        return replace(ask(self, question), confidence=confidence)

    monkeypatch.setattr(Assistant, "ask", remembered)
    return questions


def wait_for(suggestions: Suggestions, assistant: Assistant, file: Path) -> list[Candidate]:
    while (found := suggestions.of(assistant, file)) is None:
        time.sleep(0.01)
    return found


def test_what_is_hardly_answered_is_not_suggested(assistant: Assistant, asked: list[str]) -> None:
    assert suggested(assistant) == [FOUND]
    assert "Who will repair the old lamp?" in asked


def test_a_question_is_asked_once_for_the_same_documents(
    assistant: Assistant, asked: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "home" / "suggested.json"
    assert wait_for(Suggestions(), assistant, file) == [FOUND]
    count = len(asked)
    assert wait_for(Suggestions(), assistant, file) == [FOUND]
    assert len(asked) == count
    kept = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(kept | {"state": "another"}), "utf-8")
    assert wait_for(Suggestions(), assistant, file) == [FOUND]
    assert len(asked) == 2 * count


@pytest.mark.parametrize("content", ["{", "[]", '{"state": 1}', '{"questions": [["a"]]}'])
def test_a_file_that_says_something_else_is_passed_over(
    assistant: Assistant, asked: list[str], tmp_path: Path, content: str
) -> None:
    file = tmp_path / "suggested.json"
    file.write_text(content.replace("{", f'{{"state": "{assistant.corpus_hash}", ', 1), "utf-8")
    assert wait_for(Suggestions(), assistant, file) == [FOUND]


def test_of_documents_that_are_chosen_only_these_suggest(
    assistant: Assistant, asked: list[str], tmp_path: Path
) -> None:
    file, suggestions = tmp_path / "suggested.json", Suggestions()

    def found_in(document_id: str) -> list[Candidate]:
        scope = Scope(documents=[document_id])
        while (found := suggestions.of(assistant, file, scope)) is None:
            time.sleep(0.01)
        return found

    assert found_in("fee.md") == [FOUND]
    assert not any("lamp" in each for each in asked)
    assert found_in("lamp.md") == []
    count = len(asked)
    assert found_in("fee.md") == [FOUND]
    assert len(asked) == count
    assert not file.exists()


def test_what_is_no_longer_chosen_is_not_looked_for(
    assistant: Assistant, asked: list[str], tmp_path: Path
) -> None:
    file, suggestions = tmp_path / "suggested.json", Suggestions()
    lamp, fee = (Scope(documents=[each]) for each in ("lamp.md", "fee.md"))
    with suggestions._asking:  # as while others are looked for
        assert suggestions.of(assistant, file, lamp, "me") is None
        assert suggestions.of(assistant, file, fee, "me") is None
    while suggestions.of(assistant, file, fee, "me") is None:
        time.sleep(0.01)
    while lamp in suggestions._found[assistant]:
        time.sleep(0.01)
    assert not any("lamp" in each for each in asked)
