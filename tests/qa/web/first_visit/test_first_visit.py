"""What a visitor finds: what was read and what was not, and questions in the page's language."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from index import Skipped
from index.messages import Message
from index.types import Coverage
from qa import Assistant, Settings
from qa.library.library import Library
from qa.web.choices import Choices
from qa.web.first_visit.examples import Examples
from qa.web.first_visit.panel import start_html
from qa.web.page import View
from tests.fakes import HashedWordsEmbedder, write_files

HOSTILE = "<b>.pdf"
REASON = "{name!r} is a file of the folder too; rename it"
FILES = {
    "lamp.md": "# The lamp\n\nThe lamp of Ellery was lit in 1912 by its keeper.\n",
    "lampan.md": "# Lampan\n\nLampan i Ellery tändes 1912 av fyrvaktaren och brinner än.\n",
}
QUESTIONS = [
    ("Who lit the lamp?", "en", "lamp.md"),
    ("Vem tände lampan?", "sv", "lampan.md"),
    ("Who was removed?", "en", "gone.md"),
    ("Vad handlar Lampan om?", "sv", "lampan.md"),
]


@pytest.fixture
def choices(tmp_path: Path) -> Choices:
    folder = write_files(tmp_path / "docs", FILES)
    assistant = Assistant.from_documents(
        folder, settings=Settings(reader="off"), embedder=HashedWordsEmbedder()
    ).with_skipped(
        [Skipped(HOSTILE, Message("{name!r} is a file of the folder too; rename it", name=HOSTILE))]
    )
    library = Library(tmp_path / "data", embedder=HashedWordsEmbedder())
    return Choices(library, library.show("Ellery", assistant))


def request(language: str) -> gr.Request:
    return gr.Request(headers={"accept-language": language}, cookies={})


def examples_in(choices: Choices, language: str) -> list[dict[str, Any]]:
    examples = Examples(choices)
    while (found := examples.of(request(language))) is None:
        pass
    return found


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["Who lit the lamp?\nThe lamp", "Vem tände lampan?\nLampan"]),
        ("sv", ["Vem tände lampan?\nLampan", "Vad handlar Lampan om?"]),
    ],
)
def test_questions_of_the_pages_language_come_first(
    choices: Choices, language: str, shown: list[str]
) -> None:
    collection = choices.collection
    kept = {"state": collection.assistant.corpus_hash, "questions": QUESTIONS}
    collection.suggested.parent.mkdir(parents=True)
    collection.suggested.write_text(json.dumps(kept), "utf-8")
    found = examples_in(choices, language)
    assert [each["display_text"] for each in found][:2] == shown
    assert len(found) == 3
    assert found[0]["text"] == shown[0].partition("\n")[0]


def test_what_was_read_and_what_was_not_is_said(choices: Choices) -> None:
    view = View.of(choices.collection, "sv")
    shown = start_html(choices.collection, None, view, False)
    assert "2 dokument (1 engelska, 1 svenska)" in shown
    assert "Utelämnade: 1" in shown
    assert "<li>&#39;&lt;b&gt;.pdf&#39; är också en fil i mappen; byt namn</li>" in shown
    assert "add_files" not in shown  # an index without its files
    reading = start_html(choices.collection, Coverage(74, 12, 0.5), view, False)
    assert "12 av 74 filer hittills" in reading
