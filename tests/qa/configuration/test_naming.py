"""`Assistant.collection`: what a program asks by the name that commands know."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import NothingToIndexError
from qa import Assistant, Settings
from qa.configuration.file import usual_path
from qa.errors import CollectionError, SettingsError
from qa.library.cache import index_dir_for
from tests.fakes import HashedWordsEmbedder, sample_documents, write_files

CONTENT = """
[settings]
max_quotes = 2
least_confidence = 0.1

[collections.reports]
docs = "reports"
max_quotes = 1

[collections.kept]
docs = "reports"
index = "kept.index"

[collections.shown]
index = "kept.index"

[collections.gone]
docs = "nowhere"
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration file beside the documents that it names, none of them the usual ones."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    embedder = HashedWordsEmbedder()
    monkeypatch.setattr("qa.assistant.load_embedder", lambda *_, **__: embedder)
    write_files(tmp_path / "reports", {each.id: each.text for each in sample_documents()})
    (tmp_path / "citera.toml").write_text(CONTENT)
    return tmp_path / "citera.toml"


def test_a_collection_is_asked_with_its_settings_from_the_index_that_commands_use(
    file: Path,
) -> None:
    reports = Assistant.collection("reports", config=file)
    assert reports.settings == Settings(max_quotes=1, least_confidence=0.1)
    assert reports.ask("For how many weeks may a telescope be kept?").answered
    assert index_dir_for(file.parent / "reports", Settings()).is_dir()
    assert reports.file("library.txt") == file.parent / "reports" / "library.txt"


def test_an_index_is_kept_where_the_file_says_and_opened_as_it_is_without_documents(
    file: Path,
) -> None:
    kept = Assistant.collection("kept", config=str(file))
    assert len(kept.documents) == 3
    (file.parent / "reports" / "new.txt").write_text("The lamp was lit in 1912.\n")
    assert len(Assistant.collection("shown", config=file).documents) == 3
    assert len(Assistant.collection("kept", config=file).documents) == 4
    assert len(Assistant.collection("shown", config=file).documents) == 4


def test_the_file_is_the_one_that_commands_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CollectionError, match="no collection 'kept'"):
        Assistant.collection("kept")
    usual_path().parent.mkdir(parents=True)
    usual_path().write_text(CONTENT.replace('"reports"', f'"{file.parent / "reports"}"'))
    assert len(Assistant.collection("kept").documents) == 3
    assert (usual_path().parent / "kept.index").is_dir()
    monkeypatch.setenv("CITERA_CONFIG", str(file))
    Assistant.collection("kept")
    assert (file.parent / "kept.index").is_dir()


def test_what_cannot_be_is_named(file: Path) -> None:
    with pytest.raises(CollectionError, match=r"no collection 'x' .* gone, kept, reports, shown"):
        Assistant.collection("x", config=file)
    with pytest.raises(SettingsError, match=r"nothing\.toml"):
        Assistant.collection("kept", config=file.parent / "nothing.toml")
    with pytest.raises(NothingToIndexError, match="nowhere"):
        Assistant.collection("gone", config=file)
