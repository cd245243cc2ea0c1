"""One page of the web → a file, within limits of size, time and redirects.

Nothing that the page names is fetched, no cookie is sent, and no proxy is asked.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import httpcore

from index.load.formats.by_suffix import refusal_of
from qa.errors import FetchError
from qa.library.fetching.address import WebAddress, web_address
from qa.library.fetching.connection import Deadline, Machines
from qa.library.uploads import MAX_MEGABYTES, MEGABYTE

MAX_SECONDS = 30  # for all of it
MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "application/json": ".json",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
_SAYS_LITTLE = ("", "text/plain", "application/octet-stream", "binary/octet-stream")
HEADERS: Mapping[str | bytes, str | bytes] = {
    "User-Agent": "Citera",
    "Accept": "text/html,application/pdf,*/*;q=.5",
    "Accept-Encoding": "identity",  # what is packed could be larger than it looks
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """Where it came from in the end, and the suffix of a file of its kind."""

    address: WebAddress
    suffix: str


def fetch(text: str, into: Path, *, may_be_private: bool) -> Fetched:
    """Fetch the page at the address that somebody wrote, into a file.

    `may_be_private`: also from this machine and those around it; what is public never leads there.
    Raises FetchError, which says why not.
    """
    address = web_address(text)
    deadline = Deadline(MAX_SECONDS)
    try:
        return _followed(address, into, Machines(deadline, may_be_private=may_be_private))
    except httpcore.TimeoutException as error:
        raise FetchError(
            "{host!r} took longer than {seconds} s; try again, or save the page and add the file.",
            host=address.host,
            seconds=MAX_SECONDS,
        ) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as error:
        raise FetchError(
            "{host!r} cannot be asked: {error}.", host=address.host, error=str(error).rstrip(".")
        ) from error


def _followed(address: WebAddress, into: Path, machines: Machines) -> Fetched:
    for _ in range(MAX_REDIRECTS + 1):
        found = _asked(address, into, machines)
        if isinstance(found, Fetched):
            return found
        address = found
        machines.may_be_private &= machines.was_private
    raise FetchError("{host!r} leads on and on; it is given up.", host=address.host)


def _asked(address: WebAddress, into: Path, machines: Machines) -> Fetched | WebAddress:
    """The page, or where it is instead."""
    with (
        httpcore.ConnectionPool(network_backend=machines) as pool,
        pool.stream("GET", str(address), headers=HEADERS) as response,
    ):
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in response.headers
        }
        if response.status in REDIRECTS and "location" in headers:
            return address.leading_to(headers["location"])
        if response.status != 200:
            raise FetchError(
                "{host!r} does not give that page (status {status}).",
                host=address.host,
                status=response.status,
            )
        suffix = _suffix(address, headers)
        _write(response.iter_stream(), into, address)
        return Fetched(address, suffix)


def _suffix(address: WebAddress, headers: Mapping[str, str]) -> str:
    """By what the server says that it is; where that says little, by the address."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise FetchError(
            "{host!r} sends that page packed; save the page, and add the file.", host=address.host
        )
    named = PurePosixPath(address.path).suffix.lower()
    if kind in _SAYS_LITTLE and refusal_of(named, is_named=False) is None:
        return named
    if kind not in SUFFIXES:
        raise FetchError(
            "{host!r} gives a file of the kind {kind!r}, which is not read.",
            host=address.host,
            kind=kind[:100],
        )
    return SUFFIXES[kind]


def _write(parts: Iterator[bytes], into: Path, address: WebAddress) -> None:
    size = 0
    with into.open("wb") as file:
        for part in parts:
            size += len(part)
            if size > MAX_MEGABYTES * MEGABYTE:
                raise FetchError(
                    "the page at {host!r} has more than {limit} MB.",
                    host=address.host,
                    limit=MAX_MEGABYTES,
                )
            file.write(part)
