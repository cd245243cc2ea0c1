"""The endpoints as tools of an MCP server, called by MCP's own client."""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from qa.library.users import users_line
from tests.browser.serving import served

if importlib.util.find_spec("mcp") is None:
    pytest.skip("needs: pip install citera[mcp]", allow_module_level=True)

pytestmark = pytest.mark.one_process

LAMP = "The harbour lamp\n\nThe harbour lamp was lit in 1912 by its keeper.\n"
QUESTION = "When was the harbour lamp lit?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "lamp.txt").write_text(LAMP, "utf-8")
    users = tmp_path_factory.mktemp("users") / "users"
    users.write_text(users_line("anna", "regn"), "utf-8")
    with served(str(folder), "--mcp", "--users", str(users)) as address:
        yield f"{address}gradio_api/mcp/"


async def _with_session(address: str, auth: Any, use: Any) -> Any:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async with (
        httpx.AsyncClient(auth=auth, timeout=30) as http,
        streamable_http_client(address, http_client=http) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        return await use(session)


def in_session(address: str, use: Any, auth: Any = ("anna", "regn")) -> Any:
    # In a thread of its own: the loop that Gradio left in this one would be dropped unclosed.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _with_session(address, auth, use)).result()


def test_the_tools_are_the_three_endpoints(address: str) -> None:
    tools = in_session(address, lambda session: session.list_tools()).tools
    assert sorted(tool.name for tool in tools) == ["ask", "documents", "search"]
    assert {tool.name: list(tool.inputSchema["properties"]) for tool in tools} == {
        "ask": ["question"],
        "search": ["question", "k"],
        "documents": [],
    }


def test_a_tool_answers(address: str) -> None:
    called = in_session(address, lambda session: session.call_tool("ask", {"question": QUESTION}))
    assert not called.isError
    assert "The harbour lamp was lit in 1912 by its keeper." in called.content[0].text


def test_nothing_else_is_a_tool(address: str) -> None:
    for name in ("answer", "upload", "remove", "create", "delete"):
        assert in_session(address, lambda session, name=name: session.call_tool(name, {})).isError

    async def others(session: Any) -> Any:
        return [(await session.list_resources()).resources, (await session.list_prompts()).prompts]

    assert in_session(address, others) == [[], []]


def test_users_alone_call_tools(address: str) -> None:
    for auth in (None, ("anna", "x")):
        with httpx.Client(auth=auth) as http:
            for path in ("", "sse", "schema", "messages/"):
                assert http.get(f"{address}{path}").status_code == 401
                assert http.post(f"{address}{path}", json={}).status_code in (401, 404)
