"""The Evaluation tab: run a question set, read its report, compare two runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import gradio as gr

from qa.assistant import Assistant
from qa.errors import CiteraError
from qa.markup import escaped
from qa.web.choices import Choices
from qa.web.texts import label, language_of, text

PRIVATE: Any = {"api_visibility": "private", "show_progress": "hidden"}
SPLITS = ("report", "tune", "all")


class Evaluations(Protocol):
    """What the tab does, which is eval.pages: this package knows nothing of `eval`."""

    def set_names(self) -> list[str]:
        """The question sets that ship."""

    def run_set(
        self,
        assistant: Assistant,
        questions: str,
        split: str,
        runs: Path,
        progress: Callable[[int, int], None],
    ) -> str:
        """Ask a set, and return the name of the run."""

    def run_names(self, runs: Path) -> list[str]:
        """The runs in a folder."""

    def report_page(self, run: Path) -> str:
        """The page of a run, as HTML."""

    def comparison(self, first: Path, second: Path) -> str:
        """How two runs compare, as lines of text."""


@dataclass(frozen=True, slots=True)
class Widgets:
    """What the handlers read and change."""

    set: gr.Dropdown
    file: gr.File
    split: gr.Radio
    state: gr.HTML
    first: gr.Dropdown
    second: gr.Dropdown
    shown: gr.HTML

    @property
    def runs(self) -> list[Any]:
        """What shows which runs there are."""
        return [self.first, self.second]


def evaluation_tab(tab: gr.Tab, choices: Choices, evaluations: Evaluations) -> None:
    """Build the tab into the page."""
    handlers = EvaluationHandlers(choices, evaluations)
    with gr.Column(elem_id="evaluation"):
        with gr.Row():
            names = evaluations.set_names()
            questions = gr.Dropdown(names, value=names[-1], label=label("question_set"))
            split = gr.Radio(
                [(label(f"split_{each}"), each) for each in SPLITS],
                value=SPLITS[0],
                label=label("split"),
            )
        file = gr.File(label=label("own_set"), file_types=[".jsonl"], height=110)
        run = gr.Button(label("run"), variant="primary")
        state = gr.HTML("", elem_id="run-state", apply_default_css=False)
        with gr.Row():
            first = gr.Dropdown([], label=label("run_shown"), min_width=200)
            second = gr.Dropdown([], label=label("run_compared"), min_width=200)
        with gr.Row():
            show = gr.Button(label("show_report"), min_width=140)
            compare = gr.Button(label("compare"), min_width=140)
        shown = gr.HTML("", elem_id="report", apply_default_css=False)
    widgets = Widgets(questions, file, split, state, first, second, shown)
    tab.select(handlers.refresh, None, widgets.runs, **PRIVATE)
    run.click(
        handlers.run,
        [questions, file, split],
        [state, *widgets.runs, shown],
        api_visibility="private",
        show_progress_on=state,
        concurrency_limit=1,  # a run takes a processor as long as it lasts
        concurrency_id="evaluation",
    )
    show.click(handlers.show, first, shown, **PRIVATE)
    compare.click(handlers.compare, [first, second], shown, **PRIVATE)


class EvaluationHandlers:
    """What the tab's widgets show and do, for the visitor who makes a request."""

    def __init__(self, choices: Choices, evaluations: Evaluations) -> None:
        self._choices = choices
        self._evaluations = evaluations

    def refresh(self, request: gr.Request) -> tuple[gr.Dropdown, gr.Dropdown]:
        """The runs of the collection that the visitor asks, the two newest chosen."""
        names = self._names(request)
        newest, before = [*names[:2], None, None][:2]
        return gr.Dropdown(names, value=newest), gr.Dropdown(names, value=before)

    def run(
        self,
        name: str,
        file: str | None,
        split: str,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio looks for it here
    ) -> tuple[Any, ...]:
        """Ask the set, or the file of questions where one was given, and show the report."""
        collection = self._choices.collection_of(request)
        # A set is looked for as a file too: no path may come from a visitor.
        shipped = name if name in self._evaluations.set_names() else ""

        def asked(done: int, total: int) -> None:
            progress((done, total), desc=_text(request, "asking"), unit="")

        try:
            run = self._evaluations.run_set(
                collection.assistant,
                file or shipped,
                "all" if file else split,
                collection.runs,
                asked,
            )
        except (CiteraError, OSError) as error:
            said = str(error).replace(file, Path(file).name) if file else str(error)
            state = f"<p role='alert'>{escaped(_text(request, 'failed', error=said))}</p>"
            return state, *self.refresh(request), gr.skip()
        state = f"<p>{escaped(_text(request, 'run_done', run=run))}</p>"
        return state, *self.refresh(request), self.show(run, request)

    def show(self, run: str | None, request: gr.Request) -> str:
        """The report of a run, in a frame that runs no script."""
        return self._shown(request, run, lambda folder: self._frame(folder, request))

    def compare(self, first: str | None, second: str | None, request: gr.Request) -> str:
        """How two runs differ."""

        def compared(folder: Path) -> str:
            other = self._folder(second, request)
            if other is None:
                return _line(request, "no_run")
            lines = self._evaluations.comparison(folder, other)
            return f"<pre tabindex='0'>{escaped(lines)}</pre>"

        return self._shown(request, first, compared)

    def _shown(self, request: gr.Request, run: str | None, show: Callable[[Path], str]) -> str:
        folder = self._folder(run, request)
        if folder is None:
            return _line(request, "no_run")
        try:
            return show(folder)
        except (CiteraError, OSError) as error:
            return _line(request, "failed", error=error)

    def _frame(self, folder: Path, request: gr.Request) -> str:
        page = escaped(self._evaluations.report_page(folder))
        title = escaped(_text(request, "report_of", run=folder.name))
        return f"<iframe sandbox title='{title}' srcdoc='{page}'></iframe>"

    def _names(self, request: gr.Request) -> list[str]:
        return self._evaluations.run_names(self._choices.collection_of(request).runs)

    def _folder(self, run: str | None, request: gr.Request) -> Path | None:
        """The folder of a run of the collection; None for any other name."""
        known = run in self._names(request)
        return self._choices.collection_of(request).runs / run if run and known else None


def _text(request: gr.Request, name: str, **values: Any) -> str:
    return text(language_of(request), name, **values)


def _line(request: gr.Request, name: str, **values: Any) -> str:
    return f"<p>{escaped(_text(request, name, **values))}</p>"
