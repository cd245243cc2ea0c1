"""How many questions were answered, how, and how fast: numbers, and never a question's text.

The only file that imports prometheus_client. A process has one set of numbers, as Prometheus
expects; several servers are added up by who reads them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING

from qa.errors import CiteraError
from qa.types import StreamEvent

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)  # the histogram's steps
FAULT = "fault"  # of ours: an error without a kind that callers are told


class Metrics:
    """The numbers of one process."""

    def __init__(self) -> None:
        from prometheus_client import (
            CollectorRegistry,
            Counter,
            Histogram,
            PlatformCollector,
            ProcessCollector,
        )

        self._registry: CollectorRegistry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        self._questions = Counter(
            "citera_questions",
            "Questions, by what became of them: answered, refused, failed, or left by who asked.",
            ["outcome"],
            registry=self._registry,
        )
        self._errors = Counter(
            "citera_errors",
            "Questions that failed, by the error.",
            ["kind"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "citera_answer_seconds",
            "From a question's turn to the end of its answer.",
            buckets=SECONDS,
            registry=self._registry,
        )
        for outcome in ("answered", "refused", "failed", "left"):
            self._questions.labels(outcome)  # told as 0 before the first

    def watch(self, pieces: Generator[StreamEvent]) -> Iterator[StreamEvent]:
        """The pieces of an answer as they come, counted in the end."""
        started, outcome = perf_counter(), "left"
        try:
            with closing(pieces):
                for each in pieces:
                    if each.answer is not None:
                        outcome = "answered" if each.answer.answered else "refused"
                    yield each
        except Exception as error:
            outcome = "failed"
            is_told = isinstance(error, CiteraError)
            self._errors.labels(type(error).__name__ if is_told else FAULT).inc()
            raise
        finally:
            self._questions.labels(outcome).inc()
            if outcome in ("answered", "refused"):
                self._seconds.observe(perf_counter() - started)

    def text(self) -> bytes:
        """All of it as Prometheus reads it."""
        from prometheus_client import generate_latest

        text: bytes = generate_latest(self._registry)
        return text


@cache
def metrics() -> Metrics:
    """Those of this process."""
    return Metrics()


def watched(pieces: Generator[StreamEvent]) -> Generator[StreamEvent]:
    """The pieces of an answer, counted among this process's."""
    yield from metrics().watch(pieces)
