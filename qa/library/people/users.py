"""Who may use the page: names with scrypt hashes of their passwords, their roles and groups.

A users file has a line for each, made by `citera user NAME --role ROLE --group GROUP`:

    anna:scrypt$16384$8$1$<salt>$<hash>:read:law,finance

Without a role somebody may all; without groups they are in none. The numbers are scrypt's N, r and
p (RFC 7914); salt and hash are in Base64.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.errors import SettingsError
from qa.library.line_file import entries
from qa.library.people.members import GROUP
from qa.library.people.roles import Role

COST, BLOCK_SIZE, PARALLEL = 2**14, 8, 1  # 16 MB and some 50 ms: what RFC 7914 names for log-ins
MAX_MEMORY = 64_000_000  # bytes; a line that asks for more is refused
SALT_BYTES = 16
_LINE = re.compile(
    r"([^:\s][^:]*):scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w+/=]+)\$([\w+/=]+)"
    r"(?::([^:]*))?(?::(.*))?"
)
_GROUP_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Password:
    """The hash of a password, and what it was made with."""

    cost: int
    block_size: int
    parallel: int
    salt: bytes
    digest: bytes

    @classmethod
    def of(cls, password: str) -> Password:
        """Hash `password` with a salt of its own."""
        salt = secrets.token_bytes(SALT_BYTES)
        digest = _scrypt(password, salt, COST, BLOCK_SIZE, PARALLEL)
        return cls(COST, BLOCK_SIZE, PARALLEL, salt, digest)

    def matches(self, password: str) -> bool:
        """Whether it is this password; takes as long whether it is or not."""
        tried = _scrypt(password, self.salt, self.cost, self.block_size, self.parallel)
        return hmac.compare_digest(tried, self.digest)

    def __str__(self) -> str:
        """As it stands in a users file."""
        salt, digest = (b64encode(each).decode() for each in (self.salt, self.digest))
        return f"scrypt${self.cost}${self.block_size}${self.parallel}${salt}${digest}"


@dataclass(frozen=True, slots=True)
class User:
    """What is known of a user; without a role somebody may all."""

    password: Password
    role: Role = Role.MANAGE
    groups: frozenset[str] = frozenset()


class Users:
    """Who may use the page, and how."""

    def __init__(
        self,
        passwords: Mapping[str, Password],
        roles: Mapping[str, Role] | None = None,
        groups: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        """Know the users by their names; who has no role may all."""
        self._users = {
            name: User(
                password,
                (roles or {}).get(name, Role.MANAGE),
                frozenset((groups or {}).get(name, ())),
            )
            for name, password in passwords.items()
        }
        self._nobody = Password.of(secrets.token_hex())

    @classmethod
    def of(cls, users: Mapping[str, User]) -> Users:
        """Know these, by their names."""
        made = cls({})
        made._users = dict(users)
        return made

    def become(self, others: Users) -> None:
        """Be the same from now on as others are now."""
        self._users = others._users

    def password(self, name: str | None) -> Password | None:
        """That of a user; None for one who is not known."""
        known = self._users.get(name or "")
        return known.password if known else None

    def know(self, name: str, password: str) -> bool:
        """Whether there is such a user with that password; takes as long for unknown names."""
        known = self.password(name)
        return (known or self._nobody).matches(password) and known is not None

    def role(self, name: str | None) -> Role:
        """What a user may do; who is not known, the least."""
        known = self._users.get(name or "")
        return known.role if known else Role.READ

    @property
    def names(self) -> list[str]:
        """Every user."""
        return list(self._users)

    def marks(self, name: str | None) -> frozenset[str]:
        """What stands for a user among the members of a collection: the name, and @ with each of
        their groups; for one who is not known, nothing.
        """
        known = self._users.get(name or "")
        if name is None or known is None:
            return frozenset()
        groups = (f"{GROUP}{each}" for each in known.groups)
        # A user of an older file may be called like a group.
        return frozenset([*groups, *([] if name.startswith(GROUP) else [name])])

    def has(self, mark: str) -> bool:
        """Whether it stands for one of them at least."""
        return any(mark in self.marks(each) for each in self._users)


def user_of(pair: str) -> Users:
    """The one user of "name:password". Raises SettingsError, without the password in it."""
    name, colon, password = pair.partition(":")
    if not (name.strip() and colon and password):
        raise SettingsError(
            "--auth needs a name and a password with a colon between: USER:PASSWORD."
        )
    return Users({name.strip(): Password.of(password)})


def read_users(place: Path | str, before: Users | None = None) -> Users:
    """The users of a file, or of that at a URL; empty lines and those that begin with # are passed
    over. `before`: who they were when it was read last; whose hash is as it was is not tried again.

    Raises SettingsError, naming the line, for one that is in another form, and for a file without
    users.
    """
    users = dict(_user(place, number, line, before) for number, line in entries(place))
    if not users:
        raise SettingsError(
            "{path!r} names no user; make a line with: citera user NAME", path=str(place)
        )
    return Users.of(users)


def users_line(
    name: str, password: str, role: Role = Role.MANAGE, groups: Sequence[str] = ()
) -> str:
    """The line of a users file for a new user. Raises SettingsError for what cannot be one."""
    if not re.fullmatch(r"[^:,\s#@]([^:,\n]*[^:,\s])?", name) or not password:
        raise SettingsError(
            "{name!r} cannot be a user: a name has no colon or comma and begins with no # or @, "
            "a password is not empty.",
            name=name,
        )
    for each in groups:
        if not _GROUP_NAME.fullmatch(each):
            raise SettingsError(
                "{name!r} cannot be a group: its name has letters, digits, and any of . _ -",
                name=each,
            )
    ending = f":{','.join(groups)}" if groups else ""
    return f"{name}:{Password.of(password)}:{role}{ending}"


def _user(path: Path | str, number: int, line: str, before: Users | None) -> tuple[str, User]:
    found = _LINE.fullmatch(line)
    try:
        if found is None:
            raise ValueError
        name, salt, digest = found[1], *(b64decode(found[each], validate=True) for each in (5, 6))
        password = Password(int(found[2]), int(found[3]), int(found[4]), salt, digest)
        if before is None or before.password(name) != password:
            password.matches("")  # scrypt refuses numbers that it cannot work with
    except (ValueError, Base64Error, OverflowError, MemoryError) as error:
        raise SettingsError(
            "line {number} of {path!r} is no user; make it with: citera user NAME",
            number=number,
            path=str(path),
        ) from error
    return name, User(password, _role(path, number, found[7]), _groups(path, number, found[8]))


def _role(path: Path | str, number: int, named: str | None) -> Role:
    try:
        return Role.MANAGE if named is None else Role(named)
    except ValueError as error:
        raise SettingsError(
            "line {number} of {path!r} has the role {role!r}; there are read, add and manage.",
            number=number,
            path=str(path),
            role=named,
        ) from error


def _groups(path: Path | str, number: int, named: str | None) -> frozenset[str]:
    groups = [each.strip() for each in named.split(",")] if named else []
    for each in groups:
        if not _GROUP_NAME.fullmatch(each):
            raise SettingsError(
                "line {number} of {path!r} has the group {group!r}; "
                "a name of one has letters, digits, and any of . _ -",
                number=number,
                path=str(path),
                group=each,
            )
    return frozenset(groups)


def _scrypt(password: str, salt: bytes, cost: int, block_size: int, parallel: int) -> bytes:
    secret = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(secret, salt=salt, n=cost, r=block_size, p=parallel, maxmem=MAX_MEMORY)
