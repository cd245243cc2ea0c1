"""Questions on documents themselves, from the question to the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qa import Answer, Assistant
from tests.fakes import HashedWordsEmbedder

Ask = Callable[[str], Answer]


@pytest.mark.parametrize(
    "question",
    ["What documents do you have?", "which files are there", "vilka dokument finns här?",
     "Can you please summarise everything?", "what is in this folder"],
)  # fmt: skip
def test_all_documents_are_listed_by_folder(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert (answer.kind, answer.answered) == ("documents", True)
    assert [each.document_id for each in answer.citations] == [
        "protokoll.md",
        "minutes/Minutes 2023-05-04.md",
        "minutes/Minutes 2024-02-06.md",
        "rules/handbook.md",
    ]
    assert "4 " in answer.text
    assert "\nminutes/\n" in answer.text


@pytest.mark.parametrize(
    ("question", "count"),
    [("How many documents are there in the minutes folder?", 2),
     ("show all minutes from February", 1), ("which documents are from 2023?", 1),
     ("are there any documents about the fence?", 1), ("which files are PDFs?", 0),
     ("which documents did Berta Alm write?", 1), ("vad har Ida Norling skrivit", 1),
     ("which minutes do you have", 3), ("hur många protokoll finns det?", 3),
     ("how many documents in Swedish are there?", 1), ("vilka dokument är på svenska?", 1)],
)  # fmt: skip
def test_of_documents_those_are_counted_that_are_named(ask: Ask, question: str, count: int) -> None:
    assert len(ask(question).citations) == count


def test_what_there_is_no_document_of_is_said(ask: Ask) -> None:
    answer = ask("Which documents do you have about dragons?")
    assert (answer.kind, answer.answered, answer.citations) == ("documents", False, ())


@pytest.mark.parametrize(
    ("question", "found"),
    [("Which of the minutes is the newest?", "minutes/Minutes 2024-02-06.md"),
     ("which document is the latest minutes?", "minutes/Minutes 2024-02-06.md"),
     ("vilket är det längsta dokumentet?", "rules/handbook.md"),
     ("which of the minutes is the shortest", "minutes/Minutes 2024-02-06.md"),
     ("vilket dokument är äldst?", "protokoll.md")],
)  # fmt: skip
def test_the_newest_and_the_oldest_are_told_by_their_dates(
    ask: Ask, question: str, found: str
) -> None:
    assert [each.document_id for each in ask(question).citations] == [found]


@pytest.mark.parametrize(
    "question",
    ["What is the handbook about?", "summarise the handbook", "sumarise the handbook, please",
     "vad handlar handboken om?", "tl;dr of the handbook"],
)  # fmt: skip
def test_a_document_is_summed_up_by_its_headings_and_central_sentences(
    ask: Ask, question: str
) -> None:
    answer = ask(question)
    assert answer.kind == "answer"
    assert "Heating · Lifts · Keys" in answer.text
    assert {each.document_id for each in answer.citations} == {"rules/handbook.md"}
    assert 3 <= len(answer.citations) <= 5
    starts = [each.start for each in answer.citations]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [("Who wrote the handbook?", ["Compiled by Berta Alm."]),
     ("Which version is the handbook?", ["Version 2.1, valid from 1 March 2024."]),
     ("vem skrev protokollet från stämman?", ["Vid protokollet: Ida Norling"]),
     ("who took the minutes of 4 May 2023?", ["Secretary: Carl Ek"]),
     ("when were the minutes of May 2023 written, and by whom?",
      ["May 4, 2023", "Secretary: Carl Ek"]),
     ("Who compiled the handbook and which version is it?",
      ["Compiled by Berta Alm.", "Version 2.1, valid from 1 March 2024."]),
     ("när gäller handboken från?", ["Version 2.1, valid from 1 March 2024."])],
)  # fmt: skip
def test_who_wrote_a_document_and_when_is_quoted(
    ask: Ask, question: str, quoted: list[str]
) -> None:
    assert [each.quote for each in ask(question).citations] == quoted


def test_a_document_may_be_named_by_its_title_alone(tmp_path: Path) -> None:
    (tmp_path / "3.md").write_text("# Fyrljuset\n\nRedaktör: Ulf Berg\n\nVi seglar i maj.\n")
    answer = Assistant.from_documents(tmp_path, embedder=HashedWordsEmbedder()).ask(
        "Vem är redaktör för Fyrljuset?"
    )
    assert [each.quote for each in answer.citations] == ["Redaktör: Ulf Berg"]


def test_of_several_documents_that_may_be_meant_a_list_is_offered(ask: Ask) -> None:
    answer = ask("Who wrote the minutes?")
    assert answer.kind == "documents"
    assert len(answer.citations) == 2
    assert "which one" in answer.text


def test_the_file_of_a_document_is_named_without_a_quote(ask: Ask) -> None:
    answer = ask("What is the title of the handbook?")
    assert (answer.kind, answer.citations) == ("documents", ())
    assert "Handbook for caretakers" in answer.text
    assert "handbook.md" in answer.text


@pytest.mark.parametrize(
    "question",
    ["Which documents mention Liftab?", "i vilka dokument nämns Liftab",
     "where is Liftab mentioned", "Nämns Liftab någonstans?"],
)  # fmt: skip
def test_the_documents_that_mention_something_are_listed_with_a_quote_each(
    ask: Ask, question: str
) -> None:
    answer = ask(question)
    assert answer.kind == "answer"
    found = {each.document_id for each in answer.citations}
    assert found == {"rules/handbook.md", "minutes/Minutes 2023-05-04.md"}
    assert all("Liftab" in each.quote for each in answer.citations)


def test_that_no_document_mentions_a_name_is_said(ask: Ask) -> None:
    answer = ask("Which documents mention Zubrowka?")
    assert (answer.answered, answer.citations) == (False, ())
    assert "Zubrowka" in answer.text


def test_it_is_the_document_that_was_asked_about(documents: Assistant) -> None:
    chat = documents.conversation()
    chat.ask("summarise the handbook")
    assert [each.quote for each in chat.ask("who wrote it?").citations] == [
        "Compiled by Berta Alm."
    ]


@pytest.mark.parametrize(
    "question",
    ["When was the fence painted?", "Who decided to hire Liftab?", "How many houses are there?",
     "Which newspaper released documents about the boiler?", "What are the lifts for?",
     "Which rules are there for keys?", "What does the handbook say about lifts?"],
)  # fmt: skip
def test_what_documents_say_is_not_asked_of_documents(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.kind == "answer"
    assert answer.hits


@pytest.mark.parametrize(
    ("question", "text"),
    [("what formats are the documents in?", "The documents are in these formats: .md (4)."),
     ("vilka språk är dokumenten på", "Dokumenten är på dessa språk: engelska (3), svenska (1)."),
     ("which kinds of files are there?", "The documents are in these formats: .md (4).")],
)  # fmt: skip
def test_formats_and_languages_are_counted(ask: Ask, question: str, text: str) -> None:
    answer = ask(question)
    assert (answer.text, answer.kind, answer.citations) == (text, "documents", ())


@pytest.mark.parametrize(
    "question",
    ["what are the sections of the handbook", "vilka avsnitt har handboken?",
     "the table of contents of the handbook"],
)  # fmt: skip
def test_a_document_is_outlined(ask: Ask, question: str) -> None:
    assert "Heating · Lifts · Keys" in ask(question).text


def test_what_is_written_by_nobody_known_is_left_to_reading(ask: Ask) -> None:
    for question in ("what has Nils Holm written?", "what has the board written about the lifts"):
        assert ask(question).kind == "answer"
