"""OpenAI's own client asks over a socket: answers, streams, annotations, errors."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from qa import Assistant
from qa.api.application import application
from qa.api.gate.gate import Limits
from qa.api.gate.tokens import Tokens
from qa.library.collection import Collection
from tests.qa.api.conftest import QUESTION, UNKNOWN, listening

if importlib.util.find_spec("openai") is None:
    pytest.skip("needs: pip install 'citera[test]'", allow_module_level=True)

if TYPE_CHECKING:
    from openai import OpenAI

TOKEN = "t" * 32


def client_of(address: str, token: str = TOKEN) -> OpenAI:
    from openai import OpenAI

    return OpenAI(base_url=f"{address}/v1", api_key=token, max_retries=0)


@pytest.fixture(scope="module")
def address(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    collection = Collection("three", assistant, tmp_path_factory.mktemp("runs"))
    with listening(application(collection, tokens=Tokens([TOKEN]))) as address:
        yield address


@pytest.fixture(scope="module")
def openai(address: str) -> Iterator[OpenAI]:
    with client_of(address) as client:
        yield client


def said(openai: OpenAI, *contents: Any, **options: Any) -> Any:
    """What is said to a chat of the user's and the assistant's messages in turn."""
    roles = ("user", "assistant")
    messages: Any = [
        {"role": roles[place % 2], "content": content} for place, content in enumerate(contents)
    ]
    return openai.chat.completions.create(model="citera", messages=messages, **options)


def test_there_is_one_model(openai: OpenAI) -> None:
    assert [each.id for each in openai.models.list()] == ["citera"]
    assert openai.models.retrieve("citera").object == "model"


def test_an_answer_has_its_quotes_and_where_they_stand(
    openai: OpenAI, assistant: Assistant
) -> None:
    completion = said(openai, QUESTION)
    reply = completion.choices[0].message
    answer = assistant.ask(QUESTION)
    assert reply.content.startswith(answer.text)
    assert reply.content.endswith("\n\nSources:\n[1] “The library” (library.txt)")
    assert (reply.role, completion.choices[0].finish_reason) == ("assistant", "stop")
    (annotation,) = reply.annotations
    where = annotation.url_citation
    assert reply.content[where.start_index : where.end_index] == "[1]"
    assert where.start_index < reply.content.index("Sources:")
    assert where.title == "The library"
    quote = annotation.citation
    text = assistant.document(quote["document_id"]).text
    assert text[quote["start"] : quote["end"]] == quote["quote"] == answer.citations[0].quote
    assert f"v1/documents/library.txt?start={quote['start']}&end=" in where.url


def test_the_address_of_a_quote_leads_to_it(openai: OpenAI) -> None:
    import httpx

    (annotation,) = said(openai, QUESTION).choices[0].message.annotations
    found = httpx.get(
        annotation.url_citation.url, headers={"authorization": f"Bearer {TOKEN}"}
    ).json()
    assert found["text"] == annotation.citation["quote"]


def test_a_stream_says_the_same(openai: OpenAI) -> None:
    whole = said(openai, QUESTION).choices[0].message
    chunks = list(said(openai, QUESTION, stream=True, stream_options={"include_usage": True}))
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert "".join(delta.content or "" for delta in deltas) == whole.content
    assert deltas[0].role == "assistant"
    noted = [each for delta in deltas for each in getattr(delta, "annotations", None) or []]
    assert noted == [each.model_dump() for each in whole.annotations]
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert (chunks[-1].choices, chunks[-1].usage.total_tokens) == ([], 0)
    assert len({chunk.id for chunk in chunks}) == 1


def test_a_refusal_names_what_comes_nearest(openai: OpenAI, assistant: Assistant) -> None:
    answer = assistant.ask(UNKNOWN)
    reply = said(openai, UNKNOWN).choices[0].message
    assert reply.content.startswith(answer.text)
    assert len(reply.annotations) == len(answer.nearest)


def test_a_chat_goes_on_from_its_answers(openai: OpenAI) -> None:
    first = said(openai, QUESTION).choices[0].message
    again = said(openai, QUESTION, first.content, "How do you know?").choices[0].message
    assert again.annotations[0].citation["document_id"] == "library.txt"
    assert "library.txt" in again.content


def test_a_chat_that_is_not_known_is_read_all_the_same(openai: OpenAI) -> None:
    reply = said(openai, QUESTION, "Two weeks.", "And cameras in the harbour?")
    assert reply.choices[0].message.content
    alone = said(openai, "Hello", "Hi", QUESTION).choices[0].message
    assert alone.annotations[0].citation["document_id"] == "library.txt"


def test_messages_may_have_parts_and_other_roles(openai: OpenAI) -> None:
    parts = [{"type": "text", "text": QUESTION}, {"type": "image_url", "image_url": {"url": "x:"}}]
    messages: Any = [
        {"role": "system", "content": "Answer in verse."},
        {"role": "user", "content": parts},
    ]
    reply = openai.chat.completions.create(
        model="citera", messages=messages, temperature=0.2, tools=[], user="anna"
    )
    assert reply.choices[0].message.annotations is not None
    assert "library.txt" in str(reply.choices[0].message.content)


def test_errors_are_those_that_the_client_knows(openai: OpenAI, address: str) -> None:
    import openai as package

    with pytest.raises(package.NotFoundError, match="there is no model 'gpt'"):
        openai.models.retrieve("gpt")
    with pytest.raises(package.BadRequestError, match="2,001 characters"):
        said(openai, "x" * 2_001)
    with pytest.raises(package.BadRequestError, match="no message of the user's"):
        openai.chat.completions.create(
            model="citera", messages=[{"role": "system", "content": "x"}], stream=True
        )
    with pytest.raises(package.UnprocessableEntityError):
        openai.chat.completions.create(model="citera", messages=[])
    with client_of(address, "guessed") as stranger, pytest.raises(package.AuthenticationError):
        stranger.models.list()


def test_who_asks_too_often_is_told_so(assistant: Assistant, tmp_path: Any) -> None:
    import openai as package

    api = application(Collection("", assistant, tmp_path), limits=Limits(requests_per_minute=1))
    with listening(api) as address, client_of(address) as client:
        client.models.list()
        with pytest.raises(package.RateLimitError, match="wait"):
            client.models.list()
