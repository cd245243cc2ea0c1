"""Two indexes are compared question by question."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import pytest

from eval.bench import same_answers
from index import update_index
from qa.settings import Settings
from tests.fakes import HashedWordsEmbedder, write_files

FILES = {
    "harbour.txt": "Harbour\n\nThe harbour has forty cameras. They were mounted in 2019.\n",
    "library.txt": "Library\n\nThe library lends telescopes. Books are lent for a month.\n",
}
ASKED = {
    "a": ("How many cameras has the harbour?", "harbour.txt", "The harbour has forty cameras."),
    "b": ("What does the library lend?", "library.txt", "The library lends telescopes."),
}


def line(name: str) -> str:
    """A question as a line of a question file."""
    question, document, quote = ASKED[name]
    evidence = [{"document": document, "quote": quote}]
    asked = {"id": name, "question": question, "answers": [quote], "evidence": evidence}
    return json.dumps(asked) + "\n"


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fake embedder, and an assistant that refuses nothing."""
    embedder = HashedWordsEmbedder()
    monkeypatch.setattr(same_answers, "load_embedder", lambda model, **running: embedder)
    eager = partial(Settings, least_confidence=0.0)
    monkeypatch.setattr(same_answers, "Settings", eager)


def test_what_differs_is_named_and_counted(
    eager: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = write_files(tmp_path / "one", FILES)
    other = write_files(tmp_path / "other", FILES)
    less = FILES["library.txt"].replace("telescopes", "skis and sledges")
    write_files(other, {"library.txt": less})
    places = [str(tmp_path / name) for name in ("one.index", "other.index")]
    for folder, place in zip((one, other), places, strict=True):
        update_index(folder, Path(place), HashedWordsEmbedder())
    questions = tmp_path / "questions.jsonl"
    questions.write_text("".join(map(line, ASKED)))
    arguments = ["same_answers", *places, str(questions), "--reader", "off"]
    monkeypatch.setattr(sys, "argv", arguments)
    same_answers.main()
    *differing, same, first, second = capsys.readouterr().out.splitlines()
    (named,) = differing
    assert named.startswith("b: 'The library lends telescopes.' | 'The library lends skis")
    assert same == "the same first quote: 1 of 2 questions (50.0%)"
    assert first == "Recall@10 of the first: 1.0000"
    assert second.startswith("Recall@10 of the second: ")
