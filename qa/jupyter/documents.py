"""The documents of an assistant, as a tuple that is a table in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.types import Document
from qa.errors import CiteraError
from qa.jupyter.frame import frame_of
from qa.terminal import printable

if TYPE_CHECKING:
    from qa.jupyter.frame import DataFrame

COLUMNS = ("id", "title", "language", "published", "source", "pages", "characters")
MAX_ROWS = 60  # shown, half of them from the end


class Documents(tuple[Document, ...]):
    """Documents, by id. Where pandas is installed a notebook shows them as a table."""

    __slots__ = ()

    def to_frame(self) -> DataFrame:
        """A row for each document: what is known of it, and how many pages and characters it has;
        no pages for formats without. Raises CiteraError where pandas is missing.
        """
        return frame_of(map(_row, self), COLUMNS).astype({"pages": "Int64"})

    def __repr__(self) -> str:
        """Without their texts, which a notebook would keep."""
        return f"<documents: {len(self):,}>"

    def _repr_html_(self) -> str | None:
        try:
            frame = self.to_frame()
        except CiteraError:
            return None
        shown: str = frame.map(_harmless).to_html(
            max_rows=MAX_ROWS, na_rep="", show_dimensions=len(self) > MAX_ROWS
        )
        return shown


def _row(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "language": document.language,
        "published": document.published,
        "source": document.source,
        "pages": len(document.pages) or None,
        "characters": len(document.text),
    }


def _harmless(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value
