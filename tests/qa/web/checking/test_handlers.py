"""A text is checked for a visitor, sentence by sentence, or it is said why not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import gradio as gr
import pytest

from index.errors import LoadError
from qa import Assistant, Settings
from qa.library.library import Library
from qa.web.checking import handlers
from qa.web.checking.handlers import MAX_CHARACTERS, CheckHandlers
from qa.web.choices import Choices
from tests.fakes import HashedWordsEmbedder, write_files

DRAFT = "The mast of Ellery cost 12 000 euro in 1912. The mast of Ellery cost 15 000 euro in 1912."
REQUEST = gr.Request(headers={"accept-language": "en"}, cookies={})


@pytest.fixture
def warned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the warnings that the visitor gets."""
    names: list[str] = []
    monkeypatch.setattr(handlers, "warn", lambda language, name, **values: names.append(name))
    return names


@pytest.fixture
def checking(tmp_path: Path) -> CheckHandlers:
    folder = write_files(tmp_path / "docs", {"mast.txt": DRAFT.partition(" The")[0]})
    assistant = Assistant.from_documents(
        folder, settings=Settings(reader="off"), embedder=HashedWordsEmbedder()
    )
    library = Library(tmp_path, embedder=HashedWordsEmbedder())
    return CheckHandlers(Choices(library, library.show("Mast", assistant)))


def shown(steps: list[tuple[Any, ...]]) -> list[str]:
    return [text for text, *_ in steps if isinstance(text, str)]


def test_each_sentence_is_shown_as_soon_as_it_is_checked(checking: CheckHandlers) -> None:
    steps = list(checking.check(DRAFT, REQUEST))
    texts = shown(steps)
    assert [each.count("<mark") for each in texts] == [0, 1, 2, 2]
    assert "Checking… 1 sentences" in texts[1]
    assert "supported, " in texts[-1]
    begin, stop = steps[0][1:], steps[-1][1:]
    assert [each.visible for each in (*begin, *stop)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("draft", "name"), [(" \n", "empty_draft"), ("a" * (MAX_CHARACTERS + 1), "long_draft")]
)
def test_what_cannot_be_checked_is_said(
    checking: CheckHandlers, warned: list[str], draft: str, name: str
) -> None:
    assert shown(list(checking.check(draft, REQUEST))) == []
    assert warned == [name]


@pytest.mark.parametrize(
    ("error", "name"), [(LoadError("gone"), "failed"), (RuntimeError("bug"), "fault")]
)
def test_a_failure_leaves_what_was_checked(
    checking: CheckHandlers,
    warned: list[str],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    name: str,
) -> None:
    def failing(*args: Any) -> Any:
        yield from ()
        raise error

    monkeypatch.setattr(handlers, "check", failing)
    *_, (_, begin, stop) = checking.check(DRAFT, REQUEST)
    assert (warned, begin.visible, stop.visible) == ([name], True, False)


def test_a_file_is_read_into_the_box_and_not_kept(
    checking: CheckHandlers, warned: list[str], tmp_path: Path
) -> None:
    word = docx.Document()
    word.add_paragraph(DRAFT)
    path = tmp_path / "draft.docx"
    word.save(str(path))
    assert checking.read(str(path), REQUEST) == (None, DRAFT)
    assert (warned, path.exists()) == ([], False)


@pytest.mark.parametrize(
    ("file", "content", "name"),
    [
        ("a.docx", b"no Word", "failed"),
        ("a.txt", b"", "failed"),
        ("a.xyz", b"a", "failed"),
        ("a.txt", b"a" * (MAX_CHARACTERS + 1), "long_draft"),
    ],
)
def test_a_file_that_is_no_draft_is_said_to_be_none(
    checking: CheckHandlers,
    warned: list[str],
    tmp_path: Path,
    file: str,
    content: bytes,
    name: str,
) -> None:
    path = tmp_path / file
    path.write_bytes(content)
    _, draft = checking.read(str(path), REQUEST)
    assert not isinstance(draft, str)
    assert (warned, path.exists()) == ([name], False)
