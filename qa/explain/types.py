"""Why a question was answered as it was: the nouns of an explanation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.types import BlockKind
from qa.evidence.fitting import Misfit
from qa.evidence.read import PlacedBy
from qa.types import Answer

Way = Literal["search", "documents", "chat", "outside", "clarify", "request"]
"""Which way a question took: through a search of what documents say; to facts on the documents
themselves; or to a reply for which nothing is searched: to small talk, to what an assistant does
not do, to what says too little; or "request": the last answer once more, with its places.
"""
StepKind = Literal["remark", "follow_up", "spelling", "parts", "filter"]
"""What was done to a question before it was asked: small talk left out of it, put in full from the
conversation, misspelt words mended, taken apart, asked of some documents alone.
"""
Stage = Literal[
    "answered",
    "no_documents",
    "nothing_found",
    "no_sentence",
    "no_answer",
    "on_another",
    "below_threshold",
    "not_searched",
]
"""How far a question came: "no_documents" could answer it; none of their passages was found;
these have no sentence that states something, or none that comes near an answer; what would answer
is on another year, person or the like; the best comes near and is less sure than what is answered
from; or nothing was searched for it.
"""
Basis = Literal["nothing", "sentence", "list", "sides", "premise"]
"""What confidence is in: one sentence, a list as a whole, each side of a comparison, or what the
question takes for granted.
"""
Form = Literal[
    "definition",
    "total",
    "share",
    "table",
    "rows",
    "list",
    "superlative",
    "comparison",
    "missing_side",
    "premise",
    "paragraph",
    "conflict",
    "conflict_by_time",
    "yes",
    "no",
]
"""What was special in how a part was answered; see docs/explain.md."""
Fate = Literal[
    "quoted",
    "in_quoted_list",
    "says_the_same",
    "on_another",
    "another_part",
    "less_like",
    "below_threshold",
    "not_read",
    "less_likely",
    "less_apt_row",
    "same_document",
    "repeats",
    "max_quotes",
    "chosen_together",
]
"""What became of a sentence; see docs/explain.md."""
ChangeKind = Literal[
    "add_documents",
    "wait_until_read",
    "ask_all_documents",
    "lower_threshold",
    "rephrase",
    "say_more",
]
"""What would change a refusal; "ask_all_documents" was tried, and answers."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature gave: its `value`, what each unit of it counts for, and both multiplied."""

    feature: str
    value: float
    weight: float
    gave: float


@dataclass(frozen=True, slots=True)
class Step:
    """What was done to a question before it was asked, and what it was afterwards."""

    kind: StepKind
    result: str


@dataclass(frozen=True, slots=True)
class ExplainedPassage:
    """A passage that was found: `document.text[start:end]`.

    `likeness`: how like the question it is, the sum of `contributions`; none of either where what
    searched does not tell. `score`: how far it stands out by that among the passages of its
    language, which is what passages are ranked by, or, if `reranked`, what a cross-encoder dealt
    out. `sentences`: how many of its sentences were considered.
    """

    document_id: str
    title: str
    start: int
    end: int
    language: str
    text: str
    score: float
    likeness: float | None
    contributions: tuple[Contribution, ...]
    reranked: bool
    sentences: int


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """A sentence that was considered: `document.text[start:end]`.

    `score` ranks it among those that are read, or those that are not; it is the sum of
    `contributions`, of which "answers", "answered" and "span_score" are the reader's.
    `probability`: how likely it is, 0..1, that it answers. `is_read`: whether a reader read it.
    `placed_by`: what put it before others of a higher score. `fate`: what became of it; `misfit`:
    where that is "on_another", on another what. `passage`: the place of its passage among those of
    its part, from 1; None where it came by a further search.
    """

    document_id: str
    title: str
    start: int
    end: int
    page: int | None
    language: str
    text: str
    kind: BlockKind
    passage: int | None
    score: float
    contributions: tuple[Contribution, ...]
    probability: float
    is_read: bool
    placed_by: PlacedBy
    fate: Fate
    misfit: Misfit | None


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure an answer is, 0..1, and what that was made of.

    Of a "sentence" and a "list" the `contributions` are log-odds, of whose sum `value` is the
    logistic function; of "sides" they are shares, whose sum it is. There are none where another
    stage than the usual one told it. `threshold`: from which is answered.
    """

    value: float
    threshold: float
    basis: Basis
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class ExplainedPart:
    """One of the things that were asked: what was considered for it, best first, and what it came
    to. `forms`: what was special in how it was answered. `premise`: what it takes for granted,
    where it is answered on that alone.
    """

    question: str
    language: str
    stage: Stage
    forms: tuple[Form, ...]
    confidence: Confidence
    passages: tuple[ExplainedPassage, ...]
    sentences: tuple[ExplainedSentence, ...]
    premise: str


@dataclass(frozen=True, slots=True)
class Change:
    """What would change a refusal. `value`: of "lower_threshold" the `least_confidence` with which
    the best sentence would be quoted.
    """

    kind: ChangeKind
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The settings that decided what was quoted; see Settings."""

    least_confidence: float
    least_second: float
    quote_margin: float
    max_quotes: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a question was answered as it was.

    `stage`: how far it came, which of several parts came furthest. `steps`: what was done to the
    question before. `changes`: what would change a refusal. `reader`, `embedder` and `reranker`
    name the models that judged, None where there was none.
    """

    answer: Answer
    way: Way
    stage: Stage
    steps: tuple[Step, ...]
    parts: tuple[ExplainedPart, ...]
    changes: tuple[Change, ...]
    limits: Limits
    embedder: str
    reader: str | None
    reranker: str | None
