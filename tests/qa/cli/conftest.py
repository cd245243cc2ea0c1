"""Runs the `citera` command in this process, over three small documents."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from qa.cli.main import main
from tests.fakes import HashedWordsEmbedder, sample_documents

EAGER = ("--setting", "least_confidence=0")


REFUSING = ("--setting", "least_confidence=1")


QUESTION = "For how many weeks may a telescope be kept?"


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    status: object
    out: str
    err: str


Citera = Callable[..., Done]


@pytest.fixture
def embedder(monkeypatch: pytest.MonkeyPatch) -> HashedWordsEmbedder:
    """Stands in for the bundled model."""
    fake = HashedWordsEmbedder()
    monkeypatch.setattr("index.embed.load.default_embedder", lambda: fake)
    return fake


@pytest.fixture
def citera(
    embedder: HashedWordsEmbedder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Citera:
    """Runs the command in this process, as its entry point does."""

    def run(*arguments: object, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["citera", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", StringIO(stdin))
        with pytest.raises(SystemExit) as exited:
            main()
        return Done(exited.value.code or 0, *capsys.readouterr())

    return run


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three small documents in two languages."""
    folder = tmp_path_factory.mktemp("documents")
    for document in sample_documents():
        path = folder / document.id
        path.parent.mkdir(exist_ok=True)
        path.write_text(document.text, encoding="utf-8")
    return folder


@pytest.fixture
def saved(citera: Citera, docs: Path, tmp_path: Path) -> Path:
    """An index of the documents."""
    assert citera("index", docs, "--out", tmp_path / "saved").status == 0
    return tmp_path / "saved"


@pytest.fixture
def folder(docs: Path, tmp_path: Path) -> Path:
    """A copy of the documents that a test may change."""
    return Path(shutil.copytree(docs, tmp_path / "documents"))
