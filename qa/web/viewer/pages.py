"""A page of a document as a picture, with what is marked on it outlined."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from threading import BoundedSemaphore

from index import Document
from index.load.formats.pdf.picture import PagePicture
from index.load.page_picture import page_picture
from index.types import Span
from qa.web.page import View, render
from qa.web.viewer.marks import Mark

PICTURED = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
"""The suffixes of files whose pages can be drawn."""
MAX_OUTLINED = 200  # on a page
_DRAWING = BoundedSemaphore(2)  # processes, each of which may take a gigabyte


def is_pictured(document: Document, view: View) -> bool:
    """Whether its pages can be shown as pictures: it has some, and its file is at hand."""
    if not document.pages or not document.id.lower().endswith(PICTURED):
        return False
    return view.file(document.id) is not None


def page_html(
    document: Document, number: int, marks: Sequence[Mark], view: View, times: int = 1
) -> str | None:
    """Page `number`, from 1, with the marks on it outlined; of those that overlap, the first is on
    top. The picture is so many `times` as wide as usual.

    None where there is no such page, and where the file is gone, cannot be drawn or no longer says
    what is selected. On a scanned page there are no letters to tell where a mark is.
    """
    path = view.file(document.id) if is_pictured(document, view) else None
    if path is None or not 1 <= number <= len(document.pages):
        return None
    here = page_span(document, number)
    near = [each for each in marks if each.span[0] < here[1] and here[0] < each.span[1]]
    near = near[:MAX_OUTLINED]
    quotes = [_on_page(document, here, each.span) for each in near]
    picture = _drawn(path, number, quotes, times)
    if picture is None or _lacks_selected(document, number, near, picture):
        return None
    return render(
        "page.html",
        picture=b64encode(picture.image).decode(),
        outlines=list(reversed(_outlines(picture, near))),
        title=view.text("picture_of_page", number=number, title=document.title),
    )


def _drawn(
    path: Path, number: int, quotes: Sequence[tuple[str, str]], times: int
) -> PagePicture | None:
    with _DRAWING:
        return page_picture(path, number, quotes, times)


def page_span(document: Document, number: int) -> Span:
    """Where the text of page `number` begins and ends."""
    ends = [*document.pages, len(document.text)]
    return ends[number - 1], ends[number]


def _on_page(document: Document, page: Span, mark: Span) -> tuple[str, str]:
    """The text of the page before the mark, and what of the mark stands on it."""
    start, end = (min(max(place, page[0]), page[1]) for place in mark)
    return document.text[page[0] : start], document.text[start:end]


def _lacks_selected(
    document: Document, number: int, near: Sequence[Mark], picture: PagePicture
) -> bool:
    """Whether what is selected should begin on the page, and is not there."""
    return any(
        not boxes and document.scanned_at(mark.span[0]) is None
        for mark, boxes in zip(near, picture.boxes, strict=True)
        if mark.kind == "quote selected" and document.page_at(mark.span[0]) == number
    )


def _outlines(picture: PagePicture, marks: Sequence[Mark]) -> list[tuple[list[str], Mark]]:
    """The place of each box on the page, in percent, and what it is around."""
    return [
        ([f"{each:.3%}" for each in box], mark)
        for mark, boxes in zip(marks, picture.boxes, strict=True)
        for box in boxes
    ]
