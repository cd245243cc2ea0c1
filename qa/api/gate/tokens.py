"""Which tokens let a program in; only their hashes are kept, so that none can be read or logged."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from qa.errors import SettingsError
from qa.library.line_file import entries

MIN_TOKEN_LENGTH = 20  # characters; random ones of that length cannot be guessed


class Tokens:
    """The tokens that let a program in."""

    def __init__(self, tokens: Iterable[str]) -> None:
        """Let in who has one of `tokens`.

        They are long and random, unlike passwords, so that a plain hash is enough.
        """
        self._digests = tuple({_digest(token) for token in tokens})

    def holder(self, token: str) -> str | None:
        """What stands for the holder of a token that is known, without telling it; else None.

        Takes as long whichever it is.
        """
        tried = _digest(token)
        known = [hmac.compare_digest(tried, each) for each in self._digests]
        return tried.hex() if any(known) else None


def read_tokens(path: Path) -> Tokens:
    """The tokens of a file, one a line; empty lines and those that begin with # are passed over.

    Raises SettingsError, which never holds a token.
    """
    tokens = [_checked(path, number, line) for number, line in entries(path)]
    if not tokens:
        raise SettingsError(
            "{path!r} holds no token; make one with: openssl rand -hex 32", path=str(path)
        )
    return Tokens(tokens)


def _checked(path: Path, number: int, token: str) -> str:
    if len(token) < MIN_TOKEN_LENGTH or not token.isascii() or not token.isprintable():
        raise SettingsError(
            "line {number} of {path!r} is no token: it has at least {least} ASCII characters; "
            "make one with: openssl rand -hex 32",
            number=number,
            path=str(path),
            least=MIN_TOKEN_LENGTH,
        )
    return token


def _digest(token: str) -> bytes:
    return sha256(token.encode("utf-8", "surrogatepass")).digest()
