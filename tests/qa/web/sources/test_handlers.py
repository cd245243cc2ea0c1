"""What the list of documents is told, and what of it is asked and opened."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from qa import Assistant, Settings
from qa.library.collection import Collection, Listed
from qa.library.library import Library
from qa.understand.filters import Scope
from qa.web.choices import Choices
from qa.web.sources.asked import asked_now, limits_in_words
from qa.web.sources.handlers import SourceHandlers, source_list
from tests.fakes import HashedWordsEmbedder, write_files

REQUEST = gr.Request(headers={"accept-language": "en"}, cookies={})
FILES = {
    "mast.txt": "The mast\n\nThe mast of Ellery cost 12 000 euro in 1912.\n",
    "<script >.md": "# <script >\u202e\n\nThe lamp of Ellery was lit in 1912.\n",
    "ship.txt": "The ship\n\nThe ship Vega carried forty sailors.\n",
    "quay.txt": "The quay\n\nThe quay of Ellery was built of stone.\n",
}


@pytest.fixture
def choices(tmp_path: Path) -> Choices:
    folder = write_files(tmp_path / "docs", FILES)
    assistant = Assistant.from_documents(
        folder, settings=Settings(reader="off"), embedder=HashedWordsEmbedder()
    )
    library = Library(tmp_path, embedder=HashedWordsEmbedder())
    return Choices(library, library.show("Ellery", assistant))


@pytest.fixture
def handlers(choices: Choices) -> SourceHandlers:
    return SourceHandlers(choices)


def event(**data: Any) -> gr.EventData:
    return gr.EventData(None, data)


def told(choices: Choices) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(source_list(choices, REQUEST))
    return value


def test_each_document_is_listed_with_what_is_known_of_it(choices: Choices) -> None:
    rows = told(choices)["documents"]
    assert ["mast.txt", "The mast", "mast.txt", "TXT · English", ""] in rows
    assert len(rows) == len(FILES)


def test_pages_and_little_that_is_searched_are_said(
    choices: Choices, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = Listed("a/Scan.PDF", "Scan", "sv", 3, "2019-11", "indexed", None, 12, 0.123)
    leaf = replace(scan, id="leaf", published=None, pages=1, searched_share=1.0)
    left_out = replace(scan, id="x.bin", state="left out")
    monkeypatch.setattr(Collection, "listed", lambda self: [scan, leaf, left_out])
    assert [row[3:] for row in told(choices)["documents"]] == [
        ["PDF · Swedish · 2019-11 · 12 pages", "only 12% can be searched"],
        ["Swedish · 1 page", ""],
    ]


def test_hostile_names_are_plain_text_and_no_script_for_gradio(choices: Choices) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        gr.HTML(source_list(choices, REQUEST))
    row = next(row for row in told(choices)["documents"] if row[0].endswith(".md"))
    assert row[1].startswith("<script >")
    assert "\u202e" not in row[1]


def test_the_same_list_is_told_anew(choices: Choices) -> None:
    assert source_list(choices, REQUEST) != source_list(choices, REQUEST)


def test_a_list_that_has_not_grown_is_not_told_again(handlers: SourceHandlers) -> None:
    value, count = handlers.grown(None, REQUEST)
    assert (len(json.loads(value)["documents"]), count) == (len(FILES), len(FILES))
    assert handlers.grown(count, REQUEST) == (gr.skip(), count)
    assert handlers.grown(2, REQUEST)[1] == count


def test_only_what_is_ticked_is_asked(choices: Choices, handlers: SourceHandlers) -> None:
    told_anew, line = handlers.ask_only(event(documents=["ship.txt", "gone.txt", 7]), REQUEST)
    assert json.loads(told_anew)["asked"] == ["ship.txt"]
    assert choices.of(REQUEST).scope == Scope(documents=["ship.txt"])
    assert "The ship <button" in line.value
    assert [each.id for each in choices.assistant(REQUEST).documents] == ["ship.txt"]
    assert told(choices)["asked"] == ["ship.txt"]
    told_anew, line = handlers.ask_only(event(documents=[]), REQUEST)
    assert (told_anew, line.visible) == (gr.skip(), False)


def test_a_few_are_named_and_many_are_counted(choices: Choices) -> None:
    view = choices.view(REQUEST)
    few = Scope(documents=["ship.txt", "mast.txt"], languages=["sv"], since="2019")
    assert limits_in_words(few, view) == ["The mast, The ship", "Swedish", "from 2019"]
    assert limits_in_words(Scope(documents=FILES), view) == ["4 documents"]


def test_what_is_gone_is_no_longer_asked_for(choices: Choices) -> None:
    choice = choices.of(REQUEST)
    choices.choose(REQUEST, replace(choice, scope=Scope(documents=["gone.txt"])))
    assert told(choices)["asked"] == []
    assert not asked_now(choices, REQUEST).visible


def test_a_document_is_opened_without_a_mark(handlers: SourceHandlers) -> None:
    panel = handlers.show(event(id="mast.txt"), REQUEST)
    assert "cost 12 000 euro in 1912." in panel
    assert "back_to_sources" in panel
    assert "<mark" not in panel
    assert "no longer" in handlers.show(event(id="gone.txt"), REQUEST)
