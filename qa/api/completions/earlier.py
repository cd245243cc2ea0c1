"""The messages of a chat as the turns of a conversation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import pairwise

from qa.api.completions.models import Message
from qa.errors import QuestionError
from qa.types import Answer, Turn

SAID = ("user", "assistant")


def asked_and_earlier(messages: Sequence[Message]) -> tuple[str, list[Message]]:
    """The last question, and what was said before it. Raises QuestionError where there is none."""
    said = [each for each in messages if each.role in SAID and each.words.strip()]
    while said and said[-1].role != "user":
        said.pop()
    if not said:
        raise QuestionError("no message of the user's is there to be answered.")
    return said[-1].words, said[:-1]


def digest(said: Sequence[Message]) -> str:
    """What stands for a chat; nobody has it who does not know every word."""
    words = [[each.role, each.words.strip()] for each in said]
    return sha256(json.dumps(words).encode()).hexdigest()


def told_turns(said: Sequence[Message], language_of: Callable[[str], str]) -> Iterator[Turn]:
    """The turns of a chat that is not remembered: of the answers, the text is all there is."""
    for asked, answered in pairwise(said):
        if (asked.role, answered.role) == SAID:
            language = language_of(asked.words)
            answer = Answer(asked.words, answered.words, (), True, 1.0, language, ())
            yield Turn(asked.words, answer)
