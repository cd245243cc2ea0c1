"""An answer in pieces, and back."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace

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


def finished(
    pieces: Generator[StreamEvent], finish: Callable[[Answer], Answer]
) -> Iterator[StreamEvent]:
    """The pieces, with the Answer that the last one carries as `finish` makes it.

    Whoever stops listening stops the pieces as well.
    """
    with closing(pieces):
        for each in pieces:
            yield each if each.answer is None else replace(each, answer=finish(each.answer))
