"""Whether two indexes of the same documents answer alike: one in a folder and one in Milvus.

    python -m eval.bench.same_answers reports.index milvus://127.0.0.1/reports sample

asks both the questions of a set, says for how many the first quote is the same and what Recall@10
is in either, and names the questions whose first quote differs.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from eval.questions import find_question_set, load_questions, resolve_evidence
from eval.results.row import Row, ask_and_score
from index import load_embedder
from qa.assistant import Assistant
from qa.evidence.reader.load import load_reader
from qa.evidence.reader.protocol import Reader, Reading, Window
from qa.settings import Settings
from qa.stages import STAGES
from qa.terminal import printable

RECALL = "recall@10"


class RememberingReader:
    """Reads what it has read before no second time."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: dict[tuple[str, tuple[Window, ...]], list[Reading]] = {}

    @property
    def name(self) -> str:
        """That of the reader."""
        return self._reader.name

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """One reading for each window."""
        key = question, tuple(windows)
        if key not in self._read:
            self._read[key] = self._reader.read(question, windows)
        return self._read[key]


@dataclass(frozen=True, slots=True)
class Pair:
    """What two indexes made of a question."""

    one: Row
    other: Row

    @property
    def is_same(self) -> bool:
        """Whether both refuse, or quote the same first."""
        return _first_quote(self.one) == _first_quote(self.other)


def _first_quote(row: Row) -> tuple[str, int, int] | None:
    cited = row.answer.citations[:1]
    return (cited[0].document_id, cited[0].start, cited[0].end) if cited else None


def ask_both(places: tuple[str, str], question_set: str, settings: Settings) -> Iterator[Pair]:
    """Ask the indexes at two places every question of a set."""
    embedder = load_embedder(settings.model, **settings.running)
    reader = load_reader(settings.reader, embedder)
    stages = STAGES if reader is None else replace(STAGES, reader=RememberingReader(reader))
    one, other = (
        Assistant.open(place, settings=settings, embedder=embedder, stages=stages)
        for place in places
    )
    documents = {document.id: document for document in one.documents}
    for question in load_questions(find_question_set(question_set)):
        evidence = resolve_evidence(question, documents)
        rows = (ask_and_score(each, question, evidence, documents) for each in (one, other))
        yield Pair(*rows)


def report(pairs: Iterable[Pair]) -> Iterator[str]:
    """The questions that differ as they come, and the figures in the end."""
    found = []
    for pair in pairs:
        found.append(pair)
        if not pair.is_same:
            yield f"{pair.one.question.id}: {_told(pair.one)} | {_told(pair.other)}"
    same = sum(pair.is_same for pair in found)
    yield f"the same first quote: {same} of {len(found)} questions ({same / len(found):.1%})"
    for name, rows in (
        ("the first", [pair.one for pair in found]),
        ("the second", [pair.other for pair in found]),
    ):
        recalls = [row.metrics[RECALL] for row in rows if RECALL in row.metrics]
        yield f"Recall@10 of {name}: {sum(recalls) / len(recalls):.4f}"


def _told(row: Row) -> str:
    return printable(repr(row.answer.citations[0].quote)) if row.answer.citations else "refused"


def main() -> None:
    """Print how alike two indexes answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", help="an index in a folder")
    parser.add_argument("second", help="another, or the address of one in Milvus")
    parser.add_argument("set", help="a question set, by name or path")
    parser.add_argument("--reader", help="off goes without")
    given = parser.parse_args()
    places = given.first, given.second
    for line in report(ask_both(places, given.set, Settings(reader=given.reader))):
        print(line, flush=True)


if __name__ == "__main__":
    main()
