"""Which tokens let a program in; only their hashes are kept, so that none can be read or logged."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from qa.errors import SettingsError
from qa.library.line_file import entries
from qa.library.people.roles import Role

MIN_TOKEN_LENGTH = 20  # characters; random ones of that length cannot be guessed


class Tokens:
    """The tokens that let a program in."""

    def __init__(self, tokens: Iterable[str], roles: Mapping[str, Role] | None = None) -> None:
        """Let in who has one of `tokens`; whose has none of the `roles`, may all.

        They are long and random, unlike passwords, so that a plain hash is enough.
        """
        self._digests = tuple({_digest(token) for token in tokens})
        self._roles = {_digest(token).hex(): role for token, role in (roles or {}).items()}

    def holder(self, token: str) -> str | None:
        """What stands for the holder of a token that is known, without telling it; else None.

        Takes as long whichever it is.
        """
        tried = _digest(token)
        known = [hmac.compare_digest(tried, each) for each in self._digests]
        return tried.hex() if any(known) else None

    def role(self, holder: str | None) -> Role:
        """What may be done by one who `holder` stands for; the least by others."""
        return Role.READ if holder is None else self._roles.get(holder, Role.MANAGE)


def tokens_of(given: Sequence[str], path: Path | str | None) -> Tokens | None:
    """The tokens given and those of a file; None where neither was named.

    Raises SettingsError, which never holds a token.
    """
    if not given and path is None:
        return None
    for number, token in enumerate(given, start=1):
        if not _is_token(token):
            raise SettingsError(
                "number {number} of --token is no token: it has at least {least} ASCII characters; "
                "make one with: openssl rand -hex 32",
                number=number,
                least=MIN_TOKEN_LENGTH,
            )
    in_file = read_tokens(path) if path else {}
    return Tokens([*given, *in_file], in_file)


def read_tokens(path: Path | str) -> dict[str, Role]:
    """The tokens of a file, one a line, each with the role that may stand behind it.

    Empty lines and those that begin with # are passed over. Raises SettingsError, which never
    holds a token.
    """
    tokens = {}
    for number, line in entries(path):
        token, role = _with_role(line)
        if not _is_token(token):
            raise SettingsError(
                "line {number} of {path!r} is no token: it has at least {least} ASCII characters; "
                "make one with: openssl rand -hex 32",
                number=number,
                path=str(path),
                least=MIN_TOKEN_LENGTH,
            )
        tokens[token] = role
    if not tokens:
        raise SettingsError(
            "{path!r} holds no token; make one with: openssl rand -hex 32", path=str(path)
        )
    return tokens


def _with_role(line: str) -> tuple[str, Role]:
    token, _, role = line.rpartition(" ")
    return (token.strip(), Role(role)) if token and role in [*Role] else (line, Role.MANAGE)


def _is_token(text: str) -> bool:
    return len(text) >= MIN_TOKEN_LENGTH and text.isascii() and text.isprintable()


def _digest(token: str) -> bytes:
    return sha256(token.encode("utf-8", "surrogatepass")).digest()
