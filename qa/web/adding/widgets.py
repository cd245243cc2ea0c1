"""What takes files that are dropped anywhere on the page, text that is pasted, and addresses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from qa.library.fetching.address import MAX_LENGTH
from qa.web.wording.page_strings import label

SCRIPT = Path(__file__).parent / "static" / "adding.js"
DROP = (
    "<div class='drop-here' aria-hidden='true' hidden>${label}</div><p role='status'>${value}</p>"
)
MAX_PASTED = 2_000_000  # characters


@dataclass(frozen=True, slots=True)
class Dropped:
    """`line` says what is being added; `files` takes what was dropped."""

    line: gr.HTML
    files: gr.File


def drop_anywhere() -> Dropped:
    """Build it above the tabs: what is in a tab that nobody has opened is not in the page."""
    line = gr.HTML(
        "",
        label=label("drop_here"),
        html_template=DROP,
        elem_id="adding",
        apply_default_css=False,
        js_on_load=SCRIPT.read_text("utf-8"),
    )
    files = gr.File(
        label=label("upload"), file_count="multiple", elem_id="dropped", visible="hidden"
    )
    return Dropped(line, files)


def pasted_box() -> tuple[gr.Textbox, gr.Button]:
    """Build the box for a text that becomes a document."""
    with gr.Accordion(label("add_text"), open=False, elem_id="add-text"):
        text = gr.Textbox(label=label("pasted_text"), lines=4, max_lines=12, max_length=MAX_PASTED)
        add = gr.Button(label("add_pasted"))
    return text, add


def address_box() -> tuple[gr.Textbox, gr.Button]:
    """Build the box for the address of a page, which is fetched when its button is pressed."""
    with (
        gr.Accordion(label("add_page"), open=False, elem_id="add-page"),
        gr.Row(elem_classes="entry"),
    ):
        address = gr.Textbox(
            label=label("page_address"),
            placeholder="https://example.org/page",
            info=label("fetch_note"),
            max_length=MAX_LENGTH,
        )
        fetch = gr.Button(label("fetch"), scale=0, min_width=80)
    return address, fetch
