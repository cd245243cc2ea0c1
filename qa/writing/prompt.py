"""What a language model is told: a short text for each task, in `prompts/`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

from index.language.places import language_name
from qa.llm.protocol import Message
from qa.writing.fence import as_data, fenced, new_fence
from qa.writing.pieces import Piece

Task = Literal["answer", "summary", "comparison", "rewrite"]
NOT_FOUND = "NOT_IN_SOURCES"
"""What a model says, by its orders, where the evidence does not answer."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The orders for a task. `version` names the task and its wording, which a hash tells."""

    task: Task
    text: str

    @property
    def version(self) -> str:
        """For results: they can be compared where it is the same."""
        return f"{self.task}-{sha256(self.text.encode()).hexdigest()[:8]}"

    def messages(self, said: str, language: str, fence: str) -> list[Message]:
        """The orders, to answer in `language`, and what they are about."""
        orders = self.text.format(
            fence=fence, language=language_name(language, "en"), not_found=NOT_FOUND
        )
        return [
            Message(role="system", content=orders),
            Message(role="user", content=said),
        ]


@cache
def prompt_for(task: Task) -> Prompt:
    """The orders that ship for a task."""
    path = Path(__file__).parent / "prompts" / f"{task}.txt"
    return Prompt(task, path.read_text(encoding="utf-8"))


def messages_for(
    prompt: Prompt, question: str, pieces: Sequence[Piece], language: str
) -> list[Message]:
    """What a model is told and shown: its orders, then the evidence and the question."""
    fence = new_fence()
    shown = f"{fenced(pieces, fence)}\n\nQuestion: {as_data(question)}"
    return prompt.messages(shown, language, fence)
