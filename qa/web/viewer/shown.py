"""What the viewer shows, as the browser says it with each request for a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from zlib import crc32

from index import Document
from index.types import Span
from qa.web.viewer.marks import Mark, MarkKind

MAX_QUOTES = 100
_QUOTE = re.compile(r"(\d{1,4}):(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Shown:
    """A document of a collection, with quotes of an answer marked in it.

    `version` is that of the document's text (`version_of`). `quotes`: the span of each by its
    number; `selected` is the number of one, None for none. `are_numbered`: whether readers see the
    numbers, which those of a refusal have not.
    """

    collection: str
    document_id: str
    version: int
    quotes: Mapping[int, Span]
    selected: int | None = None
    are_numbered: bool = True

    @property
    def query(self) -> str:
        """As the query of an address, which `shown_of` reads."""
        quotes = (f"{number}:{start}-{end}" for number, (start, end) in self.quotes.items())
        return urlencode(
            {
                "collection": self.collection,
                "id": self.document_id,
                "version": self.version,
                "quotes": ",".join(quotes),
                "selected": self.selected or "",
                "numbered": int(self.are_numbered),
            }
        )

    def marks(self, text: str) -> list[Mark]:
        """Its quotes, the selected one before the others."""
        return sorted(self._marks(text), key=lambda mark: mark.kind == "quote")

    def _marks(self, text: str) -> Iterator[Mark]:
        for number, (start, end) in self.quotes.items():
            words = " ".join(text[start:end].split())
            title = f"[{number}] {words}" if self.are_numbered else words
            kind: MarkKind = "quote selected" if number == self.selected else "quote"
            yield Mark((start, end), kind, title)


def shown_of(query: Mapping[str, str]) -> Shown:
    """What a request asks for; numbers and quotes that are none are passed over."""
    found = map(_QUOTE.fullmatch, query.get("quotes", "").split(",")[:MAX_QUOTES])
    quotes = {int(each[1]): (int(each[2]), int(each[3])) for each in found if each}
    return Shown(
        collection=query.get("collection", ""),
        document_id=query.get("id", ""),
        version=number_of(query.get("version", "")) or 0,
        quotes={number: span for number, span in quotes.items() if span[0] < span[1]},
        selected=number_of(query.get("selected", "")),
        are_numbered=query.get("numbered") != "0",
    )


def number_of(value: str) -> int | None:
    """A number from an address; None for anything else."""
    return int(value) if re.fullmatch(r"[0-9]{1,10}", value) else None


def version_of(document: Document) -> int:
    """Another number for another text."""
    return crc32(document.text.encode("utf-8", "surrogatepass"))
