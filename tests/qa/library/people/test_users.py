"""Users and their passwords: kept as hashes, compared in the same time."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from qa import CiteraError
from qa.library.people.roles import Role
from qa.library.people.users import Password, Users, read_users, user_of, users_line

# RFC 7914, section 12: scrypt("pleaseletmein", "SodiumChloride", N=16384, r=8, p=1).
RFC = (
    "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
    "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
)


def test_a_password_is_hashed_as_the_standard_says() -> None:
    known = Password(2**14, 8, 1, b"SodiumChloride", bytes.fromhex(RFC))
    assert known.matches("pleaseletmein")
    assert not known.matches("pleaseletmeout")


def test_a_users_file_is_read_and_keeps_no_password(tmp_path: Path) -> None:
    path = tmp_path / "users"
    lines = ["# who may ask", "", users_line("anna", "höst:regn"), users_line("bo ek", "x")]
    path.write_text("\n".join(lines), "utf-8")
    users = read_users(path)
    assert users.know("anna", "höst:regn")
    assert users.know("bo ek", "x")
    assert not users.know("anna", "x")
    assert not users.know("eva", "x")
    assert "regn" not in path.read_text("utf-8")
    assert users_line("anna", "x") != users_line("anna", "x")  # each has a salt of its own


def test_each_user_has_a_role(tmp_path: Path) -> None:
    path = tmp_path / "users"
    lines = [users_line("anna", "x", Role.READ), users_line("bo", "x", Role.ADD)]
    lines += [users_line("eva", "x"), users_line("old", "x").rpartition(":")[0]]
    path.write_text("\n".join(lines), "utf-8")
    users = read_users(path)
    assert [users.role(name) for name in ("anna", "bo", "eva")] == [*Role]
    assert users.role("old") is Role.MANAGE  # as before there were roles
    assert users.role("nobody") is users.role(None) is Role.READ
    assert user_of("anna:x").role("anna") is Role.MANAGE
    path.write_text(f"{users_line('old', 'x').rpartition(':')[0]}:owner", "utf-8")
    with pytest.raises(CiteraError, match=r"line 1 of .* has the role 'owner'"):
        read_users(path)


def test_each_user_has_groups_besides_the_name(tmp_path: Path) -> None:
    path = tmp_path / "users"
    lines = [users_line("anna", "x", Role.READ, ["law", "jus-2"]), users_line("bo", "x")]
    lines.append(users_line("law", "x").replace("law:", "@law:", 1))
    path.write_text("\n".join(lines), "utf-8")
    users = read_users(path)
    assert users.role("anna") is Role.READ
    assert users.marks("anna") == {"anna", "@law", "@jus-2"}
    assert users.marks("bo") == {"bo"}
    # Whom an older file calls like a group is not in it.
    assert users.marks("@law") == users.marks("nobody") == users.marks(None) == frozenset()
    assert [users.has(each) for each in ("@law", "bo", "law")] == [True, True, False]
    path.write_text(f"{lines[0]},a b", "utf-8")
    with pytest.raises(CiteraError, match=r"line 1 of .* has the group 'a b'"):
        read_users(path)
    with pytest.raises(CiteraError, match="'a b' cannot be a group"):
        users_line("anna", "x", Role.READ, ["a b"])


@pytest.mark.parametrize(
    "line",
    [
        "anna:secret",
        "anna:scrypt$16384$8$1$c2FsdA==",
        "anna:scrypt$3$8$1$c2FsdA==$aGFzaA==",
        "anna:scrypt$1073741824$8$1$c2FsdA==$aGFzaA==",
        "anna:scrypt$16384$8$1$c2F$aGFzaA==",
        ":scrypt$16384$8$1$c2FsdA==$aGFzaA==",
    ],
)
def test_a_line_in_another_form_is_named_but_not_shown(tmp_path: Path, line: str) -> None:
    path = tmp_path / "users"
    path.write_text(f"#\n{line}\n", "utf-8")
    with pytest.raises(CiteraError, match="line 2") as refused:
        read_users(path)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("content", [None, b"", b"# nobody\n", b"\xff\xfe"])
def test_a_file_without_users_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "users"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CiteraError, match="users"):
        read_users(path)


@pytest.mark.parametrize("pair", ["anna", "anna:", ":secret", " :secret", ""])
def test_auth_needs_a_name_and_a_password(pair: str) -> None:
    with pytest.raises(CiteraError, match="USER:PASSWORD") as refused:
        user_of(pair)
    assert "secret" not in str(refused.value)


def test_a_password_may_hold_colons() -> None:
    assert user_of("anna:a:b").know("anna", "a:b")


@pytest.mark.parametrize("name", ["", "a:b", " a", "a ", "#a", "@a", "a,b", "a\nb"])
def test_a_name_that_would_break_the_file_is_refused(name: str) -> None:
    with pytest.raises(CiteraError, match="cannot be a user"):
        users_line(name, "x")


def test_an_unknown_name_costs_as_much_work_as_a_known_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    users = Users({"anna": Password.of("x")})
    calls: list[bytes] = []
    scrypt = hashlib.scrypt

    def counted(password: bytes, **options: int) -> bytes:
        calls.append(password)
        return scrypt(password, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(hashlib, "scrypt", counted)
    assert not users.know("anna", "y")
    assert not users.know("eva", "y")
    assert calls == [b"y", b"y"]
