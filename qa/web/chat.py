"""The Chat tab: questions and answers, and beside them the document that an answer quotes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from qa.web.chat_handlers import ChatHandlers
from qa.web.choices import Choices
from qa.web.conversations import CHANGE, KEY, READ
from qa.web.first_visit.examples import Examples
from qa.web.first_visit.panel import start_panel, watch_start
from qa.web.notebook.panel import notebook_panel, wire_notebook
from qa.web.sources.column import PRIVATE, Column, drawer_button, source_column, wire_documents
from qa.web.trying.handlers import TryingHandlers
from qa.web.wording.page_strings import IN_ENGLISH_ONLY, label

NAMES = ("copy.js", "chat.js", "viewer.js", "why.js")
SCRIPTS = [Path(__file__).parent / "static" / name for name in NAMES]
DOWNLOAD = """(name, content) => {
    if (!content) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content], {type: 'text/plain'}));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
}"""
TELL_WHY = """why => {
    const answer = document.querySelector(`#chat .answer:has([name=copy][value="${why.turn}"])`);
    if (answer) answer.querySelector('.told').innerHTML = why.html;
}"""
FOCUS_QUESTION = "() => document.querySelector('#ask textarea').focus()"

READING: Any = PRIVATE | {"js": READ}  # of what takes what the browser keeps, as its last input
# "once" would pass over the first question after one that was stopped.
ASKING: Any = READING | {"trigger_mode": "multiple"}


@dataclass(frozen=True, slots=True)
class Widgets:
    """What the handlers read and change."""

    chat: gr.Chatbot
    question: gr.Textbox
    opened: gr.State
    document: gr.HTML
    prose: gr.Checkbox
    send: gr.Button
    stop: gr.Button
    picker: gr.Radio
    name: gr.Textbox
    kept: gr.JSON
    why: gr.JSON
    reason_row: gr.Row
    reason: gr.Textbox
    rated: gr.State
    file_name: gr.Textbox
    file: gr.Textbox

    @property
    def conversation(self) -> list[Any]:
        """What shows the conversation that is open."""
        return [self.chat, self.question, self.opened, self.document, self.send, self.stop]

    @property
    def here(self) -> list[Any]:
        """Which conversation a visitor sees."""
        return [self.opened, self.kept]

    @property
    def answered(self) -> list[Any]:
        """What an answer changes: that, and what the browser keeps."""
        return [*self.conversation, self.name, self.kept, self.picker]


def chat_tab(page: gr.Blocks, choices: Choices, asked: gr.HTML) -> gr.HTML:
    """Build the tab into the page; the list of documents. `asked` says what is asked now."""
    examples = Examples(choices)
    handlers = ChatHandlers(choices, examples)
    with gr.Row(elem_id="columns"):
        column = source_column()
        with gr.Column(elem_id="talk"):
            drawer_button()
            chat = _chat()
            reason_row, reason, save, cancel = _reason_row()
            with gr.Row(elem_id="ask"):
                question = _question_box()
                send = gr.Button(label("send"), variant="primary", scale=0, min_width=80)
                stop = gr.Button(label("stop"), visible=False, scale=0, min_width=80)
            prose = _prose_switch(choices)
        with gr.Column(elem_id="beside"):
            notebook = notebook_panel()
            document = gr.HTML(
                "",
                elem_id="document",
                apply_default_css=False,
                js_on_load=_script(),
            )
            start = start_panel()
    widgets = Widgets(
        chat=chat,
        question=question,
        opened=gr.State(),
        document=document,
        prose=prose,
        send=send,
        stop=stop,
        picker=column.picker,
        name=column.manage["name"],
        kept=gr.JSON(visible=False),
        why=gr.JSON(visible=False),
        reason_row=reason_row,
        reason=reason,
        rated=gr.State(),
        file_name=gr.Textbox(visible=False),
        file=gr.Textbox(visible=False),
    )
    _wire_answers(widgets, handlers)
    page.load(None, None, None, js=FOCUS_QUESTION, **PRIVATE)
    document.apply(TryingHandlers(choices).keep, widgets.here, None, **READING)
    asked.change(handlers.shown, widgets.here, widgets.chat, **READING)
    wire_documents(choices, column, asked, document)
    # What is chosen, or begun anew, has other questions to begin with.
    changes = [column.documents.change, asked.change, column.new.click]
    watch_start(page, choices, examples, start, chat, changes)
    wire_notebook(page, choices, notebook, document)
    _wire_conversations(page, widgets, handlers, column)
    _wire_feedback(widgets, handlers, save, cancel)
    return column.documents


def skip_links() -> None:
    """What leads past the rest to the question and the newest answer; to be built first."""
    with gr.Row(elem_id="skip"):
        for goal in ("question", "answer"):
            template = f"<button type='button' data-to='{goal}'>${{value}}</button>"
            gr.HTML(label(f"to_{goal}"), html_template=template, apply_default_css=False)


def _script() -> str:
    words = json.dumps(IN_ENGLISH_ONLY)
    scripts = "\n".join(each.read_text("utf-8") for each in SCRIPTS)
    return f"const swedish = {words}, key = '{KEY}';\n{scripts}"


def _chat() -> gr.Chatbot:
    return gr.Chatbot(
        label=label("conversation"),
        show_label=False,
        elem_id="chat",
        autoscroll=False,
        buttons=[],
        feedback_options=None,
        render_markdown=False,
        latex_delimiters=[],
        allow_tags=False,
    )


def _reason_row() -> tuple[gr.Row, gr.Textbox, gr.Button, gr.Button]:
    with gr.Row(visible=False, elem_id="reason") as row:
        reason = gr.Textbox(label=label("reason"), max_length=2_000, min_width=200)
        save = gr.Button(label("save"), variant="primary", scale=0, min_width=80)
        cancel = gr.Button(label("cancel"), scale=0, min_width=80)
    return row, reason, save, cancel


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        label=label("question"),
        show_label=False,
        container=False,
        placeholder=label("question_hint"),
        max_lines=4,
    )


def _prose_switch(choices: Choices) -> gr.Checkbox:
    """Between quotes and a language model's prose; not there unless a model is configured."""
    has_model = choices.collection.assistant.writes_prose
    return gr.Checkbox(
        has_model, label=label("prose"), visible=has_model, container=False, elem_id="prose"
    )


def _wire_answers(widgets: Widgets, handlers: ChatHandlers) -> None:
    """A question typed, chosen, asked again or edited; a quote opened."""
    how = [widgets.prose, *widgets.here]
    ask = handlers.answer, [widgets.question, *how], widgets.answered
    asked = gr.on([widgets.send.click, widgets.question.submit], *ask, **ASKING)
    chosen = widgets.chat.example_select(handlers.example, None, widgets.question, **PRIVATE)
    asked_example = chosen.then(*ask, **ASKING)
    retried = widgets.document.retry(handlers.retry, how, widgets.answered, **ASKING)
    running = [asked, asked_example, retried]
    widgets.stop.click(
        handlers.stopped, widgets.here, widgets.conversation, cancels=running, **READING
    )
    for each in running:
        _change_kept(each, widgets)
    edited = [widgets.question, widgets.opened, widgets.send, widgets.stop]
    widgets.document.edit(handlers.edit, widgets.here, edited, **READING).then(
        None, None, None, js=FOCUS_QUESTION, **PRIVATE
    )
    widgets.document.select(handlers.show, widgets.here, widgets.document, **READING)
    widgets.document.expand(handlers.show_passage, None, widgets.document, **PRIVATE)
    widgets.document.undo(handlers.earlier, widgets.here, [widgets.opened, widgets.chat], **READING)
    widgets.document.submit(handlers.why, widgets.here, widgets.why, **ASKING).then(
        None, widgets.why, None, js=TELL_WHY, **PRIVATE
    )


def _wire_conversations(
    page: gr.Blocks, widgets: Widgets, handlers: ChatHandlers, column: Column
) -> None:
    """What was kept: come back to, chosen, renamed, deleted, exported."""
    shown, manage = [*widgets.conversation, widgets.picker, widgets.name], column.manage
    page.load(handlers.restore, widgets.kept, shown, **READING)
    widgets.document.input(handlers.changed_elsewhere, widgets.here, shown, **READING)
    widgets.picker.input(handlers.choose, [widgets.picker, widgets.kept], shown, **READING)
    column.new.click(handlers.new, widgets.kept, shown, **READING).then(
        None, None, None, js=FOCUS_QUESTION, **PRIVATE
    )
    widgets_of_name = [widgets.opened, widgets.kept, widgets.picker]
    renamed = gr.on(
        [manage["rename"].click, widgets.name.submit],
        handlers.rename,
        [widgets.name, *widgets.here],
        widgets_of_name,
        **READING,
    )
    deleted = manage["delete"].click(
        handlers.delete, widgets.here, [widgets.kept, *shown], **READING
    )
    for each in (renamed, deleted):
        _change_kept(each, widgets)
    files = [widgets.file_name, widgets.file]
    exports = {
        "export_page": handlers.page,
        "export_markdown": handlers.markdown,
        "export_json": handlers.json,
    }
    for button, handler in exports.items():
        manage[button].click(handler, widgets.here, files, **READING).then(
            None, files, None, js=DOWNLOAD, **PRIVATE
        )


def _change_kept(done: Any, widgets: Widgets) -> None:
    """Have the browser's storage follow what a handler said."""
    done.then(None, widgets.kept, None, js=CHANGE, **PRIVATE)


def _wire_feedback(
    widgets: Widgets, handlers: ChatHandlers, save: gr.Button, cancel: gr.Button
) -> None:
    asked_why = [widgets.reason_row, widgets.reason, widgets.rated]
    widgets.document.like(handlers.rate, widgets.here, asked_why, **READING)
    gr.on(
        [save.click, widgets.reason.submit],
        handlers.explain,
        [widgets.reason, widgets.rated],
        asked_why,
        **PRIVATE,
    )
    cancel.click(lambda: (gr.Row(visible=False), "", None), None, asked_why, **PRIVATE)
