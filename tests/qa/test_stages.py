"""A stage that is passed takes the place of the usual one, and quotes are verbatim all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from qa import Assistant, Settings
from qa.answer.stream import events
from qa.evidence.reader.protocol import Reading, SentenceReading, Window
from qa.stages import Stages
from qa.types import StreamEvent
from qa.writing.protocol import Found
from tests.fakes import HashedWordsEmbedder

QUESTION = "How many cranes has the port, and who owns the ships?"


class OfOneMind:
    """A reader that gives every window and sentence the same log-odds."""

    name = "of-one-mind"

    def __init__(self, log_odds: float) -> None:
        self.log_odds = log_odds
        self.read_windows: list[Window] = []

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        self.read_windows += windows
        said = SentenceReading(self.log_odds, None, self.log_odds)
        return [Reading((said,) * len(each.sentences), self.log_odds) for each in windows]


class Saying:
    """A writer that says the same to everything."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.given: list[Found] = []

    def write(self, found: Found) -> Iterator[StreamEvent]:
        self.given.append(found)
        yield from events(replace(found.answer, text=self.text))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("port")
    (folder / "port.txt").write_text("The port has nine cranes. The town owns the ships.")
    return folder


def assistant(folder: Path, stages: Stages) -> Assistant:
    settings = Settings(least_confidence=0)
    return Assistant.from_documents(
        folder, settings=settings, embedder=HashedWordsEmbedder(), stages=stages
    )


def test_whoever_writes_the_answer_gets_each_part_with_its_cited_statements(folder: Path) -> None:
    writer = Saying("Written.")
    answer = assistant(folder, Stages(writer=writer)).ask(QUESTION)
    assert answer.text == "Written."
    (found,) = writer.given
    assert [part.question for part in found.parts] == [
        "How many cranes has the port?",
        "who owns the ships?",
    ]
    cited = [each for part in found.parts for said in part.statements for each in said.citations]
    assert tuple(cited) == answer.citations
    assert [each.number for each in cited] == list(range(1, len(cited) + 1))


def test_a_reader_is_one_argument(folder: Path) -> None:
    denying, affirming = OfOneMind(-12.0), OfOneMind(12.0)
    denied, affirmed = (
        assistant(folder, Stages(reader=each)).ask("How many cranes has the port?")
        for each in (denying, affirming)
    )
    assert denying.read_windows == affirming.read_windows != []
    assert denied.confidence < affirmed.confidence


def test_a_conversation_passes_the_same_stages(folder: Path) -> None:
    chat = assistant(folder, Stages(writer=Saying("Said."))).conversation()
    assert [chat.ask(each).text for each in ("How many cranes?", "And ships?")] == ["Said."] * 2
