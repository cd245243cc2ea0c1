"""What a question takes for granted, where nothing answers the question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from qa import Answer, Assistant
from qa.evidence.read import Evidence
from qa.stages import Stages
from tests.fakes import HashedWordsEmbedder

TEXT = (
    "The choir has 18 singers. Choir 4 has no conductor, and choir 5 sings in May.\n\n"
    "The church was painted in June.\n"
)


def unless_asked_is_lacking(evidence: Sequence[Evidence]) -> float:
    return 0.9 if evidence and evidence[0].coverage > 0.2 and not evidence[0].lacks_asked else 0.0


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("documents")
    (folder / Path("choir.txt")).write_text(TEXT, encoding="utf-8")
    stages = Stages(confidence=unless_asked_is_lacking)
    return Assistant.from_documents(folder, embedder=HashedWordsEmbedder(), stages=stages)


def quotes(answer: Answer) -> list[str]:
    return [each.quote for each in answer.citations]


def test_where_no_reason_is_told_what_the_documents_say_of_the_matter_is(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Why has the choir thirty singers?")
    assert quotes(answer) == ["The choir has 18 singers."]
    assert answer.text.startswith("Has the choir thirty singers? The documents do not tell that")
    assert answer.confidence < 0.9


def test_a_time_is_not_told_of_what_is_denied(assistant: Assistant) -> None:
    answer = assistant.ask("When does the conductor of choir 4 sing?")
    assert quotes(answer) == ["Choir 4 has no conductor, and choir 5 sings in May."]


@pytest.mark.parametrize(
    "question", ["When was the church sold?", "Why was the harbour closed?", "Who sings?"]
)
def test_nothing_else_that_is_refused_is_answered(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).text.startswith("Was")


def test_where_only_one_of_two_things_is_told_of_it_is_said_that_the_other_is_missing(
    tmp_path: Path,
) -> None:
    (tmp_path / "choir.txt").write_text("The singers of the choir are 18.", encoding="utf-8")
    index_dir = tmp_path / "index"
    asked = Assistant.from_documents(tmp_path, embedder=HashedWordsEmbedder(), index_dir=index_dir)
    answer = asked.ask("Compare the singers of the choir and the orchestra")
    assert quotes(answer) == ["The singers of the choir are 18."]
    assert "not sure of an answer to “the singers of the orchestra”" in answer.text
