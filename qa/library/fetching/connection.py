"""Connections to machines that were looked at first, none of which outlasts its time.

A name is looked up once, here: the address that was checked is the one that is connected to, so
that a name which leads elsewhere a moment later (DNS rebinding) leads nowhere.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from qa.errors import FetchError
from qa.library.fetching.address import is_public


class Deadline:
    """When all has to be done, however little comes at a time."""

    def __init__(self, seconds: float) -> None:
        """Begin now."""
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left. Raises httpcore.ReadTimeout where none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class Machines(httpcore.NetworkBackend):
    """Connects to the machines that may be asked."""

    def __init__(self, deadline: Deadline, *, may_be_private: bool) -> None:
        """Connect until the deadline. `may_be_private`: to this machine and those around it, too;
        where one of them has been asked, `was_private` says so.
        """
        self._deadline = deadline
        self._connecting = httpcore.SyncBackend()
        self.may_be_private = may_be_private
        self.was_private = False

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of that name that answers.

        Raises FetchError where one of its addresses may not be asked.
        """
        machines = _looked_up(host, port)
        self._check(host, machines)
        for last, machine in enumerate(machines, start=1 - len(machines)):
            try:
                stream = self._connecting.connect_tcp(
                    machine, port, self._deadline.left(), None, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if last == 0:
                    raise
            else:
                return _TimedStream(stream, self._deadline)
        raise httpcore.ConnectError

    def _check(self, host: str, machines: Iterable[str]) -> None:
        is_private = not all(map(is_public, machines))
        if is_private and not self.may_be_private:
            raise FetchError(
                "{host!r} is of this machine or of a network of its own; only pages of the open "
                "web are fetched here. Save the page, and add the file.",
                host=host,
            )
        self.was_private |= is_private


class _TimedStream(httpcore.NetworkStream):
    """A connection that ends with its deadline, also where a byte comes now and then."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _looked_up(host: str, port: int) -> list[str]:
    """The numeric addresses of a name, each once. Raises FetchError where there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError("there is no machine called {host!r}.", host=host) from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))
