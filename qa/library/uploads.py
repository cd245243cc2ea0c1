"""What may be uploaded: names that lead nowhere, and files that are what their names say."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from pathlib import Path

from index.errors import LoadError
from index.load.formats.text.plain import load_text
from index.load.parse import refusal_of
from qa.terminal import printable

MOST_FILES = 200  # in one upload
LARGEST_MEGABYTES = 50  # of one file
LONGEST_NAME = 120  # characters, of 4 bytes at the most; file systems take 255 bytes and more
MEGABYTE = 1_000_000
TEXT_HEAD = 65_536  # bytes looked at for what no text holds
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/]+')


def safe_name(name: str) -> str:
    """The last part of `name`, fit to be a file in a folder of ours on any system.

    It is never empty, hidden, or a way out of the folder, and holds no character that is invisible
    or turns the direction of writing around.
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    visible = "".join(each for each in last if unicodedata.category(each)[0] != "C")
    stem, dot, suffix = _UNSAFE.sub("_", visible).strip(" .").rpartition(".")
    if not stem:
        stem, suffix, dot = suffix or "document", "", ""
    return f"{stem[: LONGEST_NAME - len(suffix)]}{dot}{suffix[:LONGEST_NAME]}"


def check_upload(name: str, path: Path) -> None:
    """Raise LoadError, naming the file and the mend, unless it may become a document.

    Its size, name and first bytes are looked at, and they have to agree.
    """
    shown, suffix = repr(printable(name)), Path(name).suffix.lower()
    if path.stat().st_size > LARGEST_MEGABYTES * MEGABYTE:
        raise LoadError(f"{shown} has more than {LARGEST_MEGABYTES} MB; divide it")
    if (reason := refusal_of(suffix)) is not None:
        raise LoadError(f"{shown} {reason}")
    if (found := _content(path)) != (expected := _EXPECTED.get(suffix, "text")):
        raise LoadError(f"{shown} holds {found}, not {expected} as its name says; save it anew")


_EXPECTED = {
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
_IN_ARCHIVES = {
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
    return next((kind for part, kind in _IN_ARCHIVES.items() if part in parts), "an archive")
