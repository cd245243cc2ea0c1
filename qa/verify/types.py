"""The nouns of verification."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.types import Sentence
from qa.types import Citation

Verdict = Literal["supported", "contradicted", "not_found"]


@dataclass(frozen=True, slots=True)
class Held:
    """What sentences of documents say of a claim. `confidence` is a calibrated probability, 0..1,
    that the verdict is right; little for "not_found" where nothing else was sure enough.
    `sentences`: those that carry it, as few as do; none where nothing was found.
    """

    verdict: Verdict
    confidence: float
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of a text that was checked, `text[start:end]`, and what documents say of it.

    `confidence` as in Held. `citations`: the quotes that support or contradict it; none where
    nothing is found.
    """

    start: int
    end: int
    verdict: Verdict
    confidence: float
    citations: tuple[Citation, ...]
