"""What one thing that is asked came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index import Hit
from qa.answer.cite import CitedStatement
from qa.answer.compose import CitedPart
from qa.answer.select import Selection
from qa.evidence.read import Evidence

MIN_NEAR = 0.2  # confidence from which what comes nearest may answer, though it is refused


@dataclass(frozen=True, slots=True)
class Finding:
    """What one thing that is asked came to; `selection` is empty where nothing answers it.

    `telling`: the evidence without what is on something else, from which confidence and selection
    are. `premise`: what the question takes for granted, where the selection is on that alone.
    """

    question: str
    language: str
    hits: Sequence[Hit]
    evidence: Sequence[Evidence]
    confidence: float
    selection: Selection
    telling: Sequence[Evidence] = ()
    premise: str = ""

    @property
    def answered(self) -> bool:
        """Whether something was found that answers."""
        return bool(self.selection.statements)

    @property
    def near(self) -> bool:
        """Whether what comes nearest may answer."""
        return self.confidence >= MIN_NEAR

    def cited(self, statements: tuple[CitedStatement, ...]) -> CitedPart:
        """The same with its selection cited."""
        return CitedPart(
            self.question,
            self.language,
            statements,
            self.answered,
            self.selection.differ,
            self.near,
            self.selection.by_time,
            self.selection.direction,
            self.premise,
        )
