"""Whether a language model does what answers in prose ask of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from time import perf_counter

from qa.llm.protocol import LanguageModel, Message

MAX_TOKENS = 1_000  # one sentence, and what some models think before it

MESSAGES = (
    Message(
        role="system",
        content="Answer from the numbered evidence alone, in one sentence. "
        "End the sentence with the number of the evidence in brackets, as in [1].",
    ),
    Message(
        role="user",
        content="[1] The harbour of Ellery has nine cranes.\n"
        "[2] The library of Ellery closes at six.\n\n"
        "Question: How many cranes does the harbour have?",
    ),
)
_CITING = re.compile(r"\w[^\[\]]*\[[12]\]")


@dataclass(frozen=True, slots=True)
class LanguageModelCheck:
    """What a language model made of a small question.

    `seconds`: until its first text. `pieces`: in how many its text came.
    """

    text: str
    seconds: float
    pieces: int

    @property
    def streams(self) -> bool:
        """Whether the text came bit by bit."""
        return self.pieces > 1

    @property
    def cites(self) -> bool:
        """Whether a sentence of it ends with the number of a piece of evidence."""
        return _CITING.search(self.text) is not None


def check_language_model(model: LanguageModel) -> LanguageModelCheck:
    """Ask one small question. Raises LanguageModelError where that isn't answered."""
    started = perf_counter()
    texts = model.stream(MESSAGES, MAX_TOKENS)
    first = next(texts, "")
    seconds = perf_counter() - started
    others = list(texts)
    return LanguageModelCheck("".join((first, *others)), seconds, 1 + len(others))
