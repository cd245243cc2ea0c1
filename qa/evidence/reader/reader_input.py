"""Question and text → the one sequence of tokens that the bundled reader reads.

    <s> question </s></s> heading sentence sentence … </s>

as XLM-R pairs texts (Conneau et al. 2020). Tokens of the question are of type 0, those of the text
of type 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from index.embed.e5.tokenizer import END, START, WINDOW, Tokens
from index.types import Span
from qa.evidence.reader.protocol import Window

MAX_QUESTION = 64  # tokens; more is seldom a question
MAX_HEADING = 48
MAX_SENTENCE = 160
MAX_QUOTE = 80  # of each sentence that a claim is held against
QUESTION_TYPE, TEXT_TYPE = 0, 1


class Tokenizer(Protocol):
    """Texts → their tokens and where these stand."""

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The tokens of each text."""


@dataclass(slots=True)
class ReaderInput:
    """A sequence of tokens. `question`: the question's; `sentences`: those of each sentence of the
    window, which may be none; `spans`: the characters that each token stands for, of its sentence.
    """

    ids: list[int] = field(default_factory=list)
    types: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    question: range = range(0)
    sentences: list[range] = field(default_factory=list)

    def add(self, tokens: Tokens, kind: int, limit: int) -> range:
        """Put tokens at the end, as many as there is room for; their places."""
        first = len(self.ids)
        count = max(0, min(limit, len(tokens.ids), WINDOW - 1 - first))
        self.ids += tokens.ids[:count]
        self.spans += tokens.spans[:count]
        self.types += [kind] * count
        return range(first, first + count)

    def close(self, kind: int, *ids: int) -> None:
        """Put special tokens at the end."""
        self.ids += ids
        self.spans += [(0, 0)] * len(ids)
        self.types += [kind] * len(ids)


def reader_inputs(
    tokenizer: Tokenizer, question: str, windows: Sequence[Window]
) -> list[ReaderInput]:
    """What is read of each window; sentences that do not fit are left out."""
    asked, *texts = tokens_of(tokenizer, question, windows)
    inputs = []
    for heading, *sentences in texts:
        read = opened(asked[0])
        add_text(read, heading, sentences, MAX_SENTENCE)
        inputs.append(read)
    return inputs


def claim_inputs(tokenizer: Tokenizer, claim: str, windows: Sequence[Window]) -> list[ReaderInput]:
    """What is read of a claim, which stands as the question, and of each window of quotes."""
    stated, *texts = tokens_of(tokenizer, claim, windows)
    inputs = []
    for heading, *sentences in texts:
        read = opened(stated[0])
        add_text(read, heading, sentences, MAX_QUOTE)
        read.close(TEXT_TYPE, END)
        inputs.append(read)
    return inputs


def tokens_of(tokenizer: Tokenizer, question: str, windows: Sequence[Window]) -> list[list[Tokens]]:
    """The tokens of the question, and of each window's heading and sentences."""
    groups = [[question], *([window.heading, *window.sentences] for window in windows)]
    tokens = iter(tokenizer.tokens([text for group in groups for text in group]))
    return [[next(tokens) for _ in group] for group in groups]


def opened(question: Tokens) -> ReaderInput:
    """The beginning, with the question."""
    read = ReaderInput()
    read.close(QUESTION_TYPE, START)
    read.question = read.add(question, QUESTION_TYPE, MAX_QUESTION)
    read.close(QUESTION_TYPE, END)
    read.close(TEXT_TYPE, END)
    return read


def add_text(read: ReaderInput, heading: Tokens, sentences: Sequence[Tokens], limit: int) -> None:
    """Put a text at the end: its heading, and of each sentence at most `limit` tokens."""
    read.add(heading, TEXT_TYPE, MAX_HEADING)
    read.sentences += [read.add(each, TEXT_TYPE, limit) for each in sentences]
