"""Plain text and Markdown."""

from __future__ import annotations

from pathlib import Path

from index.load.extracted import Extracted
from index.load.formats.text.encodings import load_text, read_bytes
from index.load.formats.text.mail import extracted_of_message
from index.load.formats.text.mail_text import extracted_of_mail_text, is_encoded, looks_like_mail
from index.load.formats.text.printout import extracted_of_printout
from index.load.metadata import find_markdown_title, usable_title


def parse_text(path: Path) -> Extracted:
    """A plain text, as it is; a mail or a printout with running heads is read as such."""
    text = load_text(read_bytes(path))
    if not looks_like_mail(text):
        return extracted_of_printout(text) or Extracted(text)
    if is_encoded(text):
        return extracted_of_message(text.lstrip("\ufeff\n").encode(), with_attachments=False)
    return extracted_of_mail_text(text)


def parse_markdown(path: Path) -> Extracted:
    """A Markdown text, marks and all: they are what a reader of the file sees."""
    return markdown_extracted(load_text(read_bytes(path)))


def markdown_extracted(text: str) -> Extracted:
    """The same of a text at hand."""
    return Extracted(text, title=usable_title(find_markdown_title(text)))
