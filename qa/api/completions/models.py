"""Chat completions in the shape of OpenAI's API, as far as there is something to say of each.

https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from qa.api.models import Citation, Words

MODEL = "citera"


class Part(BaseModel):
    """A part of a message; only text is read."""

    type: str = "text"
    text: Words = ""


class Message(BaseModel):
    """What was said, by whom; what a system or a tool says is passed over."""

    role: str
    content: Words | list[Part] | None = None

    @property
    def words(self) -> str:
        """Its text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """What is sent besides the text."""

    include_usage: bool | None = None


class ChatRequest(BaseModel):
    """A conversation whose last question is to be answered; other members are passed over."""

    model: Words = Field(MODEL, json_schema_extra={"enum": [MODEL]})
    messages: list[Message] = Field(
        min_length=1,
        max_length=1_000,
        description="The last one of the user's is asked, the ones before are its conversation.",
    )
    stream: bool | None = Field(None, description="Answer with server-sent events.")
    stream_options: StreamOptions | None = None


class UrlCitation(BaseModel):
    """Where a source is, and where the text refers to it."""

    start_index: int = Field(description="Where the mark [n] starts in the text, in code points.")
    end_index: int = Field(description="Where it ends, exclusive.")
    title: str = Field(description="The document's title.")
    url: str = Field(description="The quote in its document, on this server.")


class Annotation(BaseModel):
    """A source of the text; `citation`, which OpenAI's do not have, is the quote itself."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation
    citation: Citation


class Reply(BaseModel):
    """What is said, or a piece of it."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation] = []


class Choice(BaseModel):
    """The reply; there is one."""

    index: int = 0
    message: Reply
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Usage(BaseModel):
    """Tokens of a language model: quotes take none, and others are not counted."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class ChatCompletion(BaseModel):
    """A reply to a conversation."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int = Field(description="Seconds since 1970.")
    model: str = MODEL
    choices: list[Choice]
    usage: Usage = Usage()


class Model(BaseModel):
    """What can be asked."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = Field(description="When the server was started, in seconds since 1970.")
    owned_by: str = MODEL


class ModelList(BaseModel):
    """All that can be asked."""

    object: Literal["list"] = "list"
    data: list[Model]
