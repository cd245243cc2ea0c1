"""What the API tells of why a question was answered as it was; see qa.explain.types."""

from __future__ import annotations

from pydantic import Field

from index.types import BlockKind
from qa.api.models import Answer, End, Given, Id, Language, Page, Score, Start, Title
from qa.evidence.fitting import Misfit
from qa.evidence.read import PlacedBy
from qa.explain.types import Basis, ChangeKind, Fate, Form, Stage, StepKind, Way


class Contribution(Given):
    """What one feature gave."""

    feature: str = Field(description="Its name.")
    value: float = Field(description="How much of it there was.")
    weight: float = Field(description="What each unit of the value counts for.")
    gave: float = Field(description="Both multiplied.")


class Step(Given):
    """What was done to a question before it was asked."""

    kind: StepKind = Field(
        description="Small talk left out, put in full, misspelt words mended, taken apart, or "
        "asked of some documents alone."
    )
    result: str = Field(description="What it was afterwards.")


class ExplainedPassage(Given):
    """A passage that was found."""

    document_id: Id
    title: Title
    start: Start
    end: End
    language: Language
    text: str = Field(description="To the character.")
    score: Score
    likeness: float | None = Field(description="To the question: the sum of the contributions.")
    contributions: list[Contribution] = Field(description="What each feature gave to it.")
    reranked: bool = Field(description="Whether a cross-encoder dealt the scores out.")
    sentences: int = Field(description="How many of its sentences were considered.")


class ExplainedSentence(Given):
    """A sentence that was considered."""

    document_id: Id
    title: Title
    start: Start
    end: End
    page: Page
    language: Language
    text: str = Field(description="To the character.")
    kind: BlockKind = Field(description="Of the block that it stands in.")
    passage: int | None = Field(description="The place of its passage in `passages`, from 1.")
    score: Score
    contributions: list[Contribution] = Field(description="Their sum is the score.")
    probability: float = Field(description="How likely it is, 0 to 1, that it answers.")
    is_read: bool = Field(description="Whether a reader read it.")
    placed_by: PlacedBy = Field(description="What put it before others of a higher score.")
    fate: Fate = Field(description="What became of it.")
    misfit: Misfit | None = Field(description='Where that is "on_another": on another what.')


class Confidence(Given):
    """How sure an answer is, and what that was made of."""

    value: float = Field(description="The probability, 0 to 1, that the answer is right.")
    threshold: float = Field(description="From which is answered.")
    basis: Basis = Field(description="What it is of.")
    contributions: list[Contribution] = Field(description="Log-odds; of sides, shares.")


class ExplainedPart(Given):
    """One of the things that were asked."""

    question: str = Field(description="In full.")
    language: Language
    stage: Stage = Field(description="How far it came.")
    forms: list[Form] = Field(description="What was special in how it was answered.")
    confidence: Confidence = Field(description="How sure its answer is.")
    passages: list[ExplainedPassage] = Field(description="Best first.")
    sentences: list[ExplainedSentence] = Field(description="Best first.")
    premise: str = Field(description="What it takes for granted; or empty.")


class Change(Given):
    """What would change a refusal."""

    kind: ChangeKind = Field(description="What to do; see docs/explain.md.")
    value: float | None = Field(description='Of "lower_threshold": the `least_confidence`.')


class Limits(Given):
    """The settings that decided what was quoted."""

    least_confidence: float = Field(description="Below it a question is refused.")
    least_second: float = Field(
        description="How likely a further sentence has to be, where a reader read it."
    )
    quote_margin: float = Field(
        description="How far behind the best another may be, where none did."
    )
    max_quotes: int = Field(description="How many sentences are quoted at the most.")


class Explanation(Given):
    """Why a question was answered as it was."""

    answer: Answer = Field(description="What is explained.")
    way: Way = Field(description="Which way it took.")
    stage: Stage = Field(description="How far it came.")
    steps: list[Step] = Field(description="What was done to the question before.")
    parts: list[ExplainedPart] = Field(description="One for each thing that was asked.")
    changes: list[Change] = Field(description="Of a refusal: what would change it.")
    limits: Limits = Field(description="The settings that decided.")
    embedder: str = Field(description="The model whose embeddings were searched.")
    reader: str | None = Field(description="What read the sentences; null for none.")
    reranker: str | None = Field(description="What reordered the passages; null for none.")
