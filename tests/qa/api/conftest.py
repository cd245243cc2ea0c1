"""The API over three small documents, asked in this process or over a socket of this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from qa import Assistant, Settings
from qa.api.application import application
from qa.api.gate.request import Application
from qa.library.collection import Collection
from qa.library.library import Library
from tests.fakes import HashedWordsEmbedder, sample_documents, write_files

QUESTION = "For how many weeks may a telescope be kept?"
UNKNOWN = "Who painted the ceiling of the chapel?"

Serve = Callable[..., TestClient]


@pytest.fixture(scope="session")
def three_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("three")
    return write_files(folder, {each.id: each.text for each in sample_documents()})


@pytest.fixture(scope="session")
def assistant(three_documents: Path) -> Assistant:
    settings = Settings(least_confidence=0.1)
    return Assistant.from_documents(
        three_documents, settings=settings, embedder=HashedWordsEmbedder()
    )


@pytest.fixture
def collection(assistant: Assistant, tmp_path: Path) -> Collection:
    return Collection("three", assistant, tmp_path)


@pytest.fixture
def serve(collection: Collection) -> Serve:
    """Asks the API with such options."""
    return lambda **options: TestClient(application(collection, **options))


@pytest.fixture
def api(serve: Serve) -> TestClient:
    return serve()


@pytest.fixture
def editable(tmp_path: Path, three_documents: Path, monkeypatch: pytest.MonkeyPatch) -> Collection:
    """A collection of the library that shows the folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    library = Library(tmp_path / "collections", Settings(), HashedWordsEmbedder())
    return library.open_documents(three_documents)


@contextmanager
def listening(api: Application, **options: Any) -> Iterator[str]:
    """The address of a real server on this machine."""
    options = {"log_level": "critical", **options}
    config = uvicorn.Config(api, lifespan="on", ws="none", **options)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as place:
        thread = Thread(target=server.run, args=([place],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{place.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
