"""One everyday question: asked, and the reply scored."""

from __future__ import annotations

from dataclasses import dataclass

from eval.everyday.question import EverydayQuestion
from eval.everyday.rules import acceptable, filler
from qa.answer.certainty import certainty
from qa.assistant import Assistant
from qa.types import Answer


@dataclass(frozen=True, slots=True)
class EverydayRow:
    """A question, the reply, and its scores; `filler` says of each quote whether it is."""

    question: EverydayQuestion
    answer: Answer
    acceptable: bool
    filler: tuple[bool, ...]

    @property
    def is_trusted(self) -> bool:
        """Whether it is said with a word that asks for trust."""
        return certainty(self.answer) in ("sure", "likely")


def ask_everyday(assistant: Assistant, question: EverydayQuestion) -> EverydayRow:
    """Ask one question after its history, and score the reply."""
    conversation = assistant.conversation()
    for earlier in question.history:
        conversation.ask(earlier)
    answer = conversation.ask(question.question)
    is_acceptable = acceptable(question, answer)
    return EverydayRow(question, answer, is_acceptable, tuple(filler(question, answer)))
