"""How an index grows, with generated text and vectors (eval.bench.generated): `make bench-index`.

Each size is built in a process of its own and read in another.
`python -m eval.bench.growth 1000 10000 --write` measures these sizes and puts them in
docs/performance.md; `… within DIR` asks some of the documents of the index that
`… write 1000 DIR` made.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

from eval.bench.generated import (
    BATCH,
    DIMENSION,
    IN_DOCUMENT,
    LANGUAGES,
    SENTENCES,
    GivenEmbedder,
    Made,
    passage_id,
)
from eval.report.plots import growth_plot
from index import StoredIndex, open_index, update_index
from index.build import segment_of
from index.changes import stamp_of
from index.index import Indexing
from index.search.vectors import EXACT_UP_TO, SentenceVectors
from index.settings import SENTENCES_UP_TO
from index.split.passages import SplitSettings
from index.store.commit import State, commit
from index.store.lock import lock
from index.store.manifest import MANIFEST, SourceStamp
from index.store.merge_policy import arrange
from qa import Assistant
from qa.evidence.retrieve import Query, retrieve_each
from qa.settings import Settings

SIZES = (1_000, 10_000, 20_000, 100_000)
NEAREST = 10
TEXTS, VECTORS = "questions.json", "questions.npy"
PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
PLOT = PAGE.with_name("index-growth.svg")
MARKED = re.compile(r"(?<=<!-- bench-index -->\n).*(?=<!-- end of bench-index -->)", re.DOTALL)


class Taken(NamedTuple):
    """Seconds by the clock, and by the processor: others on the machine change the first."""

    clock: float
    processor: float


@dataclass(frozen=True, slots=True)
class Written:
    """What it took to write an index of so many passages, and its bytes on disk.

    `unchanged`: by a new process; `add`, `delete`: of one file, by one that has the index open.
    `bytes_text`: of the documents' text alone. `more`: adding a tenth, at most 10,000 passages.
    """

    passages: int
    build: Taken
    unchanged: Taken
    add: Taken
    delete: Taken
    more: Taken
    bytes: int
    bytes_text: int


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader of it takes: time, megabytes of resident memory, and its recall.

    `first`: from opening to the first hits. `legs`: the 95th percentile of a search of both legs;
    `p50`, `p95`: of retrieval as a whole, without what a model takes that makes sentences' vectors
    where the index keeps none. `recall`: the share of the exactly nearest NEAREST passages that the
    vectors' leg finds. `private`: megabytes that are not mapped files.
    """

    open: Taken
    first: Taken
    legs: Taken
    p50: Taken
    p95: Taken
    resident: float
    private: float
    recall: float


Result = TypeVar("Result", Written, Read)


def batches(size: int) -> Iterator[tuple[int, range]]:
    for number, first in enumerate(range(0, size, BATCH)):
        yield number, range(first // IN_DOCUMENT, min(size, first + BATCH) // IN_DOCUMENT)


def write_files(made: Made, documents: Path, size: int) -> None:
    for number in range(size // IN_DOCUMENT):
        document, _ = made.document(number)
        path = documents / document.id
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document.text)


def build_given(made: Made, documents: Path, folder: Path, size: int) -> Taken:
    """Make the index of given passages and vectors, in batches."""
    stamps: dict[str, SourceStamp] = {}
    taken = []
    for number, rows in batches(size):
        given = given_passages(made, number, rows)
        stamps |= {each.id: stamp_of(documents / each.id, None) for each in given[0]}
        taken.append(timed(partial(_commit, folder, given, dict(stamps))))
    clock, processor = zip(*taken, strict=True)
    return Taken(sum(clock), sum(processor))


def given_passages(made: Made, number: int, rows: range) -> tuple[Any, ...]:
    """What `segment_of` makes the segment of a batch of documents of."""
    documents, splits = zip(*(made.document(row) for row in rows), strict=True)
    vectors = made.vectors(number, len(rows) * IN_DOCUMENT)
    sentences = made.near(np.repeat(vectors, SENTENCES, axis=0), number, 0.6)
    codes = made.token_codes(number, len(sentences))
    if rows.stop * IN_DOCUMENT > SENTENCES_UP_TO:
        sentences, codes = sentences[:0], []
    return documents, splits, vectors, SentenceVectors.of(sentences), codes


def _commit(folder: Path, given: Any, stamps: Mapping[str, SourceStamp]) -> None:
    """Add a segment of given documents, splits and vectors to the index in `folder`."""
    segment = segment_of(*given)
    with lock(folder):
        exists = (folder / MANIFEST).exists()
        old = open_index(folder, GivenEmbedder.name).segments if exists else []
        segments = [each.sized(EXACT_UP_TO) for each in arrange(old, segment)]
        made_with = GivenEmbedder.name, DIMENSION, SplitSettings(), Indexing(0, 0)
        commit(folder, State(*made_with, segments, stamps))


def write(size: int, place: Path) -> Written:
    """Build an index of `size` passages below `place` and change it."""
    made, documents, folder = Made(), place / "documents", place / "index"
    write_files(made, documents, size)
    build = build_given(made, documents, folder, size)
    total = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    text = sum(path.stat().st_size for path in documents.rglob("*.txt"))
    # Kept for `read`, of whose memory what makes them would be a third.
    texts, vectors = made.questions(size)
    (place / TEXTS).write_text(json.dumps(texts))
    np.save(place / VECTORS, vectors)

    held: list[StoredIndex | None] = [None]

    def update() -> None:
        held[0], _ = update_index(documents, folder, GivenEmbedder(), before=held[0])

    one = documents / "one.txt"
    unchanged = timed(update)
    for row in range(2):  # the first time, what finds sentences and languages is loaded
        one.write_text(made.document(row)[0].text[:600])
        add = timed(update)
        one.unlink()
        delete = timed(update)
    for number in range(min(size // 10, 10_000) // IN_DOCUMENT):
        (documents / f"more{number}.txt").write_text(made.document(10**6 + number)[0].text)
    return Written(size, build, unchanged, add, delete, timed(update), total, text)


def read(size: int, place: Path) -> Read:
    """Ask the index below `place`."""
    folder, queries = place / "index", _queries(place)
    settings = Settings()
    held: list[StoredIndex] = []
    opened = timed(lambda: held.append(open_index(folder, GivenEmbedder.name)))
    held[0].embed_with(GivenEmbedder())
    taken = [timed(partial(retrieve_each, held[0], query, NEAREST, settings)) for query in queries]
    resident, private = _memory()
    both = [timed(partial(_search_legs, held[0], query, settings)) for query in queries]
    legs, p50, p95 = percentile(both, 95), percentile(taken[1:], 50), percentile(taken[1:], 95)
    shares = [_recall(held[0], queries, _exact(size, language), language) for language in LANGUAGES]
    first = Taken(opened.clock + taken[0].clock, opened.processor + taken[0].processor)
    return Read(opened, first, legs, p50, p95, resident, private, float(np.mean(shares)))


def _recall(
    index: StoredIndex, queries: Sequence[Query], exact: Sequence[set[int]], language: str
) -> float:
    leg = index.partitions[language].vectors
    found = [{number for number, _ in leg.search(each.vector, NEAREST)} for each in queries]
    shares = [len(one & other) / NEAREST for one, other in zip(found, exact, strict=True)]
    return float(np.mean(shares))


def _queries(place: Path) -> list[Query]:
    """The questions that `write` left."""
    texts, vectors = json.loads((place / TEXTS).read_text()), np.load(place / VECTORS)
    return [Query(text, each, "en") for text, each in zip(texts, vectors, strict=True)]


def _search_legs(index: StoredIndex, query: Query, settings: Settings) -> None:
    for partition in index.partitions.values():
        partition.vectors.search(query.vector, settings.candidates)
        partition.words.search(query.text, settings.candidates)


def percentile(taken: Sequence[Taken], percent: int) -> Taken:
    clock, processor = np.percentile(taken, percent, axis=0).tolist()
    return Taken(clock, processor)


def within(place: Path) -> list[str]:
    """Ask all documents of the index below `place`, and some: a table of milliseconds."""
    assistant = Assistant.open(place / "index", embedder=GivenEmbedder())
    every, queries = [each.id for each in assistant.document_facts], _queries(place)
    _asked(assistant, queries)  # so that none is the first to read the files and count the words
    mixed = np.random.default_rng(9).permutation(every).tolist()
    rows = ["| documents asked | deciding | query p50 | query p95 |", "|---|--:|--:|--:|"]
    for name, chosen in (
        ("all", assistant),
        ("in English", assistant.within(languages=["en"])),
        ("1", assistant.within(documents=mixed[:1])),
        ("1%", assistant.within(documents=mixed[: len(every) // 100])),
        ("50%", assistant.within(documents=mixed[: len(every) // 2])),
    ):
        figures = timed(chosen.answerer), *_asked(chosen, queries)
        cells = [shown(Taken(1000 * each.clock, 1000 * each.processor)) for each in figures]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return rows


def _asked(assistant: Assistant, queries: Sequence[Query]) -> list[Taken]:
    """The median and the 95th percentile of what a question takes."""

    def ask(query: Query) -> None:
        answerer = assistant.answerer()
        among = replace(query, within=answerer.within)
        retrieve_each(answerer.index, among, NEAREST, answerer.settings)

    taken = [timed(partial(ask, query)) for query in queries]
    return [percentile(taken[1:], 50), percentile(taken[1:], 95)]


def _exact(size: int, language: str) -> list[set[int]]:
    """The ids of the passages of a language exactly nearest to each question."""
    made = Made()
    _, questions = made.questions(size)
    best = np.full((len(questions), NEAREST), -2.0, dtype=np.float32)
    ids = np.zeros((len(questions), NEAREST), dtype=np.int64)
    for number, rows in batches(size):
        cosines = questions @ made.vectors(number, len(rows) * IN_DOCUMENT).T
        first = rows[0] * IN_DOCUMENT
        languages = np.arange(first, first + cosines.shape[1]) // IN_DOCUMENT % len(LANGUAGES)
        cosines[:, languages != LANGUAGES.index(language)] = -2
        own = np.array([passage_id(first + each) for each in range(cosines.shape[1])])
        joined = np.concatenate([best, cosines], axis=1)
        named = np.concatenate([ids, np.broadcast_to(own, cosines.shape)], axis=1)
        order = np.argpartition(-joined, NEAREST, axis=1)[:, :NEAREST]
        best, ids = (np.take_along_axis(each, order, axis=1) for each in (joined, named))
    return [set(row) for row in ids.tolist()]


def timed(work: Callable[[], object]) -> Taken:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Taken(time.perf_counter() - clock, time.process_time() - processor)


def _memory() -> tuple[float, float]:
    """Megabytes of resident memory, and of those the ones that are not mapped files."""
    status = Path("/proc/self/status").read_text()
    sizes = {
        name: int(re.search(rf"{name}:\s+(\d+)", status)[1]) / 1000  # type: ignore[index]
        for name in ("VmRSS", "RssAnon")
    }
    return sizes["VmRSS"], sizes["RssAnon"]


def main() -> None:
    """Measure the sizes named, or the usual ones, and print a table."""
    arguments = [each for each in sys.argv[1:] if each != "--write"]
    if arguments[:1] == ["within"]:
        print("\n".join(within(Path(arguments[1]))))
        return
    if arguments[:1] in (["write"], ["read"]):
        step, size, place = arguments
        done = (write if step == "write" else read)(int(size), Path(place))
        print(json.dumps(asdict(done)))
        return
    measured = [_measure(size) for size in map(int, arguments or SIZES)]
    lines = table(measured)
    print("\n".join(lines))
    if "--write" in sys.argv:
        page = PAGE.read_text("utf-8")
        PAGE.write_text(MARKED.sub(lambda _: "\n".join(lines) + "\n", page), encoding="utf-8")
        PLOT.write_text(growth_plot(_curves(measured)), encoding="utf-8")


def _measure(size: int) -> tuple[Written, Read]:
    with tempfile.TemporaryDirectory() as place:
        results = []
        for step in ("write", "read"):
            command = [sys.executable, "-m", "eval.bench.growth", step, str(size), place]
            environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
            done = subprocess.run(
                command, check=True, capture_output=True, text=True, env=environment
            )
            results.append(json.loads(done.stdout))
    return result_of(Written, results[0]), result_of(Read, results[1])


def result_of(kind: type[Result], values: dict[str, Any]) -> Result:
    """What was printed as JSON."""
    given: Any = {
        name: Taken(*value) if isinstance(value, list) else value for name, value in values.items()
    }
    return kind(**given)


def table(measured: Sequence[tuple[Written, Read]]) -> list[str]:
    """What was measured, a row a size: seconds, by the clock and (by the processor)."""
    head = (
        "| passages | build | unchanged | add one | delete one | add a tenth | open | "
        "to first hits | both legs p95, ms | query p50, ms | query p95, ms | Recall@10 | "
        "resident, MB | not mapped, MB | disk, MB | kB a passage beyond text |"
    )
    return [head, "|" + "--:|" * (head.count("|") - 1), *(_row(*each) for each in measured)]


def _row(written: Written, read: Read) -> str:
    cells = [
        f"{written.passages:,}",
        *map(shown, (written.build, written.unchanged, written.add, written.delete)),
        *map(shown, (written.more, read.open, read.first)),
        *(
            shown(Taken(1000 * each.clock, 1000 * each.processor))
            for each in (read.legs, read.p50, read.p95)
        ),
        f"{read.recall:.3f}",
        f"{read.resident:.0f}",
        f"{read.private:.0f}",
        f"{written.bytes / 1e6:.0f}",
        f"{(written.bytes - written.bytes_text) / 1000 / written.passages:.2f}",
    ]
    return f"| {' | '.join(cells)} |"


def shown(taken: Taken) -> str:
    return f"{taken.clock:.3g} ({taken.processor:.3g})"


def _curves(measured: Sequence[tuple[Written, Read]]) -> dict[str, list[tuple[float, float]]]:
    """What grows, by the number of passages."""
    return {
        "query p95, ms of CPU": [
            (each.passages, 1000 * read.p95.processor) for each, read in measured
        ],
        "add one document, ms of CPU": [
            (each.passages, 1000 * each.add.processor) for each, _ in measured
        ],
        "open, ms of CPU": [(each.passages, 1000 * read.open.processor) for each, read in measured],
        "resident memory, MB": [(each.passages, read.resident) for each, read in measured],
        "disk, MB": [(each.passages, each.bytes / 1e6) for each, _ in measured],
    }


if __name__ == "__main__":
    main()
