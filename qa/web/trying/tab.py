"""The widgets: kept questions, asked again; and the setting of whoever wants to see them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from qa.web.choices import Choices
from qa.web.sources.column import IN_TURN, PRIVATE
from qa.web.trying.handlers import TryingHandlers
from qa.web.wording.page_strings import EVALUATES, label

SCRIPT = Path(__file__).parent / "static" / "trying.js"
REMEMBER = f"""on => {{
    document.cookie = `{EVALUATES}=${{on ? 1 : 0}}; path=/; max-age=31536000; SameSite=Lax`;
    document.documentElement.toggleAttribute('data-evaluates', on);
    return [on];
}}"""


def kept_questions_part(tab: gr.Tab, choices: Choices) -> None:
    """Build the list of kept questions into the tab that is being built."""
    handlers = TryingHandlers(choices)
    tried = gr.State({})
    with gr.Column(elem_id="trying"):
        gr.HTML(label("try_heading"), html_template="<h2>${value}</h2>", apply_default_css=False)
        gr.HTML(label("try_how"), html_template="<p>${value}</p>", apply_default_css=False)
        ask = gr.Button(label("try_all"), variant="primary")
        stop = gr.Button(label("stop"), visible=False)
        shown = gr.HTML(
            "", elem_id="tried", apply_default_css=False, js_on_load=SCRIPT.read_text("utf-8")
        )
    both = [shown, tried]
    tab.select(handlers.refresh, None, both, **PRIVATE)
    running = ask.click(handlers.try_all, None, [*both, ask, stop], **PRIVATE)
    stop.click(handlers.stopped, None, [ask, stop], cancels=[running], **PRIVATE)
    shown.apply(handlers.accept, tried, both, **IN_TURN)
    shown.delete(handlers.forget, tried, both, **IN_TURN)


def evaluation_setting() -> gr.Checkbox:
    """Build the setting of whether the tab is there; it is the browser's."""
    return gr.Checkbox(
        False, label=label("evaluates"), info=label("evaluates_note"), elem_id="evaluates"
    )


def wire_setting(page: gr.Blocks, setting: gr.Checkbox, tab: gr.Tab) -> None:
    """Have the tab come and go with the setting."""

    def found(request: gr.Request) -> tuple[gr.Tab, bool]:
        is_on = request.cookies.get(EVALUATES) == "1"
        return gr.Tab(visible=is_on), is_on

    def chosen(is_on: bool) -> gr.Tab:
        return gr.Tab(visible=is_on)

    page.load(found, None, [tab, setting], **PRIVATE)
    remember: Any = PRIVATE | {"js": REMEMBER}
    setting.input(chosen, setting, tab, **remember)
