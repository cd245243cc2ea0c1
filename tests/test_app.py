"""The app's endpoints are the three that are fixed; it starts, or says why it does not."""

from __future__ import annotations

import gc
import inspect
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

import app
from qa import Assistant, CiteraError
from qa.cli.main import main
from qa.library.library import Library
from qa.library.people.users import user_of
from tests.browser.serving import served

pytestmark = pytest.mark.one_process

HARBOUR = """The harbour camera

Ellery put up its first camera in the harbour in 1912. The camera was made of brass.

It was sold to a museum in 1950, which still shows it on Sundays."""


@pytest.fixture(scope="module")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, index_folder: Path) -> Assistant:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    return Assistant.from_documents(folder, index_dir=index_folder)


QUESTION = "When did Ellery put up its first camera in the harbour?"
QUOTE = "Ellery put up its first camera in the harbour in 1912."


@pytest.fixture(scope="module")
def client(assistant: Assistant, index_folder: Path) -> Iterator[Client]:
    with served("--index", str(index_folder)) as address:
        client = Client(address, verbose=False, analytics_enabled=False)
        yield client
    client.close()  # before the server ends, it would wait a second for its thread


def test_what_mcp_needs_is_named(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp_types", None)
    library = Library(tmp_path)
    with pytest.raises(CiteraError, match=r"pip install .citera\[mcp\]"):
        app.launch(library, library.show("Harbour", assistant), mcp=True)


def test_mcp_is_not_open_past_the_users(assistant: Assistant, tmp_path: Path) -> None:
    library = Library(tmp_path)
    collection = library.show("Harbour", assistant)
    with pytest.raises(CiteraError, match="needs --token-file"):
        app.launch(library, collection, mcp=True, users=user_of("anna:regn"))


@pytest.mark.parametrize("kind", [gr.HTML, gr.Chatbot, gr.State])
def test_what_is_remembered_of_a_kind_of_component_are_its_parameters(kind: Any) -> None:
    made = kind.__init__
    vars(made).pop("__signature__", None)
    found = inspect.signature(made)
    app.remember_parameters([kind])
    assert made.__signature__ == found == inspect.signature(made)


def test_the_endpoints_are_ask_search_and_documents(client: Client) -> None:
    offered = client.view_api(return_format="dict", print_info=False)
    assert set(offered["named_endpoints"]) == {"/ask", "/search", "/documents"}
    assert offered["unnamed_endpoints"] == {}


def test_ask_gives_the_answer_as_json(client: Client) -> None:
    answer = client.predict(QUESTION, api_name="/ask")
    assert answer["answered"] is True
    citation = answer["citations"][0]
    assert citation["quote"] == QUOTE
    assert HARBOUR[citation["start"] : citation["end"]] == QUOTE


def test_search_gives_the_nearest_passages(client: Client) -> None:
    hits = client.predict(QUESTION, 1, api_name="/search")
    assert [hit["passage"]["document_id"] for hit in hits] == ["harbour.txt"]
    passage = hits[0]["passage"]
    assert hits[0]["text"] == HARBOUR[passage["start"] : passage["end"]]
    assert QUOTE in hits[0]["text"]


def test_documents_lists_what_may_be_asked(client: Client) -> None:
    assert client.predict(api_name="/documents") == [
        {
            "id": "harbour.txt",
            "title": "The harbour camera",
            "language": "en",
            "published": None,
            "source": None,
        }
    ]


@pytest.mark.parametrize("endpoint", ["/ask", "/search"])
def test_an_empty_question_is_reported_in_words(client: Client, endpoint: str) -> None:
    with pytest.raises(AppError, match="the question is empty"):
        client.predict("  ", api_name=endpoint)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_taken_port_is_named(
    assistant: Assistant,
    index_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = ["citera", "app", "--index", str(index_folder), "--port", port]
        monkeypatch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as exited:
            main()
    assert exited.value.code == 2
    gc.collect()  # what gradio leaves open is no concern of other tests
    errors = capsys.readouterr().err
    assert f"citera: cannot serve on port {port} of 127.0.0.1: it is taken" in errors
    assert "another with --port" in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("chosen", "used"), [({}, "False 1"), ({"HF_HUB_OFFLINE": "0"}, "False 0")]
)
def test_nothing_is_reported_home_unless_the_user_says_so(
    chosen: dict[str, str], used: str
) -> None:
    names = ["GRADIO_ANALYTICS_ENABLED", "HF_HUB_OFFLINE"]
    # Gradio, which reads them while it is imported, cannot be: so they were set before.
    script = f"""
import os, sys
sys.modules["gradio"] = None
try:
    import app
except ModuleNotFoundError:
    print(*map(os.environ.get, {names}))
"""
    others = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, "-c", script]
    folder = Path(app.__file__).parent
    run = subprocess.run(
        command, env=others | chosen, cwd=folder, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout.strip() == used
