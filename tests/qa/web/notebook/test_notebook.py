"""A quote is pinned as its document has it, and exported to the letter with its reference."""

from __future__ import annotations

import builtins
import json
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import gradio as gr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import Assistant, Settings
from qa.errors import CiteraError
from qa.library.library import Library
from qa.web.choices import Choices
from qa.web.notebook.exports import as_markdown, as_word
from qa.web.notebook.handlers import NotebookHandlers
from qa.web.notebook.pins import MAX_QUOTE, pins_from
from tests.fakes import HashedWordsEmbedder, write_files

HOSTILE = "<script>alert(1)</script> **b** [x](javascript:1)"
QUOTE = "The lamp of Ellery was lit in 1912."
FILES = {"lamp.md": f"# {HOSTILE}\n\n{QUOTE}\n"}
VALUE = {
    "id": "lamp.md",
    "title": HOSTILE,
    "source": "A press",
    "published": "2019-11-24",
    "page": 3,
    "quote": f"{QUOTE}\n# {HOSTILE}",
    "lead": "Lamps",
    "language": "en",
    "comment": "Ask *Ada*\n\ufffe\x00",
}


@pytest.fixture
def handlers(tmp_path: Path) -> NotebookHandlers:
    folder = write_files(tmp_path / "docs", FILES)
    assistant = Assistant.from_documents(
        folder, settings=Settings(reader="off"), embedder=HashedWordsEmbedder()
    )
    library = Library(tmp_path, embedder=HashedWordsEmbedder())
    return NotebookHandlers(Choices(library, library.show("Ellery", assistant)))


def place(**changed: Any) -> gr.EventData:
    start = FILES["lamp.md"].index(QUOTE)
    value = {"collection": "Ellery", "id": "lamp.md", "start": start, "end": start + len(QUOTE)}
    return gr.EventData(None, value | changed)


def request(language: str = "en") -> gr.Request:
    return gr.Request(headers={"accept-language": language}, cookies={})


def test_a_quote_is_cut_from_its_document(handlers: NotebookHandlers) -> None:
    told = json.loads(handlers.pin(place(), request("sv")))
    assert told["pin"]["quote"] == QUOTE
    assert told["pin"]["title"] == HOSTILE
    assert told["texts"]["pin"] == "Fäst"
    assert "<" not in handlers.pin(place(), request())


@pytest.mark.parametrize(
    "changed",
    [
        {"collection": "Another"},
        {"id": "gone.md"},
        {"start": -1},
        {"end": 0},
        {"end": 10**9},
        {"end": MAX_QUOTE * 2},
        {"quote": "The lamp of Ellery was lit in 1913."},
    ],
)
def test_what_does_not_stand_there_is_neither_pinned_nor_opened(
    handlers: NotebookHandlers, changed: dict[str, Any]
) -> None:
    with pytest.warns(UserWarning, match="no longer say this"):
        assert handlers.pin(place(**changed), request()) == gr.skip()
    with pytest.warns(UserWarning, match="no longer say this"):
        assert "no longer say this" in handlers.show(place(**changed), request())


def test_a_pin_opens_its_document_marked(handlers: NotebookHandlers) -> None:
    panel = handlers.show(place(quote=QUOTE), request())
    assert "name='back_to_notebook'" in panel
    assert f"{QUOTE}</mark>" in panel


def test_the_dialog_has_every_style_to_the_letter(handlers: NotebookHandlers) -> None:
    dialog = handlers.cite(place(), request())
    assert dialog.count("<pre>") == 4
    assert "<script" not in dialog
    assert "(“&lt;script&gt;" in dialog


def test_markdown_is_to_the_letter_and_names_each_source_once() -> None:
    pins = pins_from([VALUE, VALUE | {"quote": "Another.", "comment": ""}])
    shown = as_markdown(pins, "apa", "en")
    assert "> Lamps  \n> The lamp of Ellery was lit in 1912.  \n> \\# \\<script\\>" in shown
    assert "Ask \\*Ada\\*" in shown
    assert shown.count("\\(2019, November 24\\)") == 1
    assert "```bibtex\n@misc{" in as_markdown(pins, "bibtex", "en")


def test_word_has_the_same(handlers: NotebookHandlers) -> None:
    event = gr.EventData(None, {"format": "word", "style": "vancouver", "pins": [VALUE]})
    name, content = handlers.export(event, request("sv"))
    assert name == "citera.docx"
    said = [each.text for each in docx.Document(BytesIO(b64decode(content))).paragraphs]
    assert said[0] == "Anteckningar"
    assert said[1] == f"Lamps\n{VALUE['quote']} [1]"
    assert said[2] == "Ask *Ada*"
    assert said[-1] == f"1. {HOSTILE}. A press; 2019 nov 24. s. 3."


def test_without_its_package_word_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *others: Any, **more: Any) -> Any:
        if name == "docx":
            raise ImportError(name)
        return real(name, *others, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CiteraError, match=r"pip install 'citera\[word\]'"):
        as_word(pins_from([VALUE]), "plain", "en")


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*VALUE]), inner),
    max_leaves=9,
)


@given(json_values, st.sampled_from(["plain", "apa", "vancouver", "bibtex"]))
def test_whatever_a_browser_kept_can_be_exported(value: Any, style: str) -> None:
    assert as_markdown(pins_from(value), style, "en").startswith("# Notebook")
