"""A text checked against documents, from end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import Assistant, Settings
from qa.errors import QuestionError
from tests.fakes import HashedWordsEmbedder, sample_documents, write_files

TEXT = """# Cameras

The harbour master has 40 cameras on masts in Ellery. The harbour master has 90 cameras on masts in
Ellery. What now?
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    documents = {each.id: each.text for each in sample_documents()}
    folder = write_files(tmp_path_factory.mktemp("documents"), documents)
    return Assistant.from_documents(folder, settings=Settings(), embedder=HashedWordsEmbedder())


def test_claims_are_checked_where_they_stand(assistant: Assistant) -> None:
    first, second = assistant.verify(TEXT)
    assert TEXT[first.start : first.end] == "The harbour master has 40 cameras on masts in Ellery."
    assert TEXT[second.start : second.end].startswith("The harbour master has 90")
    assert second.verdict != "supported"


def test_quotes_stand_in_their_documents_and_are_numbered_throughout(assistant: Assistant) -> None:
    citations = [each for checked in assistant.verify(TEXT) for each in checked.citations]
    assert [each.number for each in citations] == [*range(1, len(citations) + 1)]
    for each in citations:
        assert assistant.document(each.document_id).text[each.start : each.end] == each.quote


def test_only_documents_within_scope_are_asked(assistant: Assistant, tmp_path: Path) -> None:
    (other, *_) = (each.id for each in assistant.documents if "Ellery" not in each.text)
    for checked in assistant.within(documents=[other]).verify(TEXT):
        assert {each.document_id for each in checked.citations} <= {other}


def test_a_text_that_is_too_long_is_refused(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="characters"):
        assistant.verify("x" * 300_000)
