"""MCP's own client, asking the tools over three small documents and a long one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from qa import Assistant, Settings
from qa.api.gate.gate import Limits
from qa.api.mcp.server import mcp_server
from qa.library.collection import Collection
from tests.fakes import HashedWordsEmbedder, sample_documents, write_files

LONG = "The archive opened in 1903. " * 2_000
HIDDEN = "The seal\u200b of the guild\U000e0041 is kept in the oak chest.\n"
LIMITS = Limits(requests_per_minute=10_000)

Given = TypeVar("Given")


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {each.id: each.text for each in sample_documents()}
    more = {"deep/long.txt": LONG, "hidden.txt": HIDDEN}
    return write_files(tmp_path_factory.mktemp("documents"), files | more)


@pytest.fixture(scope="session")
def shown(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The collection of these documents."""
    settings = Settings(least_confidence=0.1)
    assistant = Assistant.from_documents(
        documents, settings=settings, embedder=HashedWordsEmbedder()
    )
    return Collection("documents", assistant, tmp_path_factory.mktemp("runs"))


def with_client(place: Any, use: Callable[[Any], Awaitable[Given]], mode: str = "auto") -> Given:
    """What `use` makes of a client of a server, an address or a transport."""
    from mcp.client import Client

    async def run() -> Given:
        async with Client(place, mode=mode) as client:
            return await use(client)

    return asyncio.run(run())


@pytest.fixture
def call(shown: Collection) -> Callable[..., Any]:
    """The result of a tool, called in this process."""
    server = mcp_server(shown, LIMITS)
    return lambda name, **arguments: with_client(
        server, lambda client: client.call_tool(name, arguments)
    )
