"""An assistant that is asked while it reads says how much it has read, and answers from that."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import update as updates
from qa import Assistant, Settings
from qa.answer.compose import coverage_text
from qa.errors import SettingsError
from tests.fakes import HashedTokensEmbedder, write_piers
from tests.index.test_background import HeldEmbedder

EAGER = Settings(least_confidence=0, quote_margin=1, max_quotes=10)
SECONDS = 60.0


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Forty files on cranes."""
    return write_piers(tmp_path / "documents", 40)


def test_it_answers_from_words_before_it_has_embedded(documents: Path, tmp_path: Path) -> None:
    embedder = HeldEmbedder()
    reading = Assistant.from_documents(
        documents, index_dir=tmp_path / "index", settings=EAGER, embedder=embedder, wait=False
    )
    assert embedder.waits.wait(SECONDS)
    answer = reading.ask("How many cranes are on PierDA?")
    assert answer.citations[0].quote == "There are 6 cranes on PierDA."
    assert answer.coverage is not None
    assert (answer.coverage.files, answer.coverage.documents) == (40, 40)
    assert coverage_text(answer) == (
        "Still reading: 40 of 40 files so far; 0% of their text is found by meaning, "
        "the rest by words."
    )
    said = reading.conversation().ask("Hur många cranes finns på PierDA?")
    assert coverage_text(said).startswith("Läser ännu: 40 av 40 filer")
    assert not reading.wait_until_read(0.0)

    embedder.may.set()
    assert reading.wait_until_read(SECONDS)
    answer = reading.ask("How many cranes are on PierDA?")
    assert (answer.coverage, coverage_text(answer), reading.coverage) == (None, "", None)
    at_once = Assistant.from_documents(documents, settings=EAGER, embedder=HashedTokensEmbedder())
    assert answer == at_once.ask("How many cranes are on PierDA?")


def test_files_left_out_are_named_once_all_are_read(documents: Path, tmp_path: Path) -> None:
    (documents / "99.pdf").write_bytes(b"no PDF")
    reading = Assistant.from_documents(
        documents, index_dir=tmp_path / "index", embedder=HashedTokensEmbedder(), wait=False
    )
    assert reading.wait_a_while()
    assert [each.path for each in reading.skipped] == ["99.pdf"]


def test_stopped_it_goes_on_the_next_time(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "FIRST_CHARACTERS", 300)
    folder = tmp_path / "index"
    reading = Assistant.from_documents(
        documents, index_dir=folder, embedder=HashedTokensEmbedder(), wait=False
    )
    reading.stop_reading()
    assert reading.ask("How many cranes are on PierDA?").kind == "answer"
    again = Assistant.from_documents(documents, index_dir=folder, embedder=HashedTokensEmbedder())
    assert len(again.documents) == 40


def test_reading_in_the_background_needs_a_folder(documents: Path) -> None:
    with pytest.raises(SettingsError, match="index_dir"):
        Assistant.from_documents(documents, embedder=HashedTokensEmbedder(), wait=False)
