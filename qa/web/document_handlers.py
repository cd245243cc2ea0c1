"""What the Documents tab shows and does: collections changed, and which documents are asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from textwrap import shorten
from typing import Any

import gradio as gr

from index.messages import Message
from index.types import MIN_SEARCHED
from qa.errors import CiteraError
from qa.library.collection import Collection, Listed
from qa.library.people.roles import Role
from qa.library.uploads import MAX_FILES, MAX_MEGABYTES
from qa.markup import escaped
from qa.terminal import printable
from qa.understand.filters import Scope
from qa.web.choices import Choice, Choices
from qa.web.page import View, passages_html
from qa.web.people.members import members_shown, save_members
from qa.web.sources.asked import asked_now, tell_asked
from qa.web.sources.handlers import source_list
from qa.web.wording.messages import in_language
from qa.web.wording.page_strings import TEXTS, inform, language_of, text, warn

MAX_LISTED = 200  # more are found by searching
PASSAGES_SHOWN = 5
TITLE_LENGTH = 90  # characters


class DocumentHandlers:
    """What the tab's widgets show and do, for the visitor who makes a request."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices

    def refresh(self, chosen: Sequence[str], words: str, request: gr.Request) -> tuple[Any, ...]:
        """The collection as it is now, and what of it was searched for.

        Marks stay, unless a document that has one is gone.
        """
        return self._shown(request, marked=chosen, words=words)

    def choose(self, name: str, request: gr.Request) -> tuple[Any, ...]:
        """Ask another collection."""
        return self.changed(request, Role.READ, lambda: self._choose(name, request))

    def create(self, name: str, request: gr.Request) -> tuple[Any, ...]:
        """Make a collection and ask it."""

        def make() -> str:
            made = self._choices.library.create(name)
            self._choices.note(request, "created", collection=made.name)
            return self._choose(made.name, request)

        return "", *self.changed(request, Role.MANAGE, make)

    def confirm_delete(self, request: gr.Request) -> tuple[gr.Row, str]:
        """Ask whether the collection is to be deleted."""
        name = self._collection(request).name
        return gr.Row(visible=True), line(request, "delete_collection_sure", title=name)

    def delete(self, request: gr.Request) -> tuple[Any, ...]:
        """Delete the collection, and ask the first one again."""

        def remove() -> str:
            if (name := self._collection(request).name) == self._choices.collection.name:
                raise CiteraError(
                    "{name!r} is what this page was started with; it stays.", name=name
                )
            self._choices.library.delete(name)
            self._choices.note(request, "deleted", collection=name)
            return self._choose(self._choices.collection.name, request)

        return self.changed(request, Role.MANAGE, remove)

    def limit_to(self, members: str, request: gr.Request) -> tuple[Any, ...]:
        """Let only members use the collection."""

        def save() -> str:
            return f"<p>{escaped(save_members(self._choices, members, request))}</p>"

        return self.changed(request, Role.MANAGE, save)

    def remove(self, chosen: Sequence[str], request: gr.Request) -> tuple[Any, ...]:
        """Remove the documents marked."""

        def remove() -> str:
            if not chosen:
                inform(language_of(request), "mark_some")
                return ""
            self._collection(request).remove(chosen)
            self._choices.note(request, "removed", chosen)
            return line(request, "removed", count=len(chosen))

        return self.changed(request, Role.MANAGE, remove)

    def restore(self, request: gr.Request) -> tuple[Any, ...]:
        """Bring back what was removed last."""

        def restore() -> str:
            restored = self._collection(request).restore()
            self._choices.note(request, "restored", restored)
            return line(request, "restored", count=len(restored))

        return self.changed(request, Role.MANAGE, restore)

    def search_documents(
        self, words: str, request: gr.Request
    ) -> tuple[str, gr.CheckboxGroup, str]:
        """The documents whose titles have the words, and the passages nearest to them."""
        state, listed = self._list(request, words)
        try:
            passages = self._passages(words, request)
        except CiteraError as error:
            _warn(request, error)
            passages = ""
        return state, listed, passages

    def limit(
        self, languages: Sequence[str], since: str, until: str, request: gr.Request
    ) -> gr.HTML:
        """Ask only documents in these languages and of that time."""
        return self._limited(
            request,
            languages=tuple(languages),
            since=since.strip() or None,
            until=until.strip() or None,
        )

    def ask_all(self, request: gr.Request) -> tuple[Any, ...]:
        """Ask every document of the collection."""
        self._choose(self._collection(request).name, request)
        tell_asked(self._choices, request)
        listed = source_list(self._choices, request)
        return [], "", "", listed, asked_now(self._choices, request)

    def _collection(self, request: gr.Request) -> Collection:
        return self._choices.collection_of(request)

    def _choose(self, name: str, request: gr.Request) -> str:
        self._choices.open(name, request)
        self._choices.choose(request, Choice(name))
        return ""

    def _limited(self, request: gr.Request, **limits: Any) -> gr.HTML:
        choice = self._choices.of(request)
        try:
            scope = Scope(**asdict(choice.scope) | limits)
        except CiteraError as error:
            _warn(request, error)
        else:
            self._choices.choose(request, replace(choice, scope=scope))
            tell_asked(self._choices, request)
        return asked_now(self._choices, request)

    def changed(
        self, request: gr.Request, needed: Role, change: Callable[[], str]
    ) -> tuple[Any, ...]:
        """What is shown after a change, which returns what to say of it; beside the chat too.

        `needed`: of who has less than that role, nothing is changed.
        """
        outcome = ""
        try:
            self._choices.role(request).check(needed)
            outcome = change()
        except (CiteraError, OSError) as error:
            _warn(request, error)
        sources = source_list(self._choices, request)  # first: what is gone is no longer asked for
        return *self._shown(request, outcome), sources

    def _shown(
        self,
        request: gr.Request,
        outcome: str = "",
        marked: Sequence[str] | None = None,
        words: str = "",
    ) -> tuple[Any, ...]:
        collection, role = self._collection(request), self._choices.role(request)
        may_add, manages = role.may(Role.ADD), role.may(Role.MANAGE)
        state, listed = self._list(request, words, marked)
        if not collection.editable:
            outcome = line(request, "fixed")
        elif not outcome and may_add:
            outcome = line(request, "upload_limits", files=MAX_FILES, megabytes=MAX_MEGABYTES)
        codes = sorted({each.language for each in collection.assistant.document_facts})
        languages = [(_spoken(request, code), code) for code in codes]
        return (
            gr.Dropdown(self._choices.names(request), value=collection.name),
            gr.Accordion(visible=manages),
            gr.Column(visible=collection.editable and may_add),
            outcome,
            state,
            listed,
            gr.Button(visible=manages),
            gr.Row(visible=collection.can_restore and manages),
            gr.Row(visible=False),
            gr.skip() if words else "",
            gr.CheckboxGroup(languages, value=list(self._choices.of(request).scope.languages)),
            asked_now(self._choices, request),
            gr.Accordion(visible=manages),
            *members_shown(self._choices, request),
        )

    def _list(
        self, request: gr.Request, words: str = "", marked: Sequence[str] | None = None
    ) -> tuple[str, gr.CheckboxGroup]:
        """What is said of the list, and the list; without marks, unless all `marked` are in it."""
        collection = self._collection(request)
        every = collection.listed()
        found = [each for each in every if _has_words(each, words)]
        choices = [(_row(request, each), each.id) for each in found[:MAX_LISTED]]
        state = line(
            request,
            "list_state",
            shown=len(choices),
            all=len(every),
            passages=_counted(request, sum(each.passages for each in every)),
        )
        if not choices:
            state = line(request, "none_found" if every else "no_documents")
        keep = marked is not None and {*marked} <= {identifier for _, identifier in choices}
        # Marks that are not mentioned stay, also one made since the request.
        marks: Any = {} if keep else {"value": []}
        return state, gr.CheckboxGroup(choices, visible=bool(choices), **marks)

    def _passages(self, words: str, request: gr.Request) -> str:
        if not words.strip():
            return ""
        assistant = self._choices.assistant(request)
        view = View(assistant.document, language_of(request))
        return passages_html(assistant.search(words, PASSAGES_SHOWN), view)


def _has_words(listed: Listed, words: str) -> bool:
    held = f"{listed.title} {listed.id}".casefold()
    return all(word in held for word in words.casefold().split())


def _row(request: gr.Request, listed: Listed) -> str:
    title = printable(shorten(listed.title, TITLE_LENGTH, placeholder="…"))
    if listed.reason is not None:
        reason = printable(said(request, listed.reason))
        return f"{title} — {text_of(request, 'state_left_out')}: {reason}"
    count = _counted(request, listed.passages)
    little = text_of(request, "little_searched", percent=round(100 * listed.searched_share))
    facts = [
        _spoken(request, listed.language),
        count,
        listed.published,
        little if listed.searched_share < MIN_SEARCHED else None,
    ]
    return f"{title} — {' · '.join(filter(None, facts))}"


def _counted(request: gr.Request, passages: int) -> str:
    return text_of(request, "one_passage" if passages == 1 else "passages_of", count=passages)


def said(request: gr.Request, message: Message) -> str:
    """A message in the visitor's language."""
    return str(in_language(language_of(request), message))


def _spoken(request: gr.Request, code: str) -> str:
    return TEXTS[language_of(request)].get(code, code)


def text_of(request: gr.Request, name: str, **values: Any) -> str:
    """The string of that name in the visitor's language."""
    return text(language_of(request), name, **values)


def line(request: gr.Request, name: str, **values: Any) -> str:
    """The same as a paragraph of HTML."""
    return f"<p>{escaped(text_of(request, name, **values))}</p>"


def _warn(request: gr.Request, error: Exception) -> None:
    warn(language_of(request), "failed", error=error)
