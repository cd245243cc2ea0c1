"""What the viewer's script asks for while somebody reads: parts of a text, pages, hits, the file.

Only documents of an index are found, and their files only within the folders of their collection.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from index import Document
from index.load.formats.pdf.picture import MAX_TIMES
from index.types import Span
from qa.errors import CiteraError
from qa.library.people.access import Access
from qa.web.page import View, render
from qa.web.viewer.contents import contents_of
from qa.web.viewer.find import MAX_HITS, find
from qa.web.viewer.layout import part_at, parts_of
from qa.web.viewer.marks import Mark
from qa.web.viewer.original import original
from qa.web.viewer.pages import page_html, page_span
from qa.web.viewer.shown import Shown, number_of, shown_of, version_of
from qa.web.viewer.text import part_html
from qa.web.wording.page_strings import language_of

GONE, NOT_FOUND = 410, 404


class ViewerRoutes:
    """Answers for every document of the collections that whoever asks may use."""

    def __init__(self, access: Access, user_of: Callable[[Request], str | None]) -> None:
        """`user_of`: the name of the user that a request is from, None where it is from nobody."""
        self._access = access
        self._user_of = user_of

    @property
    def routes(self) -> list[Route]:
        """To be served beside the page, behind its guard."""
        answers = (self._part, self._page, self._contents, self._hits, self._original)
        names = ("part", "page", "contents", "hits", "original")
        return [
            Route(f"/viewer/{name}", self._asked(answer))
            for name, answer in zip(names, answers, strict=True)
        ]

    def _asked(self, answer: Callable[..., Response]) -> Callable[[Request], Response]:
        """Find what is asked for: 404 where it is not there, 410 where its text is another now."""

        def answered(request: Request) -> Response:
            shown = shown_of(request.query_params)
            try:
                collection = self._access.open(self._user_of(request), shown.collection)
                document = collection.assistant.document(shown.document_id)
            except CiteraError:
                return Response(status_code=NOT_FOUND)
            if shown.version != version_of(document):
                return Response(status_code=GONE)
            view = View.of(collection, language_of(request))
            return answer(document, shown, view, request.query_params)

        return answered

    def _part(self, document: Document, shown: Shown, view: View, query: Any) -> Response:
        """The part of the text that holds the character `at`."""
        parts = parts_of(document)
        part = parts[part_at(parts, number_of(query.get("at", "")) or 0)]
        marks = [*_hits(document, query, part), *shown.marks(document.text)]
        return _fragment(part_html(document, part, marks, view))

    def _page(self, document: Document, shown: Shown, view: View, query: Any) -> Response:
        """The page of that `number`, so many `times` as wide as usual."""
        number = number_of(query.get("number", "")) or 0
        if not 1 <= number <= len(document.pages):
            return Response(status_code=NOT_FOUND)
        hits = _hits(document, query, page_span(document, number))
        times = min(max(number_of(query.get("times", "")) or 1, 1), MAX_TIMES)
        page = page_html(document, number, [*shown.marks(document.text), *hits], view, times)
        return _fragment(page) if page else Response(status_code=NOT_FOUND)

    def _contents(self, document: Document, shown: Shown, view: View, query: Any) -> Response:
        entries = contents_of(document, [*shown.quotes.values()])
        return _fragment(render("contents.html", entries=entries, view=view))

    def _hits(self, document: Document, shown: Shown, view: View, query: Any) -> Response:
        """Where the `words` stand and on which pages; `is_all`: whether there are no more."""
        hits = find(document.text, query.get("words", ""))
        places = [(start, document.page_at(start)) for start, _ in hits]
        return JSONResponse({"hits": places, "is_all": len(hits) < MAX_HITS})

    def _original(self, document: Document, shown: Shown, view: View, query: Any) -> Response:
        path = view.file(document.id)
        if path is None:
            return Response(status_code=NOT_FOUND)
        return original(path, document.id, to_save="download" in query)


def _fragment(markup: str) -> Response:
    """HTML for the page that asks for it; no page of its own to whoever opens the address."""
    return PlainTextResponse(markup)


def _hits(document: Document, query: Any, part: Span) -> list[Mark]:
    return [Mark(span, "hit") for span in find(document.text, query.get("words", ""), part)]
