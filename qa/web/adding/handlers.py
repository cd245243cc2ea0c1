"""What adds to a collection: files chosen or dropped, text, a page of the web, a folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any

import gradio as gr

from index import Progress, Skipped
from index.changes import FileProgress
from qa.library.fetching.page import add_page
from qa.library.pasted import add_text
from qa.library.people.audit import Deed
from qa.library.people.roles import Role
from qa.markup import escaped
from qa.terminal import printable
from qa.web.choices import Choices
from qa.web.document_handlers import TITLE_LENGTH, DocumentHandlers, line, said, text_of
from qa.web.wording.page_strings import language_of, warn

KILOBYTE = 1_000


class AddingHandlers:
    """What is added, for the visitor who makes a request; `documents` shows what came of it."""

    def __init__(self, choices: Choices, documents: DocumentHandlers) -> None:
        self._choices = choices
        self._documents = documents

    def upload(
        self,
        paths: Sequence[str] | None,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio looks for it here
    ) -> tuple[Any, ...]:
        """Add the files to the collection; those left out are named with their reasons."""
        return None, *self._documents.changed(
            request, Role.ADD, lambda: self._added(paths or (), request, progress)
        )

    def drop(
        self,
        paths: Sequence[str] | None,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio looks for it here
    ) -> tuple[Any, ...]:
        """The same of what was dropped anywhere, said for a while: the tab may be out of view."""

        def add() -> str:
            outcome = self._added(paths or (), request, progress)
            gr.Info(outcome)
            return outcome

        return "", None, *self._documents.changed(request, Role.ADD, add)

    def _added(self, paths: Sequence[str], request: gr.Request, progress: gr.Progress) -> str:
        files = _by_name(map(Path, paths))
        shown = _reading(request, progress), _indexing(request, progress)
        try:
            left_out = self._choices.collection_of(request).add(files, *shown)
        finally:
            for path in files.values():
                path.unlink(missing_ok=True)  # the collection has copies
        self._note(request, "added", list(files))
        return _outcome(request, len(files) - len(left_out), left_out)

    def adding(self, paths: Sequence[str] | None, request: gr.Request) -> str:
        """Which files are being added."""
        names = [Path(each).name for each in paths or ()]
        files = shorten(", ".join(names), TITLE_LENGTH, placeholder="…")
        return printable(text_of(request, "adding", count=len(names), files=files))

    def add_text(
        self,
        pasted: str,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio looks for it here
    ) -> tuple[Any, ...]:
        """Add the text to the collection, as a file named after its first line."""
        if not pasted.strip():
            warn(language_of(request), "nothing_pasted")
            return gr.skip(), *self._documents.refresh((), "", request), gr.skip()

        def add() -> str:
            shown = _reading(request, progress), _indexing(request, progress)
            name, left_out = add_text(self._choices.collection_of(request), pasted, *shown)
            self._note(request, "added", [name])
            return _outcome(request, 1 - len(left_out), left_out)

        return "", *self._documents.changed(request, Role.ADD, add)

    def add_page(
        self,
        address: str,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio looks for it here
    ) -> tuple[Any, ...]:
        """Fetch a page of the web, once, and add it to the collection."""
        if not address.strip():
            warn(language_of(request), "no_address")
            return gr.skip(), *self._documents.refresh((), "", request), gr.skip()
        added = ""

        def add() -> str:
            nonlocal added
            progress(0, desc=text_of(request, "fetching"), unit="")
            shown = _reading(request, progress), _indexing(request, progress)
            found = add_page(
                self._choices.collection_of(request),
                address,
                *shown,
                may_be_private=self._choices.may_ask_around(request),
            )
            added = found.address
            self._note(request, "fetched", [found.name], found.address)
            size = max(1, round(found.size / KILOBYTE))
            told = line(request, "fetched", address=printable(found.address), size=size)
            return f"{told}{_outcome(request, 1 - len(found.left_out), found.left_out)}"

        shown = self._documents.changed(request, Role.ADD, add)
        return "" if added else gr.skip(), *shown  # what could not be fetched may be mended

    def add_folder(
        self,
        folder: str,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio looks for it here
    ) -> tuple[Any, ...]:
        """Show a folder of the machine that serves the page."""

        def add() -> str:
            collection = self._choices.collection_of(request)
            before = len(collection.assistant.document_facts)
            shown = _reading(request, progress), _indexing(request, progress)
            left_out = collection.add_folder(Path(folder), *shown)
            self._choices.note(request, "folder added", source=folder)
            return _outcome(request, len(collection.assistant.document_facts) - before, left_out)

        return "", *self._documents.changed(request, Role.ADD, add)

    def _note(self, request: gr.Request, did: Deed, names: Sequence[str], source: str = "") -> None:
        identifiers = map(self._choices.collection_of(request).id_of_upload, names)
        self._choices.note(request, did, list(identifiers), source=source)


def _reading(request: gr.Request, progress: gr.Progress) -> FileProgress:
    """Shows which file is read."""

    def show(done: int, total: int, name: str) -> None:
        looking = text_of(request, "looking_at", file=name)
        progress((done, total), desc=printable(looking), unit="")

    return show


def _indexing(request: gr.Request, progress: gr.Progress) -> Progress:
    """Shows how much of what was added is indexed."""

    def show(done: int, total: int) -> None:
        progress((done, max(total, 1)), desc=text_of(request, "indexing"), unit="")

    return show


def _by_name(paths: Iterable[Path]) -> dict[str, Path]:
    """The files by their names; where two have the same, the later is numbered."""
    files: dict[str, Path] = {}
    for path in paths:
        name, number = path.name, 2
        while name in files:
            name, number = f"{path.stem} {number}{path.suffix}", number + 1
        files[name] = path
    return files


def _outcome(request: gr.Request, added: int, left_out: Sequence[Skipped]) -> str:
    told = line(request, "added", count=added) if added else ""
    if not left_out:
        return told
    reasons = "".join(f"<li>{escaped(said(request, each.reason))}</li>" for each in left_out)
    return f"{told}{line(request, 'left_out', count=len(left_out))}<ul>{reasons}</ul>"
