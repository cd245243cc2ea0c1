"""What a reader is: question and text in, for each sentence how likely it answers, and which words.

Retrieval finds what resembles a question; a reader tells whether it answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from index.types import Span


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences of a document that follow one another, under its title and date."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What a reader makes of one sentence of a window.

    `answers`: log-odds that it answers the question. `span`: its characters that would be the
    answer; None where no word of it was read. `span_score`: how much likelier they are than that
    the window holds no answer, in nats.
    """

    answers: float
    span: Span | None
    span_score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a window: of each of its sentences, and of all of them.

    `answered`: log-odds that something in the window answers the question.
    """

    sentences: tuple[SentenceReading, ...]
    answered: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reader makes of one sentence of a document, in its window; see SentenceReading and
    Reading. `span`: the answer's place in the document. `share`: log-probability that this is the
    sentence that answers, of all those of its document that were read, if one does.
    """

    answers: float
    answered: float
    span_score: float
    span: Span | None
    share: float = 0.0

    def features(self) -> dict[str, float]:
        """What of it goes into the ranking of sentences and into confidence."""
        return {
            "answers": within_bounds(self.answers),
            "answered": within_bounds(self.answered),
            "span_score": within_bounds(self.span_score),
        }


class ClaimReading(NamedTuple):
    """What a reader makes of a claim held against a quote: the log-odds that the quote says the
    same, that it says otherwise, and that it does neither.
    """

    same: float
    conflict: float
    other: float


MAX_LOG_ODDS = 12.0  # beyond it a network's numbers say no more


def within_bounds(log_odds: float) -> float:
    """As log-odds go into fitted models."""
    return max(-MAX_LOG_ODDS, min(MAX_LOG_ODDS, log_odds))


class Reader(Protocol):
    """Reads windows with a question in mind. One that can tell may have as well

        hold(claim: str, windows: Sequence[Window]) -> list[ClaimReading]

    which holds a claim against the last sentence of each window; None where it cannot.
    """

    @property
    def name(self) -> str:
        """Identifies model and version."""

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """One reading for each window."""
