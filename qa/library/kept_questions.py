"""Questions that people kept with their answers, to see later whether these are still given.

They are those of a collection, in a file with a JSON object a line.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Literal

from qa.assistant import Assistant
from qa.errors import CollectionError
from qa.types import Answer

MAX_KEPT = 200  # questions
_writing = Lock()

Outcome = Literal["same", "other", "lost", "gained"]
"""What became of a kept answer: it is given; another is; none is; there was none before."""


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question and its answer as it was kept: the text, and the quotes with their documents.

    `documents` and `settings` stand for those that it was given with.
    """

    question: str
    text: str
    answered: bool
    quotes: tuple[tuple[str, str], ...]
    documents: str
    settings: str

    @classmethod
    def of(cls, question: str, answer: Answer, assistant: Assistant) -> KeptQuestion:
        """With the answer that `assistant` gave."""
        quotes = tuple((each.document_id, each.quote) for each in answer.citations)
        documents, settings = state_of(assistant)
        return cls(question, answer.text, answer.answered, quotes, documents, settings)

    def outcome(self, answer: Answer) -> Outcome:
        """What became of it. The same is an answer with the first quote that was kept, from
        whichever document, or one in the same words where there was no quote.
        """
        if self.answered != answer.answered:
            return "lost" if self.answered else "gained"
        if not self.answered:
            return "same"
        quoted = {each.quote for each in answer.citations}
        first = next((quote for _, quote in self.quotes), None)
        is_same = first in quoted if first else answer.text == self.text
        return "same" if is_same else "other"


def state_of(assistant: Assistant) -> tuple[str, str]:
    """What stands for an assistant's documents and its settings."""
    return assistant.corpus_hash, sha256(repr(assistant.settings).encode()).hexdigest()


def kept_questions(path: Path) -> list[KeptQuestion]:
    """Those in the file, in the order in which they were kept; lines in another form are passed
    over. Nothing without a file.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [each for each in map(_question, lines) if each is not None]


def keep_question(path: Path, kept: KeptQuestion) -> None:
    """Add it, in place of the same question. Raises CollectionError where there are too many."""
    with _writing:
        others = [each for each in kept_questions(path) if each.question != kept.question]
        if len(others) >= MAX_KEPT:
            raise CollectionError(
                "{limit} questions are kept already; forget some first.", limit=MAX_KEPT
            )
        _write(path, [*others, kept])


def forget_question(path: Path, question: str) -> None:
    """Remove it, if it is there."""
    with _writing:
        _write(path, [each for each in kept_questions(path) if each.question != question])


def _question(line: str) -> KeptQuestion | None:
    try:
        value = json.loads(line)
        quotes = tuple((str(document), str(quote)) for document, quote in value.pop("quotes"))
        return KeptQuestion(**value, quotes=quotes)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _write(path: Path, questions: Iterable[KeptQuestion]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    lines = (json.dumps(asdict(each), ensure_ascii=False) for each in questions)
    new.write_text("".join(f"{each}\n" for each in lines), "utf-8")
    os.replace(new, path)
