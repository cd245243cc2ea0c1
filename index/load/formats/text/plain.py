"""Plain text and Markdown; and bytes → text, whatever their encoding."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from index.errors import LoadError
from index.load.extracted import MAX_CHARACTERS, Extracted, normalise
from index.load.formats.text.encodings import decode
from index.load.formats.text.mail_text import extracted_of_mail_text, looks_like_mail
from index.load.metadata import find_markdown_title, usable_title

MAX_BYTES = 4 * MAX_CHARACTERS  # UTF-8 and UTF-16 need at most 4 bytes for a character
MOST_CONTROL_CHARACTERS = 0.05  # of a text; random bytes have over 0.1
BINARY = "looks like binary data, not text; give it the suffix of its format or leave it out"


def parse_text(path: Path) -> Extracted:
    """A plain text, as it is; a mail is read as one."""
    text = load_text(read_bytes(path))
    return extracted_of_mail_text(text) if looks_like_mail(text) else Extracted(text)


def parse_markdown(path: Path) -> Extracted:
    """A Markdown text, marks and all: they are what a reader of the file sees."""
    return markdown_extracted(load_text(read_bytes(path)))


def markdown_extracted(text: str) -> Extracted:
    """The same of a text at hand."""
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


def load_text(data: bytes, declared: str | None = None) -> str:
    """The text that `data` encodes, each line end a line feed.

    `declared`: the encoding that the file itself names. Raises LoadError for data that is no text.
    """
    try:
        text = decode(data, declared)
    except UnicodeDecodeError as error:
        raise LoadError(BINARY) from error
    sample = text[:10_000]
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and not c.isspace() for c in sample)
    if "\0" in text or odd > MOST_CONTROL_CHARACTERS * len(sample):
        raise LoadError(BINARY)
    return normalise(text)
