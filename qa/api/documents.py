"""Documents over HTTP: listed, read, uploaded and removed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi import Path as InPath

from index import Document, Skipped
from index.types import Span
from qa.api import models
from qa.api.workers import Workers
from qa.assistant import Assistant
from qa.errors import ForbiddenRequestError, UnknownDocumentError
from qa.library.collection import Collection, EditableCollection
from qa.library.people.audit import Audit, Deed
from qa.library.people.roles import Role
from qa.library.uploads import check_upload

SHOWN_OF_HASH = 8  # characters
MAX_TEXT = 1_000_000  # code points of a document's text in one response
FILE = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}

DocumentId = Annotated[
    str, InPath(description="A document's id: its path below the folder, with '/'.")
]
After = Annotated[str, Query(description="The id after which the list begins.")]
Limit = Annotated[int, Query(ge=1, le=1_000, description="How many documents.")]
Start = Annotated[int, Query(ge=0, description="Where the text begins, in code points.")]
End = Annotated[
    int | None, Query(ge=0, description=f"Where it ends; at most {MAX_TEXT:,} further on.")
]
Name = Annotated[models.Words, Query(max_length=1_000, description="The file's name.")]


class Documents:
    """A collection's documents, and changes to them where those are allowed."""

    def __init__(
        self,
        collection: Collection,
        changes: Workers,
        *,
        allow_changes: bool,
        audit: Audit | None = None,
    ) -> None:
        self._audit = audit
        self._collection = collection
        self._changes = changes
        self._allow_changes = allow_changes

    def router(self) -> APIRouter:
        """The routes."""
        router = APIRouter(tags=["documents"])
        one = "/documents/{document_id:path}"
        router.add_api_route("/documents", self.listed, methods=["GET"])
        router.add_api_route(
            "/documents", self.upload, methods=["POST"], status_code=201, openapi_extra=FILE
        )
        router.add_api_route(one, self.read, methods=["GET"])
        router.add_api_route(one, self.remove, methods=["DELETE"], status_code=204)
        return router

    def listed(self, after: After = "", limit: Limit = 100) -> models.Documents:
        """The documents, by id."""
        return listed(self._collection.assistant, after, limit)

    def read(self, document_id: DocumentId, start: Start = 0, end: End = None) -> models.Document:
        """A document, with its text or a part of it."""
        document = self._collection.assistant.document(document_id)
        start, end = part(document, start, end, MAX_TEXT)
        return models.Document(
            id=document.id,
            title=document.title,
            language=document.language,
            source=document.source,
            published=document.published,
            text=document.text[start:end],
            start=start,
            end=end,
            length=len(document.text),
            pages=list(document.pages),
        )

    async def upload(self, request: Request, response: Response, name: Name) -> models.Uploaded:
        """Add a file, whose bytes are the body, under its name; an earlier one of that name goes.

        A folder of the server's stays as it is: the file is kept beside it.
        """
        collection = self._changeable(request, Role.ADD)
        with NamedTemporaryFile() as file:
            async for part in request.stream():
                file.write(part)
            file.flush()
            path = Path(file.name)
            check_upload(name, path)
            left_out = await self._changes.run(partial(collection.add, {name: path}))
        uploaded = _uploaded(collection, name, left_out)
        self._note(request, "added", uploaded.id)
        response.headers["location"] = f"{request.url.path.rstrip('/')}/{quote(uploaded.id)}"
        return uploaded

    async def remove(self, request: Request, document_id: DocumentId) -> None:
        """Remove a document. A file in a folder of the server's stays there, but is not asked."""
        collection = self._changeable(request, Role.MANAGE)
        if document_id not in {each.id for each in collection.listed()}:
            raise UnknownDocumentError(
                "there is no document {document!r}; ids are relative paths, '/'-separated.",
                document=document_id,
            )
        await self._changes.run(partial(collection.remove, [document_id]))
        self._note(request, "removed", document_id)

    def _note(self, request: Request, did: Deed, document_id: str) -> None:
        """Note it in the audit log; a token by the beginning of its hash."""
        if self._audit is not None:
            holder = request.state.holder
            who = f"token {holder[:SHOWN_OF_HASH]}" if holder else ""
            self._audit.note(who, did, self._collection.name, [document_id])

    def _changeable(self, request: Request, needed: Role) -> EditableCollection:
        if not self._allow_changes or not isinstance(self._collection, EditableCollection):
            raise ForbiddenRequestError(
                "documents cannot be changed here; allow it with: citera serve --docs DOCS "
                "--allow-changes"
            )
        role: Role = request.state.role
        role.check(needed)
        return self._collection


def listed(assistant: Assistant, after: str, limit: int) -> models.Documents:
    """The documents whose ids come after one, at most so many."""
    facts = assistant.document_facts
    first = bisect_right(facts, after, key=lambda each: each.id)
    shown = facts[first : first + limit]
    return models.Documents(
        documents=[models.DocumentFacts.model_validate(each) for each in shown],
        total=len(facts),
        next=shown[-1].id if first + limit < len(facts) else None,
    )


def part(document: Document, start: int, end: int | None, most: int) -> Span:
    """A span of the document's text, within it and at most so long."""
    length = len(document.text)
    start = min(start, length)
    return start, max(start, min(length if end is None else end, length, start + most))


def _uploaded(
    collection: EditableCollection, name: str, left_out: Sequence[Skipped]
) -> models.Uploaded:
    identifier = collection.id_of_upload(name)
    reasons: dict[str, Any] = {each.path: each.reason for each in left_out}
    if identifier in reasons:
        return models.Uploaded(id=identifier, state="left out", reason=reasons[identifier])
    known = {each.id for each in collection.assistant.document_facts}
    return models.Uploaded(
        id=identifier, state="indexed" if identifier in known else "being read", reason=None
    )
