"""A folder like the one that the pages speak of, and what listens where they say."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from qa import Answer, Assistant, Settings
from qa.api.application import application
from qa.api.operating.probes import Probes
from qa.library.cache import sample_corpus
from qa.library.feedback import feedback_file, keep_feedback
from qa.library.library import Library
from qa.library.people.users import users_line
from tests.browser.serving import served
from tests.docs.pages import ROOT, blocks
from tests.docs.walk import Walk, programs_on_path, run_command
from tests.qa.api.conftest import listening
from tests.scripted_model import answering, serving

DEPTH = "The harbour at Ellery is 12 metres deep.\n"
LIKED = Answer("How deep?", DEPTH, (), False, 0.9, "en", ())
REPORTS = ("islamabad-case-study.md", "paris-fair-report.md", "briefings/belgrade-briefing.pdf")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of documents that the pages name, where they name them."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(sample_corpus(), folder / "qa" / "sample_corpus")
    for name in REPORTS:
        copy = folder / "reports" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(sample_corpus() / name, copy)
    (folder / "reports" / "hamn").mkdir()
    (folder / "reports" / "hamn" / "djup.txt").write_text(DEPTH)
    Assistant.from_documents(folder / "reports", index_dir=folder / "reports.index")
    (questions,) = blocks(ROOT / "docs" / "evaluation.md", "json")
    (folder / "my-questions.jsonl").write_text(questions)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        run_command("citera eval my-questions.jsonl --docs reports --out runs/today")
    shutil.copytree(folder / "runs" / "today", folder / "runs" / "yesterday")
    return folder


@pytest.fixture
def at_home(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A reader's own folder, with everything that a page takes for granted in it."""
    here, home = tmp_path / "here", tmp_path / "home"
    for folder in (here, home, tmp_path / "bin"):
        folder.mkdir()
    for each in checkout.iterdir():
        (here / each.name).symlink_to(each)
    (here / "tokens.txt").write_text(f"{'t' * 32}\n")
    (here / "users.txt").write_text(f"{users_line('anna', 'regn')}\n")
    (home / ".curlrc").write_text("fail-with-body\n")
    (home / ".config" / "fish" / "completions").mkdir(parents=True)
    for name, place in (("CONFIG", "config"), ("DATA", "data")):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / place))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PATH", programs_on_path(tmp_path / "bin"))
    monkeypatch.chdir(here)
    keep_feedback(feedback_file(), "1", LIKED, good=True)
    return here


@pytest.fixture
def _only_listening(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would serve until somebody ends it does all but listen."""

    def launched(library: Any, collection: Any, **options: Any) -> None:
        assert collection.assistant.document_facts

    monkeypatch.setattr("app.launch", launched)
    monkeypatch.setattr("qa.api.server.serve", lambda app, host, port, path: None)
    monkeypatch.setattr("qa.api.server.serve_once_made", lambda make, host, port, path: make())


@pytest.fixture
def servers(checkout: Path, tmp_path: Path) -> Iterator[Mapping[str, Callable[[], str]]]:
    """What is started for an address that a page shows."""
    with ExitStack() as running:

        @cache
        def api() -> str:
            library = Library(tmp_path / "collections", Settings())
            collection = library.open_documents(checkout / "qa" / "sample_corpus")
            app = Probes(application(collection, allow_changes=True), collection=collection)
            return running.enter_context(listening(app))

        @cache
        def page() -> str:
            address = running.enter_context(served(str(checkout / "qa" / "sample_corpus")))
            return address.rstrip("/")

        @cache
        def model() -> str:
            scripted = running.enter_context(serving())
            scripted.script = [answering("The harbour of Ellery has nine cranes", " [1].")]
            return scripted.address

        models = {f"http://127.0.0.1:{port}/v1": model for port in (11434, 8080, 8000)}
        yield {"http://127.0.0.1:7861": api, "http://127.0.0.1:7860": page, **models}


@pytest.fixture
def walk(at_home: Path, _only_listening: None, servers: Mapping[str, Callable[[], str]]) -> Walk:
    """A reader who begins a page."""
    return Walk(servers)
