"""Quotes pinned to a notebook, as a browser keeps them between visits.

What comes from a browser may be anything: what is no pin is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from index import Document
from qa.answer.cite import citation_of
from qa.types import Citation
from qa.web.notebook.references import Cited

MAX_PINS = 500
MAX_QUOTE = 10_000  # characters
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Pin:
    """A quote, what it is read with, what its reference is made of, and the visitor's comment."""

    cited: Cited
    quote: str
    lead: str
    language: str
    comment: str = ""


def quote_at(document: Document, start: int, end: int) -> Citation | None:
    """What stands there, cut from the document; None where that is no quote."""
    if not 0 <= start < end <= min(len(document.text), start + MAX_QUOTE):
        return None
    return citation_of(1, document, (start, end))


def as_value(citation: Citation, document: Document, collection: str) -> dict[str, Any]:
    """A pin as a JSON value, which `pins_from` reads."""
    return {
        "collection": collection,
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "published": document.published,
        "page": citation.page,
        "quote": citation.quote,
        "lead": citation.lead,
        "language": citation.language,
        "start": citation.start,
        "end": citation.end,
    }


def pins_from(value: Any) -> list[Pin]:
    """The pins in what a browser kept, in their order."""
    values = value if isinstance(value, list) else []
    return [_pin(each) for each in values[:MAX_PINS] if isinstance(each, Mapping)]


def _pin(value: Mapping[str, Any]) -> Pin:
    def held(name: str) -> str:
        return str(value.get(name) or "")

    page = value.get("page")
    published = held("published")
    cited = Cited(
        held("id"),
        held("title") or held("id"),
        held("source") or None,
        published if _is_date(published) else None,
        page if type(page) is int else None,
    )
    return Pin(cited, held("quote"), held("lead"), held("language"), held("comment"))


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True
