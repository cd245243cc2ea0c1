"""Questions, and the gold evidence that answers them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

UNANSWERABLE_KINDS = ("false premise", "near miss", "off-topic")
FOLLOW_UP_KINDS = ("pronoun", "ellipsis", "topic switch")
UNSORTED = "unsorted"  # the kind of a question of which nobody has said what it tries
KINDS = (
    "same-language",
    "cross-language",
    "number",
    "name",
    "date",
    "why or how",
    "list",
    "two documents",
    "disagreement",
    "misspelt",
    "order",
    *FOLLOW_UP_KINDS,
    *UNANSWERABLE_KINDS,
)
"""What a question tries; "order" is one that also tries to give orders to the assistant."""


@dataclass(frozen=True, slots=True)
class GoldEvidence:
    """Text that answers a question, or a part of it: by its words, or by where it stands.

    Either `quote` is given, or `start`, `end` and `sha256`: the hexadecimal hash of
    `document.text[start:end]` in UTF-8, for documents whose sentences may not be copied. With
    neither it is every place in the document where one of the question's answers stands or, where
    no answers are given, the whole document.
    `part`, counted from 0: a question in several parts (two documents, two sides of a
    disagreement) needs evidence for each; of the same part, each is enough.
    """

    document: str
    quote: str = ""
    start: int = 0
    end: int = 0
    sha256: str = ""
    part: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what a right answer holds.

    `answers`: groups of aliases; a right answer holds one alias of every group. Where there are
    none, a right answer is one that quotes the evidence. `evidence`: everything that answers it, or
    one of its parts, on its own; an unanswerable question has none. `evidence_language` is that of
    the evidence, or None where it is not said. `history`: the questions asked before it, oldest
    first; `standalone`: the same question as it would be asked without them.
    """

    id: str
    question: str
    language: str
    kind: str
    evidence_language: str | None
    answers: tuple[tuple[str, ...], ...]
    evidence: tuple[GoldEvidence, ...]
    history: tuple[str, ...] = ()
    standalone: str = ""

    @property
    def split(self) -> str:
        """Half of the questions are "tune", for fitting; figures come from "report", the others."""
        return split_of(self.id)

    @property
    def answerable(self) -> bool:
        """Whether the documents hold an answer."""
        return bool(self.evidence)


def split_of(question_id: str) -> str:
    """Which half the question of that id is in, by a hash: nothing else decides it."""
    even = hashlib.sha256(question_id.encode()).digest()[0] % 2 == 0
    return "tune" if even else "report"
