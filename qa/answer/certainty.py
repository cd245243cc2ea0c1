"""How sure an answer is, in a word."""

from __future__ import annotations

from typing import Literal

from qa.types import Answer

Certainty = Literal["sure", "likely", "unsure"]

MIN_SURE, MIN_LIKELY = 0.97, 0.88
"""The confidence from which an answer is called so: `python -m eval.fit.certainty` finds it, here
of the everyday folders "j", "u" and "v", where less is right than in the own sets."""


def certainty(answer: Answer) -> Certainty | None:
    """The word for an answer; None for what is no answer from documents."""
    if not answer.answered or answer.kind != "answer":
        return None
    if answer.confidence >= MIN_SURE:
        return "sure"
    return "likely" if answer.confidence >= MIN_LIKELY else "unsure"
