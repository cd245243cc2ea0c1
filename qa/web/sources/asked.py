"""The line that says which documents are asked, where not all are, with the way back to all."""

from __future__ import annotations

from textwrap import shorten

import gradio as gr

from qa.markup import escaped
from qa.understand.filters import Scope
from qa.web.choices import Choices
from qa.web.page import View
from qa.web.wording.page_strings import TEXTS, inform

MAX_NAMED = 3  # documents; of more it is said how many they are
TITLE_LENGTH = 60  # characters
CLICK = """element.addEventListener('click', event => {
    if (event.target.name === 'ask_all') trigger('click', {});
});"""


def asked_line() -> gr.HTML:
    """The line; to be built above the tabs. A click on its button is its `click`."""
    return gr.HTML("", elem_id="asked", apply_default_css=False, visible=False, js_on_load=CLICK)


def asked_now(choices: Choices, request: gr.Request) -> gr.HTML:
    """What the line says of the visitor's choice; hidden where all is asked."""
    choice, view = choices.of(request), choices.view(request)
    limits = limits_in_words(choice.scope, view)
    other = choice.collection != choices.collection.name
    said = " · ".join([*([choice.collection] if other else []), *limits])
    button = f"<button type='button' name='ask_all'>{escaped(view.text('ask_all'))}</button>"
    line = f"<b>{escaped(view.text('asked'))}</b> {escaped(said)} {button if limits else ''}"
    return gr.HTML(line, visible=bool(said))


def tell_asked(choices: Choices, request: gr.Request) -> None:
    """Say it for a while: the line may be out of view."""
    view = choices.view(request)
    limits = limits_in_words(choices.of(request).scope, view)
    said = " · ".join(limits) or view.text("asked_all")
    inform(view.language, "asked_now", documents=said)


def limits_in_words(scope: Scope, view: View) -> list[str]:
    """What keeps documents from being asked."""
    parts = [_documents(scope, view)] if scope.documents else []
    parts += [TEXTS[view.language].get(code, code) for code in scope.languages]
    if scope.since:
        parts.append(view.text("scope_since", date=scope.since))
    if scope.until:
        parts.append(view.text("scope_until", date=scope.until))
    return parts


def _documents(scope: Scope, view: View) -> str:
    """The titles of a few documents; how many many are."""
    if len(scope.documents) > MAX_NAMED:
        return view.text("scope_documents", count=len(scope.documents))
    titles = (view.document(each).title for each in scope.documents if view.has(each))
    return ", ".join(shorten(each, TITLE_LENGTH, placeholder="…") for each in titles)
