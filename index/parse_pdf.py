"""PDF → text, page by page, with PDFium."""

from __future__ import annotations

import threading
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from index.errors import LoadError
from index.metadata import usable_title
from index.parse_text import Extracted, check_length, normalise

# PDFium is not thread-safe, and calls into different documents must not overlap either
# (pypdfium2's readme, "Thread incompatibility").
_lock = threading.Lock()


def parse_pdf(path: Path) -> Extracted:
    """The text of each page in turn, a line of the page on a line, pages joined by a line end."""
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):  # readers look for the header that far
            raise LoadError("has no PDF header: it is damaged or of another format; export it anew")
        with _lock:
            texts, title = _read_pages(file)
    if not any(text.strip() for text in texts):
        raise LoadError("has no text layer, only pictures; run OCR first, for example ocrmypdf")
    starts = accumulate((len(text) + 1 for text in texts[:-1]), initial=0)
    return Extracted("\n".join(texts), title=usable_title(title), pages=tuple(starts))


def _read_pages(file: BinaryIO) -> tuple[list[str], str]:
    """Each page's text, and the title in the metadata."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise LoadError("is protected by a password; save a copy without one") from error
        raise
    texts: list[str] = []
    characters = 0
    with document:
        for number in range(len(document)):
            # Closed at once: what the garbage collector closes, it closes without the lock.
            with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
                texts.append(_page_text(textpage.get_text_range()))
            characters += len(texts[-1])
            check_length(characters)
        return texts, document.get_metadata_value("Title")


def _page_text(raw: str) -> str:
    """PDFium's text with a hyphen for U+FFFE, its sign for a hyphen at the end of a line.

    PDFium joins the two lines there. The page does show a hyphen, and in "AI-based" it is part of
    the word; a soft hyphen or nothing would be a guess.
    """
    return normalise(raw).replace("\ufffe", "-")
