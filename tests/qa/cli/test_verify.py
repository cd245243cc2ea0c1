"""Checking a text in the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from qa.verify.types import CheckedSentence, Held, Verdict
from tests.qa.cli.conftest import Citera

TRUE = "The harbour master has 40 cameras on masts in Ellery."


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(f"# Cameras\n\n{TRUE} What now?\n", encoding="utf-8")
    return path


def verdict(monkeypatch: pytest.MonkeyPatch, found: Verdict) -> None:
    """Have every claim come out so, with the first sentence that was found for it."""
    monkeypatch.setattr(
        "qa.verify.check.hold",
        lambda index, reader, claim, language, sentences: Held(found, 0.9, tuple(sentences[:1])),
    )


@pytest.mark.parametrize(
    ("found", "status", "said"),
    [
        ("supported", 0, "supported (90%): "),
        ("contradicted", 1, "CONTRADICTED (90%): "),
        ("not_found", 0, "not found: "),
    ],
)
def test_each_sentence_is_printed_with_its_quote_and_place(
    citera: Citera,
    docs: Path,
    draft: Path,
    monkeypatch: pytest.MonkeyPatch,
    found: Verdict,
    status: int,
    said: str,
) -> None:
    verdict(monkeypatch, found)
    done = citera("verify", draft, "--docs", docs)
    first, quote = done.out.splitlines()
    assert (done.status, first.startswith(said), first.endswith(TRUE)) == (status, True, True)
    assert quote == "  [1] harbour.md:24-54: The harbour has forty cameras."


def test_json_and_word(citera: Citera, docs: Path, tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph(TRUE)
    word.save(str(tmp_path / "draft.docx"))
    done = citera("verify", tmp_path / "draft.docx", "--docs", docs, "--json")
    (checked,) = json.loads(done.out)
    assert set(checked) == set(CheckedSentence.__slots__)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [("empty.txt", b"", "is empty"), ("draft.xyz", b"x", "not of a format")],
)
def test_what_cannot_be_read_is_said(
    citera: Citera, docs: Path, tmp_path: Path, name: str, content: bytes, error: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = citera("verify", tmp_path / name, "--docs", docs)
    assert (done.status, done.out) == (2, "")
    assert error in done.err
    assert name in done.err


def test_a_missing_draft_is_an_error_of_the_user(citera: Citera, docs: Path) -> None:
    done = citera("verify", "nowhere.txt", "--docs", docs)
    assert done.status == 2
    assert "nowhere.txt" in done.err
