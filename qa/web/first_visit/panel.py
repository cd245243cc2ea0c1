"""What was read of a collection, and how to add to it: beside the chat while no document is open.

It is kept up to date while documents are read, and the chat's questions to begin with with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import gradio as gr

from index.types import Coverage
from qa.library.collection import Collection
from qa.library.people.roles import Role
from qa.web.choices import Choices
from qa.web.first_visit.examples import Examples
from qa.web.page import View, render
from qa.web.reading import SECONDS
from qa.web.sources.column import PRIVATE
from qa.web.wording.messages import in_language
from qa.web.wording.page_strings import TEXTS

TIPS = ("tip_tick", "tip_pin", "tip_check", "tip_keys")
MAX_LEFT_OUT = 100  # files that are named


def start_panel() -> gr.HTML:
    """Build it into the column that shows documents, below these."""
    return gr.HTML("", elem_id="start", apply_default_css=False)


def watch_start(
    page: gr.Blocks,
    choices: Choices,
    examples: Examples,
    start: gr.HTML,
    chat: gr.Chatbot,
    when: Sequence[Any],
) -> None:
    """Show what was read as soon as the page comes and at each event of `when`, and look again
    while more is read, or questions are looked for.
    """
    look = gr.Timer(SECONDS, active=False)

    def show(request: gr.Request) -> tuple[gr.Chatbot, str, gr.Timer]:
        collection, questions = choices.collection_of(request), examples.of(request)
        coverage = collection.assistant.coverage
        may_add = collection.editable and choices.role(request).may(Role.ADD)
        shown = start_html(collection, coverage, choices.view(request), may_add)
        goes_on = coverage is not None or questions is None
        return gr.Chatbot(examples=questions or []), shown, gr.Timer(active=goes_on)

    gr.on([page.load, look.tick, *when], show, None, [chat, start, look], **PRIVATE)


def start_html(collection: Collection, coverage: Coverage | None, view: View, may_add: bool) -> str:
    """How many documents there are in which languages, what was left out and why, and where it may
    be, how to add more.
    """
    facts = collection.assistant.document_facts
    languages = Counter(each.language for each in facts).most_common()
    left_out = collection.assistant.skipped
    return render(
        "start.html",
        view=view,
        coverage=coverage,
        count=len(facts),
        languages=[_counted(code, count, view) for code, count in languages],
        left_out=[in_language(view.language, each.reason) for each in left_out[:MAX_LEFT_OUT]],
        all_left_out=len(left_out),
        may_add=may_add,
        tips=TIPS,
    )


def _counted(code: str, count: int, view: View) -> str:
    return f"{count} {TEXTS[view.language].get(code, code)}"
