"""A port with documents, and answers written by a scripted model and verified by words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from index import Index, Sentence
from qa import Assistant, Settings
from qa.evidence.reader.protocol import Reader
from qa.settings import Unsupported
from qa.stages import Stages
from qa.verify.types import Held
from qa.writing.prose import ProseWriter
from tests.fakes import HashedWordsEmbedder, ScriptedModel, write_files

FILES = {
    "port.md": "The port\n\nThe port has nine cranes. They were built in 1912. The town owns the "
    "ships of the port. A pilot guides every ship.\n",
    "fees.md": "The fees\n\n## Ships\n\nA ship in the port pays 40 euro a day. Fishermen pay "
    "nothing at all.\n\n## Cranes\n\nA crane of the port costs 90 euro an hour. It is driven by "
    "a licensed driver.\n",
    "hamnen.md": "Hamnen\n\nHamnen har nio kranar. Staden äger hamnens fartyg.\n",
}
Writing = Callable[..., Assistant]


def by_words(
    index: Index, reader: Reader | None, claim: str, language: str, sentences: Sequence[Sentence]
) -> Held:
    """Supported by the first sentence that has all the words of the claim."""
    words = set(re.findall(r"\w+", claim.lower()))
    for each in sentences:
        if words <= set(re.findall(r"\w+", index.text_of(each).lower())):
            return Held("supported", 0.9, (each,))
    return Held("not_found", 0.8, ())


@pytest.fixture(scope="session")
def port(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("port"), FILES)


@pytest.fixture(scope="session")
def in_quotes(port: Path) -> Assistant:
    settings = Settings(least_confidence=0, max_quotes=1)
    return Assistant.from_documents(port, settings=settings, embedder=HashedWordsEmbedder())


@pytest.fixture
def written_by(in_quotes: Assistant) -> Writing:
    def written(model: ScriptedModel, unsupported: Unsupported = "drop") -> Assistant:
        writer = ProseWriter(model, by_words, 3_000, unsupported)
        return with_stages(in_quotes, Stages(writer=writer))

    return written


def with_stages(assistant: Assistant, stages: Stages) -> Assistant:
    """The same documents, asked through other stages."""
    settings = assistant.settings
    return Assistant(assistant._index, assistant._embedder, settings, stages=stages)
