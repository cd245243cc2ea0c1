"""`citera user` makes a line of a users file, which is read back as it was asked for."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from qa.cli.app import user
from qa.library.people.roles import Role
from qa.library.people.users import read_users


def test_a_user_has_a_role_and_groups(tmp_path: Path) -> None:
    asked = ["anna", "--role", "read", "--group", "law", "--group", "finance"]
    made = CliRunner().invoke(user, asked, input="regn\nregn\n")
    file = tmp_path / "users.txt"
    file.write_text(made.stdout, "utf-8")
    users = read_users(file)
    assert users.know("anna", "regn")
    assert users.role("anna") is Role.READ
    assert users.marks("anna") == {"anna", "@law", "@finance"}
