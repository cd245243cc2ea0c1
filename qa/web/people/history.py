"""What was added to a collection and removed from it, as those who manage it see it."""

from __future__ import annotations

from typing import Any

import gradio as gr

from qa.library.people.roles import Role
from qa.markup import escaped
from qa.web.choices import Choices
from qa.web.sources.column import PRIVATE
from qa.web.wording.page_strings import TEXTS, label, language_of, text

MAX_ENTRIES = 50
MAX_NAMED = 5  # documents of one entry


def history_box(choices: Choices) -> gr.Accordion:
    """Build the box, which is filled when it is opened."""
    box = gr.Accordion(label("history"), open=False, elem_id="history")
    with box:
        shown = gr.HTML("", apply_default_css=False)

    def show(request: gr.Request) -> str:
        choices.role(request).check(Role.MANAGE)
        return history_html(choices, request)

    box.expand(show, None, shown, **PRIVATE)
    return box


def history_html(choices: Choices, request: gr.Request) -> str:
    """The newest entries of the audit log about the visitor's collection."""
    language = language_of(request)
    name = choices.collection_of(request).name
    entries = choices.library.audit.latest(name, MAX_ENTRIES)
    if not entries:
        return f"<p>{escaped(text(language, 'no_history'))}</p>"
    rows = "".join(f"<li>{escaped(_said(each, language))}</li>" for each in entries)
    return f"<ul>{rows}</ul>"


def _said(entry: dict[str, Any], language: str) -> str:
    """Time, who and what: an entry of the file, whoever wrote it."""
    documents = [str(each) for each in entry.get("documents", [])]
    more = [f"+{len(documents) - MAX_NAMED}"] if len(documents) > MAX_NAMED else []
    named = ", ".join([*documents[:MAX_NAMED], *more]) or str(entry.get("source", ""))
    when = str(entry.get("time", ""))[:16].replace("T", " ")
    who = str(entry.get("who") or text(language, "somebody"))
    did = TEXTS[language].get(f"did_{entry.get('did')}", "?")
    return f"{when} UTC · {who} {did} {named}".rstrip()
