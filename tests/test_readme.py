"""What README.md and pages of docs/ show runs, in a folder like the root."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from dataclasses import fields
from io import StringIO
from pathlib import Path
from typing import get_args

import pytest

from index import Document, Hit, Passage
from qa import Answer, Citation, Settings
from qa.cli.main import main
from qa.configuration.file import read_configuration
from qa.configuration.layers import file_layers, settings_of
from qa.explain import types
from qa.library.cache import sample_corpus
from tests.fakes import HashedWordsEmbedder

ROOT = Path(__file__).parents[1]
API_PAGE = ROOT / "docs" / "python-api.md"
CONFIGURATION_PAGE = ROOT / "docs" / "configuration.md"
EXPLAIN_PAGE = ROOT / "docs" / "explain.md"
FIRST_PAGES = (ROOT / "docs" / "index.md", ROOT / "docs" / "borja.md")
PAGES = (ROOT / "README.md", API_PAGE, EXPLAIN_PAGE, *FIRST_PAGES)


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of `page` in that language."""
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


COMMANDS = [
    line
    for page in (*PAGES, CONFIGURATION_PAGE, ROOT / "docs" / "shell.md")
    for block in blocks(page, "sh")
    for line in block.splitlines()
    if line.startswith("citera ") and not line.startswith("citera app")
]


@pytest.fixture(autouse=True)
def _like_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the sample corpus where the root has it, and a quick embedder."""
    shutil.copytree(sample_corpus(), tmp_path / "qa" / "sample_corpus")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    embedder = HashedWordsEmbedder()
    for module in ("index", "index.embed", "index.embed.load"):
        monkeypatch.setattr(f"{module}.default_embedder", lambda: embedder)


def test_every_command_that_is_shown_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = {shlex.split(line)[1] for line in COMMANDS}
    assert shown >= {"ask", "chat", "check", "index", "info", "search"}
    for line in COMMANDS:
        monkeypatch.setattr(sys, "argv", shlex.split(line, comments=True))
        monkeypatch.setattr(sys, "stdin", StringIO())
        with pytest.raises(SystemExit) as exited:
            main()
        printed = capsys.readouterr()
        # Without the model that ships, a question may be refused.
        documented = (0, None, 1) if line.startswith("citera ask") else (0, None)
        assert exited.value.code in documented, line
        assert printed.err == "", line
        assert printed.out or line.startswith("citera chat"), line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_program_that_is_shown_runs_after_the_ones_before(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programs = blocks(page, "python")
    assert programs
    names: dict[str, object] = {}
    for program in programs:
        exec(compile(program, page.name, "exec"), names)
    assert capsys.readouterr().err == ""


def test_the_configuration_file_that_is_shown_is_read(tmp_path: Path) -> None:
    (shown,) = blocks(CONFIGURATION_PAGE, "toml")
    (tmp_path / "citera.toml").write_text(shown, "utf-8")
    configuration = read_configuration(tmp_path / "citera.toml")
    assert sorted(configuration.collections) == ["archive", "minutes", "reports"]
    assert settings_of(file_layers(configuration, "reports")) == Settings(least_confidence=0.5)


@pytest.mark.parametrize("kind", [Answer, Citation, Document, Hit, Passage])
def test_the_api_page_names_every_field(kind: type) -> None:
    text = API_PAGE.read_text(encoding="utf-8")
    (listed,) = re.findall(rf"\*\*{kind.__name__}\*\*: (.*?)\.\s", text, re.DOTALL)
    assert re.findall(r"`(\w+)`", listed) == [each.name for each in fields(kind)]


@pytest.mark.parametrize("kind", ["Way", "StepKind", "Stage", "Form", "Fate", "ChangeKind"])
def test_the_page_on_explanations_tells_what_every_name_means(kind: str) -> None:
    text = EXPLAIN_PAGE.read_text(encoding="utf-8")
    assert {name for name in get_args(getattr(types, kind)) if f"`{name}`" not in text} == set()
