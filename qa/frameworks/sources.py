"""Passages, quotes and answers as values that every framework keeps: texts, numbers, None."""

from __future__ import annotations

from dataclasses import dataclass

from index.types import Passage
from qa.assistant import Assistant
from qa.types import Answer, Citation

Metadata = dict[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True)
class Source:
    """A passage or a quote. `metadata` says where it stands: `document.text[start:end] == text`,
    with `start` and `end` from there. `score`: higher is better.
    """

    text: str
    score: float
    metadata: Metadata

    @property
    def id(self) -> str:
        """The same for the same place."""
        return "{document_id}:{start}-{end}".format_map(self.metadata)


def found(assistant: Assistant, question: str, k: int) -> list[Source]:
    """The `k` passages nearest to the question, best first."""
    return [
        Source(hit.text, hit.score, _place(assistant, hit.passage))
        for hit in assistant.search(question, k)
    ]


def quoted(assistant: Assistant, answer: Answer) -> list[Source]:
    """What the answer quotes, in the order of the numbers in its text; nothing for a refusal."""
    return [
        Source(
            cited.quote,
            cited.score,
            {**_place(assistant, cited), "number": cited.number, "lead": cited.lead},
        )
        for cited in answer.citations
    ]


def facts_of(answer: Answer) -> Metadata:
    """What there is to know of an answer beside its text and its quotes."""
    return {
        "answered": answer.answered,
        "confidence": answer.confidence,
        "language": answer.language,
        "understood": answer.understood,
    }


def _place(assistant: Assistant, found: Passage | Citation) -> Metadata:
    document = assistant.document(found.document_id)
    return {
        "document_id": document.id,
        "title": document.title,
        "published": document.published,
        "page": document.page_at(found.start),
        "start": found.start,
        "end": found.end,
        "language": found.language,
    }
