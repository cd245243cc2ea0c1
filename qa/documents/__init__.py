"""Documents as what is asked about: which there are, what they are about, who wrote them."""

from __future__ import annotations

from dataclasses import dataclass

from qa.types import AnswerKind, Citation


@dataclass(frozen=True, slots=True)
class Reply:
    """The text with its citations, and how sure it is that the right documents are meant, 0..1; 0
    where there are none.

    `kind` is "documents" where facts on documents are told, and what is cited only opens them.
    `summarised`: the ids of the documents of which it was asked what they say as a whole.
    """

    text: str
    citations: tuple[Citation, ...]
    certainty: float
    kind: AnswerKind = "answer"
    summarised: tuple[str, ...] = ()
