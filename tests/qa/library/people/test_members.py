"""Who may use a collection: everybody, or its members and those who may manage."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import CollectionError
from qa.library.library import Library
from qa.library.people.access import Access
from qa.library.people.members import MEMBERS, members_in, read_members, write_members
from qa.library.people.roles import Role
from qa.library.people.users import Password, Users
from tests.fakes import HashedWordsEmbedder

ROLES = {"anna": Role.READ, "bo": Role.ADD, "eva": Role.MANAGE}
USERS = Users(dict.fromkeys(ROLES, Password.of("x")), ROLES, {"anna": ["law"]})


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    library = Library(tmp_path / "data", embedder=HashedWordsEmbedder())
    for name in ("Common", "Trials"):
        library.create(name)
    return library


def home_of(folder: Path) -> Path:
    return next((folder / "data").glob("Trials-*"))


def test_members_are_kept_until_there_are_none(tmp_path: Path) -> None:
    assert read_members(tmp_path) is None
    write_members(tmp_path, members_in(" anna, @law,anna ,,"))
    assert read_members(tmp_path) == frozenset({"anna", "@law"})
    write_members(tmp_path, [])
    assert read_members(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"# nobody yet\n", b"\xff\xfe"])
def test_a_file_that_names_nobody_or_is_broken_lets_nobody_in(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / MEMBERS).write_bytes(content)
    assert read_members(tmp_path) == frozenset()


@pytest.mark.parametrize(
    ("members", "using"),
    [
        ([], ["anna", "bo", "eva", None]),
        (["bo"], ["bo", "eva"]),
        (["@law"], ["anna", "eva"]),
        (["eva"], ["eva"]),
        (["@law", "bo"], ["anna", "bo", "eva"]),
    ],
)
def test_members_use_a_collection_and_others_know_of_none(
    library: Library, members: list[str], using: list[str | None]
) -> None:
    access = Access(library, USERS)
    access.limit("Trials", members)
    for user in (*ROLES, None):
        names = ["Common", "Trials"] if user in using else ["Common"]
        assert access.names(user) == names
        if user in using:
            assert access.open(user, "Trials").name == "Trials"
            continue
        said = []
        for name in ("Trials", "Never was"):
            with pytest.raises(CollectionError) as refused:
                access.open(user, name)
            said.append(str(refused.value).replace(name, "…"))
        assert said[0] == said[1]


def test_who_need_not_sign_in_uses_all(library: Library) -> None:
    library.limit("Trials", ["anna"])
    assert Access(library, None).names(None) == ["Common", "Trials"]


def test_the_file_may_be_written_by_hand_meanwhile(library: Library, tmp_path: Path) -> None:
    access = Access(library, USERS)
    assert access.open("bo", "Trials")
    (home_of(tmp_path) / MEMBERS).write_text("# the lawyers\n@law\n", "utf-8")
    assert not access.may_use("bo", "Trials")
    assert access.may_use("anna", "Trials")


def test_what_another_server_deleted_is_for_no_member(library: Library, tmp_path: Path) -> None:
    library.limit("Trials", ["anna"])
    other = Library(tmp_path / "data", embedder=HashedWordsEmbedder())
    other.delete("Trials")
    assert not Access(library, USERS).may_use("anna", "Trials")


def test_members_go_with_their_collection(library: Library) -> None:
    library.limit("Trials", ["anna"])
    library.delete("Trials")
    library.create("Trials")
    assert library.members("Trials") is None


@pytest.mark.parametrize("mark", ["law", "@anna", "@", "cia"])
def test_who_is_not_known_is_no_member(library: Library, mark: str) -> None:
    with pytest.raises(CollectionError, match="there is no user and no group"):
        Access(library, USERS).limit("Trials", ["anna", mark])
    assert library.members("Trials") is None


def test_a_page_is_started_with_what_all_its_users_may_use(library: Library) -> None:
    access = Access(library, USERS)
    access.check_for_everybody("Trials")
    library.limit("Trials", ["@law"])
    with pytest.raises(CollectionError, match="'Trials' has members"):
        access.check_for_everybody("Trials")
    library.limit("Trials", ["@law", "bo"])
    access.check_for_everybody("Trials")
    Access(library, None).check_for_everybody("Trials")
