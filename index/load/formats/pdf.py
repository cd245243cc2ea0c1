"""PDF → text, page by page, and a page → a picture with a quote's place on it, with PDFium."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO

from index.errors import LoadError
from index.load.extracted import Extracted, check_length, normalise
from index.load.metadata import usable_title

PICTURE_WIDTH = 1_100  # pixels
PICTURE_HEIGHT = 2_200
UNITS = 100_000  # to which a page's place is rounded: a part of its width and height

Box = tuple[float, float, float, float]
"""Left, top, width and height, in shares of a page."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a picture in WebP, and for each quote the boxes around its lines on it."""

    image: bytes
    boxes: tuple[tuple[Box, ...], ...]


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


def picture_of_page(
    path: Path, number: int, quotes: Sequence[tuple[str, str]]
) -> PagePicture | None:
    """Page `number`, from 1, and where on it each quote stands: (the page's text before it, quote).

    None where there is no such page; a quote that is not found on it has no boxes. Texts are
    compared with the page by their letters and digits only, for line ends and hyphens are not the
    page's own.
    """
    import pypdfium2

    with _lock, pypdfium2.PdfDocument(path) as document:
        if not 1 <= number <= len(document):
            return None
        with closing(document[number - 1]) as page, closing(page.get_textpage()) as textpage:
            letters = _letters_on(textpage)
            spans = [_characters_of(letters, before, quote) for before, quote in quotes]
            boxes = tuple(_boxes(page, textpage, span) for span in spans)
            return PagePicture(_picture(page), boxes)


def _letters_on(textpage: Any) -> list[tuple[int, str]]:
    import pypdfium2

    get = pypdfium2.raw.FPDFText_GetUnicode
    return list(_letters(chr(get(textpage, place)) for place in range(textpage.count_chars())))


def _characters_of(
    on_page: Sequence[tuple[int, str]], before: str, quote: str
) -> tuple[int, int] | None:
    """The first and last character of the quote, as PDFium counts them."""
    wanted = "".join(letter for _, letter in _letters(quote))
    text = "".join(letter for _, letter in on_page)
    expected = sum(1 for _ in _letters(before))
    starts = [place for place in range(len(text)) if wanted and text.startswith(wanted, place)]
    if not starts:
        return None
    start = min(starts, key=lambda place: abs(place - expected))
    return on_page[start][0], on_page[start + len(wanted) - 1][0]


def _boxes(page: Any, textpage: Any, span: tuple[int, int] | None) -> tuple[Box, ...]:
    """Around each line of the characters from the first to the last."""
    if span is None:
        return ()
    first, last = span
    count = textpage.count_rects(first, last - first + 1)
    return tuple(_box(page, textpage.get_rect(place)) for place in range(count))


def _letters(characters: Iterable[str]) -> Iterable[tuple[int, str]]:
    """Each letter and digit, accents apart, with the place of its character."""
    for place, character in enumerate(characters):
        for each in unicodedata.normalize("NFKD", character):
            if each.isalnum():
                yield place, each


def _box(page: Any, rectangle: tuple[float, float, float, float]) -> Box:
    """A rectangle of the page's own, which may be turned or cropped, as the picture shows it."""
    import pypdfium2

    left, bottom, right, top = rectangle
    corners = [_place_shown(pypdfium2.raw, page, x, y) for x, y in ((left, top), (right, bottom))]
    (x1, x2), (y1, y2) = (sorted(places) for places in zip(*corners, strict=True))
    return x1, y1, x2 - x1, y2 - y1


def _place_shown(raw: Any, page: Any, x: float, y: float) -> tuple[float, float]:
    from ctypes import byref, c_int

    across, down = c_int(), c_int()
    raw.FPDF_PageToDevice(page, 0, 0, UNITS, UNITS, 0, x, y, byref(across), byref(down))
    return across.value / UNITS, down.value / UNITS


def _picture(page: Any) -> bytes:
    width, height = page.get_size()
    image = page.render(scale=min(PICTURE_WIDTH / width, PICTURE_HEIGHT / height)).to_pil()
    with BytesIO() as file:
        image.save(file, "WEBP", quality=80)
        return file.getvalue()
