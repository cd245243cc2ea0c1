"""What the API takes and gives, as JSON; the nouns are those of qa.types and index.types."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue

from index.embed.protocol import encodable
from qa.answerer import MAX_HITS, MAX_QUESTION
from qa.types import AnswerKind

Words = Annotated[str, AfterValidator(encodable)]
"""Text that UTF-8 can hold, whatever escapes were sent."""
DATE: dict[str, JsonValue] = {"pattern": r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"}
"""What a client may know of dates beforehand; qa.understand.filters decides, in its own words."""
Id = Annotated[str, Field(description="A document's id: its path below the folder, with '/'.")]
Start = Annotated[int, Field(description="Where it starts in the document's text, in code points.")]
End = Annotated[int, Field(description="Where it ends there, exclusive.")]
Language = Annotated[str, Field(description='An ISO 639-1 code; "und" where it is not known.')]
Published = Annotated[str | None, Field(description="An ISO 8601 date, as precise as it is told.")]
Score = Annotated[float, Field(description="Higher is better.")]
Title = Annotated[str, Field(description="The document's title.")]
Source = Annotated[str | None, Field(description="Who published it, as far as the document tells.")]
Page = Annotated[int | None, Field(description="Counted from 1; null for formats without pages.")]


class Taken(BaseModel):
    """A body of a request; what is not named here, or of another type, is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Given(BaseModel):
    """A body of a response, made of one of our types."""

    model_config = ConfigDict(from_attributes=True)


class Scoped(Taken):
    """A question, and which documents may answer it."""

    question: Words = Field(
        description=f"At most {MAX_QUESTION:,} characters.",
        json_schema_extra={"minLength": 1, "maxLength": MAX_QUESTION, "pattern": r"\S"},
        examples=["What does Thailand use its drone for?"],
    )
    documents: list[Words] = Field([], description="Ids; none stands for all.", max_length=1_000)
    languages: list[Words] = Field(
        [], description="ISO 639-1 codes; none stands for all.", max_length=100
    )
    since: Words | None = Field(
        None, description="A date: 2019, 2019-11 or 2019-11-24.", json_schema_extra=DATE
    )
    until: Words | None = Field(
        None, description="Likewise; both are included.", json_schema_extra=DATE
    )


class Asked(Scoped):
    """A question, in its conversation."""

    conversation: Words | None = Field(
        None, description="The id of a conversation, whose turns it may lean on."
    )
    prose: bool = Field(
        True, description="Whether a language model writes, where the server has one configured."
    )


class Question(Asked):
    """A question to be answered."""

    stream: bool = Field(False, description="Answer with server-sent events.")


class Search(Scoped):
    """A question to find passages for."""

    k: int = Field(10, ge=1, le=MAX_HITS, description="How many passages.")


class Citation(Given):
    """A verbatim quote: the document's text from `start` to `end`."""

    number: int = Field(description="The [n] that stands after the quote in the answer's text.")
    document_id: Id
    title: Title
    quote: str = Field(description="The text, to the character.")
    start: Start
    end: End
    language: Language
    page: Page
    score: Score
    answer_start: int | None = Field(description="Where the words that answer start.")
    answer_end: int | None = Field(description="Where they end.")
    lead: str = Field(description="The document's words above the quote that it is read with.")
    scanned: float | None = Field(description="How sure OCR was of the page, 0 to 1.")


class Passage(Given):
    """A run of whole sentences of a document."""

    id: int = Field(description="Its number in the index.")
    document_id: Id
    start: Start
    end: End
    language: Language


class Hit(Given):
    """A passage found for a question."""

    passage: Passage = Field(description="Where it stands.")
    score: Score
    text: str = Field(description="The passage's, to the character.")
    cosine: float = Field(description="Between the question's embedding and the passage's.")
    sentence_cosine: float | None = Field(description="Likewise, of its best sentence.")
    word_share: float | None = Field(description="Its BM25 score as a share of the best one's.")


class Coverage(Given):
    """How much of the documents is searched while they are being read."""

    files: int = Field(description="How many files there are.")
    documents: int = Field(description="How many of them are searched.")
    embedded: float = Field(description="The share of these found by meaning, 0 to 1.")


class Writing(Given):
    """The language model that wrote an answer, and the version of its prompt."""

    model: str = Field(description="Its name at the endpoint.")
    prompt: str = Field(description="The version of its orders.")


class Answer(Given):
    """What was said to a question."""

    question: str = Field(description="As it was asked.")
    text: str = Field(description="The quotes in their sentences, each followed by its [n].")
    citations: list[Citation] = Field(description="Empty for a refusal.")
    answered: bool = Field(description="False where the documents hold no answer.")
    confidence: float = Field(description="The probability, 0 to 1, that the answer is right.")
    language: Language
    hits: list[Hit] = Field(description="The passages nearest to the question.")
    nearest: list[Citation] = Field(description="Of a refusal: what comes nearest.")
    understood: str | None = Field(description="The question in full, where it leant on others.")
    sides: list[list[int]] = Field(description="Numbers of citations that contradict each other.")
    kind: AnswerKind = Field(
        description="Quotes or a refusal, facts on the documents themselves, small talk, a "
        "question of what is meant, or that an assistant over documents does not do that."
    )
    coverage: Coverage | None = Field(description="Null where all documents are searched.")
    written_by: Writing | None = Field(description="Null for quotes.")
    fallback: str | None = Field(description="Why there are quotes though a model was to write.")
    unsupported: float | None = Field(description="The share of its sentences not supported.")


class Found(BaseModel):
    """What a search found, best first."""

    hits: list[Hit] = Field(description="The passages.")


class DocumentFacts(Given):
    """What is known of a document without reading its text."""

    id: Id
    title: Title
    language: Language
    source: Source
    published: Published


class Documents(BaseModel):
    """Some of the documents, in the order of their ids."""

    documents: list[DocumentFacts] = Field(description="Those of this part of the list.")
    total: int = Field(description="How many there are in all.")
    next: str | None = Field(description="What `after` is for the next ones; null at the end.")


class Document(DocumentFacts):
    """A document, and its text from `start` to `end`."""

    text: str = Field(description="The part that was asked for.")
    start: Start
    end: End
    length: int = Field(description="Of the whole text, in code points.")
    pages: list[int] = Field(description="Where each page starts; empty without pages.")


class Uploaded(BaseModel):
    """What became of a file that was uploaded."""

    id: Id
    state: Literal["indexed", "left out", "being read"] = Field(
        description="Whether it can be asked, could not be read, or takes a while."
    )
    reason: str | None = Field(description="Why it was left out.")


class Turn(Given):
    """A question, and what was answered."""

    question: str = Field(description="As it was asked.")
    answer: Answer = Field(description="What was said to it.")


class Conversation(BaseModel):
    """A conversation; its id lets whoever has it read it and ask on."""

    id: str = Field(description="What questions name as their `conversation`.")
    turns: list[Turn] = Field(description="What was said, the oldest first.")


class Problem(BaseModel):
    """Why a request was not met, as RFC 9457 has it."""

    type: str = Field(description="about:blank: the status says what kind it is.")
    title: str = Field(description="What the status is called.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong, and what mends it.")
    kind: str | None = Field(description="The kind of error, as docs/http-api.md names it.")
    template: str = Field(description="The message's template.")
    values: dict[str, str | int | float | bool | None] = Field(description="What stands in it.")
    error: dict[str, str | None] = Field(description="The same as OpenAI's clients expect it.")
