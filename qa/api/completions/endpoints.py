"""Chat completions, as OpenAI's clients ask for them."""

from __future__ import annotations

import secrets
from collections.abc import Generator, Iterator
from contextlib import aclosing
from time import time
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from qa.api.completions.earlier import asked_and_earlier, digest, told_turns
from qa.api.completions.models import (
    MODEL,
    ChatCompletion,
    ChatRequest,
    Choice,
    Message,
    Model,
    ModelList,
    Reply,
    Usage,
)
from qa.api.completions.reply import annotations_of, as_chat, content, sources
from qa.api.conversations import Conversations
from qa.api.operating.metrics import watched
from qa.api.streams import CONTENT, Events, answer_of, server_sent, streamed
from qa.api.workers import Workers
from qa.conversation import Conversation
from qa.errors import NothingThereError
from qa.library.collection import Collection
from qa.types import Answer, StreamEvent, Turn

ModelId = Annotated[str, Path(description=f"Its id: {MODEL}.")]
DONE = b"data: [DONE]\n\n"
STREAM: dict[int | str, dict[str, Any]] = {200: {"content": CONTENT}}


class Completions:
    """A collection as a model that OpenAI's clients know."""

    def __init__(self, collection: Collection, workers: Workers) -> None:
        self._collection = collection
        self._workers = workers
        self._chats = Conversations()
        self._model = Model(created=int(time()))

    def router(self) -> APIRouter:
        """The routes."""
        router = APIRouter(tags=["OpenAI"])
        router.add_api_route("/models", self.models, methods=["GET"])
        router.add_api_route("/models/{model}", self.model, methods=["GET"])
        router.add_api_route(
            "/chat/completions",
            self.complete,
            methods=["POST"],
            response_model=ChatCompletion,
            responses=STREAM,
        )
        return router

    async def models(self) -> ModelList:
        """The one model there is."""
        return ModelList(data=[self._model])

    async def model(self, model: ModelId) -> Model:
        """The model of that name."""
        if model != MODEL:
            raise NothingThereError(
                "there is no model {model!r}; ask {known}.", model=model, known=MODEL
            )
        return self._model

    async def complete(self, asked: ChatRequest, request: Request) -> ChatCompletion | Response:
        """Answer the last question of a chat, with a list of the sources."""
        await self.model(asked.model)
        question, said = asked_and_earlier(asked.messages)
        events = self._remembered(question, said)
        base, new = str(request.base_url), f"chatcmpl-{secrets.token_hex(12)}"
        if asked.stream:
            usage = bool(asked.stream_options and asked.stream_options.include_usage)
            chunks = _Chunks(new, base, usage)
            return await streamed(events, chunks.sent, chunks.failed)
        answer = await answer_of(events)
        shown = content(answer)
        reply = Reply(content=shown, annotations=list(annotations_of(shown, answer, base)))
        return ChatCompletion(id=new, created=int(time()), choices=[Choice(message=reply)])

    async def _remembered(self, question: str, said: list[Message]) -> Events:
        """The answer in pieces; the chat is remembered as it goes on from it."""
        turns = self._turns(said)
        async with aclosing(self._workers.stream(self._pieces(question, said, turns))) as events:
            async for event in events:
                if event.answer is not None:
                    self._remember(question, said, turns or (), event.answer)
                yield event

    def _turns(self, said: list[Message]) -> tuple[Turn, ...] | None:
        try:
            return self._chats.turns(digest(said)) if said else ()
        except NothingThereError:
            return None

    def _pieces(
        self, question: str, said: list[Message], turns: tuple[Turn, ...] | None
    ) -> Generator[StreamEvent]:
        assistant = self._collection.assistant
        if turns is None:
            turns = tuple(told_turns(said, assistant.answerer().language_of))
        yield from watched(Conversation(assistant, turns).stream(question))

    def _remember(
        self, question: str, said: list[Message], turns: tuple[Turn, ...], answer: Answer
    ) -> None:
        reply = Message(role="assistant", content=content(answer))
        chat = [*said, Message(role="user", content=question), reply]
        self._chats.keep(digest(chat), (*turns, Turn(question, answer)))


class _Chunks:
    """A streamed completion, chunk by chunk."""

    def __init__(self, identifier: str, base: str, usage: bool) -> None:
        self._base = base
        self._usage = usage
        self._shown = ""
        self._head = {
            "id": identifier,
            "object": "chat.completion.chunk",
            "created": int(time()),
            "model": MODEL,
        }

    def sent(self, event: StreamEvent) -> Iterator[bytes]:
        """The chunks that an event is sent as."""
        if event.text:
            yield self._said(as_chat(event.text))
        if event.answer is None:
            return
        if listed := sources(event.answer):
            yield self._said(as_chat(listed))
        found = annotations_of(self._shown, event.answer, self._base)
        yield self._chunk({"annotations": [each.model_dump() for each in found]})
        yield self._chunk({}, "stop")
        if self._usage:
            yield server_sent({**self._head, "choices": [], "usage": Usage().model_dump()})
        yield DONE

    def failed(self, problem: dict[str, Any]) -> bytes:
        """What ends a stream that cannot go on."""
        return server_sent({"error": problem["error"]})

    def _said(self, text: str) -> bytes:
        role = {} if self._shown else {"role": "assistant"}
        self._shown += text
        return self._chunk({**role, "content": text})

    def _chunk(self, delta: dict[str, Any], ended: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": ended}
        return server_sent({**self._head, "choices": [choice]})
