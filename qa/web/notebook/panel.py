"""The notebook's widgets: beside the chat, in place of the document while it is shown; and the
dialog in which a quote is copied with its reference.
"""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from qa.web.choices import Choices
from qa.web.notebook.handlers import NotebookHandlers
from qa.web.sources.column import IN_TURN, PRIVATE

OURS, SHARED = Path(__file__).parent / "static", Path(__file__).parents[1] / "static"
LAYOUT = """<div class='views'><nav><button type='button' value='document'></button>
<button type='button' value='notebook'></button></nav> <div role='status'></div></div>
<div class='notes'><header></header><p></p><ol></ol></div>"""
"""Its texts and quotes come by notebook.js."""

DIALOG = "<dialog>${value}</dialog>"
SAVE = """(name, content) => {
    if (!content) return;
    const bytes = Uint8Array.from(atob(content), each => each.charCodeAt(0));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
}"""


def notebook_panel() -> gr.HTML:
    """Build it into the column that shows documents; above these, for it has the switch to it."""
    return gr.HTML(
        "",
        html_template=LAYOUT,
        elem_id="notebook",
        apply_default_css=False,
        js_on_load=_script(SHARED / "made.js", OURS / "notebook.js"),
    )


def wire_notebook(page: gr.Blocks, choices: Choices, notebook: gr.HTML, document: gr.HTML) -> None:
    """Have quotes pinned, opened in `document`, referred to and exported."""
    handlers = NotebookHandlers(choices)
    dialog = gr.HTML(
        "",
        html_template=DIALOG,
        elem_id="cite",
        apply_default_css=False,
        js_on_load=_script(SHARED / "copy.js", OURS / "cite.js"),
    )
    file = [gr.Textbox(visible=False), gr.Textbox(visible=False)]
    page.load(handlers.texts, None, notebook, **PRIVATE)
    notebook.input(handlers.pin, None, notebook, **IN_TURN)
    notebook.expand(handlers.show, None, document, **IN_TURN)
    notebook.download(handlers.export, None, file, **PRIVATE).then(
        None, file, None, js=SAVE, **PRIVATE
    )
    dialog.copy(handlers.cite, None, dialog, **IN_TURN)


def _script(*files: Path) -> str:
    return "\n".join(each.read_text("utf-8") for each in files)
