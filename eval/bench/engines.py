"""The two engines side by side, with generated passages and vectors (eval.bench.generated):
`python -m eval.bench.engines 1000 10000`; with `--questions 20`, some of them only.

An index in a folder, and one in a file of milvus-lite, which runs in this process: what a server
of Milvus takes beside that has to be measured there.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from eval.bench.generated import QUERIES, GivenEmbedder, Made
from eval.bench.growth import (
    Taken,
    batches,
    build_given,
    given_passages,
    percentile,
    shown,
    timed,
    write_files,
)
from index import Index, open_index
from index.build import segment_of
from index.changes import ReadFile
from index.load import SourceFile
from index.milvus import connection
from index.milvus.milvus_index import MilvusIndex
from index.milvus.update import update_milvus_index
from index.store.segment import Segment
from qa.evidence.retrieve import Query, retrieve_each
from qa.settings import Settings

if TYPE_CHECKING:
    from index.embed.protocol import Embedder
    from index.settings import IndexSettings

SIZES = (1_000, 10_000)
NEAREST = 10
PATIENCE = 1_200.0  # seconds for an answer: on a busy machine milvus-lite may take minutes
ASKED_FIRST = 5  # questions that are not counted: they find nothing remembered


@dataclass(frozen=True, slots=True)
class Measured:
    """What an engine takes for so many passages: to write them without embedding any, and to find
    the passages of a question; bytes on disk; and the share of the first NEAREST that the index in
    a folder finds which this one finds as well.
    """

    engine: str
    passages: int
    write: Taken
    bytes: int
    p50: Taken
    p95: Taken
    same: float


class GivenSegments:
    """Stands in for the machines that make segments: here they are made already."""

    max_seconds = inf
    max_characters = 2_000_000

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._rows = {name: each for each in segments for name in each.document_ids}

    def reader(
        self, settings: IndexSettings, embedder: Embedder, keep: Callable[[], None]
    ) -> GivenSegments:
        """Itself."""
        return self

    def read(self, sources: Iterator[SourceFile]) -> Generator[ReadFile]:
        """The documents, each with its segment."""
        for source in sources:
            segment = self._rows[source.id]
            row = segment.document_ids.place_of(source.id)
            assert row is not None
            yield ReadFile(source, segment.document(row), segment)


def measure(size: int, place: Path, count: int = QUERIES) -> tuple[Measured, Measured]:
    """Write `size` passages with both engines below `place`, and ask for them `count` times."""
    made, documents, folder = Made(), place / "documents", place / "index"
    write_files(made, documents, size)
    texts, vectors = made.questions(size)
    queries = [Query(text, each, "en") for text, each in zip(texts, vectors, strict=True)][:count]

    took = build_given(made, documents, folder, size)
    local = open_index(folder, GivenEmbedder.name)
    found, times = _asked(local, queries)
    first = _measured("folder", size, took, _bytes(folder), times, 1.0)

    given = (given_passages(made, number, rows) for number, rows in batches(size))
    machines = GivenSegments([segment_of(*each) for each in given])
    file = place / "index.db"
    address, embedder = f"milvus+lite:{file}", GivenEmbedder()
    made_of: list[MilvusIndex] = []
    took = timed(
        lambda: made_of.append(
            update_milvus_index(documents, address, embedder, machines=machines)[0]
        )
    )
    also, times = _asked(made_of[0], queries)
    made_of[0].connection.close()
    shares = [len(one & other) / len(one) for one, other in zip(found, also, strict=True)]
    return first, _measured("milvus-lite", size, took, _bytes(file), times, float(np.mean(shares)))


def _asked(index: Index, queries: Sequence[Query]) -> tuple[list[set[int]], list[Taken]]:
    """The passages found for each question, and what that took."""
    index.embed_with(GivenEmbedder())
    settings = Settings()
    found: list[set[int]] = []

    def ask(query: Query) -> None:
        hits = retrieve_each(index, query, NEAREST, settings)
        found.append({each.passage.id for each in hits})

    before = queries[:ASKED_FIRST]
    times = [timed(partial(ask, query)) for query in (*before, *queries)]
    return found[len(before) :], times[len(before) :]


def _measured(
    engine: str, size: int, write: Taken, held: int, times: Sequence[Taken], same: float
) -> Measured:
    p50, p95 = (
        percentile([Taken(*(1000 * each for each in one)) for one in times], percent)
        for percent in (50, 95)
    )
    return Measured(engine, size, write, held, p50, p95, same)


def _bytes(place: Path) -> int:
    """Of a file, or of all in a folder; what a server takes away meanwhile is passed over."""
    total = 0
    for path in [place, *place.rglob("*")]:
        with suppress(OSError):
            total += path.stat().st_size if path.is_file() else 0
    return total


def table(measured: Sequence[Measured]) -> list[str]:
    """A row for each: seconds or milliseconds by the clock and (by the processor)."""
    head = (
        "| passages | engine | written in, s | kB a passage | question p50, ms | p95, ms | "
        "same first ten |"
    )
    rows = [
        f"| {each.passages:,} | {each.engine} | {shown(each.write)} | "
        f"{each.bytes / 1000 / each.passages:.1f} | {shown(each.p50)} | {shown(each.p95)} | "
        f"{each.same:.3f} |"
        for each in measured
    ]
    return [head, "|--:|---|" + "--:|" * 5, *rows]


@click.command()
@click.argument("sizes", type=int, nargs=-1)
@click.option("--questions", default=QUERIES, help="How often each engine is asked.")
def main(sizes: tuple[int, ...], questions: int) -> None:
    """Measure the sizes named, or the usual ones, and print a table."""
    measured: list[Measured] = []
    connection.TIMEOUT = PATIENCE
    for size in sizes or SIZES:
        with tempfile.TemporaryDirectory() as place:
            measured += measure(size, Path(place), questions)
        print(f"{size:,} passages are measured", file=sys.stderr)
    print("\n".join(table(measured)))


if __name__ == "__main__":
    main()
