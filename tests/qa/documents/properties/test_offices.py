"""Who holds an office, by lists, signatures and appositions."""

from __future__ import annotations

import pytest

from qa import Assistant
from tests.fakes import HashedWordsEmbedder, write_files

FILES = {
    "Protokoll 2022-03-14.md": "# Protokoll, kören\n\n14 mars 2022\n\nSekreterare: Ada Björk\n\n"
    "Vice ordförande: Stig Palm\n\nOrdförande: Nils Holm\n\nKören sjunger i maj.\n",
    "Protokoll 2023-04-02.md": "# Protokoll, kören\n\n2 april 2023\n\nSekreterare: Bo Dahl\n\n"
    "Närvarande: Eva Lind (ordförande), Bo Dahl (sekreterare).\n\nKören sjunger i juni.\n",
    "phones.txt": "TELEPHONES OF THE SCHOOLS\n\nSCHOOL 1\n\nIda Berg – principal – 7101\n\n"
    "SCHOOL 2\n\nOlof Ek – principal – 7201\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("documents")
    return Assistant.from_documents(write_files(folder, FILES), embedder=HashedWordsEmbedder())


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Vem var sekreterare den 14 mars?", "Sekreterare: Ada Björk"),
        ("who was the secretary on 2 April 2023?", "Sekreterare: Bo Dahl"),
        ("vem är rektor på school 2", "Olof Ek – principal – 7201"),
        ("Who is the principal of school 1?", "Ida Berg – principal – 7101"),
        ("Vem är körens vice ordförande?", "Vice ordförande: Stig Palm"),
    ],
)
def test_the_line_is_quoted_that_names_who_is_meant(
    assistant: Assistant, question: str, quoted: str
) -> None:
    answer = assistant.ask(question)
    assert [each.quote for each in answer.citations] == [quoted]
    (cited,) = answer.citations
    assert assistant.document(cited.document_id).text[cited.start : cited.end] == quoted


def test_who_holds_it_now_is_told_by_the_latest(assistant: Assistant) -> None:
    (cited,) = assistant.ask("Vem är ordförande i kören nu?").citations
    assert "Eva Lind (ordförande)" in cited.quote


@pytest.mark.parametrize(
    "question",
    ["Who is the principal of school 3?", "Vem var sekreterare den 9 maj?", "Who is Ida Berg?",
     "Who is the principal of Halmby?", "Who is the treasurer?"],
)  # fmt: skip
def test_nobody_is_named_for_another(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.confidence != 0.85
