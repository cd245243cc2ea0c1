"""Claims that are made of questions and answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.claims.answered import answered_examples
from eval.fit.reader_pairs import LABELS
from tests.fakes import HashedWordsEmbedder

TEXTS = {
    "Hamnen": ["Hamnen har 40 kameror.", "Pumpen bytte Vera Lind i maj.", "Taket är nytt."],
    "Bron": ["Bron har 7 lampor.", "Räcket målade Olle Berg.", "Vägen är smal."],
}
QUESTIONS = {
    "Hamnen": [("Hur många kameror har hamnen?", "40"), ("Vem bytte pumpen?", "Vera Lind")],
    "Bron": [("Hur många lampor har bron?", "7"), ("Vem målade räcket?", "Olle Berg")],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "questions.jsonl"
    lines = [
        {
            "source": "written",
            "lang": "sv",
            "article": article,
            "question": question,
            "context": " ".join(TEXTS[article]),
            "answers": [{"text": answer, "answer_start": " ".join(TEXTS[article]).index(answer)}],
            "answerable": True,
        }
        for article, asked in QUESTIONS.items()
        for question, answer in asked
    ]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return file


def test_an_answer_is_so_another_is_not_and_elsewhere_nothing_says(path: Path) -> None:
    answers = {answer for asked in QUESTIONS.values() for _, answer in asked}
    found = [
        each
        for seed in range(9)
        for each in answered_examples(path, HashedWordsEmbedder(), seed, 9)
    ]
    assert {LABELS[each.label] for each in found} == {"same", "conflict", "other"}
    for each in found:
        said = {answer for answer in answers if answer in each.question}
        shown = {answer for answer in answers if any(answer in s for s in each.one.sentences)}
        label = LABELS[each.label]
        assert said or label == "other"
        if label == "same":
            assert said & shown
        elif label == "conflict":
            assert shown - said


def test_a_name_of_another_article_takes_no_ones_place_but_a_number_may(path: Path) -> None:
    conflicts = [
        each.question
        for seed in range(9)
        for each in answered_examples(path, HashedWordsEmbedder(), seed, 9)
        if LABELS[each.label] == "conflict"
    ]
    assert conflicts
    assert not [each for each in conflicts if "Vera Lind" in each or "Olle Berg" in each]
