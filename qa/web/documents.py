"""The Documents tab: collections, what is in them, and which documents are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.web.adding.handlers import AddingHandlers
from qa.web.adding.widgets import Dropped, address_box, pasted_box
from qa.web.choices import Choices
from qa.web.document_handlers import DocumentHandlers
from qa.web.people.history import history_box
from qa.web.people.members import members_controls
from qa.web.wording.page_strings import label

PRIVATE: Any = {"api_visibility": "private", "show_progress": "hidden"}
MAX_SEARCH = 500  # characters


@dataclass(frozen=True, slots=True)
class Widgets:
    """What the handlers read and change."""

    collection: gr.Dropdown
    managing: gr.Accordion
    new_name: gr.Textbox
    members_box: gr.Accordion
    members: gr.Textbox
    delete_row: gr.Row
    delete_sure: gr.HTML
    changing: gr.Column
    files: gr.File
    folder: gr.Textbox
    outcome: gr.HTML
    find: gr.Textbox
    state: gr.HTML
    listed: gr.CheckboxGroup
    remove: gr.Button
    history: gr.Accordion
    restore_row: gr.Row
    passages: gr.HTML
    languages: gr.CheckboxGroup
    since: gr.Textbox
    until: gr.Textbox
    asked: gr.HTML
    sources: gr.HTML

    @property
    def shown(self) -> list[Any]:
        """What the tab shows of a collection."""
        return [
            self.collection, self.managing, self.changing, self.outcome, self.state,
            self.listed, self.remove, self.restore_row, self.delete_row, self.passages,
            self.languages, self.asked, self.history,
            self.members_box, self.members,
        ]  # fmt: skip

    @property
    def changed(self) -> list[Any]:
        """What every change may change."""
        return [*self.shown, self.sources]


def documents_tab(
    page: gr.Blocks,
    tab: gr.Tab,
    choices: Choices,
    asked: gr.HTML,
    sources: gr.HTML,
    dropped: Dropped,
) -> None:
    """Build the tab into the page; `sources` lists the documents beside the chat."""
    handlers = DocumentHandlers(choices)
    with gr.Column(elem_id="documents"):
        collection = gr.Dropdown([], label=label("collection"), filterable=False)
        with gr.Accordion(label("collections"), open=False) as managing:
            new_name, create, delete, delete_parts = _collection_controls()
        members_box, members, save_members = members_controls()
        with gr.Column() as changing:
            files, pasted, fetched, folder, add_folder = _adding_controls(choices)
        outcome = gr.HTML("", elem_id="outcome", apply_default_css=False)
        find = gr.Textbox(
            "", label=label("find"), placeholder=label("find_hint"), max_length=MAX_SEARCH
        )
        state = gr.HTML("", elem_id="list-state", apply_default_css=False)
        passages = gr.HTML("", elem_id="found", apply_default_css=False)
        listed = gr.CheckboxGroup([], label=label("listed"), elem_id="listed")
        remove, restore_row, restore = _list_controls()
        with gr.Accordion(label("limits"), open=False):
            languages, since, until, apply = _limit_controls()
        history = history_box(choices)
    widgets = Widgets(
        collection=collection,
        managing=managing,
        new_name=new_name,
        members_box=members_box,
        members=members,
        delete_row=delete_parts.row,
        delete_sure=delete_parts.question,
        changing=changing,
        files=files,
        folder=folder,
        outcome=outcome,
        find=find,
        state=state,
        listed=listed,
        remove=remove,
        history=history,
        restore_row=restore_row,
        passages=passages,
        languages=languages,
        since=since,
        until=until,
        asked=asked,
        sources=sources,
    )
    gr.on([page.load, tab.select], handlers.refresh, [listed, find], widgets.shown, **PRIVATE)
    _wire_collections(widgets, handlers, create, save_members)
    _wire_deletion(widgets, handlers, delete, delete_parts)
    _wire_removed(widgets, handlers, restore)
    _wire_files(widgets, AddingHandlers(choices, handlers), dropped, add_folder)
    _wire_written(widgets, AddingHandlers(choices, handlers), pasted, fetched)
    _wire_choice(widgets, handlers, apply)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A question before something is lost, and its answers."""

    row: gr.Row
    question: gr.HTML
    yes: gr.Button
    no: gr.Button


def _confirmation(yes: str) -> Confirmation:
    with gr.Row(visible=False, elem_classes="notice sure") as row:
        question = gr.HTML("", apply_default_css=False)
        agreed = gr.Button(label(yes), variant="stop", scale=0, min_width=110)
        refused = gr.Button(label("cancel"), scale=0, min_width=80)
    return Confirmation(row, question, agreed, refused)


def _collection_controls() -> tuple[gr.Textbox, gr.Button, gr.Button, Confirmation]:
    with gr.Row(elem_classes="entry"):
        name = gr.Textbox(label=label("new_collection"), max_length=80)
        create = gr.Button(label("create"), scale=0, min_width=80)
    delete = gr.Button(label("delete_collection"), size="sm")
    return name, create, delete, _confirmation("delete_yes")


def _adding_controls(choices: Choices) -> tuple[Any, ...]:
    """What takes files, a text, the address of a page, and a folder."""
    files = gr.File(label=label("upload"), file_count="multiple", height=140)
    pasted, fetched = pasted_box(), address_box()
    with gr.Row(visible=choices.library.may_add_folders, elem_classes="entry"):
        folder = gr.Textbox(label=label("folder"), max_length=1_000)
        add_folder = gr.Button(label("add"), scale=0, min_width=80)
    return files, pasted, fetched, folder, add_folder


def _list_controls() -> tuple[gr.Button, gr.Row, gr.Button]:
    remove = gr.Button(label("remove"), elem_id="of-marked")
    with gr.Row(visible=False, elem_classes="notice") as restore_row:
        gr.HTML(label("removed_kept"), apply_default_css=False)
        restore = gr.Button(label("restore"), scale=0, min_width=110)
    return remove, restore_row, restore


def _limit_controls() -> tuple[gr.CheckboxGroup, gr.Textbox, gr.Textbox, gr.Button]:
    languages = gr.CheckboxGroup([], label=label("limit_languages"))
    with gr.Row():
        since = gr.Textbox(label=label("since"), max_length=10, min_width=140)
        until = gr.Textbox(label=label("until"), max_length=10, min_width=140)
    apply = gr.Button(label("apply"), variant="primary")
    return languages, since, until, apply


def _wire_collections(
    widgets: Widgets,
    handlers: DocumentHandlers,
    create: gr.Button,
    save_members: gr.Button,
) -> None:
    widgets.collection.input(
        handlers.choose, widgets.collection, widgets.changed, api_visibility="private"
    )
    gr.on(
        [create.click, widgets.new_name.submit],
        handlers.create,
        widgets.new_name,
        [widgets.new_name, *widgets.changed],
        **PRIVATE,
    )
    gr.on(
        [save_members.click, widgets.members.submit],
        handlers.limit_to,
        widgets.members,
        widgets.changed,
        **PRIVATE,
    )


def _wire_deletion(
    widgets: Widgets, handlers: DocumentHandlers, delete: gr.Button, sure: Confirmation
) -> None:
    delete.click(
        handlers.confirm_delete, None, [widgets.delete_row, widgets.delete_sure], **PRIVATE
    )
    sure.yes.click(handlers.delete, None, widgets.changed, **PRIVATE)
    sure.no.click(handlers.refresh, [widgets.listed, widgets.find], widgets.shown, **PRIVATE)


def _wire_removed(widgets: Widgets, handlers: DocumentHandlers, restore: gr.Button) -> None:
    widgets.remove.click(handlers.remove, widgets.listed, widgets.changed, **PRIVATE)
    restore.click(handlers.restore, None, widgets.changed, **PRIVATE)


def _wire_files(
    widgets: Widgets, handlers: AddingHandlers, dropped: Dropped, add_folder: gr.Button
) -> None:
    """Files that are chosen or dropped anywhere, and folders."""
    widgets.files.upload(
        handlers.upload,
        widgets.files,
        [widgets.files, *widgets.changed],
        **_slow(widgets),
    )
    gr.on(
        [add_folder.click, widgets.folder.submit],
        handlers.add_folder,
        widgets.folder,
        [widgets.folder, *widgets.changed],
        **_slow(widgets),
    )
    begun = dropped.files.upload(handlers.adding, dropped.files, dropped.line, **PRIVATE)
    begun.then(
        handlers.drop,
        dropped.files,
        [dropped.line, dropped.files, *widgets.changed],
        **PRIVATE,
    )


def _wire_written(
    widgets: Widgets,
    handlers: AddingHandlers,
    pasted: tuple[gr.Textbox, gr.Button],
    fetched: tuple[gr.Textbox, gr.Button],
) -> None:
    """A text that is pasted, and the address of a page."""
    text, add = pasted
    add.click(handlers.add_text, text, [text, *widgets.changed], **_slow(widgets))
    address, fetch = fetched
    gr.on(
        [fetch.click, address.submit],
        handlers.add_page,
        address,
        [address, *widgets.changed],
        **_slow(widgets),
    )


def _slow(widgets: Widgets) -> Any:
    return {"api_visibility": "private", "show_progress_on": widgets.outcome}


def _wire_choice(widgets: Widgets, handlers: DocumentHandlers, apply: gr.Button) -> None:
    found = [widgets.state, widgets.listed, widgets.passages]
    widgets.find.submit(handlers.search_documents, widgets.find, found, **PRIVATE)
    limits = [widgets.languages, widgets.since, widgets.until]
    gr.on(
        [apply.click, widgets.since.submit, widgets.until.submit],
        handlers.limit,
        limits,
        widgets.asked,
        **PRIVATE,
    )
    all_shown = [*limits, widgets.sources, widgets.asked]
    widgets.asked.click(handlers.ask_all, None, all_shown, **PRIVATE)
