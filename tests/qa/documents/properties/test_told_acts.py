"""Questions for who did something with a document, in whatever words, and when."""

from __future__ import annotations

import pytest

from qa import Assistant
from tests.fakes import HashedWordsEmbedder, write_files

FILES = {
    "plans/Evacuation plan.md": "# Evacuation plan\n\nDrafted by Ivo Stern, checked by Pia Wrede on"
    " 2 May 2024.\n\nLeave by the nearest door.\n",
    "plans/Budget 2024.md": "# Budget 2024\n\nFastställd av Kim Ott den 9 januari 2024.\n\n"
    "Lokalen kostar 40 000 kronor.\n",
    "minutes/Minutes 2023-11-02.md": "# Minutes, November\n\n2 November 2023\n\n"
    "Secretary: Lo Berg\n\nThe hut was let.\n",
    "minutes/Minutes 2024-03-05.md": "# Minutes, March\n\n5 March 2024\n\nSecretary: Gus Hall\n\n"
    "The hut was sold.\n\nApproved by\nLo Berg\n",
    "notes/Minnesanteckningar 2022-05-06.md": "# Minnesanteckningar\n\n6 maj 2022\n\n"
    "Plats: Logen\n\nOrdförande: Eva Tall\n\nFrånvarande: Gus Hall\n\nBåten har lagats.\n",
    "rules/Hut rules.md": "# Hut rules\n\nDecided by: the board\n\nNo fires are lit.\n\n"
    + "The hut is swept every week.\n\n" * 20
    + "Log checks are made by Ivo Stern.\n\nThese rules were last changed in 2021 by Pia Wrede.\n",
    "letters/Letter to the ferry company.txt": "Letter to the ferry company\n\n4 June 2024\n\n"
    "The last ferry was late.\n\nYours sincerely,\nIda Stork\n\nReceived 10 June 2024\n",
    "releases/Release notes 4.2.md": "# Release notes, Skua 4.2\n\nPublished 2024-03-20\n\n"
    "The map is faster.\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("acts")
    return Assistant.from_documents(write_files(folder, FILES), embedder=HashedWordsEmbedder())


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("the evacuation plan, who is behind it and who looked it over?",
         ["Drafted by Ivo Stern, checked by Pia Wrede on 2 May 2024."]),
        ("utrymningsplanen, vem tog fram den",
         ["Drafted by Ivo Stern, checked by Pia Wrede on 2 May 2024."]),
        ("budgeten för 2024 – vem gav klartecken, och vilken dag",
         ["Fastställd av Kim Ott den 9 januari 2024."]),
        ("Skua 4.2.0, release notes: published when?", ["Published 2024-03-20"]),
        ("who was the secretary at the November meeting", ["Secretary: Lo Berg"]),
        ("who wrote the latest minutes?", ["Secretary: Gus Hall"]),
        ("vem förde det senaste protokollet och vem godkände det?",
         ["Secretary: Gus Hall", "Approved by\nLo Berg"]),
        ("the ferry letter: who sent it, and when did they get it",
         ["Yours sincerely,\nIda Stork", "Received 10 June 2024"]),
        ("when did the release notes of Skua 4.2 come out", ["Published 2024-03-20"]),
        ("who chaired the May meeting", ["Ordförande: Eva Tall"]),
        ("which people missed the May meeting?", ["Frånvarande: Gus Hall"]),
        ("var hölls mötet i maj", ["Plats: Logen"]),
        ("vem ledde styrelsen i maj 2022", ["Ordförande: Eva Tall"]),
        ("who takes minutes at the March meeting?", ["Secretary: Gus Hall"]),
        ("who decided on the hut rules", ["Decided by: the board"]),
        ("have the hut rules been touched lately? when, and by whom",
         ["These rules were last changed in 2021 by Pia Wrede."]),
    ],
)  # fmt: skip
def test_the_line_of_the_document_is_quoted(
    assistant: Assistant, question: str, quotes: list[str]
) -> None:
    answer = assistant.ask(question)
    found = [each.quote for each in answer.citations if not answer.hits]
    assert found == quotes


@pytest.mark.parametrize(
    "question",
    ["Skua 4.3, release notes: published when?", "who translated the evacuation plan",
     "who made the hut rules", "who must check the evacuation plan",
     "when did Otto Lind approve the budget for 2024"],
)  # fmt: skip
def test_what_the_document_does_not_tell_is_left_to_reading(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "answer"
    assert not answer.citations or answer.hits


def test_it_is_the_document_of_the_question_before(assistant: Assistant) -> None:
    chat = assistant.conversation()
    chat.ask("which door does the evacuation plan say?")
    assert [each.quote for each in chat.ask("and who looked it over?").citations] == [
        "Drafted by Ivo Stern, checked by Pia Wrede on 2 May 2024."
    ]
