"""Who may use a collection: `members.txt` in its folder, which the page or its operator writes.

A line names a user or, behind an @, a group of the users file. Without the file it is everybody.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from qa.errors import SettingsError
from qa.library.line_file import entries

MEMBERS = "members.txt"
GROUP = "@"
_HEAD = "# Who may use this collection, users and @groups, one a line; without the file, all."


def read_members(home: Path) -> frozenset[str] | None:
    """The members of the collection in that folder; None for everybody, nobody where the file
    names none or cannot be read.
    """
    path = home / MEMBERS
    try:
        return frozenset(name for _, name in entries(path))
    except SettingsError:
        return frozenset() if os.path.lexists(path) else None


def write_members(home: Path, members: Sequence[str]) -> None:
    """Keep who may use the collection in that folder, all or nothing; without members, all."""
    path = home / MEMBERS
    if not members:
        path.unlink(missing_ok=True)
        return
    new = home / f"{MEMBERS}.new"
    new.write_text("\n".join([_HEAD, *members, ""]), encoding="utf-8")
    os.replace(new, path)


def members_in(line: str) -> list[str]:
    """The members that a line names with commas between, each once."""
    return list(dict.fromkeys(filter(None, (each.strip() for each in line.split(",")))))
