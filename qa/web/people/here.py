"""Who is signed in, what they may do, and the way out; in the page's head."""

from __future__ import annotations

import gradio as gr

from qa.markup import escaped
from qa.web.choices import Choices
from qa.web.sources.column import PRIVATE
from qa.web.wording.page_strings import language_of, text


def who_is_here(page: gr.Blocks, choices: Choices) -> None:
    """Build the line; empty where nobody has to sign in."""
    shown = gr.HTML("", elem_id="who", apply_default_css=False, visible=choices.users is not None)

    def show(request: gr.Request) -> str:
        language, role = language_of(request), choices.role(request)
        said = f"{escaped(request.username or '')} · {escaped(text(language, f'role_{role}'))}"
        button = f"<button>{escaped(text(language, 'sign_out'))}</button>"
        return f"<form method='post' action='sign-out'><span>{said}</span> {button}</form>"

    if choices.users is not None:
        page.load(show, None, shown, **PRIVATE)
