"""Packages of Office Open XML (.docx, .pptx and their like): what they hold, as XML.

Parts are read with zipfile and lxml, not with python-docx or python-pptx: those refuse the strict
variant of the format and pass over much of what a reader sees.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from index.errors import LoadError
from index.load.formats.office.archive import office_archive
from index.load.metadata import usable_author, usable_title

# XML takes 30 times its size once parsed: 180 MB of it took 5 GB. Nothing else is unpacked.
MAX_XML_BYTES = 50_000_000
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_XML_SUFFIXES = (".xml", ".rels")
_STRICT = "http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(r"\{http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL_NAME = r"{http://schemas.openxmlformats.org/\1/2006/"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_PROPERTIES_RELATION = "core-properties"


class Relation(NamedTuple):
    """What a part refers to: `kind` is the last word of its type, `target` the part's name."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of an open archive, by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Of an archive that `open_package` has checked."""
        self._archive = archive
        # Names of parts do not tell upper from lower case.
        self._relations: dict[str, list[Relation]] = {}
        self._parts = {part.filename.lstrip("/").lower(): part for part in archive.infolist()}

    def root(self, name: str) -> Any:
        """The root element of a part, in the names of the transitional format; None if there is
        no such part. Raises ValueError or lxml's errors where it is no sound XML.
        """
        part = self._parts.get(name.lower())
        if part is None or not name.lower().endswith(_XML_SUFFIXES):
            return None
        return _parse(self._archive.read(part))

    def relations(self, name: str) -> list[Relation]:
        """What the part refers to within the package; "" asks for the package as a whole."""
        if name not in self._relations:
            folder, base = posixpath.split(name)
            root = self.root(posixpath.join(folder, "_rels", f"{base}.rels"))
            self._relations[name] = [] if root is None else list(relations_of(root, folder))
        return self._relations[name]

    def main_part(self, default: str) -> str:
        """The name of the part that holds the document."""
        named = (each.target for each in self.relations("") if each.kind == "officeDocument")
        return next((name for name in named if name.lower() in self._parts), default)

    def title(self) -> str | None:
        """The title that the properties of the document give, if it names anything."""
        return usable_title(self._property("title"))

    def author(self) -> str | None:
        """Who wrote it by the properties of the document, if they name a person."""
        return usable_author(self._property("creator"))

    def _property(self, name: str) -> str | None:
        named = [each.target for each in self.relations("") if each.kind == _PROPERTIES_RELATION]
        root = self.root(named[0]) if named else None
        return None if root is None else root.findtext(f"{_DUBLIN_CORE}{name}")


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """The package that a file is. Raises LoadError for what is none, is encrypted, or unpacks to
    more than memory should hold.
    """
    with office_archive(path) as archive:
        # Trustworthy: zipfile never unpacks more of a part than the directory says.
        parts = archive.infolist()
        xml = [part for part in parts if part.filename.lower().endswith(_XML_SUFFIXES)]
        if (size := sum(part.file_size for part in xml)) > MAX_XML_BYTES:
            raise LoadError(
                "unpacks to {size:,} bytes of XML, over the limit of {limit:,}; split it",
                size=size,
                limit=MAX_XML_BYTES,
            )
        yield Package(archive)


def _parse(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:  # entities; the format knows none
        raise ValueError("a part has a document type declaration")
    if any(uri.startswith(_STRICT) for uri in root.nsmap.values()):
        _make_transitional(root)
    return root


def _make_transitional(root: Any) -> None:
    """Rename what stands in the strict variant's namespaces."""
    for element in root.iter("*"):
        if element.tag.startswith("{" + _STRICT):
            element.tag = _STRICT_NAME.sub(_TRANSITIONAL_NAME, element.tag)
        for name, value in element.attrib.items():
            if name.startswith("{" + _STRICT):
                del element.attrib[name]
                element.set(_STRICT_NAME.sub(_TRANSITIONAL_NAME, name), value)


def relations_of(root: Any, folder: str) -> Iterator[Relation]:
    """What a part of relations lists; names in it are relative to `folder`."""
    for each in root.iter("{*}Relationship"):
        if each.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
            kind = each.get("Type", "").rsplit("/", 1)[-1]
            yield Relation(each.get("Id", ""), kind, target.lstrip("/"))


def on(value: str | None) -> bool:
    """Whether a switch is on; one that says nothing is."""
    return value is None or value.lower() not in ("0", "false", "off")


def number(value: str | None, default: int = 0) -> int:
    """The whole number that an attribute gives."""
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value) else default
