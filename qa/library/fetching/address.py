"""Which addresses of the web are fetched, and of which machines."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

from qa.errors import FetchError
from qa.terminal import printable

MAX_LENGTH = 2_000  # characters of an address
PORTS = {"http": 80, "https": 443}
MIN_OTHER_PORT = 1_024  # below it are mail, remote log-ins and the like
_AS_THEY_STAND = "/?&=:;,@!$'()*+~%-._[]|"
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address that may be fetched. `host` is as it is looked up, in ASCII; `target` is what is
    asked of it: path and query.
    """

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        """As it is written."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"

    @property
    def path(self) -> str:
        """The target without what is asked of the path."""
        return self.target.partition("?")[0]

    def leading_to(self, location: str) -> WebAddress:
        """What a redirect from here names. Raises FetchError unless that may be fetched."""
        return web_address(urljoin(str(self), location))


def web_address(text: str) -> WebAddress:
    """What somebody wrote as an address; without a scheme, https. What follows a # is left out.

    Raises FetchError for what is no address of the web, or has a name and password in it.
    """
    written = text.strip()
    if "://" not in written:
        written = f"https://{written}"
    try:
        if len(written) > MAX_LENGTH or not written.isprintable() or set(written) & set(" \\"):
            raise ValueError
        parts = urlsplit(written)
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
        port = parts.port if parts.port is not None else PORTS[parts.scheme]
        if not host or not _may_have(port, parts.scheme):
            raise ValueError
    except (ValueError, KeyError) as error:  # UnicodeError is a ValueError
        raise FetchError(
            "{address!r} is no address of a page; write it as in https://example.org/page.",
            address=printable(text.strip()[:100]),
        ) from error
    if "@" in parts.netloc:
        raise FetchError("an address with a name or password in it is not fetched; leave them out.")
    query = f"?{parts.query}" if parts.query else ""
    return WebAddress(
        parts.scheme, host, port, quote(f"{parts.path or '/'}{query}", _AS_THEY_STAND)
    )


def _may_have(port: int, scheme: str) -> bool:
    return port == PORTS[scheme] or port >= MIN_OTHER_PORT


def is_public(machine: str) -> bool:
    """Whether a numeric address is of the open network: none of this machine's, of a private
    network, of a link, or one that stands for such an address.
    """
    try:
        address = ip_address(machine)
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast for each in _stands_for(address))


def _stands_for(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address itself, or those of IPv4 that one of IPv6 leads to."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address.sixtofour:
        return [address, address.sixtofour]
    if address.teredo:
        return [address, *address.teredo]
    if address in _NAT64 or int(address) >> 32 == 0:  # the latter once was "IPv4-compatible"
        return [address, IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address]
