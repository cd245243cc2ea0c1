"""The answer in quotes, without a language model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa.answer.cite import dates_of
from qa.answer.compose import compose
from qa.answer.stream import events
from qa.types import Answer, StreamEvent
from qa.writing.protocol import Found


class QuotingWriter:
    """Says what was found in the documents' own words."""

    def write(self, found: Found) -> Iterator[StreamEvent]:
        """The quotes, line by line."""
        yield from events(in_quotes(found))


def in_quotes(found: Found) -> Answer:
    """The answer with its quotes and the words around them."""
    if not found.parts:
        return found.answer
    dates = dates_of(found.index, found.answer.citations)
    return replace(found.answer, text=compose(found.parts, dates))
