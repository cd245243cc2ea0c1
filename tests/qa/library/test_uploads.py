"""Uploads: files that are what their names say."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from index.errors import LoadError
from index.load.tesseract import Engine
from qa.library import uploads
from qa.library.uploads import check_upload


def archive(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(name, "x")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.pdf", b"plain words", "text, not a PDF"),
        ("a.txt", b"%PDF-1.7\n", "a PDF, not text"),
        ("a.html", b"MZ\x90\x00\x03", "no text, not text"),
        ("a.md", b"PK\x03\x04broken", "an archive, not text"),
        ("a.docx", b"words", "text, not a Word document"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "a picture, not text"),
        ("a.docx", None, "an archive, not a Word document"),
        ("a.pptx", None, "an archive, not a presentation"),
        ("a.doc", b"words", r"'a\.doc' is an old \.doc; save it as \.docx"),
        ("a.zip", b"PK\x03\x04", "is an archive; name it to have it read, or unpack it"),
        ("a.exe", b"MZ", "not of a format that can be read"),
        ("a", b"words", "not of a format that can be read"),
    ],
)
def test_what_a_file_holds_decides_not_its_name(
    tmp_path: Path, name: str, content: bytes | None, found: str
) -> None:
    path = tmp_path / "upload"
    path.write_bytes(archive(path, "evil.js") if content is None else content)
    with pytest.raises(LoadError, match=found):
        check_upload(name, path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.PDF", b"junk %PDF-1.4"),
        ("a.txt", "Hej".encode("utf-16")),
        ("a.htm", b"<p>\xe5</p>"),
        ("a.txt", b""),
        ("a.csv", b"a;b\n"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.JPG", b"\xff\xd8\xff\xe0"),
        ("a.tif", b"II*\0"),
    ],
)
def test_files_that_are_what_they_say_are_taken(
    tmp_path: Path, name: str, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.load.formats.by_suffix.engine", lambda: Engine("tesseract", "eng"))
    path = tmp_path / "upload"
    path.write_bytes(content)
    check_upload(name, path)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("a.docx", "word/document.xml"),
        ("a.pptm", "ppt/presentation.xml"),
        ("a.xlsx", "xl/workbook.xml"),
        ("a.ods", "content.xml"),
        ("a.epub", "META-INF/container.xml"),
    ],
)
def test_archives_are_told_apart_by_their_parts(tmp_path: Path, name: str, part: str) -> None:
    path = tmp_path / "upload"
    archive(path, part)
    check_upload(name, path)
    if name != "a.docx":
        with pytest.raises(LoadError, match="not a Word document"):
            check_upload("b.docx", path)


def test_a_large_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_MEGABYTES", 0)
    path = tmp_path / "upload"
    path.write_bytes(b"words")
    with pytest.raises(LoadError, match=r"'a\.txt' has more than 0 MB"):
        check_upload("a.txt", path)
