"""What a language model is: messages in, text out as it comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """What one side says to a language model."""

    role: Literal["system", "user", "assistant"]
    content: str


class LanguageModel(Protocol):
    """Writes text."""

    name: str
    """Of the model, as results carry it."""

    def stream(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str]:
        """What it answers, as it comes, in at most `max_tokens` tokens of its own.

        Raises LanguageModelError, also when some of the text has come. Closing the iterator cancels
        the request.
        """
