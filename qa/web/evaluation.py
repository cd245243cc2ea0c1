"""The Evaluation tab: try the questions that one kept; run a question set, read its report, compare
two runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.web.chat import DOWNLOAD
from qa.web.choices import Choices
from qa.web.evaluation_handlers import EvaluationHandlers, Evaluations
from qa.web.trying.tab import kept_questions_part
from qa.web.wording.page_strings import label

PRIVATE: Any = {"api_visibility": "private", "show_progress": "hidden"}
SPLITS = ("report", "tune", "all")
# The button pressed is gone; where nothing is asked, so is this one.
FOCUS_STOP = "() => document.querySelector('#evaluation button.stop')?.focus()"
GO_TO_REPORT = "() => document.querySelector('#report').scrollIntoView()"
SECONDS = 1.0  # between two looks at a run under way


@dataclass(frozen=True, slots=True)
class Widgets:
    """What the handlers read and change."""

    set: gr.Dropdown
    file: gr.File
    split: gr.Radio
    run: gr.Button
    stop: gr.Button
    look: gr.Timer
    state: gr.HTML
    runs: gr.Row
    first: gr.Dropdown
    second: gr.Dropdown
    go_on: gr.Button
    shown: gr.HTML
    file_name: gr.Textbox
    content: gr.Textbox

    @property
    def under_way(self) -> list[Any]:
        """What shows how far a run is, and which runs there are."""
        return [
            self.state, self.run, self.stop, self.look,
            self.runs, self.first, self.second, self.go_on,
        ]  # fmt: skip


def evaluation_tab(tab: gr.Tab, choices: Choices, evaluations: Evaluations) -> None:
    """Build the tab into the page."""
    handlers = EvaluationHandlers(choices, evaluations)
    kept_questions_part(tab, choices)
    with gr.Accordion(label("question_sets"), open=False), gr.Column(elem_id="evaluation"):
        with gr.Row():
            sets = evaluations.set_names()
            questions = gr.Dropdown(
                sets, value=sets[-1], label=label("question_set"), min_width=280
            )
            split = gr.Radio(
                [(label(f"split_{each}"), each) for each in SPLITS],
                value=SPLITS[0],
                label=label("split"),
                min_width=280,
            )
        file = gr.File(label=label("own_set"), file_types=[".jsonl"], height=140)
        run = gr.Button(label("run"), variant="primary")
        stop = gr.Button(label("stop_run"), variant="stop", visible=False)
        state = gr.HTML("", elem_id="run-state", apply_default_css=False)
        runs, first, second, buttons = _runs()
        shown = gr.HTML("", elem_id="report", apply_default_css=False)
    widgets = Widgets(
        set=questions,
        file=file,
        split=split,
        run=run,
        stop=stop,
        look=gr.Timer(SECONDS, active=False),
        state=state,
        runs=runs,
        first=first,
        second=second,
        go_on=buttons["go_on"],
        shown=shown,
        file_name=gr.Textbox(visible=False),
        content=gr.Textbox(visible=False),
    )
    _wire_run(tab, widgets, handlers)
    _wire_reports(widgets, handlers, buttons)


def _runs() -> tuple[gr.Row, gr.Dropdown, gr.Dropdown, dict[str, gr.Button]]:
    """The runs to choose from, and what can be done with them."""
    with gr.Row(visible=False) as runs:
        with gr.Column(min_width=280):
            first = gr.Dropdown([], label=label("run_shown"), filterable=False)
            go_on = gr.Button(label("go_on"), visible=False)
            show = gr.Button(label("show_report"))
            with gr.Row():
                names = ("download_report", "download_results")
                downloads = {each: gr.Button(label(each), size="sm") for each in names}
        with gr.Column(min_width=280):
            second = gr.Dropdown([], label=label("run_compared"), filterable=False)
            compare = gr.Button(label("compare"))
    return runs, first, second, {"go_on": go_on, "show": show, "compare": compare, **downloads}


def _wire_run(tab: gr.Tab, widgets: Widgets, handlers: EvaluationHandlers) -> None:
    """A run is begun, watched, ended and gone on with."""
    asked = [widgets.set, widgets.file, widgets.split]
    tab.select(handlers.refresh, None, widgets.under_way, **PRIVATE)
    for begun in (
        widgets.run.click(handlers.run, asked, widgets.under_way, **PRIVATE),
        widgets.go_on.click(handlers.go_on, widgets.first, widgets.under_way, **PRIVATE),
    ):
        begun.then(None, None, None, js=FOCUS_STOP, **PRIVATE)
    widgets.stop.click(handlers.stop, None, widgets.under_way, **PRIVATE)
    widgets.look.tick(handlers.look, None, [*widgets.under_way, widgets.shown], **PRIVATE)
    widgets.first.change(handlers.may_go_on, widgets.first, widgets.go_on, **PRIVATE)


def _wire_reports(widgets: Widgets, handlers: EvaluationHandlers, buttons: Any) -> None:
    """What came of runs is shown, compared and downloaded."""
    both = [widgets.first, widgets.second]
    slow: Any = {"api_visibility": "private", "show_progress_on": widgets.shown}
    for shown in (
        buttons["show"].click(handlers.show, widgets.first, widgets.shown, **slow),
        buttons["compare"].click(handlers.compare, both, widgets.shown, **slow),
    ):
        shown.then(None, None, None, js=GO_TO_REPORT, **PRIVATE)
    files = [widgets.file_name, widgets.content]
    for name, handler in (
        ("download_report", handlers.report_file),
        ("download_results", handlers.results_file),
    ):
        buttons[name].click(handler, widgets.first, files, **PRIVATE).then(
            None, files, None, js=DOWNLOAD, **PRIVATE
        )
