"""An answer in pieces, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qa.types import Answer, StreamEvent


def events(answer: Answer) -> Iterator[StreamEvent]:
    """The answer's text line by line; the last event carries the Answer."""
    for line in answer.text.splitlines(keepends=True):
        yield StreamEvent(line)
    yield StreamEvent("", answer)


def last_answer(pieces: Iterable[StreamEvent]) -> Answer:
    """The Answer that the last of `pieces` carries."""
    *_, last = pieces
    assert last.answer is not None
    return last.answer
