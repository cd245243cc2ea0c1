"""What the API tells of why a question was answered as it was; see qa.explain.types."""

from __future__ import annotations

from pydantic import Field

from index.types import BlockKind
from qa.api.models import Answer, End, Given, Id, Language, Score, Start
from qa.evidence.fitting import Misfit
from qa.evidence.read import PlacedBy
from qa.explain.types import Basis, ChangeKind, Fate, Form, Stage, StepKind, Way


class Contribution(Given):
    """What one feature gave."""

    feature: str
    value: float
    weight: float = Field(description="What each unit of the value counts for.")
    gave: float = Field(description="Both multiplied.")


class Step(Given):
    """What was done to a question before it was asked."""

    kind: StepKind
    result: str = Field(description="What it was afterwards.")


class ExplainedPassage(Given):
    """A passage that was found."""

    document_id: Id
    title: str
    start: Start
    end: End
    language: Language
    text: str
    score: Score
    likeness: float | None = Field(description="To the question: the sum of the contributions.")
    contributions: list[Contribution]
    reranked: bool = Field(description="Whether a cross-encoder dealt the scores out.")
    sentences: int = Field(description="How many of its sentences were considered.")


class ExplainedSentence(Given):
    """A sentence that was considered."""

    document_id: Id
    title: str
    start: Start
    end: End
    page: int | None
    language: Language
    text: str
    kind: BlockKind
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

    value: float
    threshold: float = Field(description="From which is answered.")
    basis: Basis
    contributions: list[Contribution] = Field(description="Log-odds; of sides, shares.")


class ExplainedPart(Given):
    """One of the things that were asked."""

    question: str
    language: Language
    stage: Stage
    forms: list[Form] = Field(description="What was special in how it was answered.")
    confidence: Confidence
    passages: list[ExplainedPassage] = Field(description="Best first.")
    sentences: list[ExplainedSentence] = Field(description="Best first.")
    premise: str = Field(description="What it takes for granted; or empty.")


class Change(Given):
    """What would change a refusal."""

    kind: ChangeKind
    value: float | None = Field(description='Of "lower_threshold": the `least_confidence`.')


class Limits(Given):
    """The settings that decided what was quoted."""

    least_confidence: float
    least_second: float
    quote_margin: float
    max_quotes: int


class Explanation(Given):
    """Why a question was answered as it was."""

    answer: Answer
    way: Way = Field(description="Which way it took.")
    stage: Stage = Field(description="How far it came.")
    steps: list[Step]
    parts: list[ExplainedPart]
    changes: list[Change] = Field(description="Of a refusal: what would change it.")
    limits: Limits
    embedder: str
    reader: str | None
    reranker: str | None
