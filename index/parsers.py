"""One function per file format: a path → the text that the document shows, and its metadata.

What a parser returns is the text for good: nothing edits it afterwards, so that a quote can be
traced to the character. Only what a library adds or encodes in its own way is undone here.
"""

from __future__ import annotations

import codecs
import re
import threading
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from index.errors import LoadError
from index.metadata import find_markdown_title, usable_title

# War and Peace is 3.2 million characters long: a longer "document" is a log or a database dump,
# which would take most of an hour to embed and whose passages answer nothing.
MAX_CHARACTERS = 5_000_000
MAX_BYTES = 4 * MAX_CHARACTERS  # no encoding that is read here needs more than 4 bytes a character
MAX_UNZIPPED_BYTES = 200_000_000  # python-docx holds every part of a .docx in memory
MOST_CONTROL_CHARACTERS = 0.05  # of a text; random bytes have 0.1, text with colour codes 0.03

_pdfium_lock = threading.Lock()  # PDFium may be used by one thread at a time, says its readme


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document's text and what its metadata says, None where the metadata is silent."""

    text: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    pages: tuple[int, ...] = ()


def load_text(data: bytes, declared: str = "cp1252") -> str:
    """The text that `data` encodes, with "\\n" line ends.

    UTF-8 and UTF-16 are recognised; other bytes are read in the encoding `declared` if they can
    be, else as cp1252. Statistical guessing is left out on purpose: charset-normalizer takes short
    Swedish texts in cp1252 for Polish or Czech. Raises LoadError for data that is no text.
    """
    try:
        text = _decode(data, declared)
    except UnicodeDecodeError as error:
        raise LoadError(_BINARY) from error
    sample = text[:10_000]
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in _SPACES for c in sample)
    if "\0" in text or odd > MOST_CONTROL_CHARACTERS * len(sample):
        raise LoadError(_BINARY)
    return _normalise(text)


_BINARY = "looks like binary data, not text; give it the suffix of its format or leave it out"
_SPACES = "\t\n\v\f\r"


def _decode(data: bytes, declared: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    if encoding := _utf_16_without_mark(data):
        return data.decode(encoding)
    text = data.decode("utf-8-sig", "replace")
    damaged = text.count("\ufffd")
    # A few damaged characters among many whole ones are still UTF-8; å alone is seldom valid.
    if damaged <= (len(data) - len(text)) / 10:
        return text
    for encoding in (declared, "cp1252"):
        try:
            return data.decode(encoding)
        except (LookupError, ValueError):  # an encoding that does not exist, or does not fit
            continue
    return data.decode("latin-1")


def _utf_16_without_mark(data: bytes) -> str | None:
    """In UTF-16 every other byte of Swedish or English is NUL: which, tells the byte order."""
    even, odd, half = data[::2].count(0), data[1::2].count(0), len(data) / 2
    if max(even, odd) < 0.5 * half or min(even, odd) > 0.05 * half or half < 1:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _normalise(text: str) -> str:
    """`text` with "\\n" line ends, and without what cannot be stored: lone surrogates and NULs."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")


def _read(path: Path) -> bytes:
    """The file's bytes, unless they are too many: decided without reading them."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise LoadError(
            f"has {size:,} bytes, more than {MAX_CHARACTERS:,} characters can fill; "
            "split it into smaller files"
        )
    return path.read_bytes()


def parse_text(path: Path) -> Extracted:
    """A plain text, as it is."""
    return Extracted(load_text(_read(path)))


def parse_markdown(path: Path) -> Extracted:
    """A Markdown text, marks and all: they are what a reader of the file sees."""
    text = load_text(_read(path))
    return Extracted(text, title=usable_title(find_markdown_title(text)))


def parse_pdf(path: Path) -> Extracted:
    """The text of each page in turn, one line a line; pages are joined by "\\n"."""
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):  # where readers look for the header, by custom
            raise LoadError("has no PDF header; it is another format or damaged, export it again")
        with _pdfium_lock:
            texts, title = _pdf_pages(file)
    starts, position = [], 0
    for text in texts:
        starts.append(position)
        position += len(text) + 1
    if not any(text.strip() for text in texts):
        raise LoadError("has no text layer, only images; run OCR first, for example with ocrmypdf")
    return Extracted("\n".join(texts), title=usable_title(title), pages=tuple(starts))


def _pdf_pages(file: BinaryIO) -> tuple[list[str], str]:
    """Each page's text, and the title in the metadata."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise LoadError("is protected by a password; save a copy without one") from error
        raise
    texts: list[str] = []
    with document:
        for number in range(len(document)):
            # Closed here and now: what the garbage collector closes, it closes without the lock.
            with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
                # U+FFFE stands for a hyphen at the end of a line, and PDFium joins the two lines.
                # The page shows a hyphen there, and in "AI-based" it belongs to the word.
                texts.append(_normalise(textpage.get_text_range()).replace("\ufffe", "-"))
            check_length(sum(map(len, texts)))
        return texts, document.get_metadata_value("Title")


def check_length(characters: int) -> None:
    """Raise LoadError if a text is longer than MAX_CHARACTERS."""
    if characters > MAX_CHARACTERS:
        raise LoadError(
            f"has {characters:,} characters or more, over the limit of {MAX_CHARACTERS:,}; "
            "split it into smaller files"
        )


def parse_docx(path: Path) -> Extracted:
    """The paragraphs and table rows of the body, each on a line of its own, in order.

    Blank lines stand around headings. Headers, footers and footnotes are left out.
    """
    import docx

    with path.open("rb") as file:
        _check_zip(file)
        document = docx.Document(file)
    styles = _heading_styles(document)
    lines = list(_docx_lines(document.element.body, styles))
    heading = next((line for line in lines if isinstance(line, _Heading)), None)
    text = "\n".join(f"\n{line}\n" if isinstance(line, _Heading) else line for line in lines)
    title = usable_title(document.core_properties.title) or usable_title(heading)
    return Extracted(_normalise(text.strip("\n")), title=title)


def _check_zip(file: BinaryIO) -> None:
    """Refuse what is no .docx, and one that would unpack to more than memory should hold."""
    if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # the older Office container
        raise LoadError("is an old .doc or protected by a password; save it as an open .docx")
    try:
        size = sum(part.file_size for part in zipfile.ZipFile(file).infolist())
    except zipfile.BadZipFile as error:
        raise LoadError("is no .docx (not a zip archive); save it as .docx again") from error
    if size > MAX_UNZIPPED_BYTES:
        raise LoadError(
            f"unpacks to {size:,} bytes, over the limit of {MAX_UNZIPPED_BYTES:,}; "
            "split it or take its pictures out"
        )
    file.seek(0)


class _Heading(str):
    """A line of a .docx that has a heading's style."""


def _heading_styles(document: Any) -> set[str]:
    """The identifiers of the styles for headings and titles, and of those derived from them.

    A style's name is English in every language version of Word; its identifier is not.
    """
    from docx.enum.style import WD_STYLE_TYPE

    found = set()
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            names = [style.name, style.base_style.name if style.base_style else None]
            if any(re.match(r"heading \d|title$", name or "", re.IGNORECASE) for name in names):
                found.add(style.style_id)
    return found


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GLYPHS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Deleted and moved text is no longer shown; text boxes are paragraphs of their own; a fallback
# repeats what stands before it; properties hold no text.
_NOT_IN_LINE = {_W + n for n in ("del", "moveFrom", "txbxContent", "pPr", "rPr")} | {_FALLBACK}


# python-docx's own paragraph.text and iter_inner_content() miss content controls (cover pages,
# forms), inserted text under change tracking, and text boxes, so the XML is walked here.
def _docx_lines(parent: Any, heading_styles: set[str]) -> Iterator[str]:
    for block in _children(parent, "p", "tbl"):
        if block.tag == f"{_W}tbl":
            for row in _children(block, "tr"):
                yield from _row_lines(row, heading_styles)
            continue
        line = "".join(_shown(block)).strip()
        yield _Heading(line) if line and block.style in heading_styles else line
        for box in block.iter(f"{_W}txbxContent"):
            if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
                yield from _docx_lines(box, heading_styles)


def _row_lines(row: Any, heading_styles: set[str]) -> Iterator[str]:
    """ "cell | cell", or, for a table of one column (a frame around text), the cell's lines."""
    cells = [list(_docx_lines(cell, heading_styles)) for cell in _children(row, "tc")]
    if len(cells) == 1:
        yield from cells[0]
    else:
        yield " | ".join(" ".join(" ".join(lines).split()) for lines in cells)


def _children(parent: Any, *names: str) -> Iterator[Any]:
    """The elements of those names below `parent`, through content controls and the like."""
    wanted = {_W + name for name in names}
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag not in _NOT_IN_LINE:
            yield from _children(child, *names)


def _shown(element: Any) -> Iterator[str]:
    if element.tag == f"{_W}t":
        yield element.text or ""
    elif element.tag in _GLYPHS:
        yield _GLYPHS[element.tag]
    else:
        for child in element:
            if child.tag not in _NOT_IN_LINE:
                yield from _shown(child)
