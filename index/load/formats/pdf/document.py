"""PDF → text as a person reads its pages; each step has its module beside this one."""

from __future__ import annotations

import re
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

from index.errors import LoadError
from index.load.extracted import Extracted, check_length
from index.load.formats.pdf.columns import Column, Page, parts_of
from index.load.formats.pdf.forms import read_annotations, with_fields
from index.load.formats.pdf.layout import heading_of, text_of
from index.load.formats.pdf.pdfium import open_document
from index.load.formats.pdf.text import read_text
from index.load.metadata import usable_title

FEWEST_LETTERS = 40  # below which nothing can be told
MOST_UNREADABLE = 0.2  # of all characters
MOST_SIGNS = 0.35
VOWELS = (0.2, 0.7)  # the share of them among Latin letters, in any language
LOOKED_AT = 1_000  # characters
_COMMON = re.compile(
    r"\b(?:the|of|and|to|in|is|for|on|with|that|by|as|at|be|or|from|it|was|an|och|att|i|det|som|en"
    r"|på|är|av|för|med|till|den|har|de|inte|om|ett|der|die|und|das|ist|von|zu|le|la|les|et|des|est"
    r"|du|que|el|los|il|di|che|het|van|een|og|ja|ei|se)\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[\s.,:;()/\-–—_|'\"’”…·•*=]+")
_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_SIGN = re.compile(r"[^\w\u0300-\u036f]|_")
_JUNK_TITLE = re.compile(
    r"\S*\.[A-Za-z]\w{1,3}|\W*(?:[\d_]+\W*)+|.*\.(?:docx?|exe|qxd|p65)\b.*", re.DOTALL
)


def parse_pdf(path: Path) -> Extracted:
    """The text of the pages in the order of reading, with their layout.

    Raises LoadError for a file that is protected, holds only pictures or hides its letters.
    """
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):  # readers look for the header that far
            raise LoadError("has no PDF header: it is damaged or of another format; export it anew")
        pages, title, garbled = _read_pages(file)
    found = text_of(pages)
    if not found.text.strip():
        if garbled:
            raise LoadError(
                "has fonts that hide the letters; run OCR, for example ocrmypdf --force-ocr"
            )
        raise LoadError("has no text layer, only pictures; run OCR first, for example ocrmypdf")
    return Extracted(found.text, title or _heading(pages), None, None, found.pages, found.blocks)


def _read_pages(file: BinaryIO) -> tuple[list[Page], str | None, bool]:
    """Each page, the title in the metadata, and whether pages were left out as garbled."""
    pages: list[Page] = []
    characters = 0
    garbled = False
    with open_document(file) as document:
        document.init_forms()
        for number in range(len(document)):
            # Closed at once: what the garbage collector closes, it closes without the lock.
            with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
                found, count = _page(document, page, textpage)
            garbled = garbled or found is None
            pages.append(found or Page())
            characters += count
            check_length(characters)
        return pages, _title(document.get_metadata_value("Title")), garbled


def _page(document: Any, page: Any, textpage: Any) -> tuple[Page | None, int]:
    """The page and how many characters it has; None where they cannot be letters."""
    found, frame = read_text(page, textpage)
    text = " ".join(word.text for word in found.words)
    if _is_garbled(text):
        return None, 0
    fields, notes = read_annotations(document.formenv, page, frame)
    found.words = with_fields(found.words, fields)
    return Page(parts_of(found), [*found.strays, *notes], found.height), len(text)


def _title(title: str) -> str | None:
    """The title in the metadata, unless programs rather than people wrote it."""
    junk = _JUNK_TITLE.fullmatch(title.strip()) or "\ufffd" in title or _is_garbled(title)
    return None if junk else usable_title(title)


def _heading(pages: list[Page]) -> str | None:
    """The heading in the largest letters of the first page that holds text."""
    first = next((page for page in pages if any(isinstance(p, Column) for p in page.parts)), None)
    return usable_title(heading_of(first)) if first else None


def _is_garbled(text: str) -> bool:
    """Whether the text of a page or title is such that no reader would see these letters."""
    text = text[:LOOKED_AT]
    shown = _PLAIN.sub("", text)
    if len(shown) >= 3 and len(_UNREADABLE.findall(shown)) > MOST_UNREADABLE * len(shown):
        return True
    return len(shown) >= FEWEST_LETTERS and _is_random(shown) and not _has_words(text)


def _has_words(text: str) -> bool:
    """Whether one in twenty words is among the commonest of some language."""
    return 20 * len(_COMMON.findall(text)) > len(text.split())


def _is_random(shown: str) -> bool:
    signs = len(_SIGN.findall(shown))
    if signs > MOST_SIGNS * len(shown):
        return True
    plain = unicodedata.normalize("NFKD", shown.lower())
    latin = len(re.findall("[a-z]", plain))
    if latin < max(FEWEST_LETTERS, 0.5 * len(shown)):
        return False
    return not VOWELS[0] <= len(re.findall("[aeiouy]", plain)) / latin <= VOWELS[1]
