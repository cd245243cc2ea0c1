"""What the Evaluation tab does: runs begun, watched, ended, shown and compared."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Protocol

import gradio as gr

from qa.assistant import Assistant
from qa.errors import CiteraError
from qa.library.collection import Collection
from qa.library.people.roles import Role
from qa.markup import escaped
from qa.web.choices import Choices
from qa.web.wording.page_strings import inform, language_of, text, warn


class Evaluations(Protocol):
    """What the tab does, which is eval.report.pages: this package knows nothing of `eval`."""

    def set_names(self) -> list[str]:
        """The question sets that ship."""

    def start_run(self, assistant: Assistant, questions: str, split: str, runs: Path) -> str:
        """Make the folder of a run of a set, and return its name."""

    def ask_all(
        self, assistant: Assistant, run: Path, progress: Callable[[int, int], None]
    ) -> None:
        """Ask what has not been asked yet; what `progress` raises ends it."""

    def run_names(self, runs: Path) -> list[str]:
        """The runs in a folder."""

    def run_facts(self, run: Path) -> tuple[int, int, list[str]]:
        """How many questions were asked, of how many, and which halves they are of."""

    def report_page(self, run: Path, language: str) -> str:
        """The page of a run, as HTML."""

    def results(self, run: Path) -> str:
        """A run's questions and answers, as JSON Lines."""

    def comparison_page(self, first: Path, second: Path, language: str) -> str:
        """How two runs compare, as a page of HTML."""


class Running:
    """A run under way, or the last one: a thread asks, the page looks how far it is."""

    def __init__(
        self,
        folder: Path,
        collection: str,
        ask: Callable[[Callable[[int, int], None]], None],
    ) -> None:
        """Begin to `ask` that collection, which is told what to call after each question."""
        self.folder = folder
        self.collection = collection
        self.done = self.total = 0
        self.error: Exception | None = None
        self.stopping = False
        self._thread = Thread(target=self._run, args=(ask,), daemon=True)
        self._thread.start()

    @property
    def is_under_way(self) -> bool:
        """Whether it is still asking."""
        return self._thread.is_alive()

    def _run(self, ask: Callable[[Callable[[int, int], None]], None]) -> None:
        try:
            ask(self._asked)
        except _Stopped:
            pass
        except (CiteraError, OSError) as error:
            self.error = error
        except Exception as error:  # a fault of ours must not leave the page waiting
            logging.getLogger(__name__).exception("a run could not go on")
            self.error = error

    def _asked(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self.stopping and done < total:
            raise _Stopped


class _Stopped(Exception):
    """Somebody ended the run."""


class EvaluationHandlers:
    """What the tab's widgets show and do, for the visitor who makes a request."""

    def __init__(self, choices: Choices, evaluations: Evaluations) -> None:
        self._choices = choices
        self._evaluations = evaluations
        self._starting = Lock()
        self._running: Running | None = None

    def refresh(self, request: gr.Request) -> tuple[Any, ...]:
        """How far the run under way is, and the runs of the visitor's collection."""
        running = self._known(request)
        if running and running.is_under_way:
            return self._under_way(running, request)
        return self._ended("", request)

    def run(self, name: str, file: str | None, split: str, request: gr.Request) -> tuple[Any, ...]:
        """Ask the set, or the file of questions where one was given."""
        collection = self._choices.collection_of(request)
        # A set is looked for as a file too: no path may come from a visitor.
        shipped = name if name in self._evaluations.set_names() else ""
        half = "all" if file else split

        def start() -> Path:
            begun = self._evaluations.start_run(
                collection.assistant, file or shipped, half, collection.runs
            )
            return collection.runs / begun

        return self._start(start, request, file)

    def go_on(self, run: str | None, request: gr.Request) -> tuple[Any, ...]:
        """Ask what was not asked yet of a run that was ended."""
        folder = self._folder(run, request)
        if folder is None:
            return self._ended(_line(request, "no_run"), request)
        return self._start(lambda: folder, request)

    def stop(self, request: gr.Request) -> tuple[Any, ...]:
        """End the run under way after the question that is being asked."""
        running = self._known(request)
        if running and self._choices.role(request).may(Role.ADD):
            running.stopping = True
        return self.refresh(request)

    def look(self, request: gr.Request) -> tuple[Any, ...]:
        """How far the run is; once it is over, its report."""
        running = self._known(request)
        if running is None:
            return *self._ended("", request), gr.skip()
        if running.is_under_way:
            return *self._under_way(running, request), gr.skip()
        if running.error:
            return *self._ended(_failure(request, running.error), request), gr.skip()
        name = "run_done" if running.done == running.total else "run_stopped"
        said = escaped(_text(request, name, done=running.done, all=running.total))
        ended = self._ended(f"<p role='status'>{said}</p>", request, running.folder.name)
        return *ended, self.show(running.folder.name, request)

    def may_go_on(self, run: str | None, request: gr.Request) -> gr.Button:
        """Whether questions of the run are left."""
        folder = self._folder(run, request)
        return gr.Button(visible=folder is not None and self._is_cut_short(folder))

    def show(self, run: str | None, request: gr.Request) -> str:
        """The report of a run, in a frame that runs no script."""

        def report(folder: Path) -> str:
            page = self._evaluations.report_page(folder, language_of(request))
            return _frame(page, _text(request, "report_of", run=folder.name))

        return self._shown(request, run, report)

    def compare(self, first: str | None, second: str | None, request: gr.Request) -> str:
        """How the first run differs from the second, which as a rule is an earlier one."""
        other = self._folder(second, request)

        def compared(folder: Path) -> str:
            if other is None or other == folder:
                return _line(request, "no_run")
            page = self._evaluations.comparison_page(other, folder, language_of(request))
            return _frame(page, _text(request, "compare"))

        return self._shown(request, first, compared)

    def report_file(self, run: str | None, request: gr.Request) -> tuple[str, str]:
        """The report as a file: its name and content."""
        language = language_of(request)
        return self._file(
            request, run, "html", lambda folder: self._evaluations.report_page(folder, language)
        )

    def results_file(self, run: str | None, request: gr.Request) -> tuple[str, str]:
        """Questions and answers as a file: its name and content."""
        return self._file(request, run, "jsonl", self._evaluations.results)

    def _start(
        self, start: Callable[[], Path], request: gr.Request, file: str | None = None
    ) -> tuple[Any, ...]:
        """Have the run in the folder that `start` gives asked, unless another one is."""
        collection = self._choices.collection_of(request)
        assistant = collection.assistant
        with self._starting:
            if self._running and self._running.is_under_way:
                inform(language_of(request), "run_busy")
                return self.refresh(request)
            try:
                self._choices.role(request).check(Role.ADD)
                folder = start()
            except (CiteraError, OSError) as error:
                return self._ended(_failure(request, error, file), request)
            self._running = Running(
                folder,
                collection.name,
                lambda asked: self._evaluations.ask_all(assistant, folder, asked),
            )
        return self._under_way(self._running, request)

    def _known(self, request: gr.Request) -> Running | None:
        """The run under way or the last one, if it is of a collection that the visitor may use."""
        running = self._running
        known = running and self._choices.access.may_use(request.username, running.collection)
        return running if known else None

    def _under_way(self, running: Running, request: gr.Request) -> tuple[Any, ...]:
        name = "stopping" if running.stopping else "asking"
        said = escaped(_text(request, name, done=running.done, all=running.total or "…"))
        bar = f"<progress value='{running.done}' max='{running.total or 1}' aria-label='{said}'>"
        return (
            f"<p>{said}</p>{bar}</progress>",
            gr.Button(visible=False),
            gr.Button(visible=True, interactive=not running.stopping),
            gr.Timer(active=True),
            gr.skip(),
            gr.skip(),
            gr.skip(),
            gr.Button(visible=False),
        )

    def _ended(self, said: str, request: gr.Request, chosen: str | None = None) -> tuple[Any, ...]:
        """Nothing is asked; the runs to choose from, the newest two chosen, or `chosen`."""
        collection = self._choices.collection_of(request)
        names = self._evaluations.run_names(collection.runs)
        chosen = chosen if chosen in names else next(iter(names), None)
        before = next((each for each in names if each != chosen), None)
        labelled = [(self._label(collection, each, request), each) for each in names]
        return (
            said,
            gr.Button(visible=True),
            gr.Button(visible=False),
            gr.Timer(active=False),
            gr.Row(visible=bool(names)),
            gr.Dropdown(labelled, value=chosen),
            gr.Dropdown(labelled, value=before),
            self.may_go_on(chosen, request),
        )

    def _label(self, collection: Collection, run: str, request: gr.Request) -> str:
        try:
            asked, every, halves = self._evaluations.run_facts(collection.runs / run)
        except CiteraError:
            return run
        chosen = halves[0] if len(halves) == 1 else "all"
        half = _text(request, f"half_{chosen}")
        count = "" if asked == every else f" · {_text(request, 'part', done=asked, all=every)}"
        return f"{run} · {half}{count}"

    def _is_cut_short(self, folder: Path) -> bool:
        try:
            asked, every, _ = self._evaluations.run_facts(folder)
        except CiteraError:
            return False
        return asked < every

    def _shown(self, request: gr.Request, run: str | None, show: Callable[[Path], str]) -> str:
        folder = self._folder(run, request)
        if folder is None:
            return _line(request, "no_run")
        try:
            return show(folder)
        except (CiteraError, OSError) as error:
            return _failure(request, error)

    def _file(
        self, request: gr.Request, run: str | None, kind: str, content: Callable[[Path], str]
    ) -> tuple[str, str]:
        folder = self._folder(run, request)
        if folder is None:
            inform(language_of(request), "no_run")
            return "", ""
        try:
            return f"{folder.name}.{kind}", content(folder)
        except (CiteraError, OSError) as error:
            warn(language_of(request), "failed", error=error)
            return "", ""

    def _folder(self, run: str | None, request: gr.Request) -> Path | None:
        """The folder of a run of the collection; None for any other name."""
        runs = self._choices.collection_of(request).runs
        return runs / run if run and run in self._evaluations.run_names(runs) else None


def _frame(page: str, title: str) -> str:
    return f"<iframe sandbox title='{escaped(title)}' srcdoc='{escaped(page)}'></iframe>"


def _failure(request: gr.Request, error: Exception, file: str | None = None) -> str:
    """What went wrong; where `file`, which a visitor gave, is at fault, by its name alone."""
    known = isinstance(error, CiteraError | OSError)
    said = _text(request, "failed", error=error) if known else _text(request, "fault")
    if file:
        said = said.replace(file, Path(file).name)
    return f"<p role='alert'>{escaped(said)}</p>"


def _text(request: gr.Request, name: str, **values: Any) -> str:
    return text(language_of(request), name, **values)


def _line(request: gr.Request, name: str, **values: Any) -> str:
    return f"<p>{escaped(_text(request, name, **values))}</p>"
