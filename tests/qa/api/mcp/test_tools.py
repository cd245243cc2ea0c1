"""The tools, called by MCP's own client: what they give, and that it is bounded and exact."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa.api.mcp.models import MAX_PASSAGES, MAX_READ, NOTE
from qa.api.mcp.server import MAX_ERROR, mcp_server
from qa.api.problems import FAULT
from qa.library.collection import Collection
from tests.qa.api.conftest import QUESTION, UNKNOWN
from tests.qa.api.mcp.conftest import HIDDEN, LIMITS, LONG, with_client

pytest.importorskip("mcp_types")

Call = Callable[..., Any]
SECRET = "a-word-that-nothing-repeats"


def test_there_are_four_tools_that_change_nothing(shown: Collection) -> None:
    server = mcp_server(shown, LIMITS)
    tools = with_client(server, lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == ["ask", "search", "documents", "read"]
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema["properties"]["note"]["default"] == NOTE


def test_every_member_of_what_a_tool_takes_and_gives_is_told(shown: Collection) -> None:
    tools = with_client(mcp_server(shown, LIMITS), lambda client: client.list_tools()).tools
    for tool in tools:
        assert tool.description
        for whole in (tool.input_schema, tool.output_schema):
            for schema in (whole, *whole.get("$defs", {}).values()):
                members = schema["properties"].items()
                assert [name for name, each in members if not each.get("description")] == []


def test_the_page_names_every_tool_and_what_it_takes(shown: Collection) -> None:
    page = (Path(__file__).parents[4] / "docs" / "mcp.md").read_text("utf-8")
    server = mcp_server(shown, LIMITS)
    for tool in with_client(server, lambda client: client.list_tools()).tools:
        assert f"| `{tool.name}` |" in page
        assert [each for each in tool.input_schema["properties"] if f"`{each}`" not in page] == []


def test_an_answer_is_the_assistants_with_the_places_of_its_quotes(
    call: Call, shown: Collection
) -> None:
    given = call("ask", question=QUESTION)
    answer = shown.assistant.ask(QUESTION)
    said = given.structured_content
    assert (said["note"], said["text"]) == (NOTE, answer.text)
    assert said["citations"]
    for cited, citation in zip(said["citations"], answer.citations, strict=True):
        document = shown.assistant.document(cited["document_id"])
        assert document.text[cited["start"] : cited["end"]] == cited["quote"] == citation.quote
        assert (cited["title"], cited["published"]) == (document.title, document.published)
        assert (cited["number"], cited["page"]) == (citation.number, citation.page)
    assert json.loads(given.content[0].text) == said


def test_a_refusal_is_no_error_and_shows_what_comes_nearest(call: Call) -> None:
    given = call("ask", question=UNKNOWN)
    assert not given.is_error
    said = given.structured_content
    assert (said["answered"], said["citations"]) == (False, [])
    assert said["nearest"]


def test_only_some_documents_are_asked(call: Call) -> None:
    said = call("ask", question=QUESTION, documents=["hidden.txt"]).structured_content
    places = [*said["citations"], *said["nearest"]]
    assert {each["document_id"] for each in places} <= {"hidden.txt"}


def test_passages_are_bounded_and_stand_where_they_say(call: Call, shown: Collection) -> None:
    found = call("search", question=QUESTION, k=MAX_PASSAGES).structured_content["passages"]
    assert found[0]["document_id"] == "library.txt"
    assert len(found) <= MAX_PASSAGES
    for each in found:
        text = shown.assistant.document(each["document_id"]).text
        assert text[each["start"] : each["end"]] == each["text"]
    assert call("search", question=QUESTION, k=MAX_PASSAGES + 1).is_error


def test_documents_are_listed_a_page_at_a_time(call: Call, shown: Collection) -> None:
    listed: list[str] = []
    after: str | None = ""
    while after is not None:
        page = call("documents", after=after, limit=2).structured_content
        assert page["total"] == len(shown.assistant.document_facts)
        listed += [each["id"] for each in page["documents"]]
        after = page["next"]
    assert listed == [each.id for each in shown.assistant.document_facts]


def test_a_long_document_is_read_in_parts(call: Call) -> None:
    text, length = "", len(LONG)
    while len(text) < length:
        part = call("read", document_id="deep/long.txt", start=len(text)).structured_content
        assert 0 < len(part["text"]) <= MAX_READ
        assert (part["start"], part["end"]) == (len(text), len(text + part["text"]))
        text, length = text + part["text"], part["length"]
    assert text.strip() == LONG.strip()
    assert call("read", document_id="deep/long.txt", start=10**12).structured_content["text"] == ""


def test_what_a_document_hides_is_seen_in_the_text_and_kept_in_the_data(call: Call) -> None:
    given = call("read", document_id="hidden.txt")
    assert given.structured_content["text"].strip() == HIDDEN.strip()
    assert r"The seal\u200b of the guild\udb40\udc41 is" in given.content[0].text
    assert given.content[0].text.isprintable()
    assert json.loads(given.content[0].text) == given.structured_content


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"question": ""},
        {"question": 5},
        {"question": [SECRET]},
        {"question": SECRET * 1_000},
        {"question": QUESTION, "k": "3"},
        {"question": QUESTION, "k": 0},
        {"question": QUESTION, "since": SECRET},
        {"question": QUESTION, "documents": [SECRET] * 1_001},
        {"question": QUESTION, "x" * 100_000: 1},
        {"question": QUESTION, "documents": None},
    ],
)
def test_what_cannot_be_searched_is_an_error_in_a_few_words(
    call: Call, arguments: dict[str, Any]
) -> None:
    given = call("search", **arguments)
    assert (given.is_error, given.structured_content) == (True, None)
    assert 0 < len(given.content[0].text) <= MAX_ERROR
    if "since" not in arguments:
        assert SECRET not in given.content[0].text


@pytest.mark.parametrize(
    "document_id",
    [
        *(
            "../documents/library.txt",
            "/etc/passwd",
            "deep/../hidden.txt",
            "deep\\long.txt",
            "deep",
        ),
        *("%2e%2e/hidden.txt", "hidden.txt\0", "file:///etc/passwd", "", "a/" * 100_000),
    ],
    ids=lambda document_id: document_id[:30],
)
def test_an_id_is_never_a_path(call: Call, document_id: str) -> None:
    given = call("read", document_id=document_id)
    assert given.is_error
    assert given.content[0].text.startswith("there is no document '")
    assert len(given.content[0].text) <= MAX_ERROR


def test_there_is_no_other_tool(shown: Collection) -> None:
    from mcp.shared.exceptions import MCPError

    async def refused(client: Any) -> None:
        for name in ("upload", "remove", "_answer", "__init__", "x" * 10_000):
            with pytest.raises(MCPError, match="there is no tool"):
                await client.call_tool(name)

    with_client(mcp_server(shown, LIMITS), refused)


def test_a_fault_of_ours_is_told_without_its_message(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    broken: Any = {"assistant": SECRET}
    server = mcp_server(Collection("broken", broken, tmp_path), LIMITS)
    given = with_client(server, lambda client: client.call_tool("ask", {"question": SECRET}))
    assert (given.is_error, given.content[0].text) == (True, FAULT)
    assert SECRET not in capsys.readouterr().err
