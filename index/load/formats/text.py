"""Plain text and Markdown; and bytes → text, whatever their encoding."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

from index.errors import LoadError
from index.load.extracted import MAX_CHARACTERS, Extracted, normalise
from index.load.metadata import find_markdown_title, usable_title

MAX_BYTES = 4 * MAX_CHARACTERS  # UTF-8 and UTF-16 need at most 4 bytes for a character
MOST_CONTROL_CHARACTERS = 0.05  # of a text; random bytes have over 0.1
BINARY = "looks like binary data, not text; give it the suffix of its format or leave it out"


def parse_text(path: Path) -> Extracted:
    """A plain text, as it is."""
    return Extracted(load_text(read_bytes(path)))


def parse_markdown(path: Path) -> Extracted:
    """A Markdown text, marks and all: they are what a reader of the file sees."""
    text = load_text(read_bytes(path))
    return Extracted(text, title=usable_title(find_markdown_title(text)))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of text. Raises LoadError, without reading, where they are too many."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise LoadError(
            f"has {size:,} bytes, more than {MAX_CHARACTERS:,} characters can fill; "
            "split it into smaller files"
        )
    return path.read_bytes()


def load_text(data: bytes, declared: str = "cp1252") -> str:
    """The text that `data` encodes, each line end a line feed.

    UTF-8 and UTF-16 are recognised; other bytes are read as `declared` if that fits, else as
    cp1252. The statistical guess of charset-normalizer is not asked: it takes short Swedish texts
    in cp1252 for Polish or Czech. Raises LoadError for data that is no text.
    """
    try:
        text = _decode(data, declared)
    except UnicodeDecodeError as error:
        raise LoadError(BINARY) from error
    sample = text[:10_000]
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and not c.isspace() for c in sample)
    if "\0" in text or odd > MOST_CONTROL_CHARACTERS * len(sample):
        raise LoadError(BINARY)
    return normalise(text)


def _decode(data: bytes, declared: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    if encoding := _unmarked_utf_16(data):
        return data.decode(encoding)
    text = data.decode("utf-8-sig", "replace")
    # UTF-8, perhaps damaged here and there, has many characters of several bytes. In cp1252, å, ä
    # and ö are single bytes and all damage.
    if text.count("\ufffd") <= len(data) - len(text):
        return text
    for encoding in (declared, "cp1252"):
        try:
            return data.decode(encoding)
        except (LookupError, ValueError):  # no such encoding, or it does not fit
            continue
    return data.decode("latin-1")


def _unmarked_utf_16(data: bytes) -> str | None:
    """In UTF-16 every other byte of Swedish or English is NUL; which one, tells the byte order."""
    half = len(data) // 2
    even, odd = data[::2].count(0), data[1::2].count(0)
    if half == 0 or max(even, odd) < 0.5 * half or min(even, odd) > 0.05 * half:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"
