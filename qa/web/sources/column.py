"""The column's widgets: documents above, conversations below. On a narrow page it is a drawer.

gr.Sidebar is not used: its button is in English only and does not say what it opens, and what it
holds can be reached by the keyboard while it is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from qa.web.choices import Choices
from qa.web.sources.handlers import SourceHandlers
from qa.web.wording.page_strings import label

STATIC = Path(__file__).parents[1] / "static"
SCRIPTS = [STATIC / name for name in ("made.js", "sources.js")]
PRIVATE: Any = {"api_visibility": "private", "show_progress": "hidden"}
# One after the other, so that what was ticked or clicked last counts: with "always_last" Gradio
# 6.31 repeats the data of the first event.
IN_TURN: Any = PRIVATE | {"trigger_mode": "multiple", "concurrency_limit": 1}
LIST = """<header><h2></h2><span role='status'></span></header>
<input type='search' autocomplete='off' spellcheck='false'>
<p hidden></p>
<div class='rows'><ul></ul></div>"""
"""Its texts and rows come with its value, by sources.js."""

OPEN_DRAWER = "<button type='button' popovertarget='sources'>${value}</button>"
CLOSE_DRAWER = (
    "<button type='button' popovertarget='sources' popovertargetaction='hide'>${value}</button>"
)


@dataclass(frozen=True, slots=True)
class Column:
    """`documents`: the list of them; `picker`: which conversation is open; `manage`: what can be
    done with it.
    """

    documents: gr.HTML
    picker: gr.Radio
    new: gr.Button
    manage: dict[str, Any]


def source_column() -> Column:
    """Build the column, as the first of a row."""
    with gr.Column(elem_id="sources"):
        _drawer_button("close", CLOSE_DRAWER)
        documents = gr.HTML(
            "",
            html_template=LIST,
            elem_id="source-list",
            apply_default_css=False,
            js_on_load="\n".join(each.read_text("utf-8") for each in SCRIPTS),
        )
        with gr.Row(elem_id="conversations-head"):
            gr.HTML(
                label("conversations"),
                html_template="<h2>${value}</h2>",
                apply_default_css=False,
            )
            new = gr.Button(label("new_conversation"), size="sm", scale=0, min_width=70)
        picker = gr.Radio(
            [],
            label=label("conversations"),
            show_label=False,
            container=False,
            elem_id="conversations",
        )
        manage = _manage()
    return Column(documents, picker, new, manage)


def drawer_button() -> None:
    """Build what opens the column where it is a drawer."""
    _drawer_button("open_sources", OPEN_DRAWER)


def _drawer_button(name: str, template: str) -> None:
    gr.HTML(
        label(name),
        html_template=template,
        elem_classes="drawer-button",
        apply_default_css=False,
    )


def wire_documents(choices: Choices, column: Column, asked: gr.HTML, document: gr.HTML) -> None:
    """Have ticks change what is asked, and clicks what is shown in `document`."""
    handlers = SourceHandlers(choices)
    column.documents.input(handlers.ask_only, None, [column.documents, asked], **IN_TURN)
    column.documents.select(handlers.show, None, document, **IN_TURN)


def list_after(looked: Any, choices: Choices, documents: gr.HTML) -> None:
    """Show the documents there are after each look at how much is read."""
    count = gr.State(None)
    looked.then(SourceHandlers(choices).grown, count, [documents, count], **PRIVATE)


def _manage() -> dict[str, Any]:
    with gr.Accordion(label("manage"), open=False, elem_id="manage"):
        name = gr.Textbox(label=label("name"), max_length=200)
        with gr.Row():
            names = ("rename", "export_page", "export_markdown", "export_json", "delete")
            buttons = {each: gr.Button(label(each), size="sm", min_width=90) for each in names}
    return {"name": name, **buttons}
