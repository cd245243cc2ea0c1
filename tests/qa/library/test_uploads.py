"""Uploads: names that lead nowhere, and files that are what their names say."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.tesseract import Engine
from qa.library import uploads
from qa.library.uploads import check_upload, safe_name


@given(st.text(max_size=300))
@example("../../etc/passwd")
@example("..\\..\\boot.ini")
@example("/etc/cron.d/x.txt")
@example("....")
@example(".htaccess")
@example("a\u202egpj.txt")
@example("\x1b[2Jx.txt")
@example("C:\\x.txt:stream")
@example("x" * 300 + ".txt")
@example("." + "x" * 300)
def test_a_name_stays_in_its_folder_and_is_visible(name: str) -> None:
    safe = safe_name(name)
    path = Path("folder", safe)
    assert path.parent == Path("folder")
    assert path.name == safe
    assert safe not in {"", ".", ".."}
    assert not safe.startswith(".")
    assert not {unicodedata.category(each) for each in safe} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert len(safe.encode()) < 1000
    assert len(safe) <= 2 * uploads.LONGEST_NAME + 1
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Årsrapport 2019.pdf", "Årsrapport 2019.pdf"),
        ("docs/ny/a.txt", "a.txt"),
        ("C:\\Documents\\a.txt", "a.txt"),
        ("<img src=x onerror=alert(1)>.txt", "_img src=x onerror=alert(1)_.txt"),
        ("a\u0308.md", "ä.md"),
        (".txt", "txt"),
        ("", "document"),
    ],
)
def test_a_name_stays_as_it_is_where_it_may(name: str, safe: str) -> None:
    assert safe_name(name) == safe


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
    monkeypatch.setattr("index.load.parse.engine", lambda: Engine("tesseract", "eng"))
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
    monkeypatch.setattr(uploads, "LARGEST_MEGABYTES", 0)
    path = tmp_path / "upload"
    path.write_bytes(b"words")
    with pytest.raises(LoadError, match=r"'a\.txt' has more than 0 MB"):
        check_upload("a.txt", path)
