"""Where an index in Milvus is: `milvus://host:19530/name`, or `milvus+lite:PATH` to try it out."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from index.errors import StoreError

TOKEN = "CITERA_MILVUS_TOKEN"
PORT = 19530
LITE = "milvus+lite:"
LITE_SUFFIX = ".db"  # by which pymilvus knows such a file
_SCHEMES = {"milvus": "http", "milvus+tls": "https"}
_NAME = re.compile(r"[A-Za-z_]\w{0,99}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """`text` is what the user gave, `uri` what pymilvus takes, `name` what collections begin with.

    `is_file`: it is a file of milvus-lite, which runs in this process.
    """

    text: str
    uri: str
    name: str
    is_file: bool

    @property
    def is_absent(self) -> bool:
        """Whether it is a file that is not there; connecting would make it."""
        return self.is_file and not os.path.exists(self.uri)


def is_address(place: object) -> bool:
    """Whether an index is said to be in Milvus, rather than in a folder."""
    return isinstance(place, str) and place.startswith(("milvus:", "milvus+"))


def parse_address(text: str) -> Address:
    """The address that `text` gives. Raises StoreError."""
    if text.startswith(LITE):
        return _parse_file(text, text.removeprefix(LITE))
    try:
        parts = urlsplit(text)
        name, port = parts.path.removeprefix("/"), parts.port or PORT
    except ValueError:
        raise _unclear(text) from None
    if parts.scheme not in _SCHEMES or not parts.hostname or not _NAME.fullmatch(name):
        raise _unclear(text)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise _unclear(text)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Address(text, f"{_SCHEMES[parts.scheme]}://{host}:{port}", name, False)


def _parse_file(text: str, path: str) -> Address:
    if not path.removesuffix(LITE_SUFFIX) or not path.endswith(LITE_SUFFIX):
        raise StoreError(
            "{address!r} names no file of milvus-lite; give milvus+lite:PATH, where PATH ends in "
            "{suffix}.",
            address=text,
            suffix=LITE_SUFFIX,
        )
    return Address(text, str(Path(path).absolute()), "citera", True)


def token() -> str:
    """What the server knows the user by, from the environment: a key, or `user:password`."""
    return os.environ.get(TOKEN, "")


def _unclear(text: str) -> StoreError:
    return StoreError(
        "{address!r} is no address of an index in Milvus; give milvus://HOST:19530/NAME, where "
        "NAME has letters, digits and _ alone, and the token in {variable}.",
        address=text,
        variable=TOKEN,
    )
