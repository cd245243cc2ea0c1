"""A few documents, and what answers questions on them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa import Answer, Assistant
from tests.fakes import HashedWordsEmbedder, write_files

HANDBOOK = """# Handbook for caretakers

Version 2.1, valid from 1 March 2024.

Compiled by Berta Alm.

## Heating

The boiler heats all houses of the estate during the winter. The boiler is inspected every autumn.

## Lifts

The lifts of the houses are serviced twice a year by Liftab. A lift that stops is reported at once.

## Keys

Keys to the boiler room are kept by the caretaker. Lost keys are replaced for a fee.
"""
FILES = {
    "rules/handbook.md": HANDBOOK,
    "minutes/Minutes 2023-05-04.md": "# Minutes of May\n\nMay 4, 2023\n\nSecretary: Carl Ek\n\n"
    "The board decided to hire Liftab for the lifts. The fence is painted in June by members.\n",
    "minutes/Minutes 2024-02-06.md": "# Minutes of February\n\nFebruary 6, 2024\n\n"
    "Secretary: Dora Lund\n\nThe board raised the fee by five percent from the first of April.\n",
    "protokoll.md": "# Protokoll från stämman\n\n3 april 2022\n\nVid protokollet: Ida Norling\n\n"
    "Stämman beslutade att höja avgiften med tre procent från och med juli.\n",
}


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over all of them."""
    folder = tmp_path_factory.mktemp("documents")
    return Assistant.from_documents(write_files(folder, FILES), embedder=HashedWordsEmbedder())


@pytest.fixture(scope="session")
def ask(documents: Assistant) -> Callable[[str], Answer]:
    """Ask one question, and check that every quote stands where it is said to."""

    def asked(question: str) -> Answer:
        answer = documents.ask(question)
        for each in answer.citations:
            assert documents.document(each.document_id).text[each.start : each.end] == each.quote
        return answer

    return asked
