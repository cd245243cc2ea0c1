"""The nouns of a conversation with documents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.messages import Message
from index.types import Coverage, Hit

TEMPLATES = Path(__file__).with_name("templates")
AnswerKind = Literal["answer", "documents", "chat", "clarify", "outside"]
"""What a reply is: quotes that answer or a refusal, facts on the documents themselves, small talk,
a question of what is meant, or that something is not what an assistant does.
"""


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: `document.text[start:end] == quote`, always.

    `number` is the [n] that stands after the quote in the answer's text, counted from 1.
    `page` is counted from 1, None for formats without pages. `score`: higher is better.
    `document.text[answer_start:answer_end]` are the words of the quote that answer by themselves;
    None where nothing told which. `lead`: the document's words above the quote that it is read
    with, such as the labels of a table's columns or the question that it answers; else empty.
    `scanned`: how sure OCR was of the quote's page, 0..1; None where that has a text layer.
    """

    number: int
    document_id: str
    title: str
    quote: str
    start: int
    end: int
    language: str
    page: int | None
    score: float
    answer_start: int | None = None
    answer_end: int | None = None
    lead: str = ""
    scanned: float | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """Which language model wrote an answer, and the version of the prompt that told it how."""

    model: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to a question.

    `confidence` is a calibrated probability in 0..1 that the answer is right. `answered` is False
    for a refusal; then `citations` is empty, `hits` holds the nearest passages, and `nearest` the
    sentences that come nearest without answering. A question that asks several things is answered
    when one of them is, with the confidence of the least certain answer. `understood` is the
    question as it was understood, in full and with misspelt words mended; None where it was taken
    as it stands. `sides`: where documents contradict each other, the numbers of the citations on
    each side; else empty. `kind` tells replies to small talk and the like from those that documents
    were read for. `coverage`: how much of the documents was searched; None where that was all of
    them. `written_by`: the language model whose sentences these are; None for quotes. `fallback`:
    why quotes are given though a model was to write; else None. `unsupported`: the share, 0..1, of
    the sentences that a model wrote which the documents do not support, whatever was shown of them;
    None where it wrote none.
    """

    question: str
    text: str
    citations: tuple[Citation, ...]
    answered: bool
    confidence: float
    language: str
    hits: tuple[Hit, ...]
    nearest: tuple[Citation, ...] = ()
    understood: str | None = None
    sides: tuple[tuple[int, ...], ...] = ()
    kind: AnswerKind = "answer"
    coverage: Coverage | None = None
    written_by: Writing | None = None
    fallback: Message | None = None
    unsupported: float | None = None

    def _repr_html_(self) -> str:
        """The answer in a notebook: its text, and each quote with its place, to the letter."""
        from qa.answer.phrases import PHRASES
        from qa.markup import templates

        page = PHRASES.get(self.language, PHRASES["en"])["page"]
        return templates(TEMPLATES).get_template("answer.html").render(answer=self, page=page)


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange of a conversation: the question as typed, and what was answered."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """A piece of an answer on its way. `text` continues the answer; the last event has `answer`."""

    text: str
    answer: Answer | None = None
