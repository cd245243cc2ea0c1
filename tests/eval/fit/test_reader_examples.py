"""What a reader learns from."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from eval.fit.reader_examples import (
    Example,
    borrowed_example,
    examples_of,
    load_examples,
    save_examples,
)
from eval.fit.reader_pairs import LABELS, made_pairs, pair_examples
from tests.fakes import HashedWordsEmbedder

TEXT = (
    "The harbour of Ellery has forty cameras. They were mounted in 2019. Fishermen asked for them."
)
LINE: dict[str, Any] = {
    "id": "d1",
    "language": "en",
    "title": "Harbour",
    "date": "2020-01-02",
    "text": TEXT,
    "questions": [
        {
            "kind": "number",
            "en": "How many cameras has Ellery harbour?",
            "sv": "Hur många kameror har hamnen i Ellery?",
            "evidence": ["The harbour of Ellery has forty cameras."],
            "answer": "forty",
        },
        {
            "kind": "other_time",
            "en": "How many cameras had Ellery in 1990?",
            "sv": "Hur många kameror hade Ellery 1990?",
            "evidence": [],
            "answer": None,
            "near": ["They were mounted in 2019."],
        },
    ],
}
BORROWED: dict[str, Any] = {
    "source": "set",
    "lang": "en",
    "article": "Ellery_harbour",
    "question": "When were the cameras mounted in Ellery?",
    "context": TEXT,
    "answers": [{"text": "2019", "answer_start": TEXT.index("2019")}],
    "answerable": True,
}


def written(tmp_path: Path, *lines: dict[str, Any]) -> Path:
    path = tmp_path / "part.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in lines), encoding="utf-8")
    return path


def answer_of(example: Example) -> str:
    assert example.answer is not None
    sentence, start, end = example.answer
    assert sentence in example.answering
    return example.window.sentences[sentence][start:end]


def test_a_written_document_is_asked_about_in_both_languages(tmp_path: Path) -> None:
    examples = examples_of(written(tmp_path, LINE), HashedWordsEmbedder(), 1, 0)
    asked = [each for each in examples if each.kind != "swapped"]
    assert {(each.languages, bool(each.answering)) for each in asked} == {
        ("en-en", True),
        ("en-en", False),
        ("sv-en", True),
        ("sv-en", False),
    }
    for each in asked:
        assert each.window.heading in ("", "Harbour.", "Harbour (2020-01-02).")
        if each.answering:
            assert answer_of(each) == "forty"


def test_windows_of_other_documents_hold_no_answer(tmp_path: Path) -> None:
    other = LINE | {"id": "d2", "title": "Port", "text": TEXT.replace("Ellery", "Orrvik")}
    other["questions"] = []
    examples = examples_of(written(tmp_path, LINE, other), HashedWordsEmbedder(), 1, 0)
    others = [each for each in examples if each.kind == "other_document"]
    assert others
    assert not any(each.answering for each in others)


@pytest.mark.parametrize("seed", range(5))
def test_a_borrowed_answer_keeps_its_place(seed: int) -> None:
    assert answer_of(borrowed_example(BORROWED, Random(seed))) == "2019"


def test_a_borrowed_question_without_an_answer_has_none() -> None:
    line = BORROWED | {"answerable": False, "answers": []}
    example = borrowed_example(line, Random(1))
    assert (example.answering, example.answer) == ((), None)
    assert len(example.window.sentences) == 3


def test_examples_are_read_as_they_were_written(tmp_path: Path) -> None:
    examples = examples_of(written(tmp_path, LINE), HashedWordsEmbedder(), 1, 0)
    save_examples(examples, tmp_path / "examples.jsonl")
    assert load_examples(tmp_path / "examples.jsonl") == examples


def test_the_same_seed_makes_the_same_examples(tmp_path: Path) -> None:
    file = written(tmp_path, *[BORROWED | {"question": f"When, {n}?"} for n in range(30)])
    made = [examples_of(file, HashedWordsEmbedder(), seed, 20) for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]
    assert len({each.question for each in made[0] if each.kind == "set"}) == 20


def test_a_pair_is_asked_about_in_both_languages_and_orders(tmp_path: Path) -> None:
    side = {"title": "T", "date": "2020-01-02", "language": "en", "before": "B.", "text": "One."}
    line = {"sv": "Hur?", "en": "How?", "a": side, "b": side | {"text": "Two."}, "label": "other"}
    pairs = pair_examples([written(tmp_path, line)])
    assert [(each.question, each.one.sentences[-1]) for each in pairs] == [
        ("Hur?", "One."),
        ("Hur?", "Two."),
        ("How?", "One."),
        ("How?", "Two."),
    ]
    assert {LABELS[each.label] for each in pairs} == {"other"}


def test_made_pairs_have_as_many_of_each_label() -> None:
    examples = [
        borrowed_example(
            BORROWED
            | {
                "question": f"When was number {n}?",
                "context": f"{TEXT} Number {n} came in {1900 + n}.",
                "answers": [{"text": f"{1900 + n}", "answer_start": len(f"{TEXT} Number {n} came in ")}],  # noqa: E501
            },
            Random(n),
        )
        for n in range(10, 60)
    ]  # fmt: skip
    pairs = made_pairs(examples, Random(1))
    counts = [sum(each.label == label for each in pairs) for label in range(3)]
    assert counts[0] == counts[1] == counts[2] > 0
    for each in pairs:
        if LABELS[each.label] == "conflict":
            assert each.other is not None
            assert each.one.sentences != each.other.sentences
