"""Users are read again where their file has changed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from index.load.remote import open_store
from qa.errors import CollectionError, SettingsError
from qa.library.people.roles import Role
from qa.library.people.users import Users, users_line
from qa.library.people.users_file import UsersFile

ANNA, BO = users_line("anna", "regn", Role.READ, ["law"]), users_line("bo", "snö")


@pytest.fixture(
    params=["path", "memory", "file", pytest.param("s3", marks=pytest.mark.integration)]
)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """A file, or a place of a store, where nothing is yet."""
    if request.param == "path":
        return tmp_path / "users.txt"
    if request.param == "s3":
        request.getfixturevalue("bucket")
        return f"s3://reports{tmp_path}/users.txt"
    return f"{request.param}://{tmp_path}/users.txt"


@pytest.fixture
def write(place: Path | str) -> Callable[[str], None]:
    """Writes the file."""

    def written(text: str) -> None:
        if isinstance(place, Path):
            place.write_text(text, "utf-8")
        else:
            filesystem, path = open_store(place)
            filesystem.pipe_file(path, text.encode())

    return written


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the log is told."""
    lines: list[str] = []
    logger = logging.getLogger("qa.library.people.users_file")
    monkeypatch.setattr(logger, "handle", lambda record: lines.append(record.getMessage()))
    return lines


def anybody(users: Users) -> None:
    """Has nothing against any users."""


def test_what_changes_in_the_file_holds(place: Path | str, write: Callable[[str], None]) -> None:
    write(ANNA)
    users = UsersFile(place)
    assert (users.names, users.role("anna")) == (["anna"], Role.READ)
    assert users.marks("anna") == {"anna", "@law"}
    write(f"{BO}\n{ANNA.replace(':read:law', ':add:finance')}\n")
    users.look(anybody)
    assert users.know("bo", "snö")
    assert users.role("anna") is Role.ADD
    assert users.marks("anna") == {"anna", "@finance"}
    write(BO)
    users.look(anybody)
    assert (users.names, users.know("anna", "regn")) == (["bo"], False)


def test_a_file_that_cannot_be_read_changes_nothing_and_is_told_once(
    place: Path | str, write: Callable[[str], None], told: list[str]
) -> None:
    write(ANNA)
    users = UsersFile(place)
    for text in ("bo:snö", "# nobody"):
        told.clear()
        write(text)
        for _ in range(3):
            users.look(anybody)
        assert users.names == ["anna"]
        (line,) = told
        assert line.startswith("users stay as they were: ")
        assert "snö" not in line
    write(BO)
    users.look(anybody)
    assert users.names == ["bo"]


def test_users_who_may_not_use_what_the_page_opens_with_are_not_taken(
    tmp_path: Path, told: list[str]
) -> None:
    file = tmp_path / "users.txt"
    file.write_text(ANNA, "utf-8")
    users = UsersFile(file)

    def refuse(others: Users) -> None:
        assert others.names == ["bo", "anna"]
        raise CollectionError("{name!r} has members.", name="law")

    file.write_text(f"{BO}\n{ANNA}", "utf-8")
    users.look(refuse)
    assert users.names == ["anna"]
    assert told == ["users stay as they were: 'law' has members."]
    users.look(anybody)
    assert users.names == ["bo", "anna"]


def test_only_a_hash_that_is_new_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "users.txt"
    file.write_text(ANNA, "utf-8")
    users = UsersFile(file)
    file.write_text(f"{ANNA}\n{BO}", "utf-8")
    tried: list[object] = []
    monkeypatch.setattr(
        "qa.library.people.users.Password.matches", lambda each, _: tried.append(each)
    )
    users.look(anybody)
    assert tried == [users.password("bo")]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("memory://nowhere/users.txt", "the file 'memory://nowhere/users.txt' cannot be read"),
        ("http://127.0.0.1/users.txt", "'http://127.0.0.1/users.txt' is no place that files can"),
        (Path("/nowhere/users.txt"), "the file '/nowhere/users.txt' cannot be read"),
    ],
)
def test_a_file_that_is_not_there_is_told_in_one_line(place: Path | str, told: str) -> None:
    with pytest.raises(SettingsError, match=told) as raised:
        UsersFile(place)
    assert "\n" not in str(raised.value)
