"""What each visitor asks: a collection, and which of its documents; and what they may do."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

import gradio as gr

from qa.assistant import Assistant
from qa.errors import CiteraError
from qa.library.collection import Collection
from qa.library.library import Library
from qa.library.people.access import Access
from qa.library.people.audit import Deed
from qa.library.people.roles import Role
from qa.library.people.users import Users
from qa.understand.filters import Scope
from qa.web.page import View
from qa.web.wording.page_strings import language_of

MAX_VISITORS = 10_000  # whose choices are kept
BROUGHT = frozenset(
    ("forwarded", "via", "x-real-ip", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto")
)
"""Headers that proxies add."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A collection's name, and which of its documents are asked."""

    collection: str
    scope: Scope = field(default_factory=Scope)


class Choices:
    """The choice of every visitor, by session; of one who has not chosen, `collection`."""

    def __init__(
        self,
        library: Library,
        collection: Collection,
        users: Users | None = None,
        *,
        is_shared: bool = False,
    ) -> None:
        """Without `users` every visitor may all. `is_shared`: others than who sits at this machine
        come to the page. Raises CollectionError where some of the users may not use `collection`.
        """
        self.library = library
        self.collection = collection
        self.users = users
        self.access = Access(library, users)
        self.access.check_for_everybody(collection.name)
        self.is_shared = is_shared or users is not None
        self._chosen: OrderedDict[str, Choice] = OrderedDict()
        self._choosing = Lock()

    def role(self, request: gr.Request) -> Role:
        """What the visitor may do."""
        return self.access.role(request.username)

    def may_ask_around(self, request: gr.Request) -> bool:
        """Whether pages of this machine and of private networks may be fetched for the visitor, who
        then sits at this machine: nobody else comes to the page, and no proxy brought the request.
        """
        brought = any(request.headers.get(name) for name in BROUGHT)
        return not self.is_shared and not brought

    def note(
        self,
        request: gr.Request,
        did: Deed,
        documents: Sequence[str] = (),
        *,
        source: str = "",
        collection: str = "",
    ) -> None:
        """Note in the audit log what the visitor did to a collection; else, to theirs."""
        name = collection or self.collection_of(request).name
        self.library.audit.note(request.username or "", did, name, documents, source)

    def of(self, request: gr.Request) -> Choice:
        """What the visitor chose, as long as they may use it."""
        chosen = self._chosen.get(request.session_hash or "")
        if chosen is None or not self.access.may_use(request.username, chosen.collection):
            return Choice(self.collection.name)
        return chosen

    def choose(self, request: gr.Request, choice: Choice) -> None:
        """Remember what the visitor chose; whose choice is oldest is forgotten for it."""
        with self._choosing:
            self._chosen[request.session_hash or ""] = choice
            self._chosen.move_to_end(request.session_hash or "")
            while len(self._chosen) > MAX_VISITORS:
                self._chosen.popitem(last=False)

    def open(self, name: str, request: gr.Request) -> Collection:
        """The collection of that name. Raises CollectionError where the visitor knows none."""
        return self.access.open(request.username, name)

    def names(self, request: gr.Request) -> list[str]:
        """The names of the collections that the visitor may use."""
        return self.access.names(request.username)

    def collection_of(self, request: gr.Request) -> Collection:
        """The collection that the visitor chose; the first one where it was deleted meanwhile."""
        try:
            return self.open(self.of(request).collection, request)
        except CiteraError:
            return self.collection

    def assistant(self, request: gr.Request) -> Assistant:
        """The Assistant over the documents that the visitor chose, as they are now."""
        assistant, scope = self.collection_of(request).assistant, self.of(request).scope
        return assistant if scope == Scope() else assistant.narrowed(scope)

    def view(self, request: gr.Request) -> View:
        """What the visitor sees the documents of that collection with."""
        return View.of(self.collection_of(request), language_of(request))
