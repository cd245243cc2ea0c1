"""What a reader learns from folders of documents with everyday questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.fit.reader_examples import Example
from eval.fit.reader_folders import files_of_folder, folder_examples, is_folder
from tests.fakes import HashedWordsEmbedder, write_files

PRICES = """# Prices

| Boat | Day | Week |
|---|---|---|
| Canoe | 250 | 1 200 |
| Kayak | 310 | 1 450 |
"""
BRING = """# Courses

Bring the following:

- a life jacket
- dry socks

The course fee is 900 crowns. The fee is paid at the pier.
"""
ASKED: dict[str, Any] = {
    "id": "h-001",
    "kind": "table",
    "language": "en",
    "question": "what does a kayak cost for a week?",
    "history": [],
    "expect": "answer",
    "holds": [["1 450"]],
    "lacks": [],
    "documents": ["prices.md"],
    "quotes": ["Kayak 310 1 450"],
}
LIST = {
    "kind": "list",
    "question": "what should I bring to the course?",
    "holds": [["life jacket"], ["socks"]],
    "documents": ["courses.md"],
    "quotes": ["a life jacket", "dry socks"],
}
REFUSED = {"kind": "near_miss", "expect": "refusal", "holds": [], "documents": [], "quotes": []}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_files(tmp_path / "documents" / "h", {"prices.md": PRICES, "courses.md": BRING})
    return tmp_path / "questions-h.jsonl"


def examples(path: Path, **changed: Any) -> list[Example]:
    path.write_text(json.dumps(ASKED | changed) + "\n", encoding="utf-8")
    return folder_examples(path, HashedWordsEmbedder())


def answering(found: list[Example]) -> list[str]:
    return [each.window.sentences[place] for each in found for place in each.answering]


def test_the_row_that_is_quoted_answers_with_the_words_looked_for(path: Path) -> None:
    found = examples(path)
    (row,) = answering(found)
    assert "Kayak" in row
    assert "1 450" in row
    (right,) = (each for each in found if each.answering)
    assert right.answer is not None
    sentence, start, end = right.answer
    assert right.window.sentences[sentence][start:end] == "1 450"
    assert (right.languages, right.kind, right.source) == ("en-en", "table", "folder")


def test_every_item_of_a_list_answers_and_no_one_word_of_it(path: Path) -> None:
    found = [each for each in examples(path, **LIST) if each.source == "folder"]
    assert [each.split()[-1] for each in answering(found)] == ["jacket", "socks"]
    assert not any(each.answer for each in found)


def test_a_list_that_is_asked_for_is_a_window_of_its_items_below_what_announces_it(
    path: Path,
) -> None:
    (found,) = (each for each in examples(path, **LIST) if each.source == "list")
    assert [each.split()[-1] for each in found.window.sentences] == ["jacket", "socks"]
    assert found.window.heading.endswith("Courses Bring the following:")
    assert found.answering == (0, 1)


def test_where_a_refusal_is_right_nothing_answers(path: Path) -> None:
    found = examples(path, **REFUSED, question="what does a kayak cost for a month?")
    assert found
    assert not answering(found)


def test_a_window_that_may_answer_too_is_left_out(path: Path) -> None:
    write_files(path.parent / "documents" / "h", {"old.md": "A kayak cost 1 450 for a week.\n"})
    texts = [" ".join(each.window.sentences) for each in examples(path)]
    assert not any("A kayak cost" in each for each in texts)


def test_what_documents_are_asked_about_themselves_is_not_learnt_from(path: Path) -> None:
    assert not examples(path, kind="metadata")


def test_a_follow_up_is_read_as_it_is_understood(path: Path) -> None:
    history = ["what does a canoe cost for a week?"]
    found = examples(path, kind="follow_up", question="and a kayak?", history=history)
    assert found[0].question == "what does a kayak cost for a week?"


def test_a_folder_is_known_by_the_documents_beside_its_questions(path: Path) -> None:
    examples(path)
    assert is_folder(path)
    assert [each.name for each in files_of_folder(path)] == [path.name, "courses.md", "prices.md"]
    assert not is_folder(path.with_name("questions-z.jsonl"))
    assert not is_folder(path.with_name("part-01.jsonl"))
