"""The tab: a text pasted or dropped, and below it the same with each sentence marked."""

from __future__ import annotations

from typing import Any

import gradio as gr

from qa.web.checking.handlers import CheckHandlers
from qa.web.choices import Choices
from qa.web.wording.page_strings import label

PRIVATE: Any = {"api_visibility": "private", "show_progress": "hidden"}


def check_tab(choices: Choices, asked: gr.HTML) -> None:
    """Build the tab into the page; `asked` says what a text is held against now.

    Quotes open in the Chat tab's document view, whose script hears of clicks.
    """
    handlers = CheckHandlers(choices)
    with gr.Column(elem_id="checking"):
        draft = gr.Textbox(
            label=label("draft"), placeholder=label("draft_hint"), lines=8, max_lines=16
        )
        file = gr.File(label=label("draft_file"), file_types=[".txt", ".md", ".docx"], height=140)
        begin = gr.Button(label("check"), variant="primary")
        stop = gr.Button(label("stop"), visible=False)
        checked = gr.HTML("", elem_id="checked", apply_default_css=False)
    file.upload(handlers.read, file, [file, draft], **PRIVATE)
    running = begin.click(handlers.check, draft, [checked, begin, stop], **PRIVATE)
    stop.click(handlers.stopped, None, [begin, stop], cancels=[running], **PRIVATE)
    asked.change(lambda: "", None, checked, **PRIVATE)
