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

    type: str = Field(default="text", description="Parts of other types are passed over.")
    text: Words = Field("", description="What it says.")


class Message(BaseModel):
    """What was said, by whom; what a system or a tool says is passed over."""

    role: str = Field(description="user or assistant; what others say is passed over.")
    content: Words | list[Part] | None = Field(default=None, description="What was said.")

    @property
    def words(self) -> str:
        """Its text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """What is sent besides the text."""

    include_usage: bool | None = Field(
        default=None, description="Whether `usage` is sent at the end."
    )


class ChatRequest(BaseModel):
    """A conversation whose last question is to be answered; other members are passed over."""

    model: Words = Field(
        MODEL, json_schema_extra={"enum": [MODEL]}, description="The one there is."
    )
    messages: list[Message] = Field(
        min_length=1,
        max_length=1_000,
        description="The last one of the user's is asked, the ones before are its conversation.",
    )
    stream: bool | None = Field(default=None, description="Answer with server-sent events.")
    stream_options: StreamOptions | None = Field(default=None, description="Of a stream.")


class UrlCitation(BaseModel):
    """Where a source is, and where the text refers to it."""

    start_index: int = Field(description="Where the mark [n] starts in the text, in code points.")
    end_index: int = Field(description="Where it ends, exclusive.")
    title: str = Field(description="The document's title.")
    url: str = Field(description="The quote in its document, on this server.")


class Annotation(BaseModel):
    """A source of the text; `citation`, which OpenAI's do not have, is the quote itself."""

    type: Literal["url_citation"] = Field(
        default="url_citation", description="The one kind there is."
    )
    url_citation: UrlCitation = Field(description="As OpenAI's clients know it.")
    citation: Citation = Field(description="The quote, to the character.")


class Reply(BaseModel):
    """What is said, or a piece of it."""

    role: Literal["assistant"] = Field(default="assistant", description="Who says it.")
    content: str = Field(description="Markdown: the answer, and a list of its sources.")
    refusal: None = Field(default=None, description="Null: that nothing was found is an answer.")
    annotations: list[Annotation] = Field(default=[], description="The sources.")


class Choice(BaseModel):
    """The reply; there is one."""

    index: int = Field(default=0, description="Its place among the choices.")
    message: Reply = Field(description="What is said.")
    logprobs: None = Field(default=None, description="Null.")
    finish_reason: Literal["stop"] = Field(
        default="stop", description="It ends where it is complete."
    )


class Usage(BaseModel):
    """Tokens of a language model: quotes take none, and others are not counted."""

    prompt_tokens: int = Field(default=0, description="Of the question.")
    completion_tokens: int = Field(default=0, description="Of the reply.")
    total_tokens: int = Field(default=0, description="Of both.")


class ChatCompletion(BaseModel):
    """A reply to a conversation."""

    id: str = Field(description="Another for each reply.")
    object: Literal["chat.completion"] = Field(
        default="chat.completion", description="What this is."
    )
    created: int = Field(description="Seconds since 1970.")
    model: str = Field(default=MODEL, description="The one that was asked.")
    choices: list[Choice] = Field(description="One.")
    usage: Usage = Field(default=Usage(), description="Zero.")


class Model(BaseModel):
    """What can be asked."""

    id: str = Field(default=MODEL, description="What requests name.")
    object: Literal["model"] = Field(default="model", description="What this is.")
    created: int = Field(description="When the server was started, in seconds since 1970.")
    owned_by: str = Field(default=MODEL, description="Whose it is.")


class ModelList(BaseModel):
    """All that can be asked."""

    object: Literal["list"] = Field(default="list", description="What this is.")
    data: list[Model] = Field(description="The models: one.")
