"""What may be uploaded: files whose content is what their names say."""

from __future__ import annotations

import zipfile
from pathlib import Path

from index.errors import LoadError
from index.load.formats.by_suffix import refusal_of
from index.load.formats.text.encodings import load_text
from index.messages import Message
from qa.terminal import printable

MAX_FILES = 200  # in one upload
MAX_MEGABYTES = 50  # of one file
MEGABYTE = 1_000_000
TEXT_HEAD = 65_536  # bytes looked at for what no text holds


def check_upload(name: str, path: Path) -> None:
    """Raise LoadError, naming the file and the mend, unless it may become a document.

    Its size, name and first bytes are looked at, and they have to agree.
    """
    if (reason := _refusal(name, path)) is not None:
        raise LoadError("{name!r} {reason}", name=printable(name), reason=reason)


def _refusal(name: str, path: Path) -> Message | None:
    suffix = Path(name).suffix.lower()
    if path.stat().st_size > MAX_MEGABYTES * MEGABYTE:
        return Message("has more than {limit} MB; divide it", limit=MAX_MEGABYTES)
    if (reason := refusal_of(suffix, is_named=False)) is not None:
        return reason
    if (found := _content(path)) != (expected := EXPECTED.get(suffix, "text")):
        return Message(
            "holds {found}, not {expected} as its name says; save it anew",
            found=Message(found),
            expected=Message(expected),
        )
    return None


EXPECTED = {
    suffix: kind
    for kind, suffixes in {
        "a PDF": ".pdf",
        "a Word document": ".docx .docm .dotx",
        "a presentation": ".pptx .pptm",
        "a workbook": ".xlsx .xlsm",
        "an OpenDocument file": ".odt .odp .ods",
        "a book": ".epub",
        "a picture": ".png .jpg .jpeg .tif .tiff",
    }.items()
    for suffix in suffixes.split()
}
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
"""What PNG, JPEG and TIFF files begin with."""
IN_ARCHIVES = {
    "word/": "a Word document",
    "ppt/": "a presentation",
    "xl/": "a workbook",
    "content.xml": "an OpenDocument file",
    "META-INF/container.xml": "a book",
}
"""What an archive is that holds a part, or a folder, of that name."""


def _content(path: Path) -> str:
    """What the file is by its bytes, not by its name."""
    with path.open("rb") as file:
        head = file.read(TEXT_HEAD)
    if b"%PDF-" in head[:1024]:
        return "a PDF"
    if head.startswith(_PICTURES):
        return "a picture"
    if head.startswith(b"PK\x03\x04"):
        return _content_of_archive(path)
    try:
        load_text(head)
    except LoadError:
        return "no text"
    return "text"


def _content_of_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return "an archive"
    parts = {part for name in names for part in (name, f"{name.partition('/')[0]}/")}
    return next((kind for part, kind in IN_ARCHIVES.items() if part in parts), "an archive")
