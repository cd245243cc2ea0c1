"""A page of a PDF → a picture, and where on it quotes stand, with PDFium."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import closing
from ctypes import byref, c_int
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from index.load.formats.pdf.pdfium import functions, open_document

PICTURE_WIDTH = 1_100  # pixels
PICTURE_HEIGHT = 2_200
MAX_TIMES = 3  # as wide and as high, for who looks closely: 22 million points
MAX_PLACES = 1_000  # of equal words on a page
MAX_CONTEXT = 200  # letters before a quote that tell which of equal words it is
MIN_PIECE = 10  # letters of a quote that is found in pieces
MIN_LATER_PIECE = 3
MAX_PIECES = 200
MIN_FOUND = 0.9  # of a quote's letters
FOOT = 400  # letters: what stands after the text at the end of a page
UNITS = 100_000  # to which a page's place is rounded: a part of its width and height

Box = tuple[float, float, float, float]
"""Left, top, width and height, in shares of a page."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a picture in WebP, and for each quote the boxes around its lines on it."""

    image: bytes
    boxes: tuple[tuple[Box, ...], ...]


def picture_of_page(
    path: Path, number: int, quotes: Sequence[tuple[str, str]], times: int = 1
) -> PagePicture | None:
    """Page `number`, from 1, and where on it each quote stands: (the page's text before it, quote).
    The picture is so many `times` as wide as usual.

    None where there is no such page; a quote that is not found on it has no boxes. Texts are
    compared with the page by their letters and digits only, for line ends, hyphens and the order
    of columns are not the page's own.
    """
    with open_document(path) as document:
        if not 1 <= number <= len(document):
            return None
        with closing(document[number - 1]) as page, closing(page.get_textpage()) as textpage:
            letters = _letters_on(textpage)
            spans = [_characters_of(letters, before, quote) for before, quote in quotes]
            boxes = tuple(_boxes(page, textpage, span) for span in spans)
            return PagePicture(_picture(page, times), boxes)


def _letters_on(textpage: Any) -> list[tuple[int, str]]:
    get = functions().FPDFText_GetUnicode
    return list(_letters(chr(get(textpage, place)) for place in range(textpage.count_chars())))


def _characters_of(
    on_page: Sequence[tuple[int, str]], before: str, quote: str
) -> list[tuple[int, int]]:
    """The first and last character of each piece of the quote, as PDFium counts them.

    A page may be written in another order than it is read, a line of each column in turn, and a
    quote may end on the next page: then it is found in pieces, each near the one before it.
    """
    wanted = "".join(letter for _, letter in _letters(quote))
    text = "".join(letter for _, letter in on_page)
    context = "".join(letter for _, letter in _letters(before))
    whole = _places(text, wanted)
    if whole:
        start = max(whole, key=lambda place: _fitness(text, place, context))
        pieces = [(start, start + len(wanted))]
    else:
        pieces = _pieces(text, wanted, context)
    return [(on_page[start][0], on_page[end - 1][0]) for start, end in pieces]


def _places(text: str, wanted: str) -> list[int]:
    """Where the letters stand in the text, the first MAX_PLACES times."""
    places: list[int] = []
    place = text.find(wanted) if wanted else -1
    while place >= 0 and len(places) < MAX_PLACES:
        places.append(place)
        place = text.find(wanted, place + 1)
    return places


def _fitness(text: str, place: int, context: str) -> tuple[int, int]:
    """How well what stands before a place is that which should: alike at its end, and as long."""
    alike = 0
    while alike < min(place, len(context), MAX_CONTEXT) and (
        text[place - alike - 1] == context[-alike - 1]
    ):
        alike += 1
    return alike, -abs(place - len(context))


def _pieces(text: str, wanted: str, context: str) -> list[tuple[int, int]]:
    """The letters in as few pieces as can be; none where too little of them is there."""
    found: list[tuple[int, int]] = []
    at, near = 0, len(context)
    while at < len(wanted) and len(found) < MAX_PIECES:
        length = _longest(text, wanted, at)
        least = MIN_PIECE if not found else min(MIN_LATER_PIECE, len(wanted) - at)
        if length < least:
            break
        start = _nearest(_places(text, wanted[at : at + length]), near)
        found.append((start, start + length))
        at, near = at + length, start + length
    return found if at >= MIN_FOUND * len(wanted) or _ends_page(text, found) else []


def _nearest(places: Sequence[int], wanted: int) -> int:
    return min(places, key=lambda place: abs(place - wanted))


def _longest(text: str, wanted: str, at: int) -> int:
    """How many of the letters from `at` stand together somewhere in the text."""
    low, high = 0, len(wanted) - at
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[at : at + middle] in text else (low, middle - 1)
    return low


def _ends_page(text: str, found: Sequence[tuple[int, int]]) -> bool:
    """Whether the last piece stands near the page's end: the quote goes on overleaf."""
    return bool(found) and found[-1][1] > len(text) - FOOT


def _boxes(page: Any, textpage: Any, spans: Iterable[tuple[int, int]]) -> tuple[Box, ...]:
    """Around each line of the characters from each first to its last."""
    boxes: list[Box] = []
    for first, last in spans:
        count = textpage.count_rects(first, last - first + 1)
        boxes += (_box(page, textpage.get_rect(place)) for place in range(count))
    return tuple(boxes)


def _letters(characters: Iterable[str]) -> Iterable[tuple[int, str]]:
    """Each letter and digit, accents apart, with the place of its character."""
    for place, character in enumerate(characters):
        for each in unicodedata.normalize("NFKD", character):
            if each.isalnum():
                yield place, each


def _box(page: Any, rectangle: tuple[float, float, float, float]) -> Box:
    """A rectangle of the page's own, which may be turned or cropped, as the picture shows it."""
    left, bottom, right, top = rectangle
    corners = [_place_shown(page, x, y) for x, y in ((left, top), (right, bottom))]
    (x1, x2), (y1, y2) = (sorted(places) for places in zip(*corners, strict=True))
    return x1, y1, x2 - x1, y2 - y1


def _place_shown(page: Any, x: float, y: float) -> tuple[float, float]:
    across, down = c_int(), c_int()
    functions().FPDF_PageToDevice(page, 0, 0, UNITS, UNITS, 0, x, y, byref(across), byref(down))
    return across.value / UNITS, down.value / UNITS


def _picture(page: Any, times: int) -> bytes:
    width, height = page.get_size()
    scale = times * min(PICTURE_WIDTH / width, PICTURE_HEIGHT / height)
    return as_webp(page.render(scale=scale).to_pil())


def as_webp(image: Any) -> bytes:
    """A picture of PIL's as a page gets it."""
    with BytesIO() as file:
        image.save(file, "WEBP", quality=80)
        return file.getvalue()
