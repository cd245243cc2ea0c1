"""Archives: what is read of the files in them, and when."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from index.errors import LoadError
from index.load.files import find_files, load_file
from index.load.formats import archive
from index.load.formats.by_suffix import parse
from tests.index.load.formats.text.test_mail import message, parsed


def packed(path: Path, members: dict[str, str | bytes]) -> Path:
    with ZipFile(path, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def test_each_file_stands_on_a_page_under_its_name(tmp_path: Path) -> None:
    found = parse(
        packed(
            tmp_path / "a.zip",
            {
                "b/fees.csv": "group,fee\nadults,95\nchildren,40\n",
                "a.md": "# Rules\n\nThe hall opens at nine.",
                "photo.raw": b"\1\2",
                "__MACOSX/._a.md": "x",
                ".git/config.txt": "x",
            },
        )
    )
    assert found.text == (
        "a.md\n\n# Rules\n\nThe hall opens at nine.\n\n"
        "b/fees.csv\n\ngroup | fee\nadults | 95\nchildren | 40\n\nphoto.raw"
    )
    assert [found.text[start:].split("\n")[0] for start in found.pages] == [
        "a.md",
        "b/fees.csv",
        "photo.raw",
    ]
    rows = [block for block in found.blocks if block.kind == "row"]
    assert [found.text[slice(*block.leads[0])] for block in rows] == ["group | fee"] * 2


def test_an_archive_is_read_only_if_it_is_named(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": "The hall opens at nine."})
    [source], none = find_files(path)
    assert none == []
    assert "The hall opens at nine." in load_file(source).text
    found, [skipped] = find_files(tmp_path)
    assert found == []
    assert skipped.reason == "'a.zip' is an archive; name it to have it read, or unpack it"


def test_archives_and_mail_folders_in_it_are_only_named(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"a.txt": "secret"}).read_bytes()
    members: dict[str, str | bytes] = {
        "a.txt": "Text.",
        "b.zip": inner,
        "c.mbox": b"From a  Mon Jan  1 00:00:00 2024\n",
    }
    text = parse(packed(tmp_path / "a.zip", members)).text
    assert text == "a.txt\n\nText.\n\nb.zip\nc.mbox"


def test_a_damaged_file_costs_only_itself(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "a.zip", {"a.txt": "The hall opens at nine.", "b.txt": "Fees are due."}
    )
    data = path.read_bytes()
    path.write_bytes(data.replace(b"Fees are due.", b"Fees are duE."))
    assert parse(path).text == "a.txt\n\nThe hall opens at nine.\n\nb.txt"


def test_what_is_of_no_format_that_is_read_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: list[str] = []
    read = ZipFile.read

    def noted(archive: ZipFile, member: ZipInfo) -> bytes:
        unpacked.append(member.filename)
        return read(archive, member)

    monkeypatch.setattr(ZipFile, "read", noted)
    parse(packed(tmp_path / "a.zip", {"a.txt": "Text.", "film.mp4": b"\0", "b.zip": b"PK"}))
    assert unpacked == ["a.txt"]


def test_an_archive_attached_to_a_mail_is_only_named(tmp_path: Path) -> None:
    made = message()
    inner = packed(tmp_path / "inner.zip", {"a.txt": "secret"}).read_bytes()
    made.add_attachment(inner, maintype="application", subtype="zip", filename="inner.zip")
    text = parsed(made).text
    assert "inner.zip" in text
    assert "secret" not in text


def test_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"no archive")
    with pytest.raises(LoadError, match=r"is not a \.zip archive"):
        parse(path)
    with pytest.raises(LoadError, match="holds no file that can be read"):
        parse(packed(path, {"a.raw": b"\1"}))
    monkeypatch.setattr(archive, "MAX_MEMBER_BYTES", 3)
    with pytest.raises(LoadError, match="holds no file that can be read"):
        parse(packed(path, {"a.txt": "Text."}))
    monkeypatch.setattr(archive, "MAX_MEMBERS", 1)
    with pytest.raises(LoadError, match="holds 2 files, over the limit of 1; unpack it"):
        parse(packed(path, {"a.txt": "A", "b.txt": "B"}))


def test_a_password(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": "Text."})
    data = bytearray(path.read_bytes())
    for head, flags in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        data[data.index(head) + flags] |= 1
    path.write_bytes(data)
    with pytest.raises(LoadError, match="has a password; unpack it and name the folder"):
        parse(path)
