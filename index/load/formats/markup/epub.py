"""EPUB (.epub) → its chapters in reading order, each as a page of HTML."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from index.errors import LoadError
from index.load.extracted import Extracted, TextBuilder
from index.load.formats.markup.blocks import add_blocks
from index.load.formats.markup.html import load_markup, parse_page, parse_xml
from index.load.metadata import parse_date, usable_title

MAX_TEXT_BYTES = 50_000_000  # of chapters unpacked: a tree of HTML takes many times its size
MAX_PART_BYTES = 20_000_000
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
# The one encryption that readers undo without a key: fonts made unreadable to copiers.
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES = frozenset(("application/xhtml+xml", "text/html", "text/x-oeb1-document"))


def parse_epub(path: Path) -> Extracted:
    """The chapters of a book, its table of contents as boilerplate, and what its package says.

    Raises LoadError for what is no EPUB, is encrypted, or unpacks to more than memory should hold.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_open(archive)
            return _book(archive)
    except zipfile.BadZipFile as error:
        raise LoadError("is not an .epub (no zip archive); save or download it anew") from error


def _book(archive: zipfile.ZipFile) -> Extracted:
    place = _package_place(archive)
    package = parse_xml(load_markup(_read(archive, place)), recover=True)
    builder = TextBuilder()
    unpacked = 0
    for name, is_contents in _chapters(package, posixpath.dirname(place)):
        data = _read(archive, name)
        unpacked += len(data)
        if unpacked > MAX_TEXT_BYTES:
            raise LoadError(
                "unpacks to over {limit:,} bytes of text; split it into smaller books",
                limit=MAX_TEXT_BYTES,
            )
        _add_chapter(data, builder, is_contents)
    title, source = (usable_title(_said(package, name)) for name in ("title", "publisher"))
    published = next(filter(None, map(parse_date, _all_said(package, "date"))), None)
    return builder.extracted(title, source, published)


def _check_open(archive: zipfile.ZipFile) -> None:
    is_locked = any(part.flag_bits & 1 for part in archive.infolist())
    if not is_locked and _ENCRYPTION in archive.namelist():
        tree = parse_xml(load_markup(_read(archive, _ENCRYPTION)), recover=True)
        methods = [each.get("Algorithm", "") for each in tree.iter("EncryptionMethod")]
        is_locked = any(method not in _FONTS for method in methods)
    if is_locked:
        raise LoadError("is encrypted, as books under copy protection are; use a copy without it")


def _package_place(archive: zipfile.ZipFile) -> str:
    """The name of the part that lists the others."""
    names = archive.namelist()
    if _CONTAINER in names:
        tree = parse_xml(load_markup(_read(archive, _CONTAINER)), recover=True)
        for root in tree.iter("rootfile"):
            if root.get("full-path") in names:
                return str(root.get("full-path"))
    found = next((name for name in names if name.lower().endswith(".opf")), None)
    if found is None:
        raise LoadError("is not an .epub (it lists no chapters); save or download it anew")
    return found


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part, b"" where it is missing. Raises LoadError, without unpacking, for a huge one."""
    try:
        part = archive.getinfo(name)
    except KeyError:
        return b""
    # Trustworthy: zipfile never unpacks more of a part than the directory says.
    if part.file_size > MAX_PART_BYTES:
        raise LoadError(
            "has a part of {size:,} bytes, over the limit of {limit:,}; split it "
            "into smaller books",
            size=part.file_size,
            limit=MAX_PART_BYTES,
        )
    return archive.read(part)


def _chapters(package: Any, folder: str) -> Iterator[tuple[str, bool]]:
    """The names of the parts to read, in order, and whether each is the table of contents."""
    items = {item.get("id"): item for item in package.iter("item")}
    guides = {
        each.get("href", "").split("#")[0]
        for each in package.iter("reference")
        if each.get("type") == "toc"
    }
    met = set()
    for reference in package.iter("itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item in met or item.get("media-type") not in _PAGES:
            continue
        met.add(item)
        href = item.get("href", "")
        is_contents = "nav" in item.get("properties", "").split() or href in guides
        yield posixpath.normpath(posixpath.join(folder, unquote(href))), is_contents


def _add_chapter(data: bytes, builder: TextBuilder, is_contents: bool) -> None:
    tree = parse_page(load_markup(data)) if data else None
    if tree is not None:
        add_blocks(tree, builder, is_contents)


def _all_said(package: Any, name: str) -> list[str]:
    """What the package's metadata says by that name."""
    return [" ".join("".join(each.itertext()).split()) for each in package.iter(name)]


def _said(package: Any, name: str) -> str | None:
    return next(filter(None, _all_said(package, name)), None)
