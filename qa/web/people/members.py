"""Who may use the collection that a visitor asks, as those who manage it see and say it."""

from __future__ import annotations

import gradio as gr

from qa.errors import CollectionError
from qa.library.people.members import members_in
from qa.library.people.roles import Role
from qa.web.choices import Choices
from qa.web.wording.page_strings import label, language_of, text

MAX_LINE = 1_000  # characters


def members_controls() -> tuple[gr.Accordion, gr.Textbox, gr.Button]:
    """A box with what takes the members."""
    with (
        gr.Accordion(label("members"), open=False, visible=False) as box,
        gr.Row(elem_classes="entry"),
    ):
        members = gr.Textbox(
            label=label("members_line"), placeholder="anna, @law", max_length=MAX_LINE
        )
        save = gr.Button(label("members_save"), scale=0, min_width=80)
    return box, members, save


def members_shown(choices: Choices, request: gr.Request) -> tuple[gr.Accordion, str]:
    """The box and the line in it, for those who may manage; only where users sign in, for else
    everybody is one.
    """
    visible = choices.users is not None and choices.role(request).may(Role.MANAGE)
    return gr.Accordion(visible=visible), members_line(choices, request) if visible else ""


def members_line(choices: Choices, request: gr.Request) -> str:
    """The members of the visitor's collection, with commas between."""
    name = choices.collection_of(request).name
    return ", ".join(sorted(choices.library.members(name) or ()))


def save_members(choices: Choices, line: str, request: gr.Request) -> str:
    """Let only the members on the line use the visitor's collection; what to say of it.

    Raises CollectionError for the collection that all come to, and for who is not known.
    """
    name, members = choices.collection_of(request).name, members_in(line)
    if members and name == choices.collection.name:
        raise CollectionError(
            "{name!r} is what this page was started with; it is for everybody.", name=name
        )
    choices.access.limit(name, members)
    choices.note(request, "limited" if members else "opened", members)
    said = "members_saved" if members else "members_everybody"
    return text(language_of(request), said, title=name, members=", ".join(members))
