"""PDF → text as a person reads its pages; each step has its module beside this one."""

from __future__ import annotations

import math
import re
import unicodedata
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from index.errors import LoadError
from index.language.lexicons import any_of
from index.load.extracted import Extracted, check_length
from index.load.formats.pdf.flow.writer import heading_of, text_of
from index.load.formats.pdf.page.columns import Column, Page, parts_of
from index.load.formats.pdf.page.forms import read_annotations, with_fields
from index.load.formats.pdf.page.frame import Frame
from index.load.formats.pdf.page.words import PageText, read_text
from index.load.formats.pdf.pdfium import open_document
from index.load.formats.scan.reading import MAX_POINTS, RESOLUTION, Scan, Scanner
from index.load.metadata import usable_author, usable_title

MIN_LETTERS = 40  # below which nothing can be told
MAX_UNREADABLE = 0.2  # of all characters
MAX_SIGNS = 0.35
VOWELS = (0.2, 0.7)  # the share of them among Latin letters, in any language
LOOKED_AT = 1_000  # characters
_ELSEWHERE = (  # of languages without a lexicon
    "der|die|und|das|ist|von|zu|le|la|les|et|des|est|du|que|el|los|il|di|che|het|van|een|og|ja|ei|se"
)
_COMMON = re.compile(rf"\b(?:{any_of('commonest')}|{_ELSEWHERE})\b", re.IGNORECASE)
_PLAIN = re.compile(r"[\s.,:;()/\-–—_|'\"’”…·•*=]+")
_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_SIGN = re.compile(r"[^\w\u0300-\u036f]|_")
_JUNK_TITLE = re.compile(
    r"\S*\.[A-Za-z]\w{1,3}|\W*(?:[\d_]+\W*)+|.*\.(?:docx?|exe|qxd|p65)\b.*", re.DOTALL
)


def parse_pdf(path: Path) -> Extracted:
    """The text of the pages in the order of reading, with their layout.

    Pages without a text layer are read by OCR where it is installed. Raises LoadError for a file
    that is protected, holds only pictures that cannot be read, or hides its letters.
    """
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):  # readers look for the header that far
            raise LoadError("has no PDF header: it is damaged or of another format; export it anew")
        read = _read_pages(file)
    found = text_of(read.pages)
    _check(read, found)
    title = read.title or heading_on(read.pages)
    scanned = read.scanned if any(each is not None for each in read.scanned) else []
    return replace(found, title=title, source=read.author, scanned=tuple(scanned))


@dataclass(slots=True)
class _Read:
    """What was read: each page, how sure OCR was of it (None: it has a text layer), and title and
    author in the metadata. `garbled`: whether pages were left out as such.
    """

    scanner: Scanner = field(default_factory=Scanner)
    pages: list[Page] = field(default_factory=list)
    scanned: list[float | None] = field(default_factory=list)
    title: str | None = None
    author: str | None = None
    garbled: bool = False


def _check(read: _Read, found: Extracted) -> None:
    """Raise LoadError unless enough of the file was read."""
    read.scanner.check(read=sum(bool(page.parts) for page in read.pages))
    if found.text.strip():
        return
    if read.scanner.engine is not None:
        raise LoadError(
            "has no text layer, and OCR finds no text on its pages; scan it anew, at 300 dpi"
        )
    if read.garbled:
        raise LoadError(
            "has fonts that hide the letters; pip install 'citera[ocr]' and Tesseract, or run "
            "ocrmypdf --force-ocr"
        )
    raise LoadError(
        "has no text layer, only pictures; pip install 'citera[ocr]' and Tesseract, or run ocrmypdf"
    )


def _read_pages(file: BinaryIO) -> _Read:
    read = _Read()
    characters = 0
    with open_document(file) as document:
        document.init_forms()
        for number in range(len(document)):
            # Closed at once: what the garbage collector closes, it closes without the lock.
            with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
                characters += _read_page(read, document, page, textpage)
            check_length(characters)
        read.title = _title(document.get_metadata_value("Title"))
        read.author = usable_author(document.get_metadata_value("Author"))
    return read


def _read_page(read: _Read, document: Any, page: Any, textpage: Any) -> int:
    """Read the page; how many characters it has."""
    found, frame = read_text(page, textpage)
    text = " ".join(word.text for word in found.words)
    garbled = _is_garbled(text)
    scan = None
    if garbled or (not text and not found.strays and found.is_drawn):
        scan = _scan(read.scanner, page)
        found, frame = scan.text if scan else PageText(), _frame_shown(page)
        text = " ".join(word.text for word in found.words)
    read.garbled = read.garbled or (garbled and scan is None)
    read.scanned.append(None if scan is None else scan.confidence)
    if garbled and scan is None:
        read.pages.append(Page())
        return 0
    fields, notes = read_annotations(document.formenv, page, frame)
    found.words = with_fields(found.words, fields)
    read.pages.append(Page(parts_of(found), [*found.strays, *notes], found.height))
    return len(text)


def _frame_shown(page: Any) -> Frame:
    """How the page is turned when it is shown."""
    return Frame(page.get_rotation() // 90 % 4, page.get_bbox())


def _scan(scanner: Scanner, page: Any) -> Scan | None:
    """What OCR reads on the page, but for its fields and notes, which are read by themselves."""
    if scanner.engine is None:
        return None
    width, height = page.get_size()
    scale = min(RESOLUTION / 72, math.sqrt(MAX_POINTS / max(1.0, width * height)))
    image = page.render(scale=scale, grayscale=True, may_draw_forms=False, draw_annots=False)
    return scanner.read(image.to_pil(), 72 * scale)


def _title(title: str) -> str | None:
    """The title in the metadata, unless programs rather than people wrote it."""
    junk = _JUNK_TITLE.fullmatch(title.strip()) or "\ufffd" in title or _is_garbled(title)
    return None if junk else usable_title(title)


def heading_on(pages: list[Page]) -> str | None:
    """The heading in the largest letters of the first page that holds text."""
    first = next((page for page in pages if any(isinstance(p, Column) for p in page.parts)), None)
    return usable_title(heading_of(first)) if first else None


def _is_garbled(text: str) -> bool:
    """Whether the text of a page or title is such that no reader would see these letters."""
    text = text[:LOOKED_AT]
    shown = _PLAIN.sub("", text)
    if len(shown) >= 3 and len(_UNREADABLE.findall(shown)) > MAX_UNREADABLE * len(shown):
        return True
    return len(shown) >= MIN_LETTERS and _is_random(shown) and not _has_words(text)


def _has_words(text: str) -> bool:
    """Whether one in twenty words is among the commonest of some language."""
    return 20 * len(_COMMON.findall(text)) > len(text.split())


def _is_random(shown: str) -> bool:
    signs = len(_SIGN.findall(shown))
    if signs > MAX_SIGNS * len(shown):
        return True
    plain = unicodedata.normalize("NFKD", shown.lower())
    latin = len(re.findall("[a-z]", plain))
    if latin < max(MIN_LETTERS, 0.5 * len(shown)):
        return False
    return not VOWELS[0] <= len(re.findall("[aeiouy]", plain)) / latin <= VOWELS[1]
