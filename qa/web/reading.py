"""How much of a collection is read so far: a line above the tabs, until all of it is."""

from __future__ import annotations

from typing import Any

import gradio as gr

from qa.markup import escaped
from qa.web.choices import Choices
from qa.web.wording.page_strings import language_of, text

SECONDS = 2.0  # between two looks


def reading_line() -> gr.HTML:
    """The line; to be built above the tabs."""
    return gr.HTML("", elem_id="reading", apply_default_css=False, visible=False, container=False)


def watch_reading(page: gr.Blocks, choices: Choices, line: gr.HTML) -> Any:
    """Keep the line up to date while the documents that a visitor asks are being read.

    What is to follow each look is for `then` of what is returned.
    """
    look = gr.Timer(SECONDS, active=False)

    def show(request: gr.Request) -> tuple[gr.HTML, gr.Timer]:
        coverage = choices.collection_of(request).assistant.coverage
        if coverage is None:
            return gr.HTML("", visible=False), gr.Timer(active=False)
        said = text(
            language_of(request),
            "reading_files",
            documents=coverage.documents,
            files=coverage.files,
            share=round(100 * coverage.embedded),
        )
        bar = f"<progress value='{coverage.embedded:.2f}' aria-label='{escaped(said)}'></progress>"
        return gr.HTML(f"<p>{escaped(said)} {bar}</p>", visible=True), gr.Timer(active=True)

    return gr.on(
        [page.load, look.tick],
        show,
        None,
        [line, look],
        api_visibility="private",
        show_progress="hidden",
    )
