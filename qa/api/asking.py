"""Questions, searches and conversations over HTTP."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import aclosing
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from qa.api import models
from qa.api.conversations import Conversations
from qa.api.explanation import Explanation
from qa.api.operating.metrics import watched
from qa.api.streams import CONTENT, Events, answer_of, server_sent, streamed
from qa.api.workers import Workers
from qa.assistant import Assistant
from qa.conversation import Conversation
from qa.library.collection import Collection
from qa.types import StreamEvent, Turn

STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer; with `stream`, an event `text` for each piece of its text, "
        "then `answer` with all of it, or `problem`.",
        "content": CONTENT,
    }
}
ConversationId = Annotated[str, Path(description="As it was given when it was begun.")]


class Asking:
    """What can be asked of a collection."""

    def __init__(self, collection: Collection, workers: Workers) -> None:
        self._collection = collection
        self._workers = workers
        self._conversations = Conversations()

    def router(self) -> APIRouter:
        """The routes."""
        router = APIRouter(tags=["questions"])
        for path, method, handler, status in (
            ("/explain", "POST", self.explain, 200),
            ("/search", "POST", self.search, 200),
            ("/conversations", "POST", self.begin, 201),
            ("/conversations/{conversation_id}", "GET", self.conversation, 200),
            ("/conversations/{conversation_id}", "DELETE", self.end, 204),
        ):
            router.add_api_route(path, handler, methods=[method], status_code=status)
        router.add_api_route(
            "/ask", self.ask, methods=["POST"], response_model=models.Answer, responses=STREAM
        )
        return router

    async def ask(self, asked: models.Question) -> models.Answer | Response:
        """Answer a question in quotes, or say that the documents do not."""
        events = self._remembered(asked)
        if asked.stream:
            return await streamed(events, _sent, partial(server_sent, event="problem"))
        return models.Answer.model_validate(await answer_of(events))

    async def explain(self, asked: models.Asked) -> Explanation:
        """Why a question is answered as it is, or not; a conversation does not remember it."""
        turns = self._turns(asked)
        explanation = await self._workers.run(
            lambda: self._asking(asked, turns).explain(asked.question)
        )
        return Explanation.model_validate(explanation)

    async def search(self, asked: models.Search) -> models.Found:
        """The passages nearest to a question, in every language."""
        hits = await self._workers.run(
            lambda: among(self._collection.assistant, asked).search(asked.question, asked.k)
        )
        return models.Found(hits=[models.Hit.model_validate(each) for each in hits])

    async def begin(self) -> models.Conversation:
        """Begin a conversation."""
        return models.Conversation(id=self._conversations.begin(), turns=[])

    async def conversation(self, conversation_id: ConversationId) -> models.Conversation:
        """What was said in a conversation."""
        turns = self._conversations.turns(conversation_id)
        return models.Conversation(
            id=conversation_id, turns=[models.Turn.model_validate(each) for each in turns]
        )

    async def end(self, conversation_id: ConversationId) -> None:
        """Forget a conversation."""
        self._conversations.end(conversation_id)

    async def _remembered(self, asked: models.Question) -> Events:
        """The answer in pieces, which its conversation remembers at the end."""
        name, turns = asked.conversation, self._turns(asked)
        async with aclosing(self._workers.stream(self._pieces(asked, turns))) as events:
            async for event in events:
                if name is not None and event.answer is not None:
                    self._conversations.add(name, Turn(asked.question, event.answer))
                yield event

    def _pieces(
        self, asked: models.Question, turns: tuple[Turn, ...] | None
    ) -> Generator[StreamEvent]:
        yield from watched(self._asking(asked, turns).stream(asked.question))

    def _turns(self, asked: models.Asked) -> tuple[Turn, ...] | None:
        """What was said before in its conversation; None where it names none."""
        name = asked.conversation
        return None if name is None else self._conversations.turns(name)

    def _asking(
        self, asked: models.Asked, turns: tuple[Turn, ...] | None
    ) -> Assistant | Conversation:
        assistant = among(self._collection.assistant, asked)
        if not asked.prose:
            assistant = assistant.in_quotes()
        return assistant if turns is None else Conversation(assistant, turns)


def among(assistant: Assistant, asked: models.Scoped) -> Assistant:
    """The assistant, over the documents that may answer what is asked."""
    scope = asked.model_dump(include={"documents", "languages", "since", "until"})
    return assistant.within(**scope) if any(scope.values()) else assistant


def _sent(event: StreamEvent) -> Iterator[bytes]:
    if event.text:
        yield server_sent({"text": event.text}, "text")
    if event.answer is not None:
        answer = models.Answer.model_validate(event.answer)
        yield server_sent(answer.model_dump(mode="json"), "answer")
