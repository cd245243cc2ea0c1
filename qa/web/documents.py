"""The Documents tab: collections, what is in them, and which documents are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from textwrap import shorten
from typing import Any

import gradio as gr

from index import Skipped
from qa.errors import CiteraError
from qa.library import Collection, Listed
from qa.markup import escaped
from qa.scope import Scope
from qa.terminal import printable
from qa.uploads import LARGEST_MEGABYTES, MOST_FILES
from qa.web.choices import Choice, Choices
from qa.web.reasons import reason_in
from qa.web.texts import TEXTS, inform, label, language_of, text, warn

PRIVATE: Any = {"api_visibility": "private", "show_progress": "hidden"}
MOST_LISTED = 200  # more are found by searching
PASSAGES_SHOWN = 5
LONGEST_SNIPPET = 300  # characters
LONGEST_SEARCH = 500  # characters
TITLE_LENGTH = 90  # characters


@dataclass(frozen=True, slots=True)
class Widgets:
    """What the handlers read and change."""

    collection: gr.Dropdown
    new_name: gr.Textbox
    delete_row: gr.Row
    delete_sure: gr.HTML
    changing: gr.Column
    files: gr.File
    folder: gr.Textbox
    outcome: gr.HTML
    find: gr.Textbox
    state: gr.HTML
    listed: gr.CheckboxGroup
    remove_row: gr.Row
    remove_sure: gr.HTML
    passages: gr.HTML
    languages: gr.CheckboxGroup
    since: gr.Textbox
    until: gr.Textbox
    asked: gr.HTML

    @property
    def shown(self) -> list[Any]:
        """What every change may change."""
        return [
            self.collection, self.changing, self.outcome, self.state, self.listed,
            self.remove_row, self.delete_row, self.passages, self.languages, self.asked,
        ]  # fmt: skip


def asked_line() -> gr.HTML:
    """Which documents are asked, where not all are; to be built above the tabs."""
    return gr.HTML("", elem_id="asked", apply_default_css=False, visible=False)


def documents_tab(page: gr.Blocks, tab: gr.Tab, choices: Choices, asked: gr.HTML) -> None:
    """Build the tab into the page."""
    handlers = DocumentHandlers(choices)
    with gr.Column(elem_id="documents"):
        with gr.Row(equal_height=True):
            collection = gr.Dropdown([], label=label("collection"), filterable=False)
        with gr.Accordion(label("collections"), open=False):
            new_name, create, delete, delete_parts = _collection_controls()
        with gr.Column() as changing:
            files = gr.File(label=label("upload"), file_count="multiple", height=140)
            with gr.Row(visible=choices.library.may_add_folders):
                folder = gr.Textbox(label=label("folder"), max_length=1_000)
                add_folder = gr.Button(label("add"), scale=0, min_width=80)
        outcome = gr.HTML("", elem_id="outcome", apply_default_css=False)
        find = gr.Textbox(
            label=label("find"), placeholder=label("find_hint"), max_length=LONGEST_SEARCH
        )
        state = gr.HTML("", elem_id="list-state", apply_default_css=False)
        passages = gr.HTML("", elem_id="found", apply_default_css=False)
        listed = gr.CheckboxGroup([], label=label("listed"), elem_id="listed")
        ask_these, remove, remove_parts = _list_controls()
        with gr.Accordion(label("limits"), open=False):
            languages, since, until, apply, ask_all = _limit_controls()
    widgets = Widgets(
        collection=collection,
        new_name=new_name,
        delete_row=delete_parts.row,
        delete_sure=delete_parts.question,
        changing=changing,
        files=files,
        folder=folder,
        outcome=outcome,
        find=find,
        state=state,
        listed=listed,
        remove_row=remove_parts.row,
        remove_sure=remove_parts.question,
        passages=passages,
        languages=languages,
        since=since,
        until=until,
        asked=asked,
    )
    gr.on([page.load, tab.select], handlers.refresh, None, widgets.shown, **PRIVATE)
    _wire_collections(widgets, handlers, create, delete, delete_parts)
    _wire_changes(widgets, handlers, add_folder, remove, remove_parts)
    _wire_choice(widgets, handlers, ask_these, apply, ask_all)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A question before something is lost, and its answers."""

    row: gr.Row
    question: gr.HTML
    yes: gr.Button
    no: gr.Button


def _confirmation(yes: str) -> Confirmation:
    with gr.Row(visible=False, elem_classes="sure") as row:
        question = gr.HTML("", apply_default_css=False)
        agreed = gr.Button(label(yes), variant="stop", scale=0, min_width=110)
        refused = gr.Button(label("cancel"), scale=0, min_width=80)
    return Confirmation(row, question, agreed, refused)


def _collection_controls() -> tuple[gr.Textbox, gr.Button, gr.Button, Confirmation]:
    with gr.Row(equal_height=True):
        name = gr.Textbox(label=label("new_collection"), max_length=80)
        create = gr.Button(label("create"), scale=0, min_width=80)
    delete = gr.Button(label("delete_collection"), size="sm")
    return name, create, delete, _confirmation("delete_yes")


def _list_controls() -> tuple[gr.Button, gr.Button, Confirmation]:
    with gr.Row():
        ask_these = gr.Button(label("ask_these"), variant="primary", min_width=140)
        remove = gr.Button(label("remove"), min_width=140)
    return ask_these, remove, _confirmation("remove_yes")


def _limit_controls() -> tuple[gr.CheckboxGroup, gr.Textbox, gr.Textbox, gr.Button, gr.Button]:
    languages = gr.CheckboxGroup([], label=label("limit_languages"))
    with gr.Row():
        since = gr.Textbox(label=label("since"), max_length=10, min_width=140)
        until = gr.Textbox(label=label("until"), max_length=10, min_width=140)
    with gr.Row():
        apply = gr.Button(label("apply"), variant="primary", min_width=120)
        ask_all = gr.Button(label("ask_all"), min_width=120)
    return languages, since, until, apply, ask_all


def _wire_collections(
    widgets: Widgets,
    handlers: DocumentHandlers,
    create: gr.Button,
    delete: gr.Button,
    sure: Confirmation,
) -> None:
    widgets.collection.input(
        handlers.choose, widgets.collection, widgets.shown, api_visibility="private"
    )
    gr.on(
        [create.click, widgets.new_name.submit],
        handlers.create,
        widgets.new_name,
        [widgets.new_name, *widgets.shown],
        **PRIVATE,
    )
    delete.click(
        handlers.confirm_delete, None, [widgets.delete_row, widgets.delete_sure], **PRIVATE
    )
    sure.yes.click(handlers.delete, None, widgets.shown, **PRIVATE)
    sure.no.click(handlers.refresh, None, widgets.shown, **PRIVATE)


def _wire_changes(
    widgets: Widgets,
    handlers: DocumentHandlers,
    add_folder: gr.Button,
    remove: gr.Button,
    sure: Confirmation,
) -> None:
    widgets.files.upload(
        handlers.upload,
        widgets.files,
        [widgets.files, *widgets.shown],
        api_visibility="private",
        show_progress_on=widgets.outcome,
    )
    gr.on(
        [add_folder.click, widgets.folder.submit],
        handlers.add_folder,
        widgets.folder,
        [widgets.folder, *widgets.shown],
        api_visibility="private",
        show_progress_on=widgets.outcome,
    )
    asked = [widgets.remove_row, widgets.remove_sure]
    remove.click(handlers.confirm_remove, widgets.listed, asked, **PRIVATE)
    sure.yes.click(handlers.remove, widgets.listed, widgets.shown, **PRIVATE)
    sure.no.click(lambda: gr.Row(visible=False), None, widgets.remove_row, **PRIVATE)


def _wire_choice(
    widgets: Widgets,
    handlers: DocumentHandlers,
    ask_these: gr.Button,
    apply: gr.Button,
    ask_all: gr.Button,
) -> None:
    found = [widgets.state, widgets.listed, widgets.passages]
    widgets.find.submit(handlers.find, widgets.find, found, **PRIVATE)
    limits = [widgets.languages, widgets.since, widgets.until]
    ask_these.click(handlers.ask_these, widgets.listed, widgets.asked, **PRIVATE)
    gr.on(
        [apply.click, widgets.since.submit, widgets.until.submit],
        handlers.limit,
        limits,
        widgets.asked,
        **PRIVATE,
    )
    ask_all.click(handlers.ask_all, None, [*limits, widgets.asked], **PRIVATE)


class DocumentHandlers:
    """What the tab's widgets show and do, for the visitor who makes a request."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices

    def refresh(self, request: gr.Request) -> tuple[Any, ...]:
        """The collection as it is now."""
        return self._shown(request)

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
                raise CiteraError(f"{name!r} is what this page was started with; it stays.")
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
        files = _by_name(map(Path, paths or ()))

        def add() -> str:
            def look(done: int, total: int, name: str) -> None:
                said = _text(request, "looking_at", file=name) if name else ""
                progress((done, total), desc=printable(said), unit="")

            def index(done: int, total: int) -> None:
                progress((done, max(total, 1)), desc=_text(request, "indexing"), unit="")

            left_out = self._collection(request).add(files, look, index)
            return _outcome(request, len(files) - len(left_out), left_out)

        shown = self._changed(request, add)
        for path in files.values():
            path.unlink(missing_ok=True)  # the collection has copies
        return None, *shown

    def add_folder(self, folder: str, request: gr.Request) -> tuple[Any, ...]:
        """Show a folder of the machine that serves the page."""

        def add() -> str:
            collection = self._collection(request)
            before = len(collection.assistant.documents)
            left_out = collection.add_folder(Path(folder))
            return _outcome(request, len(collection.assistant.documents) - before, left_out)

        return "", *self._changed(request, add)

    def confirm_remove(self, chosen: Sequence[str], request: gr.Request) -> tuple[gr.Row, str]:
        """Ask whether the documents marked are to be removed."""
        if not chosen:
            inform(language_of(request), "mark_some")
        asked = _line(request, "remove_sure", count=len(chosen))
        return gr.Row(visible=bool(chosen)), asked

    def remove(self, chosen: Sequence[str], request: gr.Request) -> tuple[Any, ...]:
        """Remove the documents marked."""

        def remove() -> str:
            self._collection(request).remove(chosen)
            return _line(request, "removed", count=len(chosen))

        return self._changed(request, remove)

    def find(self, words: str, request: gr.Request) -> tuple[str, gr.CheckboxGroup, str]:
        """The documents whose titles have the words, and the passages nearest to them."""
        state, listed = self._list(request, words)
        try:
            passages = self._passages(words, request)
        except CiteraError as error:
            _warn(request, error)
            passages = ""
        return state, listed, passages

    def ask_these(self, chosen: Sequence[str], request: gr.Request) -> gr.HTML:
        """Ask only the documents marked."""
        if not chosen:
            inform(language_of(request), "mark_some")
            return self._asked(request)
        known = {each.id for each in self._collection(request).assistant.documents}
        return self._limited(request, documents=tuple(each for each in chosen if each in known))

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
        return [], "", "", self._asked(request)

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
        return self._asked(request)

    def _changed(self, request: gr.Request, change: Callable[[], str]) -> tuple[Any, ...]:
        """What is shown after a change, which returns what to say of it."""
        outcome = ""
        try:
            outcome = change()
        except (CiteraError, OSError) as error:
            _warn(request, error)
        return self._shown(request, outcome)

    def _shown(self, request: gr.Request, outcome: str = "") -> tuple[Any, ...]:
        collection = self._collection(request)
        state, listed = self._list(request)
        if not collection.editable:
            outcome = _line(request, "fixed")
        elif not outcome:
            outcome = _line(request, "upload_limits", files=MOST_FILES, megabytes=LARGEST_MEGABYTES)
        codes = sorted({each.language for each in collection.assistant.documents})
        languages = [(_spoken(request, code), code) for code in codes]
        return (
            gr.Dropdown(self._choices.library.names, value=collection.name),
            gr.Column(visible=collection.editable),
            outcome,
            state,
            listed,
            gr.Row(visible=False),
            gr.Row(visible=False),
            "",
            gr.CheckboxGroup(languages, value=list(self._choices.of(request).scope.languages)),
            self._asked(request),
        )

    def _list(self, request: gr.Request, words: str = "") -> tuple[str, gr.CheckboxGroup]:
        every = self._collection(request).listed()
        found = [each for each in every if _has_words(each, words)]
        choices = [(_row(request, each), each.id) for each in found[:MOST_LISTED]]
        state = _line(
            request,
            "list_state",
            shown=len(choices),
            all=len(every),
            passages=sum(each.passages for each in every),
        )
        if not choices:
            state = _line(request, "none_found" if every else "no_documents")
        return state, gr.CheckboxGroup(choices, value=[], visible=bool(choices))

    def _passages(self, words: str, request: gr.Request) -> str:
        if not words.strip():
            return ""
        assistant = self._choices.assistant(request)
        found = []
        for hit in assistant.search(words, PASSAGES_SHOWN):
            document = assistant.document(hit.passage.document_id)
            snippet = shorten(hit.text, LONGEST_SNIPPET, placeholder="…")
            found.append(
                f"<li lang='{escaped(hit.passage.language)}'><b>{escaped(document.title)}</b> "
                f"{escaped(snippet)}</li>"
            )
        if not found:
            return ""
        return f"<h2>{escaped(_text(request, 'found'))}</h2><ul>{''.join(found)}</ul>"

    def _asked(self, request: gr.Request) -> gr.HTML:
        choice = self._choices.of(request)
        scope = choice.scope
        parts = [choice.collection] if choice.collection != self._choices.collection.name else []
        if scope.documents:
            parts.append(_text(request, "scope_documents", count=len(scope.documents)))
        parts += [_spoken(request, code) for code in scope.languages]
        if scope.since:
            parts.append(_text(request, "scope_since", date=scope.since))
        if scope.until:
            parts.append(_text(request, "scope_until", date=scope.until))
        said = f"<b>{escaped(_text(request, 'asked'))}</b> {escaped(' · '.join(parts))}"
        return gr.HTML(said, visible=bool(parts))


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
    if listed.state == "left out":
        reason = printable(_reason(request, listed.reason))
        return f"{title} — {_text(request, 'state_left_out')}: {reason}"
    one = listed.passages == 1
    count = _text(request, "one_passage" if one else "passages_of", count=listed.passages)
    facts = [_spoken(request, listed.language), count, listed.published]
    return f"{title} — {' · '.join(filter(None, facts))}"


def _outcome(request: gr.Request, added: int, left_out: Sequence[Skipped]) -> str:
    said = _line(request, "added", count=added) if added else ""
    if not left_out:
        return said
    reasons = "".join(f"<li>{escaped(_reason(request, each.reason))}</li>" for each in left_out)
    return f"{said}{_line(request, 'left_out', count=len(left_out))}<ul>{reasons}</ul>"


def _reason(request: gr.Request, reason: str) -> str:
    return reason_in(language_of(request), reason)


def _spoken(request: gr.Request, code: str) -> str:
    return TEXTS[language_of(request)].get(code, code)


def _text(request: gr.Request, name: str, **values: Any) -> str:
    return text(language_of(request), name, **values)


def _line(request: gr.Request, name: str, **values: Any) -> str:
    return f"<p>{escaped(_text(request, name, **values))}</p>"


def _warn(request: gr.Request, error: Exception) -> None:
    warn(language_of(request), "failed", error=error)
