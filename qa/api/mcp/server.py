"""The tools as a server of the Model Context Protocol, over standard input and output or HTTP.

https://modelcontextprotocol.io/specification
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection as Several
from importlib.metadata import version
from signal import SIG_DFL, SIGINT, signal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError
from starlette.applications import Starlette
from starlette.routing import Route

from qa.api.gate.gate import Gate, Limits, log_fault
from qa.api.gate.request import Application
from qa.api.gate.tokens import Tokens
from qa.api.mcp.models import NOTE
from qa.api.mcp.tools import Tool, Tools
from qa.api.problems import FAULT, told
from qa.api.workers import Workers
from qa.errors import CiteraError
from qa.library.collection import Collection

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
    from mcp_types import CallToolResult
    from mcp_types import Tool as Described

PATH = "/mcp"
INSTRUCTIONS = (
    "Citera answers questions about the user's documents in verbatim quotes. Ask first; give its "
    f"quotes word by word, with their documents and pages. {NOTE}"
)
MAX_ERROR = 1_000  # characters; what is wrong may be as long as a request


def mcp_server(collection: Collection, limits: Limits) -> Server[Any]:
    """The server, not yet listening. Raises CiteraError where its package is not installed."""
    try:
        import mcp_types as types
        from mcp.server.lowlevel import Server
        from mcp.shared.exceptions import MCPError
    except ImportError as error:
        raise CiteraError('MCP needs what comes with: pip install "citera[mcp]"') from error

    workers = Workers(limits.answers_at_once, limits.waiting, limits.answer_seconds)
    tools = {each.name: each for each in Tools(collection, workers).all()}

    async def list_tools(context: object, asked: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(each) for each in tools.values()])

    async def call_tool(
        context: object, asked: types.CallToolRequestParams
    ) -> types.CallToolResult:
        if asked.name not in tools:
            raise MCPError(types.INVALID_PARAMS, f"there is no tool {asked.name[:MAX_ERROR]!r}.")
        return await _called(tools[asked.name], asked.arguments or {})

    return Server(
        "citera",
        title="Citera",
        version=version("citera"),
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def serve_stdio(server: Server[Any]) -> None:
    """Answer who started this process, on its standard output, until its standard input ends."""
    from mcp.server.stdio import stdio_server

    signal(SIGINT, SIG_DFL)  # a thread that waits for input would keep the process from ending

    async def run() -> None:
        async with stdio_server() as (taken, given):
            await server.run(taken, given, server.create_initialization_options())

    asyncio.run(run())


def http_sessions(server: Server[Any], limits: Limits) -> StreamableHTTPSessionManager:
    """What answers over HTTP while its `run` goes on. Nothing is kept between two requests, so that
    no client can take memory.
    """
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    return StreamableHTTPSessionManager(
        server, stateless=True, max_request_body_size=limits.body_bytes
    )


def http_application(
    sessions: StreamableHTTPSessionManager,
    limits: Limits,
    *,
    tokens: Tokens | None = None,
    hosts: Several[str] = (),
) -> Application:
    """`sessions` as an ASGI application at PATH, behind a Gate; see there for who may ask.

    There is nothing to GET: the server says nothing that it was not asked.
    """
    from mcp.server.streamable_http_manager import StreamableHTTPASGIApp

    route = Route(PATH, StreamableHTTPASGIApp(sessions), methods=["POST"])
    app = Starlette(routes=[route], lifespan=lambda _: sessions.run())
    return Gate(app, limits=limits, tokens=tokens, hosts=hosts)


def _described(tool: Tool) -> Described:
    from mcp_types import Tool as Described
    from mcp_types import ToolAnnotations

    return Described(
        name=tool.name,
        description=tool.description,
        input_schema=tool.takes.model_json_schema(),
        output_schema=tool.gives.model_json_schema(mode="serialization"),
        annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
    )


async def _called(tool: Tool, arguments: dict[str, Any]) -> CallToolResult:
    """What the tool gives, or why it gives nothing, in words that an assistant can act on."""
    try:
        taken = tool.takes.model_validate(arguments)
    except ValidationError as error:
        return _failed("; ".join(told(each) for each in error.errors()))
    try:
        return _given(await tool.call(taken))
    except CiteraError as error:
        return _failed(str(error))
    except Exception as error:
        log_fault(error)
        return _failed(FAULT)


def _given(given: BaseModel) -> CallToolResult:
    """As text and, to the character, as data. In the text what cannot be seen is spelt out as
    escapes: documents may hide words from people.
    """
    from mcp_types import CallToolResult, TextContent

    seen = (
        each if each.isprintable() else json.dumps(each)[1:-1] for each in given.model_dump_json()
    )
    return CallToolResult(
        content=[TextContent(type="text", text="".join(seen))],
        structured_content=given.model_dump(mode="json"),
    )


def _failed(why: str) -> CallToolResult:
    from mcp_types import CallToolResult, TextContent

    return CallToolResult(content=[TextContent(type="text", text=why[:MAX_ERROR])], is_error=True)
