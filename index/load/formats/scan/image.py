"""A file that is a picture, or several → the text that stands in it."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from index.errors import LoadError
from index.load.extracted import Extracted
from index.load.formats.pdf.document import heading_on
from index.load.formats.pdf.flow.writer import text_of
from index.load.formats.pdf.page.columns import Page, parts_of
from index.load.formats.pdf.page.words import PageText, Word
from index.load.formats.pdf.picture import PICTURE_HEIGHT, PICTURE_WIDTH, PagePicture, as_webp
from index.load.formats.scan.reading import MAX_POINTS, RESOLUTION, Scan, Scanner

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "TIFF")
PAGE_HEIGHT = 11.7  # inches: what the longer side is taken for, as files seldom tell truly
MAX_SCALE = 3.0  # times larger that a small picture is made, for its letters to be told
BODY = 11.0  # points that most letters are taken to have


def parse_image(path: Path) -> Extracted:
    """The text in the picture, or in each of a TIFF's pages.

    Raises LoadError where none can be read.
    """
    scanner = Scanner()
    scans = [scanner.read(*_sized(_grey(image))) for image in _images(path)]
    scanner.check(read=sum(scan is not None for scan in scans))
    if all(scan is None for scan in scans):
        raise LoadError("shows no text that OCR can read; scan it anew, at 300 dpi")
    pages = [Page(parts_of(text), [], text.height) for text in _in_points(scans)]
    scanned = tuple(None if scan is None else scan.confidence for scan in scans)
    return replace(text_of(pages), title=heading_on(pages), scanned=scanned)


def picture_of_image(
    path: Path, number: int, quotes: Sequence[tuple[str, str]], times: int = 1
) -> PagePicture | None:
    """Page `number`, from 1; None where there is no such page. Nothing tells where quotes stand.
    The picture is at most so many `times` as wide as usual.

    Raises LoadError where it is too large.
    """
    for image in islice(_images(path), max(0, number - 1), number):
        shown = image.convert("RGB")
        shown.thumbnail((times * PICTURE_WIDTH, times * PICTURE_HEIGHT))
        return PagePicture(as_webp(shown), ((),) * len(quotes))
    return None


def _images(path: Path) -> Iterator[Image]:
    """Each picture in the file, the right way up."""
    import PIL.Image
    from PIL.ImageOps import exif_transpose

    with warnings.catch_warnings():
        warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
        try:
            with PIL.Image.open(path, formats=FORMATS) as file:
                for number in range(getattr(file, "n_frames", 1)):
                    file.seek(number)
                    yield exif_transpose(file)
        except (PIL.Image.DecompressionBombWarning, PIL.Image.DecompressionBombError) as error:
            raise LoadError(
                "has more than {limit:,} dots; save it smaller", limit=PIL.Image.MAX_IMAGE_PIXELS
            ) from error


def _grey(image: Image) -> Image:
    """In shades of grey, on white where it lets the ground through."""
    import PIL.Image

    if "A" in image.getbands() or "transparency" in image.info:
        ground = PIL.Image.new("RGBA", image.size, "white")
        image = PIL.Image.alpha_composite(ground, image.convert("RGBA"))
    return image.convert("L")


def _sized(image: Image) -> tuple[Image, float]:
    """At a size at which letters are read, and its dots an inch."""
    width, height = image.size
    longer = max(width, height)
    scale = min(MAX_SCALE, max(1.0, RESOLUTION * PAGE_HEIGHT / longer))
    scale = min(scale, math.sqrt(MAX_POINTS / (width * height)))
    if scale != 1:
        image = image.resize((max(1, round(width * scale)), max(1, round(height * scale))))
    return image, max(image.size) / PAGE_HEIGHT


def _in_points(scans: Sequence[Scan | None]) -> Iterator[PageText]:
    """The pages as large as they are where most letters are of the usual size."""
    words = [word for scan in scans if scan for word in scan.text.words]
    scale = BODY / median(word.size for word in words for _ in word.text)
    for scan in scans:
        text = scan.text if scan else PageText()
        yield PageText([_scaled(each, scale) for each in text.words], height=scale * text.height)


def _scaled(word: Word, scale: float) -> Word:
    return replace(
        word,
        left=scale * word.left,
        right=scale * word.right,
        base=scale * word.base,
        size=scale * word.size,
        space=scale * word.space,
    )
