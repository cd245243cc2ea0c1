"""What the frameworks are given: a small index of documents of which one is odd."""

from __future__ import annotations

import pytest

from qa import Assistant, Settings
from tests.fakes import HashedWordsEmbedder, sample_documents, write_files

ANSWERED = "For how many weeks may a telescope be kept?"
REFUSED = "Who painted the ceiling of the chapel?"
QUESTIONS = (ANSWERED, REFUSED, "How much does the lamp weigh?")
ODD = "😀 The {lamp} of\u00a0the \u202elighthouse weighs 3,5\u00a0tonnes\u00ad & is <b>red</b>.\r\n"


@pytest.fixture(scope="package")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    files = {each.id: each.text for each in sample_documents()}
    files["odd {start} <b>.txt"] = 9 * (ODD + "\r\n")
    folder = write_files(tmp_path_factory.mktemp("documents"), files)
    settings = Settings(least_confidence=0.1)
    return Assistant.from_documents(folder, settings=settings, embedder=HashedWordsEmbedder())
