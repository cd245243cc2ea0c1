"""What the Documents tab shows and does: collections changed, and which documents are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from textwrap import shorten
from typing import Any

import gradio as gr

from index import Progress, Skipped
from index.changes import FileProgress
from index.messages import Message
from index.types import MIN_SEARCHED
from qa.errors import CiteraError
from qa.library.collection import Collection, Listed
from qa.library.pasted import add_text
from qa.library.uploads import MAX_FILES, MAX_MEGABYTES
from qa.markup import escaped
from qa.terminal import printable
from qa.understand.filters import Scope
from qa.web.choices import Choice, Choices
from qa.web.page import View, passages_html
from qa.web.sources.asked import asked_now, tell_asked
from qa.web.sources.handlers import source_list
from qa.web.wording.messages import in_language
from qa.web.wording.page_strings import TEXTS, inform, language_of, text, warn

MAX_LISTED = 200  # more are found by searching
PASSAGES_SHOWN = 5
TITLE_LENGTH = 90  # characters


class DocumentHandlers:
    """What the tab's widgets show and do, for the visitor who makes a request."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices

    def refresh(self, chosen: Sequence[str], words: str, request: gr.Request) -> tuple[Any, ...]:
        """The collection as it is now, and what of it was searched for.

        Marks stay, unless a document that has one is gone.
        """
        return self._shown(request, marked=chosen, words=words)

    def choose(self, name: str, request: gr.Request) -> tuple[Any, ...]:
        """Ask another collection."""
        return self._changed(request, lambda: self._choose(name, request))

    def create(self, name: str, request: gr.Request) -> tuple[Any, ...]:
        """Make a collection and ask it."""

        def make() -> str:
            made = self._choices.library.create(name)
            return self._choose(made.name, request)

        return "", *self._changed(request, make)

    def confirm_delete(self, request: gr.Request) -> tuple[gr.Row, str]:
        """Ask whether the collection is to be deleted."""
        name = self._collection(request).name
        return gr.Row(visible=True), _line(request, "delete_collection_sure", title=name)

    def delete(self, request: gr.Request) -> tuple[Any, ...]:
        """Delete the collection, and ask the first one again."""

        def remove() -> str:
            if (name := self._collection(request).name) == self._choices.collection.name:
                raise CiteraError(
                    "{name!r} is what this page was started with; it stays.", name=name
                )
            self._choices.library.delete(name)
            return self._choose(self._choices.collection.name, request)

        return self._changed(request, remove)

    def upload(
        self,
        paths: Sequence[str] | None,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio looks for it here
    ) -> tuple[Any, ...]:
        """Add the files to the collection; those left out are named with their reasons."""
        return None, *self._changed(request, lambda: self._added(paths or (), request, progress))

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

        return "", None, *self._changed(request, add)

    def _added(self, paths: Sequence[str], request: gr.Request, progress: gr.Progress) -> str:
        files = _by_name(map(Path, paths))
        shown = _reading(request, progress), _indexing(request, progress)
        try:
            left_out = self._collection(request).add(files, *shown)
        finally:
            for path in files.values():
                path.unlink(missing_ok=True)  # the collection has copies
        return _outcome(request, len(files) - len(left_out), left_out)

    def adding(self, paths: Sequence[str] | None, request: gr.Request) -> str:
        """Which files are being added."""
        names = [Path(each).name for each in paths or ()]
        said = shorten(", ".join(names), TITLE_LENGTH, placeholder="…")
        return printable(_text(request, "adding", count=len(names), files=said))

    def add_text(
        self,
        pasted: str,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio looks for it here
    ) -> tuple[Any, ...]:
        """Add the text to the collection, as a file named after its first line."""
        if not pasted.strip():
            warn(language_of(request), "nothing_pasted")
            return gr.skip(), *self._shown(request), gr.skip()

        def add() -> str:
            shown = _reading(request, progress), _indexing(request, progress)
            left_out = add_text(self._collection(request), pasted, *shown)
            return _outcome(request, 1 - len(left_out), left_out)

        return "", *self._changed(request, add)

    def add_folder(
        self,
        folder: str,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio looks for it here
    ) -> tuple[Any, ...]:
        """Show a folder of the machine that serves the page."""

        def add() -> str:
            collection = self._collection(request)
            before = len(collection.assistant.document_facts)
            shown = _reading(request, progress), _indexing(request, progress)
            left_out = collection.add_folder(Path(folder), *shown)
            return _outcome(request, len(collection.assistant.document_facts) - before, left_out)

        return "", *self._changed(request, add)

    def remove(self, chosen: Sequence[str], request: gr.Request) -> tuple[Any, ...]:
        """Remove the documents marked."""

        def remove() -> str:
            if not chosen:
                inform(language_of(request), "mark_some")
                return ""
            self._collection(request).remove(chosen)
            return _line(request, "removed", count=len(chosen))

        return self._changed(request, remove)

    def restore(self, request: gr.Request) -> tuple[Any, ...]:
        """Bring back what was removed last."""

        def restore() -> str:
            return _line(request, "restored", count=self._collection(request).restore())

        return self._changed(request, restore)

    def search_documents(
        self, words: str, request: gr.Request
    ) -> tuple[str, gr.CheckboxGroup, str]:
        """The documents whose titles have the words, and the passages nearest to them."""
        state, listed = self._list(request, words)
        try:
            passages = self._passages(words, request)
        except CiteraError as error:
            _warn(request, error)
            passages = ""
        return state, listed, passages

    def limit(
        self, languages: Sequence[str], since: str, until: str, request: gr.Request
    ) -> gr.HTML:
        """Ask only documents in these languages and of that time."""
        return self._limited(
            request,
            languages=tuple(languages),
            since=since.strip() or None,
            until=until.strip() or None,
        )

    def ask_all(self, request: gr.Request) -> tuple[Any, ...]:
        """Ask every document of the collection."""
        self._choose(self._collection(request).name, request)
        tell_asked(self._choices, request)
        listed = source_list(self._choices, request)
        return [], "", "", listed, asked_now(self._choices, request)

    def _collection(self, request: gr.Request) -> Collection:
        return self._choices.collection_of(request)

    def _choose(self, name: str, request: gr.Request) -> str:
        self._choices.library.open(name)
        self._choices.choose(request, Choice(name))
        return ""

    def _limited(self, request: gr.Request, **limits: Any) -> gr.HTML:
        choice = self._choices.of(request)
        try:
            scope = Scope(**asdict(choice.scope) | limits)
        except CiteraError as error:
            _warn(request, error)
        else:
            self._choices.choose(request, replace(choice, scope=scope))
            tell_asked(self._choices, request)
        return asked_now(self._choices, request)

    def _changed(self, request: gr.Request, change: Callable[[], str]) -> tuple[Any, ...]:
        """What is shown after a change, which returns what to say of it; beside the chat too."""
        outcome = ""
        try:
            outcome = change()
        except (CiteraError, OSError) as error:
            _warn(request, error)
        sources = source_list(self._choices, request)  # first: what is gone is no longer asked for
        return *self._shown(request, outcome), sources

    def _shown(
        self,
        request: gr.Request,
        outcome: str = "",
        marked: Sequence[str] | None = None,
        words: str = "",
    ) -> tuple[Any, ...]:
        collection = self._collection(request)
        state, listed = self._list(request, words, marked)
        if not collection.editable:
            outcome = _line(request, "fixed")
        elif not outcome:
            outcome = _line(request, "upload_limits", files=MAX_FILES, megabytes=MAX_MEGABYTES)
        codes = sorted({each.language for each in collection.assistant.document_facts})
        languages = [(_spoken(request, code), code) for code in codes]
        return (
            gr.Dropdown(self._choices.library.names, value=collection.name),
            gr.Column(visible=collection.editable),
            outcome,
            state,
            listed,
            gr.Row(visible=collection.can_restore),
            gr.Row(visible=False),
            gr.skip() if words else "",
            gr.CheckboxGroup(languages, value=list(self._choices.of(request).scope.languages)),
            asked_now(self._choices, request),
        )

    def _list(
        self, request: gr.Request, words: str = "", marked: Sequence[str] | None = None
    ) -> tuple[str, gr.CheckboxGroup]:
        """What is said of the list, and the list; without marks, unless all `marked` are in it."""
        collection = self._collection(request)
        every = collection.listed()
        found = [each for each in every if _has_words(each, words)]
        choices = [(_row(request, each), each.id) for each in found[:MAX_LISTED]]
        state = _line(
            request,
            "list_state",
            shown=len(choices),
            all=len(every),
            passages=_counted(request, sum(each.passages for each in every)),
        )
        if not choices:
            state = _line(request, "none_found" if every else "no_documents")
        keep = marked is not None and {*marked} <= {identifier for _, identifier in choices}
        # Marks that are not mentioned stay, also one made since the request.
        marks: Any = {} if keep else {"value": []}
        return state, gr.CheckboxGroup(choices, visible=bool(choices), **marks)

    def _passages(self, words: str, request: gr.Request) -> str:
        if not words.strip():
            return ""
        assistant = self._choices.assistant(request)
        view = View(assistant.document, language_of(request))
        return passages_html(assistant.search(words, PASSAGES_SHOWN), view)


def _reading(request: gr.Request, progress: gr.Progress) -> FileProgress:
    """Shows which file is read."""

    def show(done: int, total: int, name: str) -> None:
        said = _text(request, "looking_at", file=name)
        progress((done, total), desc=printable(said), unit="")

    return show


def _indexing(request: gr.Request, progress: gr.Progress) -> Progress:
    """Shows how much of what was added is indexed."""

    def show(done: int, total: int) -> None:
        progress((done, max(total, 1)), desc=_text(request, "indexing"), unit="")

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


def _has_words(listed: Listed, words: str) -> bool:
    held = f"{listed.title} {listed.id}".casefold()
    return all(word in held for word in words.casefold().split())


def _row(request: gr.Request, listed: Listed) -> str:
    title = printable(shorten(listed.title, TITLE_LENGTH, placeholder="…"))
    if listed.reason is not None:
        reason = printable(_said(request, listed.reason))
        return f"{title} — {_text(request, 'state_left_out')}: {reason}"
    count = _counted(request, listed.passages)
    little = _text(request, "little_searched", percent=round(100 * listed.searched_share))
    facts = [
        _spoken(request, listed.language),
        count,
        listed.published,
        little if listed.searched_share < MIN_SEARCHED else None,
    ]
    return f"{title} — {' · '.join(filter(None, facts))}"


def _counted(request: gr.Request, passages: int) -> str:
    return _text(request, "one_passage" if passages == 1 else "passages_of", count=passages)


def _outcome(request: gr.Request, added: int, left_out: Sequence[Skipped]) -> str:
    said = _line(request, "added", count=added) if added else ""
    if not left_out:
        return said
    reasons = "".join(f"<li>{escaped(_said(request, each.reason))}</li>" for each in left_out)
    return f"{said}{_line(request, 'left_out', count=len(left_out))}<ul>{reasons}</ul>"


def _said(request: gr.Request, message: Message) -> str:
    return str(in_language(language_of(request), message))


def _spoken(request: gr.Request, code: str) -> str:
    return TEXTS[language_of(request)].get(code, code)


def _text(request: gr.Request, name: str, **values: Any) -> str:
    return text(language_of(request), name, **values)


def _line(request: gr.Request, name: str, **values: Any) -> str:
    return f"<p>{escaped(_text(request, name, **values))}</p>"


def _warn(request: gr.Request, error: Exception) -> None:
    warn(language_of(request), "failed", error=error)
