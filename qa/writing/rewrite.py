"""A follow-up → the question in full, by a language model, held to the conversation's own names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.language.detect import detect_among
from index.language.lexicons import STOP_WORDS
from qa.answer.compose import ANSWER_LANGUAGES
from qa.errors import LanguageModelError
from qa.llm.protocol import LanguageModel
from qa.types import Turn
from qa.understand.chat.requests import request_in
from qa.understand.followup import Understood
from qa.understand.names import names_and_numbers
from qa.writing.fence import as_data, new_fence
from qa.writing.prompt import NOT_FOUND, prompt_for

MAX_TURNS = 4  # that the model sees, the last ones
MAX_ANSWER = 500  # characters of each answer that it sees
MAX_TOKENS = 100  # of the question that it writes
MAX_REWRITTEN = 300  # characters
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ModelRewriting:
    """Understands as `rules` do, but has `model` put a follow-up in full.

    Only what the rules take for a follow-up is rewritten, and the rules decide where the model
    fails, or names what the conversation does not name.
    """

    model: LanguageModel
    rules: Callable[[str, Sequence[Turn]], Understood]

    def __call__(self, question: str, turns: Sequence[Turn]) -> Understood:
        """What `question` means after `turns`."""
        meant = self.rules(question, turns)
        if meant.alone or request_in(question) is not None:
            return meant
        conversation = _conversation(turns[-MAX_TURNS:])
        full = self._rewritten(question, conversation)
        if full is None or not stays_within(full, f"{conversation} {question}"):
            return meant
        return Understood(meant.asked, full, near=meant.near)

    def _rewritten(self, question: str, conversation: str) -> str | None:
        """The model's one line; None where it fails or gives none."""
        fence = new_fence()
        shown = f"<{fence}>\n{as_data(conversation)}\n</{fence}>\n\nLast question: "
        language = detect_among(question, ANSWER_LANGUAGES)
        messages = prompt_for("rewrite").messages(shown + as_data(question), language, fence)
        try:
            said = "".join(self.model.stream(messages, MAX_TOKENS)).strip()
        except LanguageModelError:
            return None
        is_one = said and "\n" not in said and len(said) <= MAX_REWRITTEN
        return said if is_one and NOT_FOUND not in said else None


def _conversation(turns: Sequence[Turn]) -> str:
    return "\n".join(
        f"Question: {each.question}\nAnswer: {each.answer.text[:MAX_ANSWER]}" for each in turns
    )


def stays_within(rewritten: str, conversation: str) -> bool:
    """Whether every name and number of a question comes from the conversation."""
    known = set(_WORD.findall(conversation.lower()))
    # The first word of a text is no name to these rules: it is made the second.
    named = {each.lower() for each in names_and_numbers(f"x {rewritten}")}
    return named <= known | STOP_WORDS
